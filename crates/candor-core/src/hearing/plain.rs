//! A text as plain words, for comparing what was said with lists of words: the guard's rules and the script's keywords.

use super::{
    heard::HeardKind,
    keywords::is_content,
    learnt::Learnt,
    reading::read,
    settle::settle,
    tongue,
    words::{Line, Word, split},
};
use crate::language::Language;

/// The plain words of a text with single spaces between them: lower case, without punctuation and marks nobody sees.
pub fn normalised(text: &str) -> String {
    let lines = split(text);
    let words = lines.iter().flat_map(Line::words).map(|word| word.text.as_str());
    words.collect::<Vec<_>>().join(" ")
}

/// Whether a text holds the words of a phrase one after another, by their stems.
pub fn stems_contain(text: &str, phrase: &str) -> bool {
    let wanted = stems_of(phrase);
    let said = stems_of(text);
    !wanted.is_empty() && said.windows(wanted.len()).any(|window| window == wanted)
}

/// The stems of a text's words, in order.
pub fn stems_of(text: &str) -> Vec<String> {
    split(text)
        .into_iter()
        .flat_map(|line| line.sentences)
        .flat_map(|sentence| sentence.words)
        .map(|Word { stem, .. }| stem)
        .collect()
}

/// The stems of the words that carry meaning, in order; numbers among them.
pub fn content_stems(text: &str) -> Vec<String> {
    let lines = split(text);
    let is_kept = |word: &&Word| is_content(word) || word.text.chars().all(char::is_numeric);
    lines.iter().flat_map(Line::words).filter(is_kept).map(|word| word.stem.clone()).collect()
}

/// A word of a text: its plain form, its stem, and its place in the text as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainWord {
    /// Lower case, without marks.
    pub text: String,
    /// Its Snowball stem.
    pub stem: String,
    /// First byte in the text.
    pub start: usize,
    /// The byte after it.
    pub end: usize,
}

/// The words of a text with their places, in order.
pub fn plain_words(text: &str) -> Vec<PlainWord> {
    let words = split(text).into_iter().flat_map(|line| line.sentences).flat_map(|sentence| sentence.words);
    words.map(|Word { text, stem, start, end, .. }| PlainWord { text, stem, start, end }).collect()
}

/// Whether stems are of one word in different forms, by a long common beginning: «доставка» and «доставляем», "photo" and "photograph".
pub(crate) fn are_related(known: &str, stem: &str) -> bool {
    const ALIKE: usize = 5;
    let same = known.chars().zip(stem.chars()).take_while(|(left, right)| left == right).count();
    let longer = known.chars().count().max(stem.chars().count());
    same >= ALIKE && same.saturating_mul(10) >= longer.saturating_mul(7)
}

/// The language most of a text is written in.
pub fn language_of_text(text: &str) -> Language {
    tongue::language_of(&split(text), Language::En)
}

/// Whether a text gives the desk orders, as a contact or a planted document would.
pub fn gives_orders(text: &str) -> bool {
    let lines = read(text, &|_| true);
    settle(text, &lines, Learnt::of(text, &lines).as_ref()).iter().any(|heard| heard.kind == HeardKind::Injects)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_case_marks_or_endings() {
        assert_eq!(normalised("  I'm  a HUMAN!!"), "im a human");
        assert!(stems_contain("а скидку дадите?", "скидка"));
        assert!(stems_contain("Any discounts today?", "discount"));
        assert!(stems_contain("буду в большом зале", "большой зал"));
        assert!(!stems_contain("зал большой", "большой зал"));
        assert!(!stems_contain("anything", ""));
    }
}
