//! What a text is turned into: hashed counts of character runs within words (3 to 5, the edges counted), word stems and
//! pairs of stems, weighted by rarity, of length one. This file is the only one that knows; sentence vectors would
//! replace it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{number, single};
use crate::hearing::{
    keywords::is_content,
    words::{Line, Word},
};

/// The features of one text: their places in the space, ascending, with weights. Features the space does not know take
/// part in the length, so that a text of strange words is unlike everything.
pub(super) type Vector = Vec<(u32, f32)>;

/// The features a set of texts has, with their weights.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Space {
    /// Hash of each feature with its place and weight.
    known: BTreeMap<u64, (u32, f64)>,
    /// The weight of a feature no text has.
    strange: f64,
}

/// How much each family of features counts.
const RUN: f64 = 1.0;
const STEM: f64 = 3.0;
const PAIR: f64 = 2.0;

/// What a word without a meaning of its own ("what", "у вас") counts beside others: strangers share those words.
const EMPTY_WORD: f64 = 0.6;

/// A text beyond this is judged by its beginning: no phrasing is longer, and time stays bounded.
const MOST_WORDS: usize = 200;

impl Space {
    /// Learns which features there are and how rare each is.
    pub(super) fn learn<'a>(texts: impl Iterator<Item = &'a [Line]>) -> Self {
        let mut spread: BTreeMap<u64, usize> = BTreeMap::new();
        let mut count = 0;
        for lines in texts {
            count += 1;
            for (hash, _) in counts(lines) {
                *spread.entry(hash).or_default() += 1;
            }
        }
        let rarity = |texts: usize| ((1.0 + number(count)) / (1.0 + number(texts))).ln() + 1.0;
        let known = (0..).zip(spread).map(|(place, (hash, texts))| (hash, (place, rarity(texts)))).collect();
        Self { known, strange: rarity(0) }
    }

    /// Whether a word, in any of its forms, is among those learnt.
    pub(super) fn has_word(&self, word: &Word) -> bool {
        self.known.contains_key(&hash("w", stem_or_number(word)))
    }

    /// What it takes in memory, in bytes, without the tree around it.
    pub(super) fn bytes(&self) -> usize {
        self.known.len() * size_of::<(u64, (u32, f64))>()
    }

    /// The vector of a text; empty if it has no words or none of its features is known.
    pub(super) fn vector(&self, lines: &[Line]) -> Vector {
        let mut squares = 0.0;
        let mut found: Vec<(u32, f64)> = Vec::new();
        for (hash, count) in counts(lines) {
            let (place, weight) = match self.known.get(&hash) {
                Some((place, rarity)) => (Some(*place), *rarity),
                None => (None, self.strange),
            };
            let value = weight * (1.0 + count.ln()).max(0.0);
            squares += value * value;
            if let Some(place) = place {
                found.push((place, value));
            }
        }
        found.sort_unstable_by_key(|(place, _)| *place);
        let length = squares.sqrt();
        let scaled =
            found.into_iter().map(|(place, value)| (place, single(if length > 0.0 { value / length } else { 0.0 })));
        scaled.collect()
    }
}

/// The features of a text with their counts, in ascending order.
fn counts(lines: &[Line]) -> Vec<(u64, f64)> {
    let mut counts = Vec::with_capacity(256);
    let mut previous: Option<&str> = None;
    for word in lines.iter().flat_map(Line::words).take(MOST_WORDS) {
        let stem = stem_or_number(word);
        let share = if is_content(word) { 1.0 } else { EMPTY_WORD };
        counts.push((hash("w", stem), STEM * share));
        if let Some(previous) = previous {
            counts.push((hash(previous, stem), PAIR));
        }
        runs(stem_source(word), |run| counts.push((run, RUN * share)));
        previous = Some(stem);
    }
    add_up(&mut counts);
    counts
}

/// Puts what is counted in ascending order, each once; what is there several times is added up in its order: the sort is one that keeps it.
pub(in crate::hearing) fn add_up<K: Copy + Ord>(counts: &mut Vec<(K, f64)>) {
    counts.sort_by_key(|(counted, _)| *counted);
    counts.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        if is_same {
            kept.1 += next.1;
        }
        is_same
    });
}

/// The hashes of the runs of three to five characters of a word between its edges.
fn runs(word: &str, mut each: impl FnMut(u64)) {
    let mut rest = std::iter::once(' ').chain(word.chars()).chain(std::iter::once(' '));
    loop {
        let mut hash = fnv(std::iter::empty());
        // One that is longer begins with one that is shorter.
        for (ch, length) in rest.clone().take(5).zip(1..) {
            hash = fnv_on(hash, u32::from(ch).to_le_bytes());
            if length > 2 {
                each(hash);
            }
        }
        if rest.next().is_none() {
            return;
        }
    }
}

/// All numbers are one word: "15 roses" is as "20 roses".
fn stem_or_number(word: &Word) -> &str {
    if word.text.chars().all(char::is_numeric) { "#" } else { &word.stem }
}

fn stem_source(word: &Word) -> &str {
    if word.text.chars().all(char::is_numeric) { "#" } else { &word.text }
}

fn hash(first: &str, second: &str) -> u64 {
    fnv(first.bytes().chain(std::iter::once(0)).chain(second.bytes()))
}

/// FNV-1a, 64 bits: stable across builds and platforms, unlike the standard library's hasher.
pub(crate) fn fnv(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| fnv_on(hash, [byte]))
}

/// The hash of bytes with some more behind them.
pub(crate) fn fnv_on<const COUNT: usize>(hash: u64, more: [u8; COUNT]) -> u64 {
    more.into_iter().fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
