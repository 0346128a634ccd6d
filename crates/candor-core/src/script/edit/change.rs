//! What an edit did to a text, kept so small that it can be taken back.

use serde::{Deserialize, Serialize};

/// The stretches in which two texts differ. Most edits change one; a new name changes every place that says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    #[serde(flatten)]
    first: Stretch,
    /// How many bytes the whole text has now.
    length: usize,
    /// What else was changed, further back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    more: Vec<Stretch>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stretch {
    /// The byte of the new text at which it begins.
    at: usize,
    /// What stood there.
    was: String,
    /// What stands there now.
    now: String,
}

/// What a stretch costs beside its words.
const STRETCH_BYTES: usize = 32;

impl Stretch {
    /// Where two texts differ; `None` if they are the same.
    fn between(old: &str, new: &str) -> Option<Self> {
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
        Some(Self { at, was, now })
    }

    const fn bytes(&self) -> usize {
        self.was.len() + self.now.len() + STRETCH_BYTES
    }

    /// Where it stands in a text that may have grown before it; `None` if it is not there any more as it was left.
    fn found(&self, text: &str, length: usize) -> Option<std::ops::Range<usize>> {
        // What was written before the place has moved it by as much as the text has grown.
        let moved = (self.at + text.len()).checked_sub(length);
        [Some(self.at), moved].into_iter().flatten().find_map(|at| {
            let end = at.checked_add(self.now.len())?;
            let is_there = text.get(at..end)? == self.now;
            // A stretch that was only taken out is everywhere: it goes back where all else is as it was left.
            let is_sure = !self.now.is_empty() || text.len() == length;
            (is_there && is_sure).then_some(at..end)
        })
    }
}

impl Change {
    /// What made one text of another; `None` if they are the same.
    pub fn between(old: &str, new: &str) -> Option<Self> {
        let whole = Stretch::between(old, new)?;
        let length = new.len();
        let by_lines = by_lines(old, new);
        let mut parts = by_lines.into_iter();
        match parts.next() {
            Some(first) if first.bytes() + parts.clone().map(|part| part.bytes()).sum::<usize>() < whole.bytes() => {
                Some(Self { first, length, more: parts.collect() })
            }
            _ => Some(Self { first: whole, length, more: Vec::new() }),
        }
    }

    /// The text as it was before. It may have been changed elsewhere meanwhile; `None` if what this changed is not there any
    /// more as it was left.
    pub fn undone(&self, text: &str) -> Option<String> {
        let mut before = String::with_capacity(text.len());
        let mut at = 0;
        for stretch in std::iter::once(&self.first).chain(&self.more) {
            let place = stretch.found(text, self.length)?;
            before.push_str(text.get(at..place.start)?);
            before.push_str(&stretch.was);
            at = place.end;
        }
        before.push_str(text.get(at..)?);
        Some(before)
    }
}

/// The lines in which two texts of equally many lines differ; nothing of others. They are kept whole: what is found again by a few signs
/// might be something else.
fn by_lines(old: &str, new: &str) -> Vec<Stretch> {
    let lines = |text: &str| text.split_inclusive('\n').count();
    if lines(old) != lines(new) {
        return Vec::new();
    }
    let mut offset = 0;
    let mut found = Vec::new();
    for (was, is) in old.split_inclusive('\n').zip(new.split_inclusive('\n')) {
        if was != is {
            found.push(Stretch { at: offset, was: was.to_owned(), now: is.to_owned() });
        }
        offset += is.len();
    }
    found
}
