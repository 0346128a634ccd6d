//! Texts held against one another rather than against what was learnt: how alike each two are, in meaning and in words.

use super::{
    Text,
    features::Space,
    known::{Known, Said, mixed},
    meaning::Meaning,
};

/// Texts to be compared.
#[derive(Debug)]
pub(crate) struct Alike {
    known: Known,
}

impl Alike {
    /// Takes texts with their meanings. How much a word counts is learnt from the texts themselves: those all of them share tell little.
    pub(crate) fn of<'a>(texts: impl Iterator<Item = (Text<'a>, Option<Meaning>)> + Clone) -> Self {
        let space = Space::learn(texts.clone().map(|(text, _)| text.lines));
        let said = texts.map(|(text, meaning)| (Said { meaning, words: space.vector(text.lines) }, 0));
        Self { known: Known::of(said.collect()) }
    }

    /// How like one of them is to each, -1..=1; empty if there is none at that place.
    pub(crate) fn to(&self, place: usize) -> Vec<f32> {
        if place >= self.known.len() {
            return Vec::new();
        }
        let likenesses = self.known.likenesses_of(place);
        mixed(&likenesses.meaning, &likenesses.words, self.known.shares())
    }
}
