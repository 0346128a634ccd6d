//! `{name}` in a text: finding them, and the plain form of names. Nothing is filled in here.

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words as they stand.
    Words(&'a str),
    /// The name between braces, in its plain form or as written.
    Placeholder(&'a str),
}

/// The pieces of a text, in order. A brace without its twin is words.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}').filter(|(name, _)| !name.contains(['{', '\n'])) else {
            let end = before.len() + 1;
            pieces.extend(rest.get(..end).map(Piece::Words));
            rest = after;
            continue;
        };
        if !before.is_empty() {
            pieces.push(Piece::Words(before));
        }
        pieces.push(Piece::Placeholder(name.trim()));
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    pieces
}

/// The names between braces, in order.
pub fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Placeholder(name) => Some(name),
        Piece::Words(_) => None,
    })
}

/// The plain form of a name: small letters, a hyphen for each space, so that "Price of roses" and "price-of-roses" are one.
pub fn id_of(name: &str) -> String {
    let name =
        name.trim_matches(|sign: char| sign.is_whitespace() || matches!(sign, '*' | '`' | '{' | '}' | '"' | '«' | '»'));
    name.split_whitespace().collect::<Vec<_>>().join("-").to_lowercase().replace('ё', "е")
}

/// The text with every name between braces in its plain form.
pub(crate) fn with_plain_ids(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Words(words) => plain.push_str(words),
            Piece::Placeholder(name) => {
                plain.push('{');
                plain.push_str(&id_of(name));
                plain.push('}');
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_between_braces() {
        let names: Vec<&str> = placeholders("Roses {price of roses}, until { Hours }. {").collect();
        assert_eq!(names, ["price of roses", "Hours"]);
    }

    #[test]
    fn pieces_put_together_give_the_text() {
        for text in ["a {b} c", "{{b}}", "{", "}{", "", "{}", "a {b\nc} d", "{ x }y{"] {
            let whole: String = pieces(text)
                .into_iter()
                .map(|piece| match piece {
                    Piece::Words(words) => words.to_owned(),
                    Piece::Placeholder(name) => format!("{{{name}}}"),
                })
                .collect();
            assert_eq!(whole.replace(' ', ""), text.replace(' ', ""));
        }
    }

    #[test]
    fn one_name_has_one_plain_form() {
        assert_eq!(id_of("  Price  of Roses "), "price-of-roses");
        assert_eq!(id_of("{Тёплый приём}"), "теплый-прием");
    }
}
