//! What the words say of one time, piece by piece, and the time that makes: "пятница", "18 июля" and "в 7 вечера" are
//! put together here, in whatever order they are told.

use jiff::{
    ToSpan,
    civil::{Date, DateTime, Weekday},
};

use super::{grain::midnight, holiday::Holiday, reader::Now, time::Clock, told_day::Numbered};
use crate::hearing::heard::Grain;

/// A point of a grain, or a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) from: DateTime,
    /// Not included.
    pub(super) to: DateTime,
    pub(super) grain: Grain,
    pub(super) is_span: bool,
}

impl Stretch {
    pub(super) fn point(from: DateTime, grain: Grain) -> Option<Self> {
        let from = grain.floor(from);
        Some(Self { from, to: grain.moved(from, 1)?, grain, is_span: false })
    }

    pub(super) fn span(from: DateTime, to: DateTime, grain: Grain) -> Option<Self> {
        (from < to).then_some(Self { from, to, grain, is_span: true })
    }

    fn holds(&self, moment: DateTime) -> bool {
        self.from <= moment && moment < self.to
    }
}

/// One thing the words say of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A day of a calendar.
    Day(Date),
    Numbered(Numbered),
    Weekday(Weekday),
    Month(i8),
    Year(i16),
    /// A stretch the rest must lie in: this week, next month, in three years.
    Within(Stretch),
    Holiday(Holiday),
    /// Part of a day: hours from and to.
    Hours(i8, i8),
    Clock(Clock),
    /// From one time of day to another.
    Clocks(Clock, Clock),
    /// Minutes ahead of UTC.
    Zone(i32),
}

/// Everything the words say of one time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct When {
    pub(super) day: Option<Date>,
    pub(super) numbered: Option<Numbered>,
    pub(super) weekday: Option<Weekday>,
    pub(super) month: Option<i8>,
    pub(super) year: Option<i16>,
    pub(super) within: Option<Stretch>,
    pub(super) holiday: Option<Holiday>,
    pub(super) hours: Option<(i8, i8)>,
    pub(super) clock: Option<Clock>,
    pub(super) last_clock: Option<Clock>,
    pub(super) zone: Option<i32>,
}

