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

use std::ops::Range;

use super::{
    heard::{Ends, FoundValue, Value},
    normalise::normalise,
};

/// Every value in a text, in its order, none over another.
pub fn values(text: &str, now: &Now) -> Vec<FoundValue> {
    let is_russian = text.chars().any(|ch| matches!(ch, 'а'..='я' | 'А'..='Я'));
    let is_english = text.chars().any(|ch| ch.is_ascii_alphabetic());
    let now = now.clone().in_russian(is_russian || now.is_russian && !is_english);
    let plain = normalise(text);
    let (apart, grouped) = (pieces::cut_plain(text, &plain, false), pieces::cut_plain(text, &plain, true));
    let mut found: Vec<FoundValue> = Vec::new();
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
            if found.iter().all(|other| value.end <= other.start || other.end <= value.start) {
                found.push(value);
            }
        }
    }
    found.sort_by_key(|value| value.start);
    found
}

/// The places of names offered as such: "меня зовут Анна".
pub(super) fn names(text: &str) -> impl Iterator<Item = Range<usize>> {
    name::find(text, &pieces::cut(text, true)).into_iter().map(|found| found.start..found.end)
}

/// The number a text was asked for and consists of, in thousandths: "15", "пятнадцать", "штук 20".
pub(super) fn bare_number(text: &str) -> Option<i64> {
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
                    amounts.push(amount.thousandths);
                }
                at = amount.next;
            }
            None => at += 1,
        }
    }
    match amounts.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
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
