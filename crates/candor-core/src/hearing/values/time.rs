//! Times of day: "18:30", "в 10.30", "в 6 вечера", "at 6 pm", "half past three", "полтретьего", "без четверти три".

use super::{amount::small_words, calendar::ordinal, reader::Reader};
use crate::hearing::heard::Grain;

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    /// 0 to 24.
    pub(super) hour: i8,
    pub(super) minute: i8,
    pub(super) second: i8,
    pub(super) grain: Grain,
    /// Whether it can be only one of the two hours on the dial.
    pub(super) is_sure: bool,
    /// Whether it is nothing but a number: "6".
    pub(super) is_bare: bool,
}

impl Clock {
    pub(super) fn new(hour: i64, minute: i64) -> Option<Self> {
        let (hour, minute) = (i8::try_from(hour).ok()?, i8::try_from(minute).ok()?);
        let is_time = (0..24).contains(&hour) && (0..60).contains(&minute) || (hour, minute) == (24, 0);
        is_time.then_some(Self {
            hour,
            minute,
            second: 0,
            grain: Grain::Minute,
            is_sure: hour == 0 || hour > 12,
            is_bare: false,
        })
    }

    fn on_the_hour(hour: i64) -> Option<Self> {
        Some(Self { grain: Grain::Hour, ..Self::new(hour, 0)? })
    }

    /// The same hour in the second half of the day.
    pub(super) fn afternoon(self) -> Self {
        let hour = if self.hour < 12 { self.hour + 12 } else { self.hour };
        Self { hour, is_sure: true, is_bare: false, ..self }
    }

    /// The same hour in the first half of the day.
    pub(super) fn morning(self) -> Self {
        Self { hour: if self.hour == 12 { 0 } else { self.hour }, is_sure: true, is_bare: false, ..self }
    }

    /// Seconds after midnight.
    pub(super) fn seconds(self) -> i64 {
        i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second)
    }
}

