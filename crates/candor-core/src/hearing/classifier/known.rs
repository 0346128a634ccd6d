//! The phrasings a classifier was taught, and how like each of them a message is: in meaning and in words.

use serde::{Deserialize, Serialize};

use super::features::Vector;
use crate::hearing::vectors::{self, DIMENSIONS, SentenceVector};

/// How much the likeness in words counts beside that in meaning. Chosen on the development packs and on others sampled
/// from the same sets; anything from 0.25 to 0.45 does about as well.
const SHARE_OF_WORDS: f32 = 0.35;

/// A text as a classifier sees it.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// What it means; `None` in a build without vectors.
    pub(super) meaning: Option<Box<SentenceVector>>,
    /// Its words and parts of words.
    pub(super) words: Vector,
}

/// How like a message is to every phrasing.
#[derive(Clone, Debug)]
pub(super) struct Likenesses {
    /// In meaning; empty without vectors.
    pub(super) meaning: Vec<f32>,
    /// In words.
    pub(super) words: Vec<f32>,
}

/// The phrasings.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Known {
    labels: Vec<u32>,
    /// One vector after another; empty in a build without vectors.
    meanings: Vec<f32>,
    words: Vec<Vector>,
    /// For every feature the phrasings that have it. Made from `words`.
    #[serde(skip)]
    having: Vec<Vec<(u32, f32)>>,
}

/// Sums over phrasings, feature by feature, one number a label: what a head has learnt so far.
pub(super) struct Weights {
    meaning: Vec<f32>,
    words: Vec<f32>,
    labels: usize,
}

impl Known {
    /// Keeps phrasings with their labels.
    pub(super) fn of(phrasings: Vec<(Said, usize)>) -> Self {
        let mut known = Self { labels: Vec::new(), meanings: Vec::new(), words: Vec::new(), having: Vec::new() };
        for (said, label) in phrasings {
            known.labels.push(u32::try_from(label).unwrap_or(u32::MAX));
            known.meanings.extend(said.meaning.iter().flat_map(|meaning| meaning.iter()));
            known.words.push(said.words);
        }
        known.index()
    }

    /// The same with the index that is not kept.
    pub(super) fn index(mut self) -> Self {
        self.having.clear();
        for (place, words) in (0_u32..).zip(&self.words) {
            for (feature, value) in words {
                let feature = usize::try_from(*feature).unwrap_or(usize::MAX);
                if self.having.len() <= feature {
                    self.having.resize_with(feature + 1, Vec::new);
                }
                if let Some(having) = self.having.get_mut(feature) {
                    having.push((place, *value));
                }
            }
        }
        self
    }

    /// How many there are.
    pub(super) const fn len(&self) -> usize {
        self.labels.len()
    }

