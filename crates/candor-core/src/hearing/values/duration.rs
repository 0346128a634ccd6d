//! Lengths of time: "3 дня", "half an hour", "полтора часа", "2 years and 3 months". What "in" or "назад" makes a
//! moment of is read elsewhere, from the same words.

use super::{reader::Reader, units::unit};
use crate::hearing::heard::Grain;

/// A length of time and the place after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Length {
    pub(super) count: i64,
    pub(super) grain: Grain,
    pub(super) next: usize,
    /// Whether a number is told: "минуту" alone has none.
    pub(super) is_counted: bool,
}

const MORE: [&str; 11] =
    ["more", "additional", "extra", "less", "fewer", "full", "полных", "рабочих", "целых", "ровных", "полный"];

impl Reader<'_> {
    /// The whole length that begins here, with its further parts: "1 hour and fifteen seconds".
    pub(super) fn length(&self, at: usize) -> Option<Length> {
        if let Some(known) = self.read.lengths.borrow().get(&at) {
            return *known;
        }
        let found = self.length_anew(at);
        self.read.lengths.borrow_mut().insert(at, found);
        found
    }

    fn length_anew(&self, at: usize) -> Option<Length> {
        let mut whole = self.simple_length(at)?;
        loop {
            let mut next = whole.next;
            if self.is_sign(next, ",") {
                next += 1;
            }
            if self.is(next, &["and", "и"]) {
                next += 1;
            }
            let more = self.simple_length(next).filter(|more| more.is_counted && more.grain < whole.grain);
            if let Some(more) = more
                && let Some(sum) = added(&whole, &more)
            {
                whole = sum;
                continue;
            }
            // "an hour and a half", "1 hour thirty"
            if let Some(next) = self.any(whole.next, &["and a half", "and half", "с половиной"]) {
                whole = halves(whole, 1)?;
                whole.next = next;
            } else if whole.grain == Grain::Hour
                && next > whole.next - usize::from(self.is_number(next) || self.count(next).is_some())
                && let Some((minutes, after)) = self.count(next)
                && minutes % 1000 == 0
                && (1000..60_000).contains(&minutes)
                && self.is_end(after)
                && !self.is_sign(whole.next, ",")
            {
                let minutes = minutes / 1000;
                let count = whole.count.checked_mul(60)?.checked_add(minutes)?;
                whole = Length { count, grain: Grain::Minute, next: after, is_counted: true };
            }
            return Some(whole);
        }
    }

    fn simple_length(&self, at: usize) -> Option<Length> {
        if let Some(length) = self.half(at) {
            return Some(length);
        }
        if let Some((thousandths, mut next)) = self.count(at) {
            if self.is(next, &MORE) || self.is_sign(next, "-") && self.is_glued(next) {
                next += 1;
            }
            // "one and two quarters of hour"
            let quarters =
                self.any(next, &["and two quarters of", "and two quarters", "and two quarter of", "and two quarter"]);
            let (thousandths, next) = quarters.map_or((thousandths, next), |next| (thousandths + 500, next));
            let (times, grain) = self.unit_at(next)?;
            let after = next + 1;
            // "5 суток" are as many times 24 hours.
            return exactly(thousandths.checked_mul(times)?, grain).map(|(count, grain)| Length {
                count,
                grain,
                next: after,
                is_counted: true,
            });
        }
        let one = self.is(at, &["a", "an", "one", "ровно", "целый", "целую"]);
        let place = at + usize::from(one);
        let (times, grain) = self.unit_at(place)?;
        let is_single = SINGLE.contains(&self.word(place)) && (one || !self.is(place, &ENGLISH_SINGLE));
        is_single.then_some(Length {
            count: times,
            grain,
            next: place + 1,
            is_counted: self.is(at, &["a", "an", "one"]),
        })
    }

    fn unit_at(&self, at: usize) -> Option<(i64, Grain)> {
        let word = self.word(at);
        if word == "m" && self.is_end(at + 1) && !self.now.is_russian && !self.pieces.get(at)?.is_capital {
            return Some((1, Grain::Minute));
        }
        if matches!(word, "mo" | "кв") {
            return None;
        }
        unit(word)
    }

    /// "half an hour", "полчаса", "quarter of an hour".
    fn half(&self, at: usize) -> Option<Length> {
        let of = |phrases: &[&str], seconds: fn(i64) -> i64| {
            let next = self.any(at, phrases)?;
            let (times, grain) = unit(self.word(next))?;
            let (count, grain) = exactly(seconds(times * 1000), grain)?;
            Some(Length { count, grain, next: next + 1, is_counted: true })
        };
        let word = self.word(at);
        let glued = word.strip_prefix("пол").filter(|rest| rest.chars().count() > 2).and_then(unit);
        if let Some((times, grain)) = glued.filter(|(_, grain)| *grain > Grain::Second) {
            let (count, grain) = exactly(times * 500, grain)?;
            return Some(Length { count, grain, next: at + 1, is_counted: true });
        }
        of(&["half an", "half a", "a half", "half", "пол"], |thousandths| thousandths / 2)
            .or_else(|| {
                of(
                    &["a quarter of an", "quarter of an", "a quarter of a", "quarter of a", "четверть"],
                    |thousandths| thousandths / 4,
                )
            })
            .or_else(|| {
                of(&["three quarters of an", "three quarters of a", "three-quarters of an"], |thousandths| {
                    thousandths / 4 * 3
                })
            })
    }
}

