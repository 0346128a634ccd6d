//! Times told by their place in a longer one: "the first Monday of March", "last week of October", "в начале мая",
//! "the closest Monday to Oct 5th".

use jiff::{ToSpan, civil::DateTime};

use super::{calendar::weekday, cycle::weekend_of, grain::midnight, reader::Reader, units::full_unit, when::Stretch};
use crate::hearing::heard::Grain;

impl Reader<'_> {
    /// "the first Monday of March", "last day of October 2015", "beginning of this week", "friday after next".
    pub(super) fn placed(&self, at: usize) -> Option<(Stretch, usize)> {
        self.week_of(at)
            .or_else(|| self.nth_of(at))
            .or_else(|| self.piece_of(at))
            .or_else(|| self.closest(at))
            .or_else(|| self.after_next(at))
    }

    /// "the week of October 6th".
    pub(super) fn week_of(&self, at: usize) -> Option<(Stretch, usize)> {
        let place = self.any(at, &["the week of", "week of", "the week from", "week from", "на неделе"])?;
        let (said, next) = self.when(place)?;
        let base = said.resolved(self.now).filter(|base| base.grain == Grain::Day && !base.is_span)?;
        Some((Stretch::point(base.from, Grain::Week)?, next))
    }

    pub(super) fn nth_of(&self, at: usize) -> Option<(Stretch, usize)> {
        let the = usize::from(self.is(at, &["the"]));
        let place = at + the;
        let (nth, next) = if let Some(next) =
            self.any(place, &["last", "последний", "последняя", "последнее", "последнюю", "последние", "последних"])
        {
            (-1, next)
        } else {
            let (nth, next) = self.ordinal_or_number(place)?;
            match self.any(next, &["last", "to last", "с конца"]) {
                Some(next) => (-nth, next),
                None => (nth, next),
            }
        };
        let unit_at = next;
        let word = self.word(unit_at);
        let weekday = weekday(word);
        let weekend = self.any(unit_at, &["weekend", "week end", "week - end", "выходные"]);
        let unit = full_unit(word).filter(|(times, _)| *times == 1);
        let after = weekend.unwrap_or(unit_at + 1);
        if weekday.is_none() && weekend.is_none() && unit.is_none() {
            return None;
        }
        let is_russian = word.chars().any(|ch| ('а'..='я').contains(&ch));
        let of = self.any(after, &["of", "in", "of the", "in the", "в", "during"]).or(is_russian.then_some(after))?;
        let (said, end) = self.when(of)?;
        if said.clock.is_some() || said.hours.is_some() {
            return None;
        }
        let base = said.resolved(self.now).filter(|base| base.grain >= Grain::Day)?;
        let pick = |starts: Vec<DateTime>| {
            let index = usize::try_from(nth.abs() - 1).ok()?;
            if nth > 0 { starts.get(index).copied() } else { starts.iter().rev().nth(index).copied() }
        };
        let days = || {
            (0..750_i64).filter_map(|ahead| base.from.checked_add(ahead.days()).ok()).take_while(|day| *day < base.to)
        };
        let found = if weekend.is_some() {
            let fridays = days().filter(|day| day.date().weekday() == jiff::civil::Weekday::Friday).collect();
            weekend_of(pick(fridays)?.checked_sub(4.days()).ok()?)?
        } else if let Some(weekday) = weekday {
            Stretch::point(pick(days().filter(|day| day.date().weekday() == weekday).collect())?, Grain::Day)?
        } else {
            let (_, grain) = unit?;
            if grain < Grain::Day || grain >= base.grain {
                return None;
            }
            // Weeks are whole weeks of it.
            let starts = days()
                .filter(|day| grain.floor(*day) == *day && grain.moved(*day, 1).is_some_and(|to| to <= base.to))
                .collect();
            Stretch::point(pick(starts)?, grain)?
        };
        Some((found, end))
    }

    pub(super) fn ordinal_or_number(&self, at: usize) -> Option<(i64, usize)> {
        let (nth, next) = self.day_number(at).or_else(|| self.ordinal_at(at))?;
        let is_ordinal = next > at + 1 || !self.is_number(at);
        is_ordinal.then_some((nth, next))
    }

    /// Beginning, middle and end.
    pub(super) fn piece_of(&self, at: usize) -> Option<(Stretch, usize)> {
        let begin = [
            "beginning of",
            "start of",
            "the beginning of",
            "at the beginning of",
            "the start of",
            "at the start of",
            "early",
            "в начале",
            "начало",
            "начала",
            "early in",
            "к началу",
        ];
        let middle = [
            "middle of",
            "the middle of",
            "in the middle of",
            "mid",
            "mid -",
            "in mid",
            "in mid -",
            "в середине",
            "середина",
            "середине",
            "середину",
            "к середине",
        ];
        let end = [
            "end of",
            "the end of",
            "at the end of",
            "late",
            "late in",
            "в конце",
            "конец",
            "концу",
            "к концу",
            "конца",
        ];
        let (third, place) = if let Some(next) = self.any(at, &begin) {
            (0, next)
        } else if let Some(next) = self.any(at, &middle) {
            (1, next)
        } else if let Some(next) = self.any(at, &end) {
            (2, next)
        } else {
            return self.short_end(at);
        };
        let place = place + usize::from(self.is(place, &["the"]));
        let is_adjective = self.is(at, &["early", "late", "mid"]);
        let (base, next) = self.whole(place)?;
        if is_adjective && base.grain != Grain::Month {
            return None;
        }
        Some((third_of(&base, third)?, next))
    }

    /// A whole week, month or year.
    pub(super) fn whole(&self, at: usize) -> Option<(Stretch, usize)> {
        if let Some((_, grain)) = full_unit(self.word(at)).filter(|(_, grain)| *grain >= Grain::Day)
            && self.is(at, &["week", "month", "year", "day", "недели", "месяца", "года", "дня"])
        {
            return Some((Stretch::point(self.now.at, grain)?, at + 1));
        }
        // "2017" is a year here.
        if let Some(year) = self.number(at).filter(|year| self.digits(at) == 4 && (1000..2300).contains(year)) {
            let date = jiff::civil::Date::new(i16::try_from(year).ok()?, 1, 1).ok()?;
            let tail = usize::from(self.is(at + 1, &["года", "г"]));
            return Some((Stretch::point(midnight(date), Grain::Year)?, at + 1 + tail));
        }
        let (said, next) = self.when(at)?;
        if said.clock.is_some() || said.hours.is_some() || said.holiday.is_some() {
            return None;
        }
        let base = said.resolved(self.now).filter(|base| !base.is_span)?;
        Some((base, next))
    }

    pub(super) fn short_end(&self, at: usize) -> Option<(Stretch, usize)> {
        let place = self.any(at, &["at the", "the", "at"]).unwrap_or(at);
        let (grain, third) = match self.word(place) {
            "eod" => (Grain::Day, 2),
            "eow" => (Grain::Week, 2),
            "eom" => (Grain::Month, 2),
            "eoy" => (Grain::Year, 2),
            "bom" => (Grain::Month, 0),
            "boy" if place > at && self.is_alone(at, place + 1) => (Grain::Year, 0),
            _ => return None,
        };
        Some((third_of(&Stretch::point(self.now.at, grain)?, third)?, place + 1))
    }

    /// "the closest Monday to Oct 5th", "the second closest Mon to October fifth".
    pub(super) fn closest(&self, at: usize) -> Option<(Stretch, usize)> {
        let place = at + usize::from(self.is(at, &["the"]));
        let (nth, place) = match self.ordinal_or_number(place) {
            Some((nth, next)) => (nth, next),
            None => (1, place),
        };
        let next = self.any(place, &["closest", "nearest"])?;
        let target = |next: usize| {
            let to = self.any(next, &["to"])?;
            let (said, end) = self.when(to)?;
            Some((said.resolved(self.now)?, end))
        };
        let mut candidates: Vec<Stretch>;
        let (base, end);
        if let Some(weekday) = weekday(self.word(next)) {
            (base, end) = target(next + 1)?;
            let days = (-7 * nth - 7..=7 * nth + 7).filter_map(|days| base.from.date().checked_add(days.days()).ok());
            candidates = days
                .filter(|day| day.weekday() == weekday)
                .filter_map(|day| Stretch::point(midnight(day), Grain::Day))
                .collect();
        } else {
            let (holiday, after) = self.holiday(next)?;
            (base, end) = target(after)?;
            candidates =
                (-6..=6_i64).filter(|nth| *nth != 0).filter_map(|nth| holiday.counted(nth, self.now)).collect();
        }
        candidates.sort_by_key(|found| base.from.duration_until(found.from).as_secs().abs());
        Some((*candidates.get(usize::try_from(nth - 1).ok()?)?, end))
    }

    /// "friday after next", "March after next".
    pub(super) fn after_next(&self, at: usize) -> Option<(Stretch, usize)> {
        let next = self.any(at + 1, &["after next"])?;
        if let Some(weekday) = weekday(self.word(at)) {
            let day = super::calendar::next_weekday(self.now.today(), weekday)?.checked_add(7.days()).ok()?;
            return Some((Stretch::point(midnight(day), Grain::Day)?, next));
        }
        let month = super::calendar::month(self.word(at))?;
        let today = self.now.today();
        let year = today.year() + 1 + i16::from(month < today.month());
        Some((Stretch::point(midnight(jiff::civil::Date::new(year, month, 1).ok()?), Grain::Month)?, next))
    }
}

fn third_of(base: &Stretch, third: i64) -> Option<Stretch> {
    let day = |days: i64| base.from.checked_add(days.days()).ok();
    let month = |months: i64| base.from.checked_add(months.months()).ok();
    match base.grain {
        Grain::Month => match third {
            0 => Stretch::span(base.from, day(10)?, Grain::Day),
            1 => Stretch::span(day(10)?, day(20)?, Grain::Day),
            _ => Stretch::span(day(20)?, base.to, Grain::Day),
        },
        Grain::Year => match third {
            0 => Stretch::span(base.from, month(3)?, Grain::Month),
            1 => Stretch::span(month(4)?, month(8)?, Grain::Month),
            _ => Stretch::span(month(8)?, base.to, Grain::Month),
        },
        Grain::Week => match third {
            0 => Stretch::span(base.from, day(3)?, Grain::Day),
            1 => Stretch::span(day(2)?, day(4)?, Grain::Day),
            _ => Stretch::span(day(4)?, base.to, Grain::Day),
        },
        Grain::Day if third == 2 => Stretch::span(base.from.checked_add(17.hours()).ok()?, base.to, Grain::Hour),
        _ => None,
    }
}
