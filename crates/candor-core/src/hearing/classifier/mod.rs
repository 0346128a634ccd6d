//! What a message is about, learnt when a script is published from its labelled phrasings.
//!
//! A text is seen twice: what it means, as a direction ([`meaning`]), and its words and parts of words ([`features`]). From
//! its likeness to every phrasing ([`known`]) a linear [`head`] says *which* label (it is the better judge of that), and
//! [`fit`] says *how well* the label covers it (the head's confidence is a poor judge of strangers). Deterministic: no
//! randomness, no threads, sums in a fixed order.

mod alike;
mod collisions;
mod features;
mod fit;
mod head;
mod known;
mod meaning;

use std::collections::BTreeSet;

pub(crate) use alike::Alike;
use features::Space;
pub(in crate::hearing) use features::add_up;
pub(crate) use features::{fnv, fnv_on};
use fit::Fit;
use head::Head;
use known::{Known, Said, mixed};
use meaning::meaning;
pub(crate) use meaning::{Meaning, Seen, second_look};
use serde::{Deserialize, Serialize};

use super::{keywords::is_content, meant::meant, pattern::is_one_slip_apart, words::Line};

/// The likeness, at most, of a text without a word of meaning and of a short one none of whose
/// words of meaning was ever seen: "а у вас есть машины?" is like many phrasings in everything but its matter.
const MOST_WITHOUT_MATTER: f64 = 0.6;

/// From so many words on their meaning is trusted though none of them was learnt.
const ENOUGH_WORDS: usize = 4;

/// So many words are looked at for that.
const WORDS_LOOKED_AT: usize = 40;

/// A text that is read: as it was written, and its words as they were meant.
#[derive(Clone, Debug)]
pub(crate) struct Text<'a> {
    /// As it was written.
    pub(crate) written: &'a str,
    /// Its lines.
    pub(crate) lines: &'a [Line],
}

impl Text<'_> {
    /// What it means; `None` in a build without vectors.
    pub(crate) fn meaning(&self) -> Option<Meaning> {
        self.meaning_seen(None)
    }

    /// The same where its vectors are known already.
    pub(crate) fn meaning_seen(&self, seen: Option<&Seen>) -> Option<Meaning> {
        meaning(&meant(self.written, self.lines), seen)
    }
}

/// A trained classifier over labels `0..count`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Classifier {
    space: Space,
    known: Known,
    head: Head,
    fit: Fit,
    /// Stems of the words of meaning in the texts learnt from.
    matter: BTreeSet<String>,
    /// The labels that have phrasings.
    has: Vec<bool>,
}

/// How a text stands to one label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Standing {
    /// The label.
    pub(crate) label: usize,
    /// The head's probability that it is this one rather than another, 0..=1.
    pub(crate) share: f64,
    /// How well the label covers the text, calibrated: 0.7 means about 70 % of such messages, 0..=1.
    pub(crate) likeness: f64,
}

impl Classifier {
    /// Learns from texts with labels; `count` is the number of labels. Labels without texts are never predicted.
    pub(crate) fn train(examples: &[(Text<'_>, usize)], count: usize) -> Self {
        let space = Space::learn(examples.iter().map(|(text, _)| text.lines));
        let known = Known::of(examples.iter().map(|(text, label)| (space.said(text), *label)).collect());
        let head = Head::train(&known, count);
        let fit = Fit::learn(&known, count);
        let words = examples.iter().flat_map(|(text, _)| text.lines).flat_map(Line::words);
        let matter = words.filter(|word| is_content(word)).map(|word| word.stem.clone()).collect();
        let has = known.sizes(count).into_iter().map(|size| size > 0).collect();
        Self { space, known, head, fit, matter, has }
    }

    /// The labels by the head's order, likeliest first; empty for a text without words or a classifier without labels.
    pub(crate) fn standings(&self, text: &Text<'_>) -> Vec<Standing> {
        self.standings_of(text, || text.meaning())
    }

    /// The same for a text whose meaning may be known already.
    pub(crate) fn standings_of(&self, text: &Text<'_>, meaning: impl FnOnce() -> Option<Meaning>) -> Vec<Standing> {
        if text.lines.iter().all(|line| line.words().next().is_none()) {
            return Vec::new();
        }
        let said = Said { meaning: meaning(), words: self.space.vector(text.lines) };
        if said.words.is_empty() && said.meaning.is_none() {
            return Vec::new();
        }
        let likenesses = self.known.likenesses(&said);
        let shares = self.head.shares(&mixed(&likenesses.meaning, &likenesses.words, self.known.shares()));
        let fits = self.fit.of(&self.known, &likenesses);
        let is_matter_seen = self.has_matter(text.lines) || (self.known.has_meanings() && says_enough(text.lines));
        let most = if is_matter_seen { 1.0 } else { MOST_WITHOUT_MATTER };
        let each = shares.into_iter().zip(fits).zip(&self.has).enumerate().filter(|(_, (_, has))| **has);
        let mut standings: Vec<Standing> = each
            .map(|(label, ((share, likeness), _))| Standing { label, share, likeness: likeness.min(most) })
            .collect();
        standings.sort_by(|left, right| right.share.total_cmp(&left.share).then(left.label.cmp(&right.label)));
        standings
    }

    /// The same after it was kept and read again: what is not kept is made anew.
    pub(crate) fn woken(self) -> Self {
        Self { known: self.known.index(), ..self }
    }

    /// Pairs of phrasings of different labels that are harder to tell apart than a phrasing from the rest of its own: the
    /// worst pair of each two labels, the one first that lies farther from its own label. By their places, with likeness.
    pub(crate) fn collisions(&self) -> Vec<(usize, usize, f64)> {
        collisions::of(&self.known)
    }

    /// What it takes in memory, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.space.bytes() + self.known.bytes() + self.head.bytes()
    }

    /// Whether a word of meaning in it is one of those learnt, or it is plain without any.
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
        // "How are you" has no word of meaning and is plain all the same where it was learnt; a single "мне" is not.
        let is_learnt =
            || lines.iter().flat_map(Line::words).take(WORDS_LOOKED_AT).all(|word| self.space.has_word(word));
        meaningful == 0 && all > 1 && is_learnt()
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

impl Space {
    /// A text as the classifier sees it.
    fn said(&self, text: &Text<'_>) -> Said {
        Said { meaning: text.meaning(), words: self.vector(text.lines) }
    }
}

/// Whether there are words enough for its meaning to be trusted without any word that was learnt: "sure", "ну такое" and
/// "qwrtp zxcv" are like many phrasings and say nothing.
fn says_enough(lines: &[Line]) -> bool {
    let words = || lines.iter().flat_map(Line::words).take(WORDS_LOOKED_AT);
    words().count() >= ENOUGH_WORDS && words().any(is_content)
}

/// A number with half the digits, for what is kept in thousands.
#[allow(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "digits are let go of on purpose; the range is that of likenesses"
)]
pub(crate) fn single(number: f64) -> f32 {
    number as f32
}
