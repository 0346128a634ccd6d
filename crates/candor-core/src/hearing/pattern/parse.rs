//! Reads patterns. They are the program's own text, so an error is a mistake of ours: a test reads them all.

use thiserror::Error;

use super::{Item, Lexicon, Pattern, WordId, sets};

/// What is wrong with a pattern.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum PatternError {
    /// A set that does not exist.
    #[error("no set of words is called {0}: add it to sets or mend the name")]
    UnknownSet(String),
    /// Something after `@` that is not a number up to 100.
    #[error("{0} is no certainty: write @ and a number from 1 to 100")]
    BadCertainty(String),
    /// No word to look for.
    #[error("the pattern {0:?} names no word that must be there: it would match anything")]
    NoWord(String),
}

/// Reads patterns, one a line; blank lines and lines that begin with `#` are left out.
pub(crate) fn parse_all(text: &str, lexicon: &mut Lexicon) -> Result<Vec<Pattern>, PatternError> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| parse(line, lexicon))
        .collect()
}

fn parse(line: &str, lexicon: &mut Lexicon) -> Result<Pattern, PatternError> {
    let mut items = Vec::new();
    let mut certainty = 90;
    for piece in line.split_whitespace() {
        items.push(match piece {
            "^" => Item::ClauseStart,
            "$" => Item::ClauseEnd,
            "^^" => Item::LineStart,
            "$$" => Item::LineEnd,
            "?" => Item::Question,
            "_" => Item::AnyWord,
            "..." => Item::Gap { may_negate: false },
            "...." => Item::Gap { may_negate: true },
            other => {
                if let Some(number) = other.strip_prefix('@') {
                    certainty = match number.parse() {
                        Ok(number @ 1..=100) => number,
                        _ => return Err(PatternError::BadCertainty(other.to_owned())),
                    };
                    continue;
                }
                if let Some(rest) = other.strip_prefix('!') {
                    Item::Not { ids: alternatives(rest, lexicon)? }
                } else if let Some(inner) = other.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                    word(inner, true, lexicon)?
                } else {
                    word(other, false, lexicon)?
                }
            }
        });
    }
    let needs = rarest_word(&items).ok_or_else(|| PatternError::NoWord(line.to_owned()))?;
    let negations = alternatives(sets::NEGATIONS, lexicon)?;
    let begins_with_negation = items
        .iter()
        .find_map(|item| match item {
            Item::Word { ids, is_optional: false, .. } => Some(ids.iter().any(|id| negations.contains(id))),
            _ => None,
        })
        .unwrap_or(false);
    Ok(Pattern { items, certainty, needs, begins_with_negation })
}

fn word(written: &str, is_optional: bool, lexicon: &mut Lexicon) -> Result<Item, PatternError> {
    Ok(Item::Word {
        ids: alternatives(written, lexicon)?,
        is_optional,
        or_end: written.split('|').any(|part| part == "$"),
    })
}

/// The words of which one must be present: those of the mandatory item with the fewest alternatives.
fn rarest_word(items: &[Item]) -> Option<Vec<WordId>> {
    items
        .iter()
        .filter_map(|item| match item {
            Item::Word { ids, is_optional: false, or_end: false } => Some(ids),
            _ => None,
        })
        .min_by_key(|ids| ids.len())
        .cloned()
}

pub(super) fn alternatives(written: &str, lexicon: &mut Lexicon) -> Result<Vec<WordId>, PatternError> {
    let mut ids = Vec::new();
    for part in written.split('|').map(str::trim).filter(|part| !part.is_empty() && *part != "$") {
        if let Some(name) = part.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
            let members = sets::members(name).ok_or_else(|| PatternError::UnknownSet(name.to_owned()))?;
            ids.extend(alternatives(members, lexicon)?);
        } else {
            ids.push(lexicon.number(part));
        }
    }
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_in_patterns_are_named() {
        let mut lexicon = Lexicon::default();
        assert_eq!(parse("<nobody> =x", &mut lexicon), Err(PatternError::UnknownSet("nobody".into())));
        assert!(matches!(parse("=x @200", &mut lexicon), Err(PatternError::BadCertainty(_))));
        assert!(matches!(parse("^ ... $", &mut lexicon), Err(PatternError::NoWord(_))));
        assert!(parse("=x @70", &mut lexicon).is_ok_and(|pattern| pattern.certainty == 70));
    }
}