impl When {
    /// With one more thing said; none if it says something of the kind already.
    pub(super) fn with(mut self, part: Part) -> Option<Self> {
        let has_day = self.day.is_some() || self.numbered.is_some() || self.holiday.is_some();
        let is_free = match part {
            Part::Day(day) => {
                !has_day
                    && self.month.is_none()
                    && self.year.is_none()
                    && self.within.is_none()
                    && self.day.replace(day).is_none()
                    && self.weekday.is_none_or(|weekday| weekday == day.weekday())
            }
            Part::Numbered(numbered) => {
                !has_day
                    && (numbered.month.is_none() || self.month.is_none() && self.within.is_none())
                    && (numbered.year.is_none() || self.year.is_none())
                    && self.numbered.replace(numbered).is_none()
            }
            Part::Weekday(weekday) => {
                self.day.is_none_or(|day| day.weekday() == weekday)
                    && self.holiday.is_none()
                    && self.weekday.replace(weekday).is_none()
            }
            Part::Month(month) => {
                self.day.is_none()
                    && self.holiday.is_none()
                    && self.numbered.is_none_or(|numbered| numbered.month.is_none())
                    && self.within.is_none_or(|within| within.grain == Grain::Year || within.grain == Grain::Month)
                    && self.month.replace(month).is_none()
            }
            Part::Year(year) => {
                self.day.is_none()
                    && self.within.is_none()
                    && self.numbered.is_none_or(|numbered| numbered.year.is_none())
                    && (has_day || self.month.is_some() || self.is_empty() || self.weekday.is_some())
                    && self.year.replace(year).is_none()
            }
            Part::Within(stretch) => {
                self.day.is_none() && self.year.is_none() && self.within.replace(stretch).is_none()
            }
            Part::Holiday(holiday) => {
                !has_day && self.weekday.is_none() && self.month.is_none() && self.holiday.replace(holiday).is_none()
            }
            Part::Hours(from, to) => self.last_clock.is_none() && self.hours.replace((from, to)).is_none(),
            Part::Clock(clock) => self.clock.replace(clock).is_none(),
            Part::Clocks(from, to) => self.last_clock.replace(to).is_none() && self.clock.replace(from).is_none(),
            Part::Zone(zone) => (self.clock.is_some() || self.hours.is_some()) && self.zone.replace(zone).is_none(),
        };
        is_free.then_some(self)
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the words name a day or a longer stretch.
    pub(super) fn is_day_told(&self) -> bool {
        self.day.is_some()
            || self.numbered.is_some()
            || self.weekday.is_some()
            || self.holiday.is_some()
            || self.month.is_some()
            || self.year.is_some()
            || self.within.is_some()
    }

    /// The time it makes.
    pub(super) fn resolved(&self, now: &Now) -> Option<Stretch> {
        let told = if self.is_day_told() { Some(self.days(now)?) } else { None };
        let told = match (self.clock, self.last_clock) {
            (Some(from), Some(to)) => self.clocks(told, from, to, now),
            (Some(clock), None) => self.at_clock(told, clock, now),
            _ => match (self.hours, told) {
                (Some((from, to)), told) => {
                    let day = told.map_or(now.today(), |told| told.from.date());
                    Stretch::span(at_hour(day, i64::from(from))?, at_hour(day, i64::from(to))?, Grain::Hour)
                }
                (None, told) => told,
            },
        }?;
        self.in_zone(told, now)
    }

    fn in_zone(&self, told: Stretch, now: &Now) -> Option<Stretch> {
        let (Some(zone), Some(here)) = (self.zone, now.offset_at(told.from)) else { return Some(told) };
        let moved = |moment: DateTime| moment.checked_add(i64::from(here - zone).minutes()).ok();
        // Another zone's hours may be no whole hours here.
        let grain = if told.is_span { told.grain } else { told.grain.min(Grain::Minute) };
        Some(Stretch { from: moved(told.from)?, to: moved(told.to)?, grain, is_span: told.is_span })
    }

    /// The day, month, ... without a time of day.
    fn days(&self, now: &Now) -> Option<Stretch> {
        let day_of = |date: Date| Stretch::point(midnight(date), Grain::Day);
        if let Some(holiday) = self.holiday {
            return holiday.resolved(self.year, self.within.as_ref(), now);
        }
        if let Some(day) = self.day {
            return day_of(day);
        }
        if let Some(numbered) = self.numbered {
            return self.numbered_days(numbered, now);
        }
        if let Some(month) = self.month {
            let found = match (self.year, self.within) {
                (Some(year), _) => Date::new(year, month, 1).ok()?,
                (None, Some(within)) => Date::new(within.from.year(), month, 1).ok()?,
                (None, None) => {
                    let this_year = Date::new(now.today().year(), month, 1).ok()?;
                    if month < now.today().month() { this_year.checked_add(1.year()).ok()? } else { this_year }
                }
            };
            return Stretch::point(midnight(found), Grain::Month);
        }
        if let Some(within) = self.within {
            let Some(weekday) = self.weekday else { return Some(within) };
            let days = (0..366_i64).filter_map(|ahead| within.from.date().checked_add(ahead.days()).ok());
            return day_of(days.take_while(|day| within.holds(midnight(*day))).find(|day| day.weekday() == weekday)?);
        }
        if let Some(weekday) = self.weekday {
            return day_of(super::calendar::next_weekday(now.today(), weekday)?);
        }
        Stretch::point(midnight(Date::new(self.year?, 1, 1).ok()?), Grain::Year)
    }

    fn numbered_days(&self, numbered: Numbered, now: &Now) -> Option<Stretch> {
        let day = i8::try_from(numbered.day).ok()?;
        let today = now.today();
        let year = numbered.year.and_then(|year| i16::try_from(year).ok()).or(self.year);
        let month = numbered.month.and_then(|month| i8::try_from(month).ok()).or(self.month);
        let fits = |date: &Date| self.weekday.is_none_or(|weekday| date.weekday() == weekday);
        let first = match (month, year, self.within) {
            (Some(month), Some(year), _) => Date::new(year, month, day).ok()?,
            // The nearest year in which the weekday is right, a coming one rather than a past one.
            (Some(month), None, _) => {
                let near = |years: i16| Date::new(today.year() + years, month, day).ok().filter(fits);
                let ahead = (0..12).filter_map(near).find(|date| *date >= today);
                let past = (-12..=0).rev().filter_map(near).find(|date| *date < today);
                match (ahead, past, self.weekday) {
                    (Some(ahead), Some(past), Some(_)) => {
                        let days = |date: Date| today.until(date).map_or(i32::MAX, |span| span.get_days().abs());
                        if days(past) < 60 && days(past) < days(ahead) { past } else { ahead }
                    }
                    (ahead, past, _) => ahead.or(past)?,
                }
            }
            (None, _, Some(within)) => {
                let days = (0..366_i64).filter_map(|ahead| within.from.date().checked_add(ahead.days()).ok());
                days.take_while(|date| within.holds(midnight(*date))).find(|date| date.day() == day && fits(date))?
            }
            (None, _, None) => {
                let months = (0..=12_i64).filter_map(|ahead| today.first_of_month().checked_add(ahead.months()).ok());
                months
                    .filter_map(|month| Date::new(month.year(), month.month(), day).ok())
                    .find(|date| *date >= today && fits(date))?
            }
        };
        match numbered.last.and_then(|last| i8::try_from(last).ok()) {
            Some(last) => {
                let last = Date::new(first.year(), first.month(), last).ok()?.tomorrow().ok()?;
                Stretch::span(midnight(first), midnight(last), Grain::Day)
            }
            None => Stretch::point(midnight(first), Grain::Day),
        }
    }

    fn at_clock(&self, told: Option<Stretch>, clock: Clock, now: &Now) -> Option<Stretch> {
        let clock = self.turned(clock);
        let Some(told) = told else {
            let at = |clock: Clock| on(now.today(), clock);
            if clock.is_sure || self.hours.is_some() {
                let today = Stretch::point(at(clock)?, clock.grain)?;
                let is_past = today.to <= now.at && self.hours.is_none() && self.zone.is_none();
                return if is_past {
                    Stretch::point(today.from.checked_add(1.day()).ok()?, clock.grain)
                } else {
                    Some(today)
                };
            }
            let halves = [at(clock)?, at(clock.afternoon())?];
            let coming = halves
                .into_iter()
                .find(|half| clock.grain.moved(*half, 1).is_some_and(|end| end > now.at && *half >= now.at));
            let from = coming.or_else(|| at(clock)?.checked_add(1.day()).ok())?;
            return Stretch::point(from, clock.grain);
        };
        if told.grain < Grain::Day && (told.is_span || self.within.is_none()) {
            return None;
        }
        Stretch::point(on(told.from.date(), clock)?, clock.grain)
    }

    /// "7" and "evening" are 19:00; "12" and "evening" the end of the day.
    fn turned(&self, clock: Clock) -> Clock {
        match self.hours {
            Some((from, _)) if from >= 12 && !clock.is_sure => {
                if from >= 18 && clock.hour == 12 {
                    Clock { hour: 24, is_sure: true, ..clock }
                } else {
                    clock.afternoon()
                }
            }
            Some((from, to)) if !clock.is_sure && (from < 12 && to <= 12) => clock.morning(),
            _ => clock,
        }
    }

    fn clocks(&self, told: Option<Stretch>, from: Clock, to: Clock, now: &Now) -> Option<Stretch> {
        let (from, to) = (self.turned(from), self.turned(to));
        let (from, to) = match (from.is_sure, to.is_sure) {
            (false, true) if to.hour >= 12 => {
                let later = from.afternoon();
                (if later.seconds() < to.seconds() || from.hour == 12 { later } else { from }, to)
            }
            (true, false) if from.hour >= 12 || to.seconds() <= from.seconds() => (from, to.afternoon()),
            (false, false) if to.seconds() <= from.seconds() => (from, to.afternoon()),
            _ => (from, to),
        };
        let grain = from.grain.min(to.grain);
        let day = match told {
            Some(told) if told.grain >= Grain::Day => told.from.date(),
            Some(_) => return None,
            None => now.today(),
        };
        let (mut start, mut end) = (on(day, from)?, on(day, to)?);
        let is_dial = !from.is_sure && !to.is_sure && self.hours.is_none() && told.is_none() && self.zone.is_none();
        if is_dial && from.hour < 12 && end <= now.at {
            start = start.checked_add(12.hours()).ok()?;
            end = end.checked_add(12.hours()).ok()?;
        }
        if end <= start {
            end = end.checked_add(1.day()).ok()?;
        }
        Stretch::span(start, grain.moved(end, 1)?, grain)
    }
}

/// A time of day on a day.
fn on(day: Date, clock: Clock) -> Option<DateTime> {
    midnight(day).checked_add(clock.seconds().seconds()).ok()
}

fn at_hour(day: Date, hour: i64) -> Option<DateTime> {
    midnight(day).checked_add(hour.hours()).ok()
}
