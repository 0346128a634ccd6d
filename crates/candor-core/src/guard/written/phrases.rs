//! Several ways to say one thing, put into one: "day off" is "closed", "half an hour" is "30 minutes", «не менее чем за» is «не позднее чем за».
//! Approved texts and a model's are read alike, so that what the one says may be said as the other does, and what contradicts it shows.
//! `phrases.txt` holds them. Only turns of speech that mean the same in every business belong there.

use std::{collections::BTreeMap, sync::LazyLock};

/// Stands for any number in digits.
const NUMBER: &str = "#";

struct Phrase {
    /// The words behind the first.
    rest: Vec<&'static str>,
    instead: &'static str,
}

/// The phrases by their first word, longest first.
static PHRASES: LazyLock<BTreeMap<&'static str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut phrases: BTreeMap<&str, Vec<Phrase>> = BTreeMap::new();
    for line in include_str!("phrases.txt").lines().filter(|line| !line.starts_with("//")) {
        let Some((said, instead)) = line.split_once(" = ") else { continue };
        let mut words = said.split_whitespace();
        let Some(first) = words.next() else { continue };
        phrases.entry(first).or_default().push(Phrase { rest: words.collect(), instead });
    }
    phrases.values_mut().for_each(|all| all.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len())));
    phrases
});

/// A word between blanks: what stands before its letters, they, and what stands behind them.
#[derive(Clone, Copy)]
struct Token<'a> {
    /// Where it begins and ends in the text.
    span: (usize, usize),
    before: &'a str,
    word: &'a str,
    after: &'a str,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut from = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (letter.is_whitespace(), from) {
            (false, None) => from = Some(at),
            (true, Some(start)) => {
                found.push(token(text.get(start..at).unwrap_or_default(), (start, at)));
                from = None;
            }
            _ => {}
        }
    }
    found
}

fn token(whole: &str, span: (usize, usize)) -> Token<'_> {
    let behind = whole.trim_start_matches(|sign: char| !sign.is_alphanumeric());
    let word = behind.trim_end_matches(|sign: char| !sign.is_alphanumeric());
    let before = whole.strip_suffix(behind).unwrap_or_default();
    Token { span, before, word, after: behind.strip_prefix(word).unwrap_or_default() }
}

/// "9 am" and «9 вечера» as the clock has it.
fn on_the_clock(token: &Token<'_>, next: Option<&Token<'_>>) -> Option<String> {
    let next = next.filter(|_| token.after.is_empty()).filter(|next| next.before.is_empty())?;
    let hour: u32 = token.word.parse().ok().filter(|hour| (1..=12).contains(hour))?;
    let hour = match next.word {
        "am" | "a.m" | "утра" => hour % 12,
        // «2 часа ночи» is 2:00, «11 ночи» 23:00.
        "ночи" if hour == 12 || hour <= 5 => hour % 12,
        "ночи" => hour.saturating_add(12),
        "pm" | "p.m" | "вечера" => (hour % 12).saturating_add(12),
        _ => return None,
    };
    // The last point of "p.m." is its own.
    let after = if next.word.contains('.') { next.after.strip_prefix('.').unwrap_or_default() } else { next.after };
    Some(format!("{}{hour}:00{after}", token.before))
}

/// A text in small letters, each such phrase in its one form.
pub(in super::super) fn in_one_form(text: &str) -> String {
    let small = text.to_lowercase().replace('’', "'").replace('ё', "е");
    let tokens = tokens(&small);
    let mut said = String::with_capacity(small.len());
    let mut copied = 0;
    let mut at = 0;
    while let Some(first) = tokens.get(at) {
        let behind = tokens.get(at.saturating_add(1)..).unwrap_or_default();
        if let Some(clock) = on_the_clock(first, behind.first()) {
            said.push_str(small.get(copied..first.span.0).unwrap_or_default());
            said.push_str(&clock);
            copied = behind.first().map_or(first.span.1, |next| next.span.1);
            at = at.saturating_add(2);
            continue;
        }
        let found =
            PHRASES.get(first.word).into_iter().flatten().find(|phrase| begins_with(first, behind, &phrase.rest));
        let Some(phrase) = found else {
            at = at.saturating_add(1);
            continue;
        };
        let last = phrase.rest.len().checked_sub(1).and_then(|last| behind.get(last)).unwrap_or(first);
        said.push_str(small.get(copied..first.span.0).unwrap_or_default());
        said.push_str(first.before);
        let number = phrase.rest.iter().zip(behind).find(|(word, _)| **word == NUMBER).map(|(_, token)| token.word);
        said.push_str(&phrase.instead.replace(NUMBER, number.unwrap_or_default()));
        said.push_str(last.after);
        copied = last.span.1;
        at = at.saturating_add(phrase.rest.len()).saturating_add(1);
    }
    said.push_str(small.get(copied..).unwrap_or_default());
    said
}

/// Whether the words behind the first are these, with nothing but blanks between.
fn begins_with(first: &Token<'_>, behind: &[Token<'_>], rest: &[&str]) -> bool {
    let is_number = |token: &Token<'_>| token.word.starts_with(|sign: char| sign.is_ascii_digit());
    let mut before = first;
    behind.len() >= rest.len()
        && rest.iter().zip(behind).all(|(word, token)| {
            let is_next = before.after.is_empty() && token.before.is_empty();
            before = token;
            is_next && (*word == token.word || (*word == NUMBER && is_number(token)))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_the_same_is_said_in_one_way() {
        for (said, one) in [
            ("Sunday is our day off.", "sunday is our closed."),
            ("It’s at least 4 hours before it starts", "it's up to 4 hours before it starts"),
            ("(Half an hour), then", "(30 minutes), then"),
            ("По воскресеньям, да", "в воскресенье, да"),
            ("Не менее чем за 4 часа", "не позднее чем за 4 часа"),
            ("A day, off you go", "a day, off you go"),
            ("From 9 am to 9 p.m., please", "from 9:00 to 21:00, please"),
            ("с 9 утра до 10 вечера", "с 9:00 до 22:00"),
            ("до 11 ночи", "до 23:00"),
            ("до 12 ночи", "до 0:00"),
            ("до 2 ночи", "до 2:00"),
        ] {
            assert_eq!(in_one_form(said), one);
        }
    }
}
