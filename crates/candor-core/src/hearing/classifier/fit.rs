//! How well a label covers a message, as a probability: 0.7 means that of ten such messages about seven are covered.
//!
//! The head's confidence is a poor judge of strangers, likeness a good one. So likeness decides: in meaning and in words,
//! to the middle of the label's phrasings and to the nearest of them, held against how like the script's own phrasings
//! are to each other. Every phrasing is taken out of its label once to learn that. How much each of these counts was
//! learnt over some hundreds of scripts sampled from labelled sets, none of whose labels a script shares with the
//! strangers it was tried on (docs/brain.md).

use serde::{Deserialize, Serialize};

use super::{
    known::{Known, Likenesses},
    number,
};

/// What counts, in the order of [`Fit::of`], and the constant before it.
const BY_MEANING: ([f64; 9], f64) =
    ([11.166_236, 1.432_484, 3.330_769, 1.920_984, -4.626_839, 1.519_149, 0.0, 0.0, -0.874_704], 0.027_703);

/// The same for builds without vectors.
const BY_WORDS: ([f64; 9], f64) = ([0.0, 0.0, 17.850_3, 2.302_7, 0.0, 0.0, -5.478_6, 0.616_5, -0.442_5], 0.828_2);

/// How much of a label's own looseness is granted to it: phrasings that differ widely make a wide label.
const GRANTED: f64 = 0.5;

/// With so many phrasings' weight a label is believed to be as loose as the script's labels are on the whole.
const BELIEF: f64 = 3.0;

/// The script's own likenesses are drawn to the usual ones with the weight of so many phrasings.
const USUAL_WEIGHT: f64 = 10.0;

/// The usual ones, measured over the sampled scripts: to the own label and to the nearest other one.
const USUAL: Usual = Usual { meaning: (0.45, 0.25), words: (0.25, 0.10) };

struct Usual {
    meaning: (f64, f64),
    words: (f64, f64),
}

/// What is known of a script's labels.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Fit {
    /// The lengths of the sums of each label's phrasings, of meaning and of words.
    lengths: (Vec<f32>, Vec<f32>),
    /// How like phrasings are on the whole to the rest of their own label and to the nearest other one.
    meaning: (f64, f64),
    words: (f64, f64),
    /// How much nearer than on the whole each label's phrasings are to each other.
    looseness: Vec<f64>,
    /// The logarithm of the number of labels.
    breadth: f64,
}

impl Fit {
    /// Learns from the phrasings themselves.
    pub(super) fn learn(known: &Known, labels: usize) -> Self {
        let mut sums = known.weights(labels);
        for (place, label) in known.labels().enumerate() {
            let mut one = vec![0.0; labels];
            if let Some(own) = one.get_mut(label) {
                *own = 1.0;
            }
            known.add(place, &one, &mut sums);
        }
        let squares = sums.squares();
        let sizes = known.sizes(labels);
        let (mut meaning, mut words) = (Tally::default(), Tally::default());
        for (place, label) in known.labels().enumerate() {
            let others = sizes.get(label).copied().unwrap_or(0) > 1;
            let (by_meaning, by_words) = known.scores(place, &sums);
            if known.has_meanings() {
                meaning.take(label, others, &by_meaning, &squares.0);
            }
            if known.has_words(place) {
                words.take(label, others, &by_words, &squares.1);
            }
        }
        let meaning_means = meaning.means(USUAL.meaning);
        let lengths = (roots(&squares.0), roots(&squares.1));
        let looseness = meaning.looseness(meaning_means.0, labels);
        let breadth = number(labels.clamp(3, 60)).ln();
        Self { lengths, meaning: meaning_means, words: words.means(USUAL.words), looseness, breadth }
    }