impl Reader<'_> {
    /// The time that begins here, with what says which half of the day it is in. A bare number is one too: whoever asks
    /// must have a reason to take it.
    pub(super) fn clock(&self, at: usize) -> Option<(Clock, usize)> {
        let (clock, next) = self.named_clock(at).or_else(|| self.dial(at))?;
        Some(self.half_of_day(clock, next))
    }

    fn named_clock(&self, at: usize) -> Option<(Clock, usize)> {
        let sure = |clock: Clock| Clock { is_sure: true, ..clock };
        if let Some(next) =
            self.any(at, &["noon", "midday", "mid day", "mid - day", "полдень", "полудню", "полудня", "полудня"])
        {
            return Some((sure(Clock::on_the_hour(12)?), next));
        }
        if let Some(next) = self.any(at, &["midnight", "mid night", "полночь", "полуночи", "полночи"])
        {
            return Some((sure(Clock::on_the_hour(24)?), next));
        }
        self.past(at).or_else(|| self.to(at)).or_else(|| self.russian_half(at))
    }

    /// "half past three", "20 minutes past 8pm", "5 минут третьего".
    fn past(&self, at: usize) -> Option<(Clock, usize)> {
        let (minutes, next) = self.minutes(at)?;
        let next = if let Some(next) = self.any(next, &["past", "after"]) {
            next
        } else if self.is(at, &["half"])
            && next == at + 1
            && self.hour(next).is_some()
            && self.unit_after(next).is_none()
        {
            next
        } else {
            let hour =
                ordinal(self.word(next)).filter(|hour| (1..=12).contains(hour) && self.word(next).ends_with("го"))?;
            let is_told = self.is(next - 1, &["минут", "минуты", "минута", "четверть"]);
            return is_told.then(|| Some((Clock::new(hour - 1 + 12 * i64::from(hour == 1), minutes)?, next + 1)))?;
        };
        let (clock, next) = self.clock_hour(next)?;
        Some((Clock { minute: i8::try_from(minutes).ok()?, grain: Grain::Minute, is_bare: false, ..clock }, next))
    }

    fn unit_after(&self, at: usize) -> Option<i64> {
        let (_, next) = self.hour(at)?;
        super::units::unit(self.word(next)).map(|(times, _)| times)
    }

    /// "quarter to four", "20 minutes to 2pm", "без пяти три".
    fn to(&self, at: usize) -> Option<(Clock, usize)> {
        let (minutes, next) = if self.is(at, &["без"]) {
            let (minutes, next) = self.minutes(at + 1)?;
            (minutes, next + usize::from(self.is(next, &["минут", "минуты"])))
        } else {
            let (minutes, next) = self.minutes(at)?;
            let is_plain = next == at + 1 && !self.is(at, &["quarter", "half"]);
            let is_range = matches!(self.word_before(at), "from" | "between" | "around" | "about");
            if is_plain && (minutes % 5 != 0 || is_range) || self.is(at, &["half"]) {
                return None;
            }
            (minutes, self.any(next, &["to", "til", "till", "before", "of"])?)
        };
        if self.is(next - 1, &["before", "of"]) && !self.is(next - 2, &["minutes", "quarter", "mins"]) {
            return None;
        }
        let (clock, next) = self.clock_hour(next)?;
        let total = i64::from(clock.hour) * 60 - minutes;
        let total = if total < 0 { total + 24 * 60 } else { total };
        let told = Clock::new(total / 60, total % 60)?;
        let told = if clock.hour == 1 && !clock.is_sure { Clock::new(12, 60 - minutes)? } else { told };
        Some((Clock { is_sure: clock.is_sure, ..told }, next))
    }

    /// An hour to reckon from: a number, noon, or an hour with its half of the day.
    fn clock_hour(&self, at: usize) -> Option<(Clock, usize)> {
        if let Some(next) = self.any(at, &["noon", "midday"]) {
            return Some((Clock { is_sure: true, ..Clock::on_the_hour(12)? }, next));
        }
        if let Some(next) = self.any(at, &["midnight"]) {
            return Some((Clock { is_sure: true, ..Clock::on_the_hour(24)? }, next));
        }
        let (hour, next) = self.hour(at)?;
        let next = next + usize::from(self.is(next, &["часа", "часов", "час"]));
        Some(self.half_of_day(Clock::on_the_hour(hour)?, next))
    }

    /// "полтретьего", "половина третьего", "пол третьего".
    fn russian_half(&self, at: usize) -> Option<(Clock, usize)> {
        let glued = self.word(at).strip_prefix("пол").filter(|rest| rest.ends_with("го"));
        let (hour, next) = match glued {
            Some(rest) => (ordinal(rest)?, at + 1),
            None if self.is(at, &["пол", "половина", "половине", "половину"]) => {
                (ordinal(self.word(at + 1))?, at + 2)
            }
            None => return None,
        };
        let is_hour = (1..=12).contains(&hour) && self.word(next - 1).ends_with("го");
        is_hour.then(|| Some((Clock::new(if hour == 1 { 12 } else { hour - 1 }, 30)?, next)))?
    }

    /// Minutes before "past" and "to".
    fn minutes(&self, at: usize) -> Option<(i64, usize)> {
        if let Some(next) = self.any(at, &["a quarter", "quarter", "четверть", "четверти"]) {
            return Some((15, next));
        }
        if let Some(next) = self.any(at, &["half"]) {
            return Some((30, next));
        }
        let (minutes, next) = match self.number(at) {
            Some(minutes) => (minutes, at + 1),
            None => small_words(self.pieces, at)?,
        };
        let next =
            next + usize::from(self.is(next, &["minutes", "minute", "min", "mins", "минут", "минуты", "минута"]));
        (1..60).contains(&minutes).then_some((minutes, next))
    }

    /// A whole hour in digits or words.
    fn hour(&self, at: usize) -> Option<(i64, usize)> {
        let (hour, next) = match self.number(at) {
            Some(hour) => (hour, at + 1),
            None if self.word(at) == "час" => (1, at + 1),
            None => small_words(self.pieces, at)?,
        };
        (0..=24).contains(&hour).then_some((hour, next))
    }

    /// "18:30", "18.30", "18h30", "9:01:10", "330", "nine fifty nine", "6".
    fn dial(&self, at: usize) -> Option<(Clock, usize)> {
        if at > 0 && self.is_joint(at, ":") {
            return None;
        }
        let two = |place: usize| self.number(place).filter(|_| self.digits(place) == 2 && self.is_glued(place));
        let Some(first) = self.number(at) else { return self.spoken(at) };
        if self.digits(at) >= 3 {
            // "330 p.m.", "tonight 815"
            return Some((Clock { is_bare: true, ..Clock::new(first / 100, first % 100)? }, at + 1));
        }
        let bare = Clock { is_bare: true, ..Clock::on_the_hour(first)? };
        let is_padded = self.pieces.get(at).is_some_and(|piece| piece.text.starts_with('0')) || first > 12;
        if self.is_joint(at + 1, ":")
            && let Some(minutes) = two(at + 2)
        {
            let clock = Clock::new(first, minutes)?;
            let clock = Clock { is_sure: clock.is_sure || is_padded, ..clock };
            if self.is_joint(at + 3, ":")
                && let Some(seconds) = two(at + 4).filter(|seconds| *seconds < 60)
            {
                return Some((Clock { second: i8::try_from(seconds).ok()?, grain: Grain::Second, ..clock }, at + 5));
            }
            return Some((clock, at + 3));
        }
        // "15h30", "15h", "15 ч 30 мин"
        if self.is(at + 1, &["h", "ч"]) && self.is_glued(at + 1) {
            if let Some(minutes) = two(at + 2) {
                return Some((Clock { is_sure: true, ..Clock::new(first, minutes)? }, at + 3));
            }
            let is_said = self.is(at + 1, &["ч"]) || first > 9;
            return Some((Clock { is_bare: !is_said, is_sure: first > 12, ..bare }, at + 2));
        }
        if let Some(next) = self.any(at + 1, &["часа", "часов", "час", "ч"]) {
            let minutes = self.number(next).filter(|_| self.is(next + 1, &["минут", "минуты", "минута", "мин"]));
            return match minutes {
                Some(minutes) => Some((Clock { is_bare: true, ..Clock::new(first, minutes)? }, next + 2)),
                None => Some((bare, next)),
            };
        }
        let oclock = self.any(at + 1, &["o'clock", "oclock", "o clock"]);
        if let Some(next) = oclock {
            return Some((Clock { is_bare: false, ..bare }, next));
        }
        // "в 18.30", "в 18-30"; a sum or a day of a month is read before.
        if self.is_joint(at + 1, ".-")
            && let Some(minutes) = two(at + 2).filter(|minutes| *minutes < 60)
        {
            return Some((Clock { is_bare: true, ..Clock::new(first, minutes)? }, at + 3));
        }
        if self.is_after_at(at)
            && let Some(minutes) = self.number(at + 1).filter(|minutes| self.digits(at + 1) == 2 && *minutes < 60)
            && !self.is_glued(at + 2)
            && (self.is_end(at + 2) || self.is(at + 2, &["pm", "am"]))
        {
            return Some((Clock { is_bare: true, ..Clock::new(first, minutes)? }, at + 2));
        }
        Some((bare, at + 1))
    }

    fn is_after_at(&self, at: usize) -> bool {
        matches!(self.word_before(at), "at" | "в" | "к" | "around" | "about")
            || at.checked_sub(1).is_some_and(|before| self.is_sign(before, "@"))
    }

    /// "nine fifty nine", "три тридцать", "в три", "six o'clock".
    fn spoken(&self, at: usize) -> Option<(Clock, usize)> {
        let (hour, next) = self.hour(at)?;
        let bare = Clock { is_bare: true, ..Clock::on_the_hour(hour)? };
        if let Some(next) = self.any(next, &["o'clock", "oclock", "o clock"]) {
            return Some((Clock { is_bare: false, ..bare }, next));
        }
        let place = next + usize::from(self.is_joint(next, "-"));
        if let Some((minutes, after)) =
            small_words(self.pieces, place).filter(|(minutes, _)| (10..60).contains(minutes))
        {
            return Some((Clock { is_bare: true, ..Clock::new(hour, minutes)? }, after));
        }
        if self.is(next, &["oh", "o"])
            && let Some((minutes, after)) = small_words(self.pieces, next + 1).filter(|(minutes, _)| *minutes < 10)
        {
            return Some((Clock { is_bare: true, ..Clock::new(hour, minutes)? }, after));
        }
        let after = next + usize::from(self.is(next, &["часа", "часов", "час"]) && self.word(at) != "час");
        Some((bare, after))
    }

    /// The hour turned by "pm", "вечера", "in the afternoon" and the like, and the place after them.
    pub(super) fn half_of_day(&self, clock: Clock, at: usize) -> (Clock, usize) {
        let at_ish = at
            + usize::from(
                self.is(at, &["ish", "approximately"]) || self.is_joint(at, "-") && self.is(at + 1, &["ish"]),
            );
        let oclock = self.any(at_ish, &["o'clock", "oclock", "часа", "часов", "час", "ч"]).unwrap_or(at_ish);
        let pm = [
            "pm",
            "p . m .",
            "p . m",
            "p m",
            "in the afternoon",
            "in the pm",
            "in the evening",
            "вечера",
            "дня",
            "пополудни",
            "после полудня",
            "вечером",
            "at night",
            "of the afternoon",
            "of the evening",
        ];
        let am = [
            "am",
            "a . m .",
            "a . m",
            "a m",
            "in the morning",
            "in the am",
            "утра",
            "ночи",
            "of the morning",
            "утром",
            "до полудня",
        ];
        let tail =
            |next: usize| next + usize::from(self.is(next, &["approximately", "ish", "sharp", "exactly", "ровно"]));
        // "на 3 дня" is how long, "в 3 дня" when.
        let is_days = oclock == at
            && at > 0
            && !self.is(at - 1, &["часа", "часов", "час"])
            && self.is(at, &["дня"])
            && clock.grain == Grain::Hour
            && (2..=4).contains(&clock.hour)
            && !at.checked_sub(2).is_some_and(|before| {
                self.is(before, &["в", "к", "до", "после", "с", "около", "завтра", "сегодня", "часов"])
            });
        if is_days {
            return (clock, at);
        }
        if let Some(next) = self.any(oclock, &pm) {
            return (clock.afternoon(), tail(next));
        }
        if let Some(next) = self.any(oclock, &am) {
            return (clock.morning(), tail(next));
        }
        let is_glued = self.is_glued(at) && self.is_number(at.saturating_sub(1));
        if is_glued && self.is(at, &["p", "a"]) {
            let next = at + 1 + usize::from(self.is_joint(at + 1, ".") && self.is_end(at + 2));
            let is_range = self.is(at + 1, &["to", "till", "until"])
                || self.is_sign(at + 1, "-")
                || at.checked_sub(2).is_some_and(|before| {
                    self.is(before, &["to", "till", "until", "from"]) || self.is_sign(before, "-")
                });
            // "9a" alone is a flat or a class.
            if self.is(at, &["p"]) {
                return (clock.afternoon(), next);
            }
            if is_range {
                return (clock.morning(), next);
            }
        }
        if at_ish > at && self.is(at, &["ish"]) {
            return (clock, at_ish);
        }
        (clock, at)
    }
}
