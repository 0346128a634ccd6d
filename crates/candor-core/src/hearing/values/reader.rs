//! Reads words and numbers from a cut text: what the readers of time and of lengths of time share.

use std::{cell::RefCell, collections::BTreeMap};

use jiff::{
    Zoned,
    civil::{Date, DateTime},
};

use super::{
    amount::amount_at,
    duration::Length,
    grain::midnight,
    pieces::{Kind, Piece, longest, stand},
    when::When,
};
use crate::hearing::heard::{FoundValue, Value};

/// What the words are read against.
#[derive(Clone, Debug)]
pub struct Now {
    /// The moment by the business's clock; the beginning of the day where only that is known.
    pub(super) at: DateTime,
    /// The moment with its zone, where known.
    pub(super) zoned: Option<Zoned>,
    /// Whether words that are the same in both languages are Russian.
    pub(super) is_russian: bool,
}

impl Now {
    /// Only the day is known.
    pub fn on(today: Date) -> Self {
        Self { at: midnight(today), zoned: None, is_russian: false }
    }

    /// The moment is known, and the zone.
    pub fn at(now: &Zoned) -> Self {
        Self { at: now.datetime(), zoned: Some(now.clone()), is_russian: false }
    }

    /// With the language of a conversation, for what both languages write alike and read differently ("3/4").
    #[must_use]
    pub fn in_russian(self, is_russian: bool) -> Self {
        Self { is_russian, ..self }
    }

    pub(super) fn today(&self) -> Date {
        self.at.date()
    }

    /// What the zone is ahead of UTC at a moment, in minutes.
    pub(super) fn offset_at(&self, moment: DateTime) -> Option<i32> {
        let zone = self.zoned.as_ref()?.time_zone();
        let zoned = moment.to_zoned(zone.clone()).ok()?;
        Some(zoned.offset().seconds() / 60)
    }
}

/// Every value of a text that one reading finds, none over another.
pub(super) fn every(
    pieces: &[Piece],
    now: &Now,
    value_at: impl Fn(&Reader<'_>, usize) -> Option<(Value, usize)>,
) -> Vec<FoundValue> {
    let read = Read::default();
    let reader = Reader { pieces, now, read: &read };
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let Some((value, next)) = value_at(&reader, at) else {
            at += 1;
            continue;
        };
        if let (Some(first), Some(last)) = (pieces.get(at), next.checked_sub(1).and_then(|last| pieces.get(last))) {
            found.push(FoundValue { value, start: first.start, end: last.end });
        }
        at = next.max(at + 1);
    }
    found
}

/// A cut text and what it is read against.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) pieces: &'a [Piece],
    pub(super) now: &'a Now,
    /// What was read at each place already: many readers begin with the same words.
    pub(super) read: &'a Read,
}

/// What was read already, by place.
#[derive(Default)]
pub(super) struct Read {
    pub(super) whens: RefCell<BTreeMap<usize, Option<(When, usize)>>>,
    pub(super) lengths: RefCell<BTreeMap<usize, Option<Length>>>,
}

impl<'a> Reader<'a> {
    /// The word at a place, or nothing.
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.pieces.get(at).filter(|piece| piece.kind == Kind::Word).map_or("", |piece| piece.text.as_str())
    }

    pub(super) fn word_before(&self, at: usize) -> &'a str {
        at.checked_sub(1).map_or("", |before| self.word(before))
    }

    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.word(at))
    }

    /// The place after these words, if they stand here one after another.
    pub(super) fn are(&self, at: usize, words: &str) -> Option<usize> {
        stand(self.pieces, at, words)
    }

    /// The place after the longest of these phrases that stands here.
    pub(super) fn any(&self, at: usize, phrases: &[&str]) -> Option<usize> {
        longest(self.pieces, at, phrases)
    }

    pub(super) fn is_sign(&self, at: usize, signs: &str) -> bool {
        matches!(self.pieces.get(at).map(|piece| piece.kind), Some(Kind::Sign(sign)) if signs.contains(sign))
    }

    pub(super) fn is_glued(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.is_glued)
    }

    /// A sign with nothing before it.
    pub(super) fn is_joint(&self, at: usize, signs: &str) -> bool {
        self.is_sign(at, signs) && self.is_glued(at)
    }

    /// A whole number in at most four digits.
    pub(super) fn number(&self, at: usize) -> Option<i64> {
        self.pieces.get(at).and_then(Piece::small_number)
    }

    pub(super) fn digits(&self, at: usize) -> usize {
        self.pieces.get(at).filter(|piece| piece.number().is_some()).map_or(0, |piece| piece.text.len())
    }

    pub(super) fn is_number(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.number().is_some())
    }

    /// Whether a sentence, a line or the text ends here.
    pub(super) fn is_end(&self, at: usize) -> bool {
        match self.pieces.get(at).map(|piece| piece.kind) {
            None | Some(Kind::Break) => true,
            Some(Kind::Sign(sign)) => ".,!?;)…\"".contains(sign),
            _ => false,
        }
    }

    /// Whether nothing else stands in the sentence.
    pub(super) fn is_alone(&self, at: usize, next: usize) -> bool {
        at.checked_sub(1).is_none_or(|before| self.is_end(before)) && self.is_end(next)
    }

    /// A count in digits or words, in thousandths: "2", "1.5", "1/2", "three", "a couple of", "пару".
    pub(super) fn count(&self, at: usize) -> Option<(i64, usize)> {
        let vague = self.any(at, &["a couple of", "a couple", "couple of", "couple", "a pair of", "pair of"]);
        if let Some(next) = vague {
            return Some((2000, next));
        }
        if let Some(next) = self.any(at, &["a few", "few", "несколько"]) {
            return Some((3000, next));
        }
        if self.is_number(at) {
            let whole = self.pieces.get(at)?.number()?;
            if self.is_joint(at + 1, "/") && self.is_glued(at + 2) {
                let below = self.number(at + 2).filter(|below| *below > 0)?;
                return Some((whole / below, at + 3));
            }
            if self.is_joint(at + 1, ".,")
                && self.is_glued(at + 2)
                && self.digits(at + 2) <= 3
                && self.is_number(at + 2)
            {
                let fraction: i64 = format!("{:0<3}", self.pieces.get(at + 2)?.text).parse().ok()?;
                return Some((whole.checked_add(fraction)?, at + 3));
            }
            let half = self.any(at + 1, &["с половиной", "and a half", "and half"]);
            return Some(half.map_or((whole, at + 1), |next| (whole + 500, next)));
        }
        let amount = amount_at(self.pieces, at)?;
        if let Some(next) = self.any(amount.next, &["and a half", "and half"]) {
            return Some((amount.thousandths.checked_add(500)?, next));
        }
        Some((amount.thousandths, amount.next))
    }
}
