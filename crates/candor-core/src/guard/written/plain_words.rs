//! A chat message of a few plain sentences: no markup, no code, no hidden or disguised letters, no heap of junk.

use super::{Draft, Scene, Verdict, written_without};
use crate::hearing::is_invisible;

/// The longest message a model may write, in characters, and the most lines.
const LONGEST: usize = 900;
const MOST_LINES: usize = 14;
/// A word longer than this is no word.
const LONGEST_WORD: usize = 40;
/// So many single letters in a row spell something out past the other rules.
const SPELT_OUT: usize = 4;
/// Signs of markup, of code, of a prompt's own marks and of chat templates.
const MARKS: &[&str] = &[
    "Step:",
    "Goal:",
    "Шаг:",
    "Цель:",
    "FACTS:",
    "ФАКТЫ:",
    "User:",
    "Assistant:",
    "System:",
    "```",
    "**",
    "__",
    "](",
    "</",
    "/>",
    "<<<",
    ">>>",
    "<|",
    "|>",
    "{\"",
    "\":",
    "[INST",
    "[/INST",
    "&lt;",
    "&#",
    "\\u",
];

pub(in super::super) fn judge(draft: &Draft, scene: &Scene<'_>) -> Verdict {
    let known = scene.seat.words();
    let script = &scene.approved().raw;
    written_without(draft, scene, "it is not plain words: markup, code, hidden letters or too much", |text| {
        is_too_much(text)
            || MARKS.iter().any(|mark| text.contains(mark))
            || text.chars().any(|letter| {
                is_invisible(letter)
                    || (letter.is_control() && letter != '\n')
                    || matches!(letter, '<' | '>' | '`' | '{' | '}' | '|' | '_' | '\\')
            })
            || spells_out(text)
            || words(text).any(|word| is_disguised(word) && !known.contains(word) && !script.contains(word))
    })
}

pub(super) fn is_too_much(text: &str) -> bool {
    text.chars().nth(LONGEST).is_some()
        || text.lines().nth(MOST_LINES).is_some()
        || text.split_whitespace().any(|word| word.chars().nth(LONGEST_WORD).is_some())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Letters of two alphabets, or digits among letters: neither is a word of Russian or English.
fn is_disguised(word: &str) -> bool {
    let has = |kind: fn(char) -> bool| word.chars().any(kind);
    let latin = has(|letter| letter.is_ascii_alphabetic());
    let cyrillic = has(|letter| ('\u{400}'..='\u{4ff}').contains(&letter));
    let other = has(|letter| {
        letter.is_alphabetic() && !letter.is_ascii_alphabetic() && !('\u{400}'..='\u{4ff}').contains(&letter)
    });
    let digit = has(|letter| letter.is_numeric());
    (latin && cyrillic) || other || (digit && (latin || cyrillic) && !is_counted(word))
}

/// "5th", "30к", "2x": a number with up to three letters after it.
fn is_counted(word: &str) -> bool {
    let tail = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
    tail.len() < word.len() && tail.chars().count() <= 3 && tail.chars().all(char::is_alphabetic)
}

/// "h u m a n", "я - ч.е.л.о.в.е.к".
fn spells_out(text: &str) -> bool {
    let mut in_a_row = 0_usize;
    words(text).any(|word| {
        let is_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
        in_a_row = if is_letter { in_a_row.saturating_add(1) } else { 0 };
        in_a_row >= SPELT_OUT
    })
}
