//! A message as it was meant: what was typed in the wrong keyboard layout is read in the right one.

use std::borrow::Cow;

use super::{
    normalise::normalise,
    words::{Line, Sentence},
};

/// The text, or, where it was typed in the wrong keyboard layout, the words that were meant.
pub(crate) fn meant<'a>(written: &'a str, lines: &[Line]) -> Cow<'a, str> {
    if lines.iter().all(|line| !line.is_mended) {
        return Cow::Borrowed(written);
    }
    let sentences = lines.iter().flat_map(|line| &line.sentences).map(Sentence::plain);
    Cow::Owned(sentences.collect::<Vec<_>>().join(" "))
}

/// So many characters of a text are looked at by what was learnt.
const MOST_CHARACTERS: usize = 1200;

/// A text in the plain form in which it is given to the sentence encoder.
pub(crate) fn plain(text: &str) -> String {
    let plain: String = normalise(text).into_iter().map(|plain| plain.ch).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MOST_CHARACTERS).collect()
}

impl Sentence {
    /// Its words in their plain form, with a sign at the end.
    pub(crate) fn plain(&self) -> String {
        let words: Vec<&str> = self.words.iter().map(|word| word.text.as_str()).collect();
        words.join(" ") + if self.is_question { "?" } else { "." }
    }
}
