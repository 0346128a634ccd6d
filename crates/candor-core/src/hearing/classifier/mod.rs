//! What a message is about, learnt when a script is published from its labelled phrasings.
//!
//! Two readings of the same features: a multinomial linear head says *which* label (it is the better judge of that),
//! and likeness to the labels' centroids says *how well* (the head's confidence is a poor judge of strangers). What a
//! text is turned into lies in one file, [`features`]: another kind of vector replaces that file and nothing else.
//! Deterministic: no randomness, no threads, sums in a fixed order.

mod calibration;
mod centroids;
mod features;
mod linear;

use calibration::Calibration;
use centroids::Centroids;
use features::{Space, Vector};
use linear::Head;

use std::collections::BTreeSet;

use super::{keywords::is_content, pattern::is_one_slip_apart, words::Line};

/// The likeness of a text none of whose words of meaning was ever seen, at most: "а у вас есть машины?" is like many
/// phrasings in everything but its matter.
const MOST_WITHOUT_MATTER: f64 = 0.6;

/// So many words are looked at for that.
const WORDS_LOOKED_AT: usize = 40;

/// A trained classifier over labels `0..count`.
#[derive(Clone, Debug)]
pub(crate) struct Classifier {
    space: Space,
    head: Head,
    centroids: Centroids,
    calibration: Calibration,
    /// Stems of the words of meaning in the texts learnt from.
    matter: BTreeSet<String>,
}

/// How a text stands to one label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Standing {
    /// The label.
    pub(crate) label: usize,
    /// The head's probability that it is this one rather than another, 0..=1.
    pub(crate) share: f64,
    /// How well the label covers the text, calibrated so that 0.7 is a sensible threshold, 0..=1.
    pub(crate) likeness: f64,
}

impl Classifier {
    /// Learns from texts with labels; `count` is the number of labels. Labels without texts are never predicted.
    pub(crate) fn train(examples: &[(Vec<Line>, usize)], count: usize) -> Self {
        let space = Space::learn(examples.iter().map(|(lines, _)| lines.as_slice()));
        let vectors: Vec<(Vector, usize)> =
            examples.iter().map(|(lines, label)| (space.vector(lines), *label)).collect();
        let head = Head::train(&vectors, space.size(), count);
        let centroids = Centroids::of(&vectors, space.size(), count);
        let calibration = Calibration::leave_one_out(&centroids, &vectors);
        let words = examples.iter().flat_map(|(lines, _)| lines).flat_map(Line::words);
        let matter = words.filter(|word| is_content(word)).map(|word| word.stem.clone()).collect();
        Self { space, head, centroids, calibration, matter }
    }

    /// The labels by the head's order, likeliest first; empty for a text without words or a classifier without labels.
    pub(crate) fn standings(&self, lines: &[Line]) -> Vec<Standing> {
        let vector = self.space.vector(lines);
        if vector.is_empty() {
            return Vec::new();
        }
        let most = if self.has_matter(lines) { 1.0 } else { MOST_WITHOUT_MATTER };
        let shares = self.head.shares(&vector);
        let likenesses = self.centroids.likenesses(&vector);
        let mut standings: Vec<Standing> = shares
            .into_iter()
            .zip(likenesses)
            .enumerate()
            .filter(|(label, _)| self.centroids.has(*label))
            .map(|(label, (share, likeness))| {
                let likeness = self.calibration.fit(likeness).min(most);
                Standing { label, share, likeness }
            })
            .collect();
        standings.sort_by(|left, right| right.share.total_cmp(&left.share).then(left.label.cmp(&right.label)));
        standings
    }

    fn has_matter(&self, lines: &[Line]) -> bool {
        let is_mistyped =
            |stem: &String| stem.chars().count() >= 5 && self.matter.iter().any(|known| is_one_slip_apart(known, stem));
        let mut meaningful = 0;
        let mut all = 0;
        for word in lines.iter().flat_map(Line::words).take(WORDS_LOOKED_AT) {
            all += 1;
            if is_content(word) {
                meaningful += 1;
                if self.matter.contains(&word.stem) || is_mistyped(&word.stem) {
                    return true;
                }
            }
        }
        // "How are you" has no word of meaning and is plain all the same; a single "мне" is not.
        meaningful == 0 && all > 1
    }

    /// How well the labels cover a text that stands to them so: the likeness of the likeliest, or nearly that of a
    /// label the head put behind it.
    pub(crate) fn fit(standings: &[Standing]) -> f64 {
        standings.iter().map(|standing| standing.likeness).fold(0.0, f64::max)
    }
}

/// A count as a number to calculate with; exact far beyond any count that occurs here.
pub(crate) fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}
