//! Puts facts and told values into a text of the script, once: what is put in is never looked at again (H13), so a name
//! such as `{price}` stays a name.
//!
//! A placeholder nobody can fill (a field not told yet) takes its sentence with it: a text with a hole reads like a
//! mistake, a shorter one does not. A text may so become empty; the caller says something else then.

pub(crate) mod value;

use std::collections::BTreeMap;

use super::{
    model::Script,
    placeholder::{Piece, id_of, pieces},
};
use crate::{conversation::Told, language::Language};

/// A text with its placeholders filled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// What may be said. Empty if every sentence lacked something.
    pub text: String,
    /// The facts told in it, in their order, each once.
    pub facts_used: Vec<String>,
}

/// Fills the placeholders of `text` from the script's facts and from what the contact told.
/// `{business}` is the name of the business, unless a fact or field is called so.
pub fn render(script: &Script, text: &str, language: Language, told: &BTreeMap<String, Told>) -> Rendered {
    let mut out = String::with_capacity(text.len());
    let mut facts_used: Vec<String> = Vec::new();
    for sentence in sentences(&pieces(text)) {
        let mut words = String::new();
        let mut facts = Vec::new();
        let is_whole = sentence.iter().enumerate().all(|(at, piece)| match piece {
            Piece::Words(plain) => {
                words.push_str(plain);
                true
            }
            Piece::Placeholder(name) => match filling(script, &id_of(name), language, told) {
                Some(Filling { text, fact }) => {
                    let goes_on = sentence.get(at + 1).is_some_and(goes_on);
                    words.push_str(if fact.is_some() && goes_on { text.trim_end_matches('.') } else { &text });
                    facts.extend(fact);
                    true
                }
                None => false,
            },
        });
        if is_whole {
            put_after(&mut out, &words);
            for fact in facts {
                if !facts_used.contains(&fact) {
                    facts_used.push(fact);
                }
            }
        } else if sentence.iter().any(|piece| matches!(piece, Piece::Words(words) if words.ends_with('\n'))) {
            out.push('\n');
        }
    }
    Rendered { text: tidy(&out), facts_used }
}

/// A told value as it is said, on one line and of bounded length; as it was kept where the script knows no such field.
pub(crate) fn value_in_words(script: &Script, field: &str, told: &Told, language: Language) -> String {
    match script.field(field) {
        Some(field) => value::in_words(&field.kind, told, language),
        None => value::plain(&told.value),
    }
}

/// The longest text that rendering `text` can give, in characters, if told values are of ordinary length.
pub(crate) fn longest(script: &Script, text: &str, language: Language) -> usize {
    pieces(text)
        .iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.chars().count(),
            Piece::Placeholder(name) => match script.fact(&id_of(name)) {
                Some(fact) => fact.says.best(language).unwrap_or_default().chars().count(),
                None => value::LONGEST,
            },
        })
        .sum()
}

/// Whether a sentence goes on behind a fact, so that the fact's own full stop would be one too many.
fn goes_on(next: &Piece<'_>) -> bool {
    let Piece::Words(words) = next else { return false };
    let first = words.trim_start().chars().next();
    words.starts_with(['.', ',', '!', '?', ';', ':', ')', '…'])
        || first.is_some_and(|sign| sign.is_lowercase() || matches!(sign, '—' | '–' | '('))
}

struct Filling {
    text: String,
    fact: Option<String>,
}

fn filling(script: &Script, id: &str, language: Language, told: &BTreeMap<String, Told>) -> Option<Filling> {
    if let Some(fact) = script.fact(id) {
        let text = fact.says.best(language)?.to_owned();
        return Some(Filling { text, fact: Some(fact.id.clone()) });
    }
    if let Some(field) = script.field(id) {
        let text = value::in_words(&field.kind, told.get(id)?, language);
        return (!text.is_empty()).then_some(Filling { text, fact: None });
    }
    let business = script.business.best(language).filter(|_| id == BUSINESS)?;
    Some(Filling { text: business.to_owned(), fact: None })
}

/// The placeholder of the business's own name.
pub(crate) const BUSINESS: &str = "business";

/// Pieces cut into sentences; each keeps its final mark and the space after it.
fn sentences<'a>(pieces: &[Piece<'a>]) -> Vec<Vec<Piece<'a>>> {
    let mut sentences = Vec::new();
    let mut current = Vec::new();
    for piece in pieces {
        let Piece::Words(mut rest) = *piece else {
            current.push(*piece);
            continue;
        };
        // "{fact} Next sentence": a fact is a sentence of its own when a capital letter follows it.
        if !current.is_empty() && opens_sentence(rest) {
            sentences.push(std::mem::take(&mut current));
        }
        while let Some(end) = sentence_end(rest) {
            let (sentence, after) = rest.split_at(end);
            current.push(Piece::Words(sentence));
            sentences.push(std::mem::take(&mut current));
            rest = after;
        }
        if !rest.is_empty() {
            current.push(Piece::Words(rest));
        }
    }
    if !current.is_empty() {
        sentences.push(current);
    }
    sentences
}

fn opens_sentence(words: &str) -> bool {
    let trimmed = words.trim_start();
    trimmed.len() < words.len() && trimmed.starts_with(char::is_uppercase)
}

/// The byte after the first sentence and the spaces behind it, if more than nothing ends here.
fn sentence_end(words: &str) -> Option<usize> {
    let mut signs = words.char_indices().peekable();
    while let Some((_, sign)) = signs.next() {
        if sign == '\n' {
            return signs.peek().map(|(at, _)| *at).or(Some(words.len()));
        }
        let is_final =
            matches!(sign, '.' | '!' | '?' | '…') && signs.peek().is_none_or(|(_, next)| next.is_whitespace());
        if is_final {
            while signs.peek().is_some_and(|(_, next)| next.is_whitespace() && *next != '\n') {
                signs.next();
            }
            if signs.peek().is_some_and(|(_, next)| *next == '\n') {
                continue;
            }
            return signs.peek().map(|(at, _)| *at).or(Some(words.len()));
        }
    }
    None
}

/// Puts a sentence behind another; a fact that ended without a mark is set apart by a space anyway.
fn put_after(out: &mut String, words: &str) {
    let needs_space = out.chars().last().is_some_and(|last| !last.is_whitespace())
        && words.chars().next().is_some_and(|first| first.is_alphanumeric());
    if needs_space {
        out.push(' ');
    }
    out.push_str(words);
}

/// Without the traces of what was left out: spaces at ends of lines, more than one empty line, doubled final marks.
fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut empty = 0_usize;
    for line in text.lines().map(str::trim_end) {
        empty = if line.trim().is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            tidied.push_str(line);
            tidied.push('\n');
        }
    }
    tidied.trim().to_owned()
}

#[cfg(test)]
mod tests;
