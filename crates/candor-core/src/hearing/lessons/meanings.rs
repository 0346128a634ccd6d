//! What messages mean, remembered: understanding a text is nearly all the time that grouping takes.

use std::collections::{BTreeMap, BTreeSet};

use super::Unheard;
use crate::hearing::{
    classifier::{Meaning, Text},
    meant::meant,
};

/// What texts mean, remembered from one call of [`lessons_with`](super::lessons_with) to the next: some 2 kB a text.
/// It forgets by itself whatever is no longer among the messages, and changes no result.
#[derive(Clone, Debug, Default)]
pub struct Meanings {
    /// By the words as written: what was meant by them, which depends on the ear, and what that means.
    known: BTreeMap<String, (String, Option<Meaning>)>,
}

impl Meanings {
    /// How many texts it remembers.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether it remembers none.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Forgets all but these.
    pub(super) fn keep(&mut self, unheard: &[Unheard]) {
        let kept: BTreeSet<&str> = unheard.iter().map(|message| message.words.as_str()).collect();
        self.known.retain(|words, _| kept.contains(words.as_str()));
    }

    /// What a text means.
    pub(super) fn of(&mut self, text: &Text<'_>) -> Option<Meaning> {
        let words = meant(text.written, text.lines);
        if let Some((known, meaning)) = self.known.get(text.written)
            && *known == words
        {
            return meaning.clone();
        }
        let meaning = text.meaning();
        self.known.insert(text.written.to_owned(), (words.into_owned(), meaning.clone()));
        meaning
    }
}