    /// The label of each, in their order.
    pub(super) fn labels(&self) -> impl Iterator<Item = usize> + '_ {
        self.labels.iter().map(|label| usize::try_from(*label).unwrap_or(usize::MAX))
    }

    /// The label of one.
    pub(super) fn label(&self, place: usize) -> usize {
        self.labels.get(place).map_or(usize::MAX, |label| usize::try_from(*label).unwrap_or(usize::MAX))
    }

    /// How many phrasings each label has.
    pub(super) fn sizes(&self, labels: usize) -> Vec<usize> {
        let mut sizes = vec![0; labels];
        for label in self.labels() {
            if let Some(size) = sizes.get_mut(label) {
                *size += 1;
            }
        }
        sizes
    }

    /// How like a message is to each phrasing.
    pub(super) fn likenesses(&self, said: &Said) -> Likenesses {
        let meaning =
            said.meaning.as_ref().map_or_else(Vec::new, |meaning| vectors::likenesses(meaning, &self.meanings));
        let mut words = vec![0.0; self.len()];
        for (feature, value) in &said.words {
            let having = usize::try_from(*feature).ok().and_then(|feature| self.having.get(feature));
            for (place, known) in having.into_iter().flatten() {
                if let Some(likeness) = usize::try_from(*place).ok().and_then(|place| words.get_mut(place)) {
                    *likeness += value * known;
                }
            }
        }
        Likenesses { meaning, words }
    }

    /// How like one of the phrasings is to each.
    pub(super) fn likenesses_of(&self, place: usize) -> Likenesses {
        let meaning = self.meaning(place).first_chunk::<DIMENSIONS>().map(|meaning| Box::new(*meaning));
        self.likenesses(&Said { meaning, words: self.words.get(place).cloned().unwrap_or_default() })
    }

    /// Whether one of them has words.
    pub(super) fn has_words(&self, place: usize) -> bool {
        self.words.get(place).is_some_and(|words| !words.is_empty())
    }

    /// Weights that say nothing yet.
    pub(super) fn weights(&self, labels: usize) -> Weights {
        let meaning = if self.meanings.is_empty() { 0 } else { DIMENSIONS };
        Weights { meaning: vec![0.0; meaning * labels], words: vec![0.0; self.having.len() * labels], labels }
    }

    /// What weights say of a phrasing, by its meaning and by its words: one score a label each.
    pub(super) fn scores(&self, place: usize, weights: &Weights) -> (Vec<f32>, Vec<f32>) {
        let (mut by_meaning, mut by_words) = (vec![0.0; weights.labels], vec![0.0; weights.labels]);
        for (value, row) in self.meaning(place).iter().zip(weights.meaning.chunks(weights.labels.max(1))) {
            add_scaled(&mut by_meaning, row, *value);
        }
        for (feature, value) in self.words.get(place).into_iter().flatten() {
            add_scaled(&mut by_words, row(&weights.words, *feature, weights.labels), *value);
        }
        (by_meaning, by_words)
    }

    /// Adds a phrasing to weights, so much of it for each label.
    pub(super) fn add(&self, place: usize, change: &[f64], weights: &mut Weights) {
        let labels = weights.labels;
        let change: Vec<f32> = change.iter().map(|change| super::single(*change)).collect();
        for (value, row) in self.meaning(place).iter().zip(weights.meaning.chunks_mut(labels.max(1))) {
            add_scaled(row, &change, *value);
        }
        for (feature, value) in self.words.get(place).into_iter().flatten() {
            if let Ok(from) = usize::try_from(*feature)
                && let Some(row) = weights.words.get_mut(from * labels..(from + 1) * labels)
            {
                add_scaled(row, &change, *value);
            }
        }
    }

    /// How much meaning and words count.
    pub(super) const fn shares(&self) -> (f32, f32) {
        if self.meanings.is_empty() { (0.0, 1.0) } else { (1.0 - SHARE_OF_WORDS, SHARE_OF_WORDS) }
    }

    /// Whether meanings are known.
    pub(super) const fn has_meanings(&self) -> bool {
        !self.meanings.is_empty()
    }

    /// What it takes in memory, in bytes.
    pub(super) fn bytes(&self) -> usize {
        let words: usize = self.words.iter().map(Vec::len).sum();
        self.meanings.len() * size_of::<f32>()
            + 2 * words * size_of::<(u32, f32)>()
            + self.labels.len() * size_of::<u32>()
    }

    fn meaning(&self, place: usize) -> &[f32] {
        self.meanings.get(place * DIMENSIONS..(place + 1) * DIMENSIONS).unwrap_or_default()
    }
}

impl Weights {
    /// The squared length of each label's weights, of meaning and of words.
    pub(super) fn squares(&self) -> (Vec<f32>, Vec<f32>) {
        let of = |numbers: &[f32]| {
            let mut squares = vec![0.0; self.labels];
            for row in numbers.chunks(self.labels.max(1)) {
                for (square, number) in squares.iter_mut().zip(row) {
                    *square += number * number;
                }
            }
            squares
        };
        (of(&self.meaning), of(&self.words))
    }
}

/// Meaning and words together, number by number.
pub(super) fn mixed(meaning: &[f32], words: &[f32], (of_meaning, of_words): (f32, f32)) -> Vec<f32> {
    if of_meaning == 0.0 {
        return words.to_vec();
    }
    meaning.iter().zip(words).map(|(meaning, words)| of_meaning * meaning + of_words * words).collect()
}

fn row(weights: &[f32], feature: u32, labels: usize) -> &[f32] {
    let from = usize::try_from(feature).unwrap_or(usize::MAX / labels.max(1) - 1);
    weights.get(from * labels..(from + 1) * labels).unwrap_or_default()
}

fn add_scaled(sums: &mut [f32], row: &[f32], scale: f32) {
    for (sum, value) in sums.iter_mut().zip(row) {
        *sum += value * scale;
    }
}
