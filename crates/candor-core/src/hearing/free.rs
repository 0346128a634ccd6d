//! What of a message answers a question for free words: without what is told by values, and where a name was asked for nothing
//! that is more than a name.

use super::{
    bare::{is_bare, is_known, is_no_value, led_to, rest},
    heard::{FoundValue, Heard, HeardKind, Value},
    keywords::is_small,
    reading::read,
    told::{asks_name, is_offered, label_stems},
    words::{Line, Word, stem_of},
};
use crate::script::Field;

/// The longest answer that is taken for a field of free text, in characters.
const LONGEST_TEXT: usize = 200;

/// A name has no more words than this, with those that offer it.
pub(super) const LONGEST_NAME: usize = 5;

/// What of a message answers a question for free words, and whether it is a bare word: without telephones and addresses, and
/// where a name was asked for without anything else that is told by a value.
pub(super) fn text_told(
    field: &Field,
    text: &str,
    lines: &[Line],
    values: &[&FoundValue],
    named: &[(&Field, &FoundValue, String)],
    things: &[Heard],
) -> Option<(String, bool)> {
    let is_name = asks_name(field);
    let all: Vec<&Word> = lines.iter().flat_map(Line::words).collect();
    let has_digit =
        |found: &FoundValue| text.get(found.start..found.end).is_some_and(|words| words.chars().any(char::is_numeric));
    let is_taken = |found: &&&FoundValue| match found.value {
        Value::Phone { .. } | Value::Email { .. } => true,
        Value::Name { .. } if !is_name => is_offered(found, &all),
        // "May" is a name.
        _ => is_name && (has_digit(found) || text.split_whitespace().nth(1).is_some() || bare_day(found)),
    };
    let taken: Vec<&&FoundValue> = values.iter().filter(is_taken).collect();
    // A name comes with a telephone number or alone; with a day or a sum it is told of something else.
    let has_more = taken
        .iter()
        .any(|found| !matches!(found.value, Value::Phone { .. } | Value::Email { .. } | Value::Name { .. }));
    // "Lenina 5" names nobody: a bare number belongs to the words before it.
    let is_numbered =
        |found: &&&FoundValue| matches!(found.value, Value::Number { .. } | Value::Quantity { unit: None, .. });
    if is_name && taken.iter().any(is_numbered) {
        return None;
    }
    let taken = taken.into_iter().map(|found| found.start..found.end);
    let taken: Vec<_> = taken.chain(named.iter().map(|(_, found, _)| found.start..found.end)).collect();
    let stems: Vec<String> = named.iter().flat_map(|(field, ..)| label_stems(field)).collect();
    let rest = rest(text, &taken, |word| stems.contains(&stem_of(word)));
    let rest = if is_name { led_to(&rest) } else { rest };
    let lines = read(&rest, &|_| false);
    let surely = |heard: &Heard| {
        const SURE: f64 = 0.95;
        let is_contract =
            matches!(heard.kind, HeardKind::OptsOut | HeardKind::ThreatensSelfHarm | HeardKind::AsksForPerson);
        is_contract && heard.confidence >= SURE
    };
    let is_short = rest.chars().nth(LONGEST_TEXT).is_none();
    if is_short && is_bare(&rest, &lines, is_name) && !things.iter().any(surely) {
        return Some((rest, true));
    }
    if is_name && (is_no_value(&lines) || !has_letters(&rest) || has_more || is_sentence(&rest, &lines)) {
        return None;
    }
    free_text(&rest, &lines, things).map(|words| (words, false))
}

/// Whether a day is told by a word that is no name: "завтра", "Sunday".
fn bare_day(found: &FoundValue) -> bool {
    matches!(&found.value, Value::Date { .. }) || matches!(&found.value, Value::Time(_) if found.value.day().is_some())
}

/// Whether words are more than a name: too many, or such as no name has, a figure, a small word, one the patterns know.
fn is_sentence(text: &str, lines: &[Line]) -> bool {
    let words: Vec<&Word> = lines.iter().flat_map(Line::words).collect();
    if words.len() < 2 {
        return text.chars().any(char::is_numeric);
    }
    let is_capital = |word: &&Word| {
        text.get(word.start..word.end).and_then(|word| word.chars().next()).is_some_and(char::is_uppercase)
    };
    // "Мила Добрая" is somebody's name; where all is shouted, capitals prove nothing.
    let has_capitals = words.iter().all(is_capital) && text.chars().any(char::is_lowercase);
    let joins = |word: &Word| matches!(word.text.as_str(), "и" | "and");
    let says = |word: &&Word| {
        let is_common = is_small(word) && !joins(word) || is_known(word);
        is_common && !has_capitals || word.text.chars().any(char::is_numeric)
    };
    words.len() > LONGEST_NAME || words.iter().any(says)
}

fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// An answer in free words, unless it answers nothing: a question, a refusal, a wish for a person or for silence.
fn free_text(text: &str, lines: &[Line], things: &[Heard]) -> Option<String> {
    let answers_nothing = |kind| {
        matches!(
            kind,
            HeardKind::Refuses
                | HeardKind::AsksPrice
                | HeardKind::AsksDate
                | HeardKind::AsksTerms
                | HeardKind::AsksPlace
                | HeardKind::AsksGuarantee
                | HeardKind::AsksDiscount
                | HeardKind::ThreatensSelfHarm
                | HeardKind::Injects
                | HeardKind::AsksForPerson
                | HeardKind::AsksIfBot
                | HeardKind::OptsOut
                | HeardKind::Postpones
                | HeardKind::Insults
                | HeardKind::Objects
                | HeardKind::Thanks
        )
    };
    if things.iter().any(|heard| answers_nothing(heard.kind)) {
        return None;
    }
    let words = text.trim();
    let has_words = lines.iter().any(|line| line.words().next().is_some());
    let is_only_a_nod = things.iter().all(|heard| matches!(heard.kind, HeardKind::Greets | HeardKind::Agrees))
        && lines.iter().flat_map(Line::words).nth(1).is_none();
    let is_plain = things.iter().all(|heard| heard.kind != HeardKind::AsksOther) && !is_only_a_nod;
    (has_words && is_plain && words.chars().count() <= LONGEST_TEXT).then(|| words.to_owned())
}
