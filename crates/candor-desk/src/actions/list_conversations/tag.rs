//! Tags and names in the words of a filter: a tag may be of several words, which end where another filter begins or a quotation mark
//! closes; and what is too long for a button is carried by its mark.

use std::str::SplitWhitespace;

use super::{ActError, Bench, Refusal, Wanted, is_filter};
use crate::staff::code_hash;

/// Quotation marks around a tag, as keyboards write them.
const QUOTES: [(char, char); 4] = [('"', '"'), ('«', '»'), ('“', '”'), ('„', '“')];

/// The words of a button may have so many bytes: with the rest of its data they stay within 64 (Bot API, `callback_data`).
const BUTTON_BYTES: usize = 46;

/// What a tag or name begins with that is carried by its mark.
const MARK: char = '#';

/// So many signs a mark has.
const MARK_CHARS: usize = 8;

/// The tag that begins with the rest of the word in which it was asked for. `None` where it has no words or its quotation mark does not
/// close.
pub(super) fn read(first: &str, rest: &mut SplitWhitespace<'_>) -> Option<String> {
    let mut words = Vec::new();
    if let Some((open, close)) = QUOTES.into_iter().find(|(open, _)| first.starts_with(*open)) {
        let mut next = first.strip_prefix(open);
        loop {
            let word = next?;
            if let Some((inside, after)) = word.split_once(close) {
                words.push(inside);
                let tag = words.join(" ").trim().to_owned();
                return Some(tag).filter(|tag| !tag.is_empty() && after.is_empty());
            }
            words.push(word);
            next = rest.next();
        }
    }
    words.push(first);
    while let Some(word) = rest.clone().next().filter(|word| !is_filter(word)) {
        words.push(word);
        rest.next();
    }
    Some(words.join(" ")).filter(|tag| !tag.is_empty() && !first.is_empty())
}

/// A tag as [`read`] reads it: in quotation marks where it would end too soon without.
pub(super) fn written(tag: &str) -> String {
    let mut words = tag.split_whitespace();
    let plain = words.next().and_then(|first| read(first, &mut words));
    if plain.as_deref() == Some(tag) && words.next().is_none() {
        return tag.to_owned();
    }
    let quotes = QUOTES.into_iter().find(|(_, close)| !tag.contains(*close));
    quotes.map_or_else(|| tag.to_owned(), |(open, close)| format!("{open}{tag}{close}"))
}

/// What a button says in the place of words that are too long for it. It is looked up when it is pressed, never trusted.
fn mark(words: &str) -> String {
    std::iter::once(MARK).chain(code_hash(words).chars().take(MARK_CHARS)).collect()
}

fn is_same(known: &str, wanted: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    plain(known) == plain(wanted) || wanted.strip_prefix(MARK).is_some_and(|bare| plain(known) == plain(bare))
}

impl Wanted {
    /// As [`Self::words`], short enough for a button: a tag and a name that are too long are carried by a mark that [`Wanted::named`]
    /// knows again. `None` where even that is too long, because so many filters were named.
    pub fn button_words(&self) -> Option<String> {
        let words = self.words();
        if words.len() <= BUTTON_BYTES && Self::read(&words).is_ok_and(|read| read.tag == self.tag) {
            return Some(words);
        }
        let marked = |name: &Option<String>| name.as_deref().map(mark);
        let words = Self { tag: marked(&self.tag), held_by: marked(&self.held_by), ..self.clone() }.words();
        Some(words).filter(|words| words.len() <= BUTTON_BYTES)
    }

    /// With its tag and its member of the staff as they are written: people type them in any case, and buttons carry marks of them.
    ///
    /// # Errors
    /// [`Refusal::NoSuchTag`], and whatever keeps the store from answering.
    pub async fn named(mut self, bench: &Bench<'_>) -> Result<Self, ActError> {
        let store = &bench.desk.store;
        if let Some(wanted) = &self.tag {
            let known = store.tags_in_use(&bench.business).await?;
            let exactly = known.iter().find(|tag| *tag == wanted);
            let alike = || known.iter().find(|tag| is_same(tag, wanted));
            let marked = || known.iter().find(|tag| mark(tag) == *wanted);
            let tag = exactly.or_else(alike).or_else(marked).cloned();
            self.tag = Some(tag.ok_or_else(|| Refusal::NoSuchTag(wanted.clone(), known))?);
        }
        if let Some(wanted) = self.held_by.as_deref().filter(|name| name.starts_with(MARK)) {
            let staff = store.operators(&bench.business).await?;
            if let Some(meant) = staff.into_iter().find(|member| mark(&member.name) == wanted) {
                self.held_by = Some(meant.name);
            }
        }
        Ok(self)
    }
}
