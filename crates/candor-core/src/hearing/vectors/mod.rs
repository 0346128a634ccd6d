//! Sentence vectors: a text becomes 512 numbers such that texts of like meaning, in Russian and in English alike, lie in
//! like directions. Google's Universal Sentence Encoder Multilingual 3, run in plain Rust from weights the binary
//! carries; nothing is downloaded and nothing is called.
//!
//! [`encode`] is the way in. A text is cut into pieces by [`tokens`], which looks for them in a [`trie`]; [`weights`] reads
//! the packed file, whose numbers [`unpack`] unsqueezes; [`encoder`] turns pieces into a vector with the help of
//! [`matrix`].
//!
//! The products are sums of whole numbers, so that their order does not matter: the same text has the same vector
//! however wide the processor calculates.
//!
//! Without the feature `vectors`, or if the file is not whole, there are no vectors and [`encode`] says so with `None`.

#[cfg(feature = "vectors")]
mod columns;
#[cfg(feature = "vectors")]
mod encoder;
#[cfg(feature = "vectors")]
mod matrix;
#[cfg(feature = "vectors")]
mod pieces;
mod sums;
#[cfg(feature = "vectors")]
mod tokens;
#[cfg(feature = "vectors")]
mod trie;
#[cfg(feature = "vectors")]
mod unpack;
#[cfg(feature = "vectors")]
mod weights;

#[cfg(feature = "vectors")]
#[cfg(test)]
mod tests;

/// How many numbers a vector has.
pub const DIMENSIONS: usize = 512;

/// What a text means, as a direction: of length one, so that the [`likeness`] of two is the cosine between them.
pub type SentenceVector = [f32; DIMENSIONS];

/// The vector of a text; always the same for the same text. A text beyond some 100 words is judged by its beginning.
///
/// `None` if this build carries no vectors. The first call reads the packed file, which takes some tens of milliseconds;
/// [`is_available`] is a way to have that behind oneself.
#[must_use]
pub fn encode(text: &str) -> Option<SentenceVector> {
    encode_all(&[text])?.pop()
}

/// The vectors of several texts, in their order: each as [`encode`] has it, for less than they cost one by one.
///
/// `None` if this build carries no vectors.
#[must_use]
pub fn encode_all(texts: &[&str]) -> Option<Vec<SentenceVector>> {
    the_encoder().map(|encoder| encoder.encode(texts))
}

/// How many pieces of the encoder's vocabulary a text is cut into: a measure of texts like that of language models' tokens. 0 if
/// this build carries no vectors.
#[must_use]
pub fn count_tokens(text: &str) -> usize {
    the_encoder().map_or(0, |encoder| text.lines().map(|line| encoder.count(line)).sum())
}

/// Whether there are vectors in this build. Reads the packed file if that has not happened yet.
#[must_use]
pub fn is_available() -> bool {
    the_encoder().is_some()
}

/// How alike two texts are by their vectors: 1 for the same, about 0 for strangers.
#[must_use]
pub fn likeness(one: &SentenceVector, other: &SentenceVector) -> f32 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

/// How alike a vector is to each of several that lie one after another; each product in sixteen sums beside each other.
pub(crate) fn likenesses(vector: &SentenceVector, others: &[f32]) -> Vec<f32> {
    sums::likenesses(vector, others)
}

/// A number between -1 and 1 in a byte; what lies beyond is brought back.
#[allow(clippy::as_conversions, reason = "the only way from a float to a whole number; it saturates and NaN becomes 0")]
pub(crate) fn byte_of(number: f32) -> i8 {
    (number * f32::from(i8::MAX)).round() as i8
}

#[cfg(feature = "vectors")]
fn the_encoder() -> Option<&'static encoder::Encoder> {
    use std::sync::LazyLock;

    static FILE: &[u8] = include_bytes!("../../../data/sentence-vectors.bin");
    static ENCODER: LazyLock<Option<encoder::Encoder>> = LazyLock::new(|| encoder::Encoder::read(FILE));
    ENCODER.as_ref()
}

#[cfg(not(feature = "vectors"))]
fn the_encoder() -> Option<&'static Nothing> {
    None
}

/// What a build without the feature has for an encoder: no value of it exists.
#[cfg(not(feature = "vectors"))]
enum Nothing {}

#[cfg(not(feature = "vectors"))]
impl Nothing {
    fn encode(&self, _: &[&str]) -> Vec<SentenceVector> {
        match *self {}
    }

    fn count(&self, _: &str) -> usize {
        match *self {}
    }
}