/// Words that stand for one of their unit by themselves.
const SINGLE: [&str; 44] = [
    "second",
    "sec",
    "minute",
    "min",
    "hour",
    "day",
    "week",
    "month",
    "quarter",
    "year",
    "fortnight",
    "decade",
    "секунда",
    "секунду",
    "секундочку",
    "секундочка",
    "минута",
    "минуту",
    "минутка",
    "минутку",
    "минуточка",
    "минуточку",
    "часик",
    "час",
    "денек",
    "сутки",
    "неделя",
    "неделю",
    "недельку",
    "месяц",
    "квартал",
    "год",
    "годик",
    "месяца",
    "недели",
    "часа",
    "минуты",
    "секунды",
    "года",
    "десятилетие",
    "день",
    "дня",
    "суток",
    "часик",
];
const ENGLISH_SINGLE: [&str; 12] =
    ["second", "sec", "minute", "min", "hour", "day", "week", "month", "quarter", "year", "fortnight", "decade"];

/// Thousandths of a unit in whole ones of the same or a finer unit.
fn exactly(thousandths: i64, grain: Grain) -> Option<(i64, Grain)> {
    if thousandths % 1000 == 0 {
        return Some((thousandths / 1000, grain));
    }
    let finer = match grain {
        Grain::Year | Grain::Quarter => Grain::Month,
        Grain::Month | Grain::Week => Grain::Day,
        Grain::Day => Grain::Hour,
        Grain::Hour => Grain::Minute,
        Grain::Minute | Grain::Second => Grain::Second,
    };
    let each = match grain {
        Grain::Year => 12,
        _ => grain.seconds() / finer.seconds(),
    };
    let fine = thousandths.checked_mul(each)?;
    if fine % 1000 == 0 || finer == Grain::Second {
        return Some(((fine + 500) / 1000, finer));
    }
    exactly(fine, finer)
}

fn halves(length: Length, halves: i64) -> Option<Length> {
    let (count, grain) = exactly(length.count.checked_mul(1000)?.checked_add(500 * halves)?, length.grain)?;
    Some(Length { count, grain, ..length })
}

fn added(whole: &Length, more: &Length) -> Option<Length> {
    let months = |length: &Length| match length.grain {
        Grain::Year => length.count.checked_mul(12),
        Grain::Quarter => length.count.checked_mul(3),
        Grain::Month => Some(length.count),
        _ => None,
    };
    let (count, grain) = match (months(whole), months(more)) {
        (Some(left), Some(right)) => (left.checked_add(right)?, Grain::Month),
        _ => {
            let seconds = whole.count.checked_mul(whole.grain.seconds())?;
            let each = more.grain.seconds();
            (seconds.checked_div(each)?.checked_add(more.count)?, more.grain)
        }
    };
    Some(Length { count, grain, next: more.next, is_counted: true })
}
