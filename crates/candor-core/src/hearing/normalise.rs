//! Brings what a contact typed to one plain form, so that "СТО-О-ОП!!!", "Cтоп" with a Latin C and "стоп" are one word.
//!
//! NFKC, lower case, ё→е, no zero-width or direction marks, no stray accents, letters repeated three times or more
//! written once. Every character remembers the bytes it came from, because whoever quotes the contact must quote
//! the words as written. It never changes the order of characters and never looks at more than its neighbours: the
//! time is linear in the text.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A character of the plain form and where it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Plain {
    /// The character: lower case, composed.
    pub(crate) ch: char,
    /// First byte of its origin in the text as written.
    pub(crate) start: usize,
    /// The byte after its origin.
    pub(crate) end: usize,
}

/// Whether a character is a letter. Those of both alphabets need no look into the tables of Unicode, which takes a while.
pub(crate) fn is_letter(ch: char) -> bool {
    matches!(ch, 'а'..='я' | 'a'..='z' | 'А'..='Я' | 'A'..='Z' | 'ё' | 'Ё') || ch.is_alphabetic()
}

/// The plain form of a text, character by character.
pub(crate) fn normalise(text: &str) -> Vec<Plain> {
    squeeze(plain_characters(text.char_indices()))
}

/// The plain form of characters whose places are known already; used for a text read in another keyboard layout.
pub(crate) fn normalise_characters(characters: impl Iterator<Item = (usize, char)>) -> Vec<Plain> {
    squeeze(plain_characters(characters))
}

/// Whether a character shows nothing: zero-width, direction and variation marks, soft hyphen, tags.
pub(crate) fn is_invisible(ch: char) -> bool {
    matches!(ch,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

fn plain_characters(characters: impl Iterator<Item = (usize, char)>) -> Vec<Plain> {
    let mut plain: Vec<Plain> = Vec::new();
    let mut cluster = String::new();
    let (mut start, mut end) = (0, 0);
    for (at, ch) in characters {
        let is_everyday = is_everyday(ch);
        if !is_everyday && is_invisible(ch) {
            continue;
        }
        if is_everyday || !is_combining_mark(ch) {
            push_cluster(&mut plain, &cluster, start, end);
            cluster.clear();
            start = at;
        } else if cluster.is_empty() {
            continue;
        }
        // A letter under a heap of accents ("zalgo") keeps the first few: composing needs no more.
        if cluster.len() < 16 {
            cluster.push(ch);
        }
        end = at + ch.len_utf8();
    }
    push_cluster(&mut plain, &cluster, start, end);
    plain
}

fn push_cluster(plain: &mut Vec<Plain>, cluster: &str, start: usize, end: usize) {
    let mut characters = cluster.chars();
    if let (Some(ch), None) = (characters.next(), characters.next())
        && is_everyday(ch)
    {
        // A letter of either alphabet by itself is composed already and has one small letter.
        let small = if matches!(ch, 'а'..='я' | ' '..='@' | 'a'..='z') { Some(ch) } else { ch.to_lowercase().next() };
        if let Some(ch) = small {
            plain.push(Plain { ch: as_typed(ch), start, end });
        }
        return;
    }
    for composed in cluster.nfkc() {
        for ch in composed.to_lowercase() {
            if is_combining_mark(ch) || is_invisible(ch) {
                continue;
            }
            plain.push(Plain { ch: as_typed(ch), start, end });
        }
    }
}

/// Whether a character is of ASCII or the Russian alphabet: nearly all there are.
const fn is_everyday(ch: char) -> bool {
    matches!(ch, '\0'..='\x7f' | 'А'..='я' | 'Ё' | 'ё')
}

/// One way to write letters and signs that are typed in several.
const fn as_typed(ch: char) -> char {
    match ch {
        'ё' => 'е',
        '’' | '‘' | 'ʼ' | '`' | '´' | '′' | '＇' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '«' | '»' | '“' | '”' | '„' => '"',
        other => other,
    }
}

fn squeeze(plain: Vec<Plain>) -> Vec<Plain> {
    let mut squeezed: Vec<Plain> = Vec::with_capacity(plain.len());
    let mut run = 0_usize;
    for next in plain {
        run = match squeezed.last() {
            Some(last) if last.ch == next.ch && is_letter(next.ch) => run + 1,
            _ => 1,
        };
        match run {
            1 | 2 => squeezed.push(next),
            3 => {
                // The third of a run: the run is emphasis, one letter is meant.
                squeezed.pop();
                extend_last(&mut squeezed, next.end);
            }
            _ => extend_last(&mut squeezed, next.end),
        }
    }
    squeezed
}

fn extend_last(squeezed: &mut [Plain], end: usize) {
    if let Some(last) = squeezed.last_mut() {
        last.end = end;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    fn plain_text(text: &str) -> String {
        normalise(text).into_iter().map(|plain| plain.ch).collect()
    }

    #[test]
    fn case_accents_and_emphasis_disappear() {
        assert_eq!(plain_text("ПРИВЕЕЕЕТ Ёлка"), "привет елка");
        assert_eq!(plain_text("и\u{306}"), "й");
        assert_eq!(plain_text("Ｓｔｏｐ"), "stop");
        assert_eq!(plain_text("s\u{200b}t\u{200d}o\u{202e}p"), "stop");
        assert_eq!(plain_text("book"), "book");
        assert_eq!(plain_text("1000000"), "1000000");
    }

    #[test]
    fn every_character_knows_where_it_came_from() {
        let text = "\u{200b}Даааа, Ёж";
        let plain = normalise(text);
        let last = plain.last().unwrap();
        assert_eq!(&text[last.start..last.end], "ж");
        assert_eq!(&text[plain[1].start..plain[1].end], "аааа");
    }

    #[test]
    fn everyday_characters_are_what_unicode_makes_of_them() {
        for ch in ('\0'..='\u{4ff}').filter(|ch| is_everyday(*ch)) {
            let text = ch.to_string();
            let slow: String = text.nfkc().flat_map(char::to_lowercase).collect();
            assert!(slow.chars().count() == 1 && !is_invisible(ch) && !is_combining_mark(ch), "{ch:?}");
            assert_eq!(plain_text(&text), slow.chars().map(as_typed).collect::<String>(), "{ch:?}");
        }
    }

    #[test]
    fn a_heap_of_accents_costs_no_more_than_its_length() {
        let zalgo = format!("а{}", "\u{301}".repeat(200_000));
        assert_eq!(plain_text(&zalgo), "а");
    }
}
