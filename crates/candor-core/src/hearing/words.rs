//! A message cut into lines, sentences and words, each word with its stem and its place in the text as written.
//!
//! Apostrophes inside a word vanish ("don't" is `dont`, as many type it), hyphens separate ("opt-out" is two words),
//! letters and digits separate ("20k" is two words that touch). A line is what the contact sent as one message: bursts
//! arrive joined by newlines.

use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

use super::normalise::{Plain, is_letter, normalise};

/// One word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Its plain form.
    pub(crate) text: String,
    /// Its Snowball stem.
    pub(crate) stem: String,
    /// First byte in the text as written.
    pub(crate) start: usize,
    /// The byte after it.
    pub(crate) end: usize,
    /// Whether a comma, colon, bracket, dash or emoji stands before it.
    pub(crate) opens_clause: bool,
}

/// Words up to a full stop, exclamation or question mark or the end of the line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// Its words.
    pub(crate) words: Vec<Word>,
    /// Whether a question mark ends it.
    pub(crate) is_question: bool,
    /// Whether it is the first of its line.
    pub(crate) is_first: bool,
    /// Whether it is the last of its line.
    pub(crate) is_last: bool,
}

/// One line: what was sent as one message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its sentences that have words.
    pub(crate) sentences: Vec<Sentence>,
    /// Its emoji and other picture signs, in order.
    pub(crate) emoji: Vec<char>,
    /// First byte in the text as written.
    pub(crate) start: usize,
    /// The byte after it.
    pub(crate) end: usize,
    /// Whether it is read in another keyboard layout than it was typed in.
    pub(crate) is_mended: bool,
}

impl Line {
    /// All its words.
    pub(crate) fn words(&self) -> impl Iterator<Item = &Word> {
        self.sentences.iter().flat_map(|sentence| &sentence.words)
    }
}

/// The stem of one plain word, by its alphabet.
pub(crate) fn stem_of(word: &str) -> String {
    static RUSSIAN: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::Russian));
    static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));
    if word.chars().any(is_cyrillic) {
        RUSSIAN.stem(word).into_owned()
    } else if word.is_ascii() && word.len() > 2 {
        ENGLISH.stem(word).into_owned()
    } else {
        word.to_owned()
    }
}

/// Whether a character is a letter of the Russian alphabet (or its neighbours).
pub(crate) fn is_cyrillic(ch: char) -> bool {
    matches!(ch, '\u{400}'..='\u{4ff}')
}

/// Cuts a text as it was typed.
pub(crate) fn split(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive('\n') {
        let mut plain = normalise(piece);
        for ch in &mut plain {
            ch.start += start;
            ch.end += start;
        }
        lines.push(split_line(&plain, start, start + piece.len()));
        start += piece.len();
    }
    lines
}

/// Cuts one line that is in its plain form already.
pub(crate) fn split_line(plain: &[Plain], start: usize, end: usize) -> Line {
    let mut line = Line { start, end, ..Line::default() };
    let mut sentence = Sentence { is_first: true, ..Sentence::default() };
    let mut word: Vec<Plain> = Vec::new();
    let mut opens_clause = false;
    for (at, here) in plain.iter().enumerate() {
        let ch = here.ch;
        let before = word.last().map(|last| last.ch);
        let after = plain.get(at + 1).map(|next| next.ch);
        if is_letter(ch) || ch.is_numeric() {
            if before.is_some_and(|last| last.is_numeric() != ch.is_numeric()) {
                close_word(&mut word, &mut sentence, &mut opens_clause);
            }
            word.push(*here);
            continue;
        }
        let is_between_digits = before.is_some_and(char::is_numeric) && after.is_some_and(char::is_numeric);
        if ch == '\'' && before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic) {
            continue;
        }
        close_word(&mut word, &mut sentence, &mut opens_clause);
        match ch {
            '.' | ',' | ':' if is_between_digits => {}
            '.' if after.is_some_and(char::is_alphanumeric) => opens_clause = true,
            '?' | '？' => {
                sentence.is_question = true;
                close_sentence(&mut line, &mut sentence, &mut opens_clause);
            }
            '.' | '!' | '…' | ';' | '\n' | '\r' => close_sentence(&mut line, &mut sentence, &mut opens_clause),
            ',' | ':' | '(' | ')' | '"' | '/' | '<' | '>' => opens_clause = true,
            '-' if after.is_none_or(char::is_whitespace) => opens_clause = true,
            other if is_emoji(other) => {
                line.emoji.push(other);
                opens_clause = true;
            }
            _ => {}
        }
    }
    close_word(&mut word, &mut sentence, &mut opens_clause);
    close_sentence(&mut line, &mut sentence, &mut opens_clause);
    match line.sentences.last_mut() {
        Some(last) => last.is_last = true,
        None if is_minus(plain) => line.emoji.push(MINUS),
        None => {}
    }
    line
}