    /// How well each label covers a message, 0..=1, by its likeness to every phrasing.
    pub(super) fn of(&self, known: &Known, likenesses: &Likenesses) -> Vec<f64> {
        let labels = self.looseness.len();
        let (meaning, words) = (middles(known, &likenesses.meaning, labels), middles(known, &likenesses.words, labels));
        let (weights, constant) = if known.has_meanings() { &BY_MEANING } else { &BY_WORDS };
        let readings = (0..labels).map(|label| {
            let (meaning_sum, meaning_nearest) = meaning.get(label).copied().unwrap_or_default();
            let (words_sum, words_nearest) = words.get(label).copied().unwrap_or_default();
            let looseness = self.looseness.get(label).copied().unwrap_or(0.0);
            let reading = [
                ratio(meaning_sum, &self.lengths.0, label) - GRANTED * looseness,
                f64::from(meaning_nearest),
                ratio(words_sum, &self.lengths.1, label),
                f64::from(words_nearest),
                self.meaning.0,
                self.meaning.1,
                self.words.0,
                self.words.1,
                self.breadth,
            ];
            let sum: f64 = reading.iter().zip(weights).map(|(reading, weight)| reading * weight).sum();
            1.0 / (1.0 + (-(sum + constant)).exp())
        });
        readings.collect()
    }
}

/// Likenesses of phrasings to labels, each phrasing taken out of its own.
#[derive(Default)]
struct Tally {
    /// The label and the likeness to its other phrasings.
    own: Vec<(usize, f64)>,
    /// The likeness to the nearest other label.
    other: Vec<f64>,
}

impl Tally {
    /// Takes a phrasing in: its products with the sums of all labels, and the squared lengths of these.
    fn take(&mut self, label: usize, has_others: bool, products: &[f32], squares: &[f32]) {
        let mut nearest: Option<f64> = None;
        for (place, (product, square)) in products.iter().zip(squares).enumerate() {
            let (product, square) = (f64::from(*product), f64::from(*square));
            if place != label {
                if square > 0.0 {
                    let likeness = product / square.sqrt();
                    nearest = Some(nearest.map_or(likeness, |nearest: f64| nearest.max(likeness)));
                }
            } else if has_others {
                // Phrasings have the length one: |s - x|² = |s|² - 2 s·x + 1
                self.own.push((label, (product - 1.0) / (square - 2.0 * product + 1.0).max(1e-12).sqrt()));
            }
        }
        self.other.extend(nearest);
    }

    fn means(&self, usual: (f64, f64)) -> (f64, f64) {
        let drawn = |sum: f64, count: usize, usual: f64| (sum + USUAL_WEIGHT * usual) / (number(count) + USUAL_WEIGHT);
        let own: f64 = self.own.iter().map(|(_, likeness)| likeness).sum();
        (drawn(own, self.own.len(), usual.0), drawn(self.other.iter().sum(), self.other.len(), usual.1))
    }

    fn looseness(&self, mean: f64, labels: usize) -> Vec<f64> {
        let mut sums = vec![(0.0, BELIEF); labels];
        for (label, likeness) in &self.own {
            if let Some((sum, count)) = sums.get_mut(*label) {
                *sum += likeness - mean;
                *count += 1.0;
            }
        }
        sums.into_iter().map(|(sum, count)| sum / count).collect()
    }
}

/// Label by label, the sum of the likenesses to its phrasings and the greatest of them.
fn middles(known: &Known, likenesses: &[f32], labels: usize) -> Vec<(f32, f32)> {
    let mut middles = vec![(0.0, f32::NEG_INFINITY); labels];
    for (label, likeness) in known.labels().zip(likenesses) {
        if let Some((sum, nearest)) = middles.get_mut(label) {
            *sum += likeness;
            *nearest = nearest.max(*likeness);
        }
    }
    middles.into_iter().map(|(sum, nearest)| (sum, if nearest.is_finite() { nearest } else { 0.0 })).collect()
}

fn ratio(sum: f32, lengths: &[f32], label: usize) -> f64 {
    let length = lengths.get(label).copied().unwrap_or(0.0);
    if length > 0.0 { f64::from(sum / length) } else { 0.0 }
}

fn roots(squares: &[f32]) -> Vec<f32> {
    squares.iter().map(|square| square.sqrt()).collect()
}
