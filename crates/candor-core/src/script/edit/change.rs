//! What an edit did to a text, kept so small that it can be taken back.

use serde::{Deserialize, Serialize};

/// The stretch in which two texts differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The byte at which it begins.
    at: usize,
    /// What stood there.
    was: String,
    /// What stands there now.
    now: String,
    /// How many bytes the whole text has now.
    length: usize,
}

impl Change {
    /// What made one text of another; `None` if they are the same.
    pub fn between(old: &str, new: &str) -> Option<Self> {
        if old == new {
            return None;
        }
        let same = |(left, right): &((usize, char), (usize, char))| left.1 == right.1;
        let at = old.char_indices().zip(new.char_indices()).take_while(same).last();
        let at = at.map_or(0, |((at, sign), _)| at + sign.len_utf8());
        let (old_rest, new_rest) = (old.get(at..)?, new.get(at..)?);
        let behind: usize = old_rest
            .chars()
            .rev()
            .zip(new_rest.chars().rev())
            .take_while(|(left, right)| left == right)
            .map(|(sign, _)| sign.len_utf8())
            .sum();
        let was = old_rest.get(..old_rest.len() - behind)?.to_owned();
        let now = new_rest.get(..new_rest.len() - behind)?.to_owned();
        Some(Self { at, was, now, length: new.len() })
    }

    /// The text as it was before. It may have been changed elsewhere meanwhile; `None` if what this changed is not there any
    /// more as it was left.
    pub fn undone(&self, text: &str) -> Option<String> {
        // What was written before the place has moved it by as much as the text has grown.
        let moved = (self.at + text.len()).checked_sub(self.length);
        [Some(self.at), moved].into_iter().flatten().find_map(|at| {
            let end = at.checked_add(self.now.len())?;
            let is_there = text.get(at..end)? == self.now;
            // A stretch that was only taken out is everywhere: it goes back where all else is as it was left.
            let is_sure = !self.now.is_empty() || text.len() == self.length;
            (is_there && is_sure).then(|| Some([text.get(..at)?, &self.was, text.get(end..)?].concat()))?
        })
    }
}
