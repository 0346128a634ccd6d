//! Times reckoned by a length: "через 3 дня", "in half an hour", "two weeks ago", "three days after Easter"; by a
//! count: "3 fridays from now"; by a place: "the first Monday of March", "last week of October", "в начале мая".

use jiff::{ToSpan, civil::DateTime};

use super::{
    calendar::weekday,
    cycle::weekend_of,
    duration::Length,
    grain::midnight,
    reader::Reader,
    units::full_unit,
    when::{Part, Stretch},
};
use crate::hearing::heard::Grain;

impl Reader<'_> {
    /// A moment some length away from now.
    pub(super) fn shifted(&self, at: usize) -> Option<(Part, usize)> {
        let (stretch, next) = self.ahead(at).or_else(|| self.ago(at)).or_else(|| self.counted_weekday(at))?;
        // "thanksgiving in 9 months" lies in that month.
        let grain = match stretch.1 {
            Grain::Year => Grain::Year,
            Grain::Month | Grain::Quarter => Grain::Month,
            _ => return Some((Part::Within(stretch.0), next)),
        };
        Some((Part::Within(Stretch::point(stretch.0.from, grain)?), next))
    }

    /// A moment by itself: exact to one grain finer than the length.
    pub(super) fn shifted_alone(&self, at: usize) -> Option<(Stretch, usize)> {
        let ((stretch, _), next) = self.ahead(at).or_else(|| self.ago(at)).or_else(|| self.counted_weekday(at))?;
        Some((stretch, next))
    }

    fn ahead(&self, at: usize) -> Option<((Stretch, Grain), usize)> {
        let place = self
            .any(
                at,
                &[
                    "in",
                    "через",
                    "спустя",
                    "in about",
                    "in around",
                    "in like",
                    "in the next",
                    "within",
                    "через примерно",
                    "примерно через",
                    "где - то через",
                    "in another",
                    "через каких - то",
                ],
            )
            .filter(|_| !self.is(at, &["within"]))?;
        let length = self.length(place)?;
        let is_back = self.is(length.next, &["назад", "ago"])
            || self.is(at, &["in"]) && !length.is_counted
            || self.is(at, &["in"]) && self.is(place, &["the"]);
        let found = self.moved(&length, 1)?;
        (!is_back).then_some(((found, length.grain), length.next))
    }

    fn ago(&self, at: usize) -> Option<((Stretch, Grain), usize)> {
        let length = self.length(at)?;
        if let Some(next) = self.any(length.next, &["ago", "back", "назад", "тому назад", "earlier"]) {
            return Some(((self.moved(&length, -1)?, length.grain), next));
        }
        let next = self.any(length.next, &["from now", "hence", "from today", "later", "from right now", "спустя"])?;
        if self.is(length.next, &["спустя", "later"]) && !self.is_end(next) {
            return None;
        }
        Some(((self.moved(&length, 1)?, length.grain), next))
    }

    fn moved(&self, length: &Length, direction: i64) -> Option<Stretch> {
        let knows_time = self.now.zoned.is_some();
        if !knows_time && length.grain < Grain::Day {
            return None;
        }
        let moment = length.grain.moved(self.now.at, length.count.checked_mul(direction)?)?;
        let grain = match length.grain {
            Grain::Day if !knows_time => Grain::Day,
            grain => grain.finer(),
        };
        Stretch::point(moment, grain)
    }

    /// "3 fridays from now", "2 thursdays ago".
    fn counted_weekday(&self, at: usize) -> Option<((Stretch, Grain), usize)> {
        let (count, place) = self.count(at)?;
        let weekday = weekday(self.word(place))?;
        let count = (count % 1000 == 0).then_some(count / 1000)?;
        let first = super::calendar::next_weekday(self.now.today(), weekday)?;
        let (weeks, next) = if let Some(next) = self.any(place + 1, &["from now", "hence"]) {
            (count - 1, next)
        } else {
            let next = self.any(place + 1, &["ago", "back", "назад"])?;
            let is_today = first.weekday() == self.now.today().weekday();
            (-count - i64::from(is_today), next)
        };
        let day = first.checked_add(weeks.checked_mul(7)?.days()).ok()?;
        Some(((Stretch::point(midnight(day), Grain::Day)?, Grain::Day), next))
    }

    /// "three days after Easter", "за неделю до нового года".
    pub(super) fn beside(&self, at: usize) -> Option<(Stretch, usize)> {
        let place = at + usize::from(self.is(at, &["за", "через"]));
        let day = Length { count: 1, grain: Grain::Day, next: place, is_counted: true };
        let is_day = self.any(place, &["the day", "day"]).filter(|next| self.is(*next, &["after", "before"]));
        let length = is_day.map(|next| Length { next, ..day }).or_else(|| self.length(place))?;
        let (direction, next) = if let Some(next) = self.any(length.next, &["after", "from", "after the", "после"])
        {
            (1, next)
        } else {
            (-1, self.any(length.next, &["before", "prior to", "before the", "до", "перед"])?)
        };
        let (said, after) = self.when(next)?;
        if said.is_empty() || !said.is_day_told() && said.clock.is_none() {
            return None;
        }
        let base = said.resolved(self.now)?;
        let moment = length.grain.moved(base.from, length.count.checked_mul(direction)?)?;
        let grain = if length.grain >= Grain::Day {
            base.grain.max(Grain::Day).min(Grain::Day)
        } else {
            length.grain.min(base.grain)
        };
        Some((Stretch::point(moment, grain)?, after))
    }

    /// "the first Monday of March", "last day of October 2015", "beginning of this week", "friday after next".
    pub(super) fn placed(&self, at: usize) -> Option<(Stretch, usize)> {
        self.week_of(at)
            .or_else(|| self.nth_of(at))
            .or_else(|| self.piece_of(at))
            .or_else(|| self.closest(at))
            .or_else(|| self.after_next(at))
    }

    /// "the week of October 6th".
    fn week_of(&self, at: usize) -> Option<(Stretch, usize)> {
        let place = self.any(at, &["the week of", "week of", "the week from", "week from", "на неделе"])?;
        let (said, next) = self.when(place)?;
        let base = said.resolved(self.now).filter(|base| base.grain == Grain::Day && !base.is_span)?;
        Some((Stretch::point(base.from, Grain::Week)?, next))
    }

    fn nth_of(&self, at: usize) -> Option<(Stretch, usize)> {
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

    fn ordinal_or_number(&self, at: usize) -> Option<(i64, usize)> {
        let (nth, next) = self.day_number(at).or_else(|| self.ordinal_at(at))?;
        let is_ordinal = next > at + 1 || !self.is_number(at);
        is_ordinal.then_some((nth, next))
    }

    /// Beginning, middle and end.
    fn piece_of(&self, at: usize) -> Option<(Stretch, usize)> {
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
    fn whole(&self, at: usize) -> Option<(Stretch, usize)> {
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

    fn short_end(&self, at: usize) -> Option<(Stretch, usize)> {
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
    fn closest(&self, at: usize) -> Option<(Stretch, usize)> {
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
    fn after_next(&self, at: usize) -> Option<(Stretch, usize)> {
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
