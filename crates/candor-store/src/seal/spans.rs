//! A text in which only what names somebody is sealed: `call ⟦v1.….…⟧ tonight`.
//!
//! A bracket the person wrote is stored as `⟦⟧`, so that none is taken for the beginning of a sealed span. The words
//! outside are as sound as the hash of their line says.

use std::ops::Range;

use candor_core::hearing::personal;

use crate::Error;

const OPEN: char = '⟦';
const CLOSE: char = '⟧';
const WRITTEN: &str = "⟦⟧";

/// A text with more spans than this is sealed as a whole: each costs a hundred bytes.
const MOST_SPANS: usize = 32;

/// Replaces every span that names somebody by what `seal` makes of its number and words.
pub(super) fn seal(text: &str, seal: impl Fn(u64, &str) -> Result<String, Error>) -> Result<String, Error> {
    let mut stored = String::with_capacity(text.len());
    let mut end = 0;
    for (number, span) in (0..).zip(to_be_sealed(text)) {
        stored.push_str(&open_words(text, end..span.start));
        stored.push(OPEN);
        stored.push_str(&seal(number, text.get(span.clone()).unwrap_or_default())?);
        stored.push(CLOSE);
        end = span.end;
    }
    stored.push_str(&open_words(text, end..text.len()));
    Ok(stored)
}

/// Puts back what `unseal` makes of every sealed span. `None` if one does not open or does not end.
pub(super) fn unseal(stored: &str, unseal: impl Fn(u64, &str) -> Option<String>) -> Option<String> {
    let mut text = String::with_capacity(stored.len());
    let mut rest = stored;
    let mut number = 0;
    while let Some((before, from_span)) = rest.split_once(OPEN) {
        let (span, after) = from_span.split_once(CLOSE)?;
        text.push_str(before);
        if span.is_empty() {
            text.push(OPEN);
        } else {
            text.push_str(&unseal(number, span)?);
            number += 1;
        }
        rest = after;
    }
    text.push_str(rest);
    Some(text)
}

/// What of a stored text lies open: the words outside sealed spans, each of which becomes a blank.
pub(crate) fn open_part(stored: &str) -> String {
    let mut open = String::with_capacity(stored.len());
    let mut rest = stored;
    while let Some((before, from_span)) = rest.split_once(OPEN) {
        open.push_str(before);
        open.push(' ');
        // A span that does not end is no text to be read.
        rest = from_span.split_once(CLOSE).map_or("", |(_, after)| after);
    }
    open.push_str(rest);
    open
}

fn to_be_sealed(text: &str) -> Vec<Range<usize>> {
    let spans = personal(text);
    if spans.len() > MOST_SPANS { std::iter::once(0..text.len()).collect() } else { spans }
}

fn open_words(text: &str, place: Range<usize>) -> String {
    text.get(place).unwrap_or_default().replace(OPEN, WRITTEN)
}
