//! Looking for what was said: which words a search names, which of them a text has, and the stretch of it that shows them.
//!
//! Words are compared by their Snowball stems, in Russian and in English, without case, ё being е. How they are kept so that they are
//! found quickly is the store's to say; that a text and a search are cut alike is said here.

mod beginning;
mod excerpt;
mod query;

use crate::hearing::plain_words;

pub use excerpt::{Piece, excerpt};
pub use query::{Query, Sought, Term};

/// A longer stem is cut: nobody types so much of a word, and PostgreSQL takes no more than 2 kB of one.
const LONGEST_STEM: usize = 40;

/// What a text is found by: the stems of its words, in order.
pub fn stems(text: &str) -> Vec<String> {
    plain_words(text).into_iter().map(|word| short(&word.stem)).collect()
}

/// What a name is found by: its words as they are, for names are not inflected with certainty; each once, in order of the alphabet.
pub fn name_words<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut words: Vec<String> = names.into_iter().flat_map(plain_words).map(|word| short(&word.text)).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The beginning of a word, no longer than what is kept of one.
fn short(word: &str) -> String {
    word.chars().take(LONGEST_STEM).collect()
}
