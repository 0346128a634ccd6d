//! Stretches reckoned from now: "this week", "в прошлом месяце", "next 3 weeks", "last monday", "третий квартал",
//! "выходные", "лето", "the first Monday of March".

use jiff::{
    ToSpan,
    civil::{Date, DateTime},
};

use super::{
    calendar::{month, weekday},
    grain::midnight,
    reader::Reader,
    units::{full_unit, unit},
    when::{Part, Stretch},
};
use crate::hearing::heard::Grain;

impl Reader<'_> {
    /// How far from now a word looks: "this" is 0, "next" 1, "позапрошлый" -2.
    pub(super) fn turn(&self, at: usize) -> Option<(i64, usize)> {
        let the = usize::from(self.is(at, &["the"]));
        let place = at + the;
        if let Some(next) = self.any(place, &["this past", "the past", "this last"]) {
            return Some((-1, next));
        }
        if let Some(next) = self.any(place, &["this coming", "this upcoming", "the coming"]) {
            return Some((1, next));
        }
        let word = self.word(place);
        let turn = match word {
            "this" | "current" | "текущий" | "текущего" | "текущем" | "текущей" | "текущая" | "текущую" | "этот"
            | "эта" | "эту" | "это" | "этой" | "этом" | "эти" | "этого" | "этих" | "ближайшие" | "сей" => {
                0
            }
            "next" | "coming" | "upcoming" | "following" | "след" => 1,
            "last" | "past" | "previous" => -1,
            _ if word.starts_with("следующ") || word.starts_with("будущ") || word.starts_with("грядущ") => {
                1
            }
            _ if word.starts_with("ближайш") => 1,
            _ if word.starts_with("последн") => -1,
            _ if word.starts_with("позапрошл") => -2,
            _ if word.starts_with("прошл")
                || word.starts_with("предыдущ")
                || word.starts_with("минувш")
                || word.starts_with("прошедш") =>
            {
                -1
            }
            _ => return None,
        };
        Some((turn, place + 1))
    }

    /// A stretch or a day reckoned from now.
    pub(super) fn cycle(&self, at: usize) -> Option<(Part, usize)> {
        self.rest(at).or_else(|| self.turned(at)).or_else(|| self.weekend(at, 0)).or_else(|| self.quarter(at))
    }

    fn turned(&self, at: usize) -> Option<(Part, usize)> {
        let (turn, next) = self.turn(at)?;
        let word = self.word(next);
        let now = self.now;
        if turn == -1 && matches!(word, "night" | "evening") {
            let day = now.today().yesterday().ok()?;
            let from = midnight(day).checked_add(18.hours()).ok()?;
            return Some((Part::Within(Stretch::span(from, midnight(now.today()), Grain::Hour)?), next + 1));
        }
        let is_counted = self.word(next - 1).starts_with("последн");
        if is_counted && self.count(next).is_none() {
            return None;
        }
        let is_vague = self.is(next - 1, &["it", "это", "эти"]);
        if let Some(weekday) = weekday(word).filter(|_| word.chars().count() > 1) {
            let after = next + 1;
            let day = |ahead: i64| now.today().checked_add(ahead.days()).ok();
            let ahead = i64::from(now.today().weekday().until(weekday));
            // "в эту пятницу" is the one of this week, "next Friday" not this week's.
            let monday = Grain::Week.floor(now.at).date();
            let in_week =
                |weeks: i64| monday.checked_add((weeks * 7 + i64::from(weekday.to_monday_zero_offset())).days()).ok();
            let found = match turn {
                0 if now.today().weekday() == weekday => day(0)?,
                0 => day(ahead)?,
                1 if self.is(next - 1, &["coming", "upcoming", "ближайший", "ближайшую", "ближайшее", "ближайшая"]) => {
                    super::calendar::next_weekday(now.today(), weekday)?
                }
                1 => {
                    let this = in_week(0)?;
                    if this > now.today() { in_week(1)? } else { day(if ahead == 0 { 7 } else { ahead })? }
                }
                -1 => day(if ahead == 0 { -7 } else { ahead - 7 })?,
                _ => in_week(turn)?,
            };
            return Some((Part::Day(found), after));
        }
        if let Some((holiday, after)) = self.holiday(next) {
            let found = holiday.counted(if turn < 0 { turn } else { turn.max(1) }, now)?;
            return Some((Part::Within(found), after));
        }
        if let Some(number) = month(word).filter(|_| word.chars().count() > 2) {
            let this = i64::from(now.today().year());
            let is_coming = number >= now.today().month();
            let year = match turn {
                0 => this,
                1 => this + i64::from(number <= now.today().month()),
                _ => this - i64::from(is_coming) + (turn + 1),
            };
            let first = Date::new(i16::try_from(year).ok()?, number, 1).ok()?;
            return Some((Part::Within(Stretch::point(midnight(first), Grain::Month)?), next + 1));
        }
        if let Some(found) = self.season(next, turn) {
            return Some(found);
        }
        if let Some(found) = self.weekend(next, turn) {
            return Some(found);
        }
        if let Some((times, grain)) = unit(word)
            .filter(|_| word.chars().count() > 1)
            .filter(|(times, grain)| *times == 1 && *grain >= Grain::Minute)
        {
            if is_vague || grain < Grain::Day && turn == 0 {
                return None;
            }
            if grain == Grain::Day {
                let is_day = matches!(word, "day" | "день");
                let day = now.today().checked_add((turn * times).days()).ok()?;
                return is_day.then_some((Part::Day(day), next + 1));
            }
            if self.is(
                next,
                &[
                    "часов",
                    "лет",
                    "недель",
                    "месяцев",
                    "years",
                    "months",
                    "weeks",
                    "hours",
                    "минут",
                    "минуты",
                    "minutes",
                    "часа",
                ],
            ) {
                return None;
            }
            let from = grain.moved(grain.floor(now.at), turn)?;
            return Some((Part::Within(Stretch::point(from, grain)?), next + 1));
        }
        let (count, after) = self.count(next)?;
        let (times, grain) = full_unit(self.word(after))?;
        let count = (count % 1000 == 0).then_some(count / 1000)?.checked_mul(times)?;
        let floor = grain.floor(now.at);
        if matches!(self.word(next - 1), "upcoming") {
            return Some((Part::Within(Stretch::point(grain.moved(floor, count)?, grain)?), after + 1));
        }
        let (from, to) = if turn >= 0 {
            (grain.moved(floor, 1)?, grain.moved(floor, 1 + count)?)
        } else {
            (grain.moved(floor, -count)?, floor)
        };
        Some((Part::Within(Stretch::span(from, to, grain)?), after + 1))
    }

    /// "rest of the week", "all week", "two upcoming weeks", "week after next".
    fn rest(&self, at: usize) -> Option<(Part, usize)> {
        let now = self.now;
        let week_end = |week: DateTime| week.checked_add(6.days()).ok();
        if let Some(next) =
            self.any(at, &["rest of the week", "rest of this week", "the rest of the week", "остаток недели"])
        {
            let to = week_end(Grain::Week.floor(now.at))?;
            return Some((Part::Within(Stretch::span(midnight(now.today()), to, Grain::Day)?), next));
        }
        if let Some(next) = self.any(at, &["all week", "all of the week", "всю неделю"]) {
            let from = Grain::Week.floor(now.at);
            return Some((Part::Within(Stretch::span(from, week_end(from)?, Grain::Day)?), next));
        }
        if let Some(next) = self.any(at, &["the week after next", "week after next", "через неделю после следующей"])
        {
            return Some((Part::Within(Stretch::point(Grain::Week.moved(now.at, 2)?, Grain::Week)?), next));
        }
        if let Some(next) = self.any(at, &["month after next", "the month after next"]) {
            return Some((Part::Within(Stretch::point(Grain::Month.moved(now.at, 2)?, Grain::Month)?), next));
        }
        if let Some(next) = self.any(at, &["the year after next", "year after next"]) {
            return Some((Part::Within(Stretch::point(Grain::Year.moved(now.at, 2)?, Grain::Year)?), next));
        }
        let (count, next) = self.count(at)?;
        if self.is(next, &["upcoming", "coming"])
            && let Some((times, grain)) = full_unit(self.word(next + 1))
        {
            let from = grain.moved(grain.floor(now.at), (count / 1000).checked_mul(times)?)?;
            return Some((Part::Within(Stretch::point(from, grain)?), next + 2));
        }
        None
    }

    /// "third quarter", "2018Q4", "Q3", "4-й квартал".
    fn quarter(&self, at: usize) -> Option<(Part, usize)> {
        let quarter_word =
            |place: usize| self.is(place, &["quarter", "qtr", "квартал", "квартале", "квартала", "кварталу", "кв"]);
        let the = usize::from(self.is(at, &["the"]));
        let glued = |text: &str| text.strip_prefix('q').filter(|rest| rest.is_empty()).is_some();
        let (mut year, mut next, number);
        if glued(self.word(at)) && self.is_glued(at + 1) {
            (number, next, year) = (self.number(at + 1)?, at + 2, None);
        } else if self.is_number(at) && glued(self.word(at + 1)) && self.is_glued(at + 1) && self.is_glued(at + 2) {
            (number, next, year) = (self.number(at + 2)?, at + 3, Some(self.short_year(at)?));
        } else {
            let (count, after) = self.day_number(at + the)?;
            let is_ordinal = after > at + the + 1 || !self.is_number(at + the);
            let after =
                after + usize::from(self.is_joint(after, "-") && self.is(after + 1, &["й", "ий", "ый", "м", "ом"])) * 2;
            if !quarter_word(after) || !(is_ordinal || after > at + the + 1) {
                return None;
            }
            (number, next, year) = (count, after + 1, None);
        }
        let of = next + usize::from(self.is(next, &["of", "in"]));
        if year.is_none() && self.digits(of) == 4 {
            year = self.number(of);
            next = of + 1 + usize::from(self.is(of + 1, &["года", "г", "год"]));
        }
        let year = year.unwrap_or_else(|| i64::from(self.now.today().year()));
        let month = i8::try_from(number.checked_sub(1)?.checked_mul(3)? + 1).ok()?;
        let first = Date::new(i16::try_from(year).ok()?, month, 1).ok().filter(|_| (1..=4).contains(&number))?;
        Some((Part::Within(Stretch::point(midnight(first), Grain::Quarter)?), next))
    }

    /// From Friday evening to Monday.
    pub(super) fn weekend(&self, at: usize, turn: i64) -> Option<(Part, usize)> {
        let the = usize::from(self.is(at, &["the"]));
        let next = self.any(
            at + the,
            &[
                "weekend",
                "week - end",
                "week end",
                "wkend",
                "выходные",
                "выходных",
                "выходным",
                "уикенд",
                "викенд",
                "weekends",
            ],
        )?;
        if self.is(next - 1, &["weekends"]) {
            return None;
        }
        let monday = Grain::Week.moved(Grain::Week.floor(self.now.at), turn.max(-1))?;
        Some((Part::Within(weekend_of(monday)?), next))
    }

    /// The seasons: of the calendar in Russian, of the sun in English.
    pub(super) fn season(&self, at: usize, turn: i64) -> Option<(Part, usize)> {
        let word = self.word(at);
        let now = self.now;
        let sun = [(3, 20), (6, 21), (9, 23), (12, 21)];
        let (from, to, years) = match word {
            "весна" | "весной" | "весну" | "весны" | "весне" => ((3, 1), (6, 1), 0),
            "лето" | "летом" | "лета" | "лету" => ((6, 1), (9, 1), 0),
            "осень" | "осенью" | "осени" => ((9, 1), (12, 1), 0),
            "зима" | "зимой" | "зиму" | "зимы" | "зиме" => ((12, 1), (3, 1), 1),
            "spring" => ((3, 20), (6, 21), 0),
            "summer" => ((6, 21), (9, 24), 0),
            "autumn" => ((9, 23), (12, 22), 0),
            "fall" if turn != 0 || matches!(self.word_before(at), "this" | "the" | "in") => ((9, 23), (12, 22), 0),
            "winter" => ((12, 21), (3, 21), 1),
            "season" if turn != 0 => {
                let starts = (-1..=2).flat_map(|years: i16| {
                    sun.iter().filter_map(move |(month, day)| Date::new(now.today().year() + years, *month, *day).ok())
                });
                let starts: Vec<Date> = starts.collect();
                let coming = starts.iter().position(|start| *start > now.today())?;
                let place = if turn > 0 { coming } else { coming.checked_sub(2)? };
                let (from, to) = (starts.get(place)?, starts.get(place + 1)?);
                let to = if to.month() == 6 { to.yesterday().ok()? } else { *to };
                return Some((Part::Within(Stretch::span(midnight(*from), midnight(to), Grain::Day)?), at + 1));
            }
            _ => return None,
        };
        let made = |year: i16| {
            let (from, to) = (Date::new(year, from.0, from.1).ok()?, Date::new(year + years, to.0, to.1).ok()?);
            Stretch::span(midnight(from), midnight(to), Grain::Day)
        };
        let told = self.number(at + 1).filter(|_| self.digits(at + 1) == 4).and_then(|year| i16::try_from(year).ok());
        if let Some(year) = told {
            let tail = usize::from(self.is(at + 2, &["года", "г"]));
            return Some((Part::Within(made(year)?), at + 2 + tail));
        }
        let year = now.today().year();
        let all: Vec<Stretch> = (year - 3..=year + 3).filter_map(made).collect();
        let coming = all.iter().position(|found| found.to > now.at)?;
        let has_begun = all.get(coming)?.from <= now.at;
        let place = match turn {
            1 if has_begun => coming + 1,
            turn if turn < 0 => coming.checked_sub(usize::try_from(-turn).ok()?)?,
            _ => coming,
        };
        Some((Part::Within(*all.get(place)?), at + 1))
    }
}

/// The weekend of the week that begins on a Monday.
pub(super) fn weekend_of(monday: DateTime) -> Option<Stretch> {
    let from = monday.checked_add(4.days()).ok()?.checked_add(18.hours()).ok()?;
    Stretch::span(from, monday.checked_add(7.days()).ok()?, Grain::Hour)
}
