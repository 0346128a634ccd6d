//! Fills a script's text in: `{fact}` with the fact's words, `{field}` with what the contact told. One pass: what is
//! filled in is never looked at again, so that nothing a contact told can act as a placeholder (H13).

use std::collections::BTreeMap;

use super::{
    model::Script,
    placeholder::{Piece, pieces},
};
use crate::{conversation::Told, language::Language};

/// A text with everything filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The words.
    pub text: String,
    /// The facts they tell, in order.
    pub facts_used: Vec<String>,
}

/// Fills a text in. A sentence that needs a value the contact has not told is left out whole: half a sentence with a hole
/// in it is worse than none. Names nobody knows do the same; the checker refuses them before a script is published.
pub fn render(script: &Script, text: &str, language: Language, fields: &BTreeMap<String, Told>) -> Rendered {
    let mut rendered = Rendered::default();
    for sentence in sentences(text) {
        let mut words = String::new();
        let mut facts = Vec::new();
        let mut is_whole = true;
        for piece in pieces(sentence) {
            match piece {
                Piece::Words(plain) => words.push_str(plain),
                Piece::Placeholder(id) => match value(script, id, language, fields) {
                    Some((value, is_fact)) => {
                        words.push_str(&value);
                        facts.extend(is_fact.then(|| id.to_owned()));
                    }
                    None => is_whole = false,
                },
            }
        }
        if is_whole {
            rendered.text.push_str(&words);
            rendered.facts_used.extend(facts);
        }
    }
    rendered.text = rendered.text.trim().to_owned();
    rendered
}

fn value(script: &Script, id: &str, language: Language, fields: &BTreeMap<String, Told>) -> Option<(String, bool)> {
    if let Some(fact) = script.fact(id) {
        // A fact ends as the sentence around it wants: its own full stop is dropped.
        return fact.says.best(language).map(|says| (says.trim().trim_end_matches('.').to_owned(), true));
    }
    fields.get(id).map(|told| (told.words.trim().to_owned(), false))
}

/// The text cut after each sentence, keeping every character. Full stops between braces and inside numbers do not end one.
fn sentences(text: &str) -> Vec<&str> {
    let mut cut = Vec::new();
    let (mut from, mut in_braces, mut ended) = (0, false, false);
    for (at, sign) in text.char_indices() {
        if ended && (sign.is_whitespace() || sign == '\n') {
            cut.extend(text.get(from..at));
            from = at;
        }
        match sign {
            '{' => in_braces = true,
            '}' => in_braces = false,
            _ => {}
        }
        ended = !in_braces && (matches!(sign, '.' | '!' | '?' | '…' | '\n') || (ended && matches!(sign, ')' | '»' | '"')));
    }
    cut.extend(text.get(from..));
    cut
}