/// The sign for a lone minus, which says no as a lone plus says yes.
const MINUS: char = '➖';

fn is_minus(plain: &[Plain]) -> bool {
    let mut signs = plain.iter().map(|plain| plain.ch).filter(|ch| !ch.is_whitespace());
    signs.next() == Some('-') && signs.next().is_none()
}

fn close_word(word: &mut Vec<Plain>, sentence: &mut Sentence, opens_clause: &mut bool) {
    let (Some(first), Some(last)) = (word.first(), word.last()) else { return };
    let (start, end) = (first.start, last.end);
    let has_cyrillic = word.iter().any(|plain| is_cyrillic(plain.ch));
    let text: String = word.iter().map(|plain| if has_cyrillic { look_alike(plain.ch) } else { plain.ch }).collect();
    let stem = stem_of(&text);
    sentence.words.push(Word { text, stem, start, end, opens_clause: std::mem::take(opens_clause) });
    word.clear();
}

fn close_sentence(line: &mut Line, sentence: &mut Sentence, opens_clause: &mut bool) {
    *opens_clause = false;
    if sentence.words.is_empty() {
        // "Сколько стоит..?" and "what?!": the mark belongs to the words before it.
        if let Some(last) = line.sentences.last_mut() {
            last.is_question |= sentence.is_question;
        }
        sentence.is_question = false;
        return;
    }
    line.sentences.push(std::mem::take(sentence));
}

/// The Cyrillic letter a Latin one imitates inside a Cyrillic word ("cтоп" with a Latin c).
fn look_alike(ch: char) -> char {
    match ch {
        'a' => 'а',
        'b' => 'в',
        'c' => 'с',
        'e' => 'е',
        'h' => 'н',
        'k' => 'к',
        'm' => 'м',
        'o' => 'о',
        'p' => 'р',
        't' => 'т',
        'x' => 'х',
        'y' => 'у',
        other => other,
    }
}

fn is_emoji(ch: char) -> bool {
    matches!(ch, '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' | '\u{2049}' | '\u{203c}')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    fn plain_words(text: &str) -> Vec<Vec<String>> {
        split(text)
            .iter()
            .flat_map(|line| &line.sentences)
            .map(|sentence| sentence.words.iter().map(|word| word.text.clone()).collect())
            .collect()
    }

    #[test]
    fn words_are_cut_as_people_type_them() {
        assert_eq!(plain_words("I don't know. Opt-out!"), [vec!["i", "dont", "know"], vec!["opt", "out"]]);
        assert_eq!(plain_words("от 20k, 15.01"), [vec!["от", "20", "k", "15", "01"]]);
        assert_eq!(plain_words("Cтоп"), [vec!["стоп"]]);
        assert_eq!(plain_words(" \u{200b}\n🔥"), Vec::<Vec<String>>::new());
    }

    #[test]
    fn a_word_points_at_what_was_written() {
        let text = "Ну\nПРИВЕЕЕТ, don’t";
        let lines = split(text);
        let written: Vec<&str> = lines.iter().flat_map(Line::words).map(|word| &text[word.start..word.end]).collect();
        assert_eq!(written, ["Ну", "ПРИВЕЕЕТ", "don’t"]);
        assert!(lines[1].sentences[0].words[1].opens_clause);
    }

    #[test]
    fn a_question_mark_belongs_to_the_words_before_it() {
        let lines = split("Сколько стоит..? Ладно");
        assert!(lines[0].sentences[0].is_question);
        assert!(!lines[0].sentences[1].is_question);
    }
}
