//! A text cut for looking up values: numbers with their value, words, signs, each with its place in the text as written.

use crate::hearing::normalise::{Plain, is_letter, normalise};

/// The largest number that is read; longer rows of digits are no amounts.
const MOST_DIGITS: usize = 15;

/// One piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// What it is.
    pub(super) kind: Kind,
    /// Its plain form.
    pub(super) text: String,
    /// First byte in the text as written.
    pub(super) start: usize,
    /// The byte after it.
    pub(super) end: usize,
    /// Whether nothing stands between it and the piece before.
    pub(super) is_glued: bool,
    /// Whether it is written with a capital.
    pub(super) is_capital: bool,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits, perhaps grouped and with a fraction: thousandths.
    Number(i64),
    /// Letters.
    Word,
    /// Anything else that is not blank.
    Sign(char),
    /// The end of a line.
    Break,
}

impl Piece {
    /// Its number in thousandths.
    pub(super) fn number(&self) -> Option<i64> {
        match self.kind {
            Kind::Number(thousandths) => Some(thousandths),
            _ => None,
        }
    }

    /// Whether it is this sign.
    pub(super) fn is_sign(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }

    /// Whether it is a word, and one of these.
    pub(super) fn is_word(&self, words: &[&str]) -> bool {
        self.kind == Kind::Word && words.contains(&self.text.as_str())
    }

    /// A whole number without fraction or grouping, as in a date.
    pub(super) fn small_number(&self) -> Option<i64> {
        let is_plain = self.text.len() <= 4 && self.text.bytes().all(|byte| byte.is_ascii_digit());
        self.number().filter(|_| is_plain).map(|thousandths| thousandths / 1000)
    }
}

/// The place after the longest of these phrases that stands at a place.
pub(super) fn longest(pieces: &[Piece], at: usize, phrases: &[&str]) -> Option<usize> {
    let piece = pieces.get(at).filter(|piece| matches!(piece.kind, Kind::Word | Kind::Sign(_)))?;
    // Two bytes tell nearly all phrases apart.
    let mut bytes = piece.text.bytes();
    let (first, second) = (bytes.next(), bytes.next());
    let could_stand = |phrase: &&&str| {
        let mut bytes = phrase.bytes();
        bytes.next() == first && (second.is_none() || bytes.next() == second)
    };
    phrases.iter().filter(could_stand).filter_map(|phrase| stand(pieces, at, phrase)).max()
}

/// The place after these words, if they stand at a place one after another.
pub(super) fn stand(pieces: &[Piece], at: usize, words: &str) -> Option<usize> {
    let (mut next, mut rest) = (at, words);
    loop {
        let piece = pieces.get(next)?;
        let after = match piece.kind {
            Kind::Word => rest.strip_prefix(piece.text.as_str())?,
            Kind::Sign(sign) => rest.strip_prefix(sign)?,
            Kind::Number(_) | Kind::Break => return None,
        };
        next += 1;
        if after.is_empty() {
            return Some(next);
        }
        rest = after.strip_prefix(' ')?;
    }
}

/// Cuts a text. `groups` tells whether "2 900" is one number; dates and phones want the digits apart.
pub(super) fn cut(text: &str, groups: bool) -> Vec<Piece> {
    cut_plain(text, &normalise(text), groups)
}

/// The same for a text whose plain form is known.
pub(super) fn cut_plain(text: &str, plain: &[Plain], groups: bool) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = plain;
    let mut is_glued = false;
    while let Some((first, after)) = rest.split_first() {
        if first.ch == '\n' {
            pieces.push(Piece {
                kind: Kind::Break,
                text: String::new(),
                start: first.start,
                end: first.end,
                is_glued: false,
                is_capital: false,
            });
        }
        if first.ch.is_whitespace() {
            rest = after;
            is_glued = false;
            continue;
        }
        let (kind, length) = if first.ch.is_ascii_digit() {
            number_at(rest, groups)
        } else if is_letter(first.ch) {
            let is_inner = |ch: char| is_letter(ch) || ch == '\'';
            (Kind::Word, rest.iter().take_while(|plain| is_inner(plain.ch)).count())
        } else {
            (Kind::Sign(first.ch), 1)
        };
        let (taken, left) = rest.split_at_checked(length.max(1)).unwrap_or((rest, &[]));
        let end = taken.last().map_or(first.end, |last| last.end);
        let is_capital =
            text.get(first.start..).and_then(|rest| rest.chars().next()).is_some_and(|ch| ch.is_uppercase());
        let plain_text = taken.iter().map(|plain| plain.ch).collect();
        pieces.push(Piece { kind, text: plain_text, start: first.start, end, is_glued, is_capital });
        rest = left;
        is_glued = true;
    }
    pieces
}

/// The number at the start of `plain` and how many characters it takes.
fn number_at(plain: &[Plain], groups: bool) -> (Kind, usize) {
    let digits = |from: usize| plain.iter().skip(from).take_while(|plain| plain.ch.is_ascii_digit()).count();
    let at = |place: usize| plain.get(place).map(|plain| plain.ch);
    let first = digits(0);
    let mut length = first;
    let mut whole: String = plain.iter().take(first).map(|plain| plain.ch).collect();
    if groups && first <= 3 && at(0) != Some('0') {
        let separator =
            at(first).filter(|ch| matches!(ch, ' ' | ',' | '.' | '\'') || ch.is_whitespace() && *ch != '\n');
        if let Some(separator) = separator {
            while at(length) == Some(separator) && digits(length + 1) == 3 {
                whole.extend(plain.iter().skip(length + 1).take(3).map(|plain| plain.ch));
                length += 4;
            }
        }
    }
    let mut fraction = String::new();
    let fraction_digits = digits(length + 1);
    let is_fraction =
        matches!(at(length), Some('.' | ',')) && (1..=if groups { 3 } else { 0 }).contains(&fraction_digits);
    // "12.05.2026" and "10.30.15" are no numbers with a fraction.
    let goes_on =
        matches!(at(length + 1 + fraction_digits), Some('.' | ':')) && digits(length + 2 + fraction_digits) > 0;
    if is_fraction && !goes_on {
        fraction = plain.iter().skip(length + 1).take(fraction_digits).map(|plain| plain.ch).collect();
        length += 1 + fraction_digits;
    }
    if whole.len() > MOST_DIGITS {
        return (Kind::Sign('#'), length);
    }
    let thousandths = format!("{whole}{fraction:0<3}").parse().unwrap_or(i64::MAX);
    (Kind::Number(thousandths), length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<i64> {
        cut(text, true).iter().filter_map(Piece::number).collect()
    }

    #[test]
    fn numbers_are_read_however_they_are_grouped() {
        for text in ["2900", "2 900", "2,900", "2.900", "2\u{a0}900", "2'900"] {
            assert_eq!(numbers(text), [2_900_000], "{text}");
        }
        assert_eq!(numbers("2,900.50 и 1 234 567,8"), [2_900_500, 1_234_567_800]);
        assert_eq!(numbers("1.5 кг, 0,25"), [1_500, 250]);
        assert_eq!(numbers("12 15"), [12_000, 15_000]);
        assert_eq!(numbers("12.05.2026"), [12_000, 5_000, 2_026_000]);
        assert!(numbers("1234567890123456789").is_empty());
    }

    #[test]
    fn pieces_know_their_place() {
        let text = "до 30к";
        let pieces = cut(text, true);
        let last = pieces.last().map(|piece| (text.get(piece.start..piece.end), piece.is_glued));
        assert_eq!(last, Some((Some("к"), true)));
    }
}
