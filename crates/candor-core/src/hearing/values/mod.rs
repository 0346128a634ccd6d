//! Values in messages, in both languages: money, days, telephone numbers, e-mail addresses, counts, percentages, each
//! with its place in the text. What a text does not say is not invented: a bare number is no money, a time without a
//! day is no date.

mod amount;
mod calendar;
mod clocks;
mod currency;
mod cycle;
mod dates;
mod duration;
mod email;
mod feast;
pub mod figures;
mod grain;
mod holiday;
mod hours;
mod lengths;
mod lexicon;
pub mod measure;
mod money;
mod name;
mod number;
mod parts;
mod percent;
mod personal;
mod phone;
mod pieces;
mod placed;
mod quantity;
mod ranges;
mod reader;
mod shift;
mod time;
mod told_day;
mod units;
mod when;

pub use figures::{Figure, FigureKind, figures};
pub use personal::personal;
pub use reader::Now;

use std::{collections::BTreeMap, ops::Range};

use super::{
    heard::{Ends, FoundValue, Value},
    normalise::normalise,
};

/// Values are read in so many bytes from the beginning of a text: four messages of the greatest length. Who writes more at a time tells no
/// lead, and many thousands of values would take seconds.
const READ_OF_TEXT: usize = 16_384;

/// Every value in a text, in its order, none over another; of a very long one only those in its first 16 kB.
pub fn values(text: &str, now: &Now) -> Vec<FoundValue> {
    let text = beginning(text);
    let is_russian = text.chars().any(|ch| matches!(ch, 'а'..='я' | 'А'..='Я'));
    let is_english = text.chars().any(|ch| ch.is_ascii_alphabetic());
    let now = now.clone().in_russian(is_russian || now.is_russian && !is_english);
    let plain = normalise(text);
    let (apart, grouped) = (pieces::cut_plain(text, &plain, false), pieces::cut_plain(text, &plain, true));
    // By where they begin. None lies over another, so that of those that begin before a new one ends only the last can reach into it.
    let mut found: BTreeMap<usize, FoundValue> = BTreeMap::new();
    // The surest first: what an address or a telephone number takes, no amount can have.
    for kind in [
        email::find(text),
        phone::find(text),
        name::find(text, &grouped),
        percent::find(&grouped),
        money::find_sure(&grouped),
        dates::find(&apart, &now),
        lengths::find(&apart, &now),
        money::find(&grouped),
        quantity::find(text, &grouped),
        number::find(&grouped),
    ] {
        for value in kind {
            let last = found.range(..value.end).next_back();
            if last.is_none_or(|(_, other)| other.end <= value.start) {
                found.insert(value.start, value);
            }
        }
    }
    found.into_values().collect()
}

/// The text up to the last blank within what is read of it.
fn beginning(text: &str) -> &str {
    if text.len() <= READ_OF_TEXT {
        return text;
    }
    let cut = text.get(..text.floor_char_boundary(READ_OF_TEXT)).unwrap_or_default();
    cut.rfind(char::is_whitespace).and_then(|end| cut.get(..end)).unwrap_or(cut)
}

/// The places of names offered as such: "меня зовут Анна".
pub(super) fn names(text: &str) -> impl Iterator<Item = Range<usize>> {
    name::find(text, &pieces::cut(text, true)).into_iter().map(|found| found.start..found.end)
}

/// The number a text was asked for and consists of, in thousandths: "15", "пятнадцать", "штук 20".
pub(super) fn bare_number(text: &str) -> Option<i64> {
    number_at(text).map(|(thousandths, _)| thousandths)
}

/// The only number of a text, and where it stands.
fn number_at(text: &str) -> Option<(i64, Range<usize>)> {
    let pieces = pieces::cut(text, true);
    let mut amounts = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        match amount::amount_at(&pieces, at) {
            Some(amount) => {
                // "не 15, а 20"
                let is_denied = at
                    .checked_sub(1)
                    .and_then(|before| pieces.get(before))
                    .is_some_and(|word| word.is_word(&["не", "not"]));
                if !is_denied {
                    let place = pieces.get(at).zip(pieces.get(amount.next.saturating_sub(1)));
                    let place = place.map_or(0..0, |(first, last)| first.start..last.end);
                    amounts.push((amount.thousandths, place));
                }
                at = amount.next;
            }
            None => at += 1,
        }
    }
    match amounts.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    }
}

/// The same, unless it stands in a value of another kind, as 15 does in "15%", "15 May" and "15 ₽": "15, for tomorrow" holds a bare number.
pub(super) fn number_for(text: &str, found: &[FoundValue], asks: impl Fn(&str) -> bool) -> Option<i64> {
    let (thousandths, place) = number_at(text)?;
    let holding = found.iter().filter(|found| found.start < place.end && place.start < found.end);
    are_bare(text, holding, asks).then_some(thousandths)
}

/// Whether values of a text are nothing but numbers. A stretch of time is a count where what was asked names its unit: "3 months" of "for
/// how many months?".
pub(super) fn are_bare<'a>(
    text: &str,
    found: impl IntoIterator<Item = &'a FoundValue>,
    asks: impl Fn(&str) -> bool,
) -> bool {
    found.into_iter().all(|found| match &found.value {
        Value::Number { .. } | Value::Quantity { unit: None, .. } | Value::Name { .. } => true,
        Value::Duration { .. } => text.get(found.start..found.end).is_some_and(&asks),
        _ => false,
    })
}

/// The one amount an owner wrote, in thousandths, with the currency if it names one: "30 000 ₽", "30k", "15".
/// `None` for a range, for several numbers and for none.
pub(crate) fn amount(text: &str) -> Option<(i64, Option<String>)> {
    match money::find(&pieces::cut(text, true)).as_slice() {
        [] => bare_number(text).map(|thousandths| (thousandths, None)),
        [FoundValue { value: Value::Money { cents, up_to_cents, currency, ends: Ends::Both }, .. }]
            if cents == up_to_cents =>
        {
            Some((cents.checked_mul(10)?, currency.clone()))
        }
        _ => None,
    }
}

/// The telephone number a text that was asked for one holds.
pub(super) fn bare_phone(text: &str) -> Option<String> {
    phone::read_answer(text)
}

use super::value::decimal;

#[cfg(test)]
mod tests;
