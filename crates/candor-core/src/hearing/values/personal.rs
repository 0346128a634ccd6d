//! Where a text names somebody: what the store seals in a text whose other words stay readable to a search.
//!
//! More generous than the values a field is filled with: a number sealed for nothing costs nothing, one left open does.

use std::ops::Range;

use super::{email, phone};
use crate::hearing::normalise::is_invisible;

/// A row of so many digits names somebody: a telephone number without its code, a card, a passport.
const LONG: usize = 7;

/// The places of telephone numbers, e-mail addresses and long rows of digits, in bytes: in order, apart from each other,
/// none empty.
pub fn personal(text: &str) -> Vec<Range<usize>> {
    let told = phone::find(text).into_iter().chain(email::find(text)).map(|found| found.start..found.end);
    let mut places: Vec<Range<usize>> =
        told.chain(addresses(text)).chain(rows_of_digits(text)).chain(cards(text)).collect();
    places.sort_unstable_by_key(|place| (place.start, place.end));
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(places.len());
    for place in places {
        match apart.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => apart.push(place),
        }
    }
    apart
}

/// Whole words with an at sign between letters and a full stop behind it, in any alphabet.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for word in text.split(char::is_whitespace) {
        let is_address = word.match_indices('@').any(|(at, sign)| {
            let (before, after) = (word.get(..at), word.get(at + sign.len()..));
            let begins = after.and_then(|after| after.chars().find(|ch| !is_invisible(*ch)));
            let ends = before.and_then(|before| before.chars().rev().find(|ch| !is_invisible(*ch)));
            begins.is_some_and(char::is_alphanumeric)
                && ends.is_some_and(char::is_alphanumeric)
                && after.is_some_and(|after| after.contains('.'))
        });
        if is_address {
            found.push(start..start + word.len());
        }
        // Behind the blank, which is of one character and may be of several bytes.
        let blank = text.get(start + word.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        start += word.len() + blank;
    }
    found
}

/// Numbers of cards as they are printed: at least three groups of four digits in a row, a blank or a hyphen between them.
fn cards(text: &str) -> Vec<Range<usize>> {
    const GROUP: usize = 4;
    const GROUPS: usize = 3;
    let mut found = Vec::new();
    let (mut run, mut groups) = (0..0, 0);
    let mut start = 0;
    for word in text.split([' ', '-', '\u{a0}']) {
        let bare = word.trim_end_matches(['.', ',', '!', '?', ')', '\n']);
        if bare.len() == GROUP && bare.bytes().all(|byte| byte.is_ascii_digit()) {
            if groups == 0 {
                run.start = start;
            }
            run.end = start + bare.len();
            groups += 1;
        } else {
            groups = 0;
        }
        if groups >= GROUPS {
            found.retain(|earlier: &Range<usize>| earlier.start != run.start);
            found.push(run.clone());
        }
        let blank = text.get(start + word.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        start += word.len() + blank;
    }
    found
}

/// Digits of any script, with nothing visible between them.
fn rows_of_digits(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut row, mut digits) = (0..0, 0);
    for (at, ch) in text.char_indices() {
        if ch.is_numeric() {
            if digits == 0 {
                row.start = at;
            }
            row.end = at + ch.len_utf8();
            digits += 1;
        } else if !is_invisible(ch) {
            if digits >= LONG {
                found.push(row.clone());
            }
            digits = 0;
        }
    }
    if digits >= LONG {
        found.push(row);
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn named(text: &str) -> Vec<&str> {
        personal(text).into_iter().map(|place| &text[place]).collect()
    }

    #[test]
    fn numbers_and_addresses_are_found_among_words() {
        assert_eq!(named("мой номер +7 916 123-45-67, пишите"), ["+7 916 123-45-67"]);
        assert_eq!(named("anna.p@mail.ru or 8 (495) 123 45 67"), ["anna.p@mail.ru", "8 (495) 123 45 67"]);
        assert_eq!(named("4866827 и 4111111111111111"), ["4866827", "4111111111111111"]);
        assert_eq!(named("пишите:\u{a0}анна@почта.рф\u{3000}спасибо"), ["анна@почта.рф"]);
        assert_eq!(named("٧٩١٦١٢٣٤٥٦٧"), ["٧٩١٦١٢٣٤٥٦٧"]);
        assert_eq!(named("486\u{200b}6827"), ["486\u{200b}6827"]);
    }

    #[test]
    fn other_words_stay_readable() {
        for text in ["", "привет", "15 000 рублей", "@anna", "в 12:30", "15.01.2026", "anna @ mail", "5@5"]
        {
            assert!(personal(text).is_empty(), "{text}: {:?}", named(text));
        }
    }

    proptest! {
        #[test]
        fn places_are_in_order_apart_and_whole(text in "[0-9+@. a-яё\u{200b}()\u{3000}𝟗-]{0,60}") {
            let mut end = None;
            for place in personal(&text) {
                prop_assert!(place.start < place.end);
                prop_assert!(end.is_none_or(|end| end < place.start));
                prop_assert!(text.get(place.clone()).is_some());
                end = Some(place.end);
            }
        }
    }
}
