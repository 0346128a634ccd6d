//! Days told by their number: "15 января", "Jan 15th, 2027", "15.01", "2026-01-15", "2/15", "25 числа", "the ides of
//! march". A day two countries read differently (3/4) is read as the language of the words would.

use super::{
    calendar::{month, ordinal},
    currency::currency_of,
    percent::is_percent,
    reader::Reader,
};
use crate::hearing::values::pieces::Kind;

/// A day by its number, as far as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numbered {
    pub(super) day: i64,
    /// The last day of "13-15 июля".
    pub(super) last: Option<i64>,
    pub(super) month: Option<i64>,
    pub(super) year: Option<i64>,
}

const RANGE: [&str; 9] = ["-", "to", "to the", "thru", "through", "until", "till", "по", "до"];

impl Reader<'_> {
    pub(super) fn numbered_day(&self, at: usize) -> Option<(Numbered, usize)> {
        self.iso(at)
            .or_else(|| self.dotted(at))
            .or_else(|| self.slashed(at))
            .or_else(|| self.day_and_month(at))
            .or_else(|| self.month_and_day(at))
            .or_else(|| self.day_alone(at))
    }

    /// 2026-01-15, also with single digits.
    fn iso(&self, at: usize) -> Option<(Numbered, usize)> {
        if self.digits(at) != 4 || !self.is_joint(at + 1, "-/.") || !self.is_joint(at + 3, "-/.") {
            return None;
        }
        let (year, month, day) = (self.number(at)?, self.number(at + 2)?, self.number(at + 4)?);
        let is_day = (1000..3000).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        let next = at + 5 + usize::from(self.is(at + 5, &["t"]) && self.is_glued(at + 5));
        is_day.then_some((Numbered { day, last: None, month: Some(month), year: Some(year) }, next))
    }

    /// 15.01, 15.01.26, 15.01.2026, 14. - 15.10.
    fn dotted(&self, at: usize) -> Option<(Numbered, usize)> {
        let is_inside =
            at > 0 && (self.is_joint(at - 1, ".,:/-") && self.is_glued(at)) && self.is_number(at.saturating_sub(2));
        if is_inside {
            return None;
        }
        if let Some(range) = self.dotted_range(at) {
            return Some(range);
        }
        if !self.is_joint(at + 1, ".") || !self.is_glued(at + 2) {
            return None;
        }
        let (day, month) = (self.number(at)?, self.number(at + 2)?);
        // "10.31.1974"
        let is_american =
            (13..=31).contains(&month) && day <= 12 && self.is_joint(at + 3, ".") && self.digits(at + 4) == 4;
        let (day, month) = if is_american { (month, day) } else { (day, month) };
        let is_day = (1..=31).contains(&day) && (1..=12).contains(&month);
        if !is_day {
            return None;
        }
        if self.is_joint(at + 3, ".") && self.is_glued(at + 4) && self.is_number(at + 4) {
            let year = self.short_year(at + 4)?;
            let next = at + 5 + usize::from(self.is(at + 5, &["г", "года", "год"]));
            return Some((Numbered { day, last: None, month: Some(month), year: Some(year) }, next));
        }
        let is_full = self.digits(at + 2) == 2;
        let is_closed = self.is_joint(at + 3, ".") && self.digits(at + 2) == 2 && self.is_alone(at, at + 3);
        let is_plain = is_full && !self.is_measured(at, at + 3);
        is_plain
            .then_some((Numbered { day, last: None, month: Some(month), year: None }, at + 3 + usize::from(is_closed)))
    }

    fn dotted_range(&self, at: usize) -> Option<(Numbered, usize)> {
        let day = self.number(at).filter(|day| (1..=31).contains(day))?;
        let dot = at + 1 + usize::from(self.is_joint(at + 1, "."));
        if !self.is_sign(dot, "-/") || (self.is_sign(dot, "/") && dot == at + 1) {
            return None;
        }
        let last = self.number(dot + 1).filter(|last| *last > day && *last <= 31)?;
        if !self.is_joint(dot + 2, ".") || !self.is_glued(dot + 3) || self.digits(dot + 3) != 2 {
            return None;
        }
        let month = self.number(dot + 3).filter(|month| (1..=12).contains(month))?;
        let mut next = dot + 4;
        let mut year = None;
        if self.is_joint(next, ".") {
            if self.is_glued(next + 1) && self.is_number(next + 1) {
                year = Some(self.short_year(next + 1)?);
                next += 1;
            }
            next += 1;
        }
        let is_day = !self.is_measured(at, next);
        is_day.then_some((Numbered { day, last: Some(last), month: Some(month), year }, next))
    }

    /// Whether the words around a number make it an amount.
    fn is_measured(&self, at: usize, next: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.pieces.get(before));
        let after = self.pieces.get(next);
        before.is_some_and(|before| currency_of(before).is_some())
            || self.is(at.saturating_sub(1), &["версия", "version", "v", "x", "рост", "на", "size", "размер"]) && at > 0
            || after.is_some_and(|after| {
                currency_of(after).is_some()
                    || is_percent(after)
                    || after
                        .is_word(&["кг", "kg", "г", "л", "м", "км", "тыс", "млн", "k", "к", "см", "x", "х", "million"])
                    || after.kind == Kind::Word && super::units::unit(&after.text).is_some()
            })
    }

    /// 15/01/2026, 2/15, 3/4.
    fn slashed(&self, at: usize) -> Option<(Numbered, usize)> {
        // "10-31-1974"
        let is_dashed = self.is_joint(at + 1, "-")
            && self.is_joint(at + 3, "-")
            && self.is_glued(at + 4)
            && matches!(self.digits(at + 4), 2 | 4)
            && (self.digits(at + 4) == 4 || self.is_alone(at, at + 5))
            && !self.is_joint(at + 5, "-");
        let is_dash = self.is_sign(at + 1, "-") && self.is_alone(at, at + 3) && !self.now.is_russian;
        if !self.is_sign(at + 1, "/") && !is_dash && !is_dashed || at > 0 && self.is_joint(at - 1, "/") {
            return None;
        }
        let (first, second) = (self.number(at)?, self.number(at + 2)?);
        let is_told = (self.is_sign(at + 3, "/") || is_dashed) && self.is_number(at + 4);
        let (month, day) = match (first, second) {
            (24, 7) if !is_told => return None,
            (13..=31, 1..=12) if !is_dash => (second, first),
            (1..=12, 13..=31) => (first, second),
            (1..=12, 1..=12) if is_told || first == second => {
                if self.now.is_russian {
                    (second, first)
                } else {
                    (first, second)
                }
            }
            (1..=12, 1..=12)
                if !is_dash && (self.is_alone(at, at + 3) || self.is(at.saturating_sub(1), &["on", "by"])) =>
            {
                // Half and quarters are fractions more often than days.
                if self.now.is_russian
                    || first == 1 && second <= 4
                    || (first, second) == (3, 4)
                    || (first, second) == (2, 3)
                {
                    return None;
                }
                (first, second)
            }
            _ => return None,
        };
        let year = if is_told { Some(self.short_year(at + 4)?) } else { None };
        let next = if is_told { at + 5 } else { at + 3 };
        Some((Numbered { day, last: None, month: Some(month), year }, next))
    }

    /// "15 января", "15-го января 2027", "15th of January", "13-15 июля", "13 to 15 July".
    fn day_and_month(&self, at: usize) -> Option<(Numbered, usize)> {
        let (day, next) = self.day_number(at)?;
        let of = |next: usize| {
            let next = next + usize::from(self.is(next, &["day"]));
            next + usize::from(self.is(next, &["of", "the"])) + usize::from(self.are(next, "of the").is_some())
        };
        if let Some(name) = self.month_at(of(next)) {
            return Some(self.with_year(of(next) + 1, Numbered { day, last: None, month: Some(name), year: None }));
        }
        let joint = self.any(next, &RANGE).or_else(|| {
            self.is(at.saturating_sub(1), &["between", "между"]).then(|| self.any(next, &["and", "и"]))?
        })?;
        let (last, next) = self.day_number(joint + usize::from(self.is(joint, &["the"])))?;
        let name = self.month_at(of(next)).filter(|_| last > day)?;
        Some(self.with_year(of(next) + 1, Numbered { day, last: Some(last), month: Some(name), year: None }))
    }

    fn month_at(&self, at: usize) -> Option<i64> {
        month(self.word(at)).map(i64::from)
    }

    /// "Jan 15", "January 15th, 2027", "July 13 - 15", "ides of march".
    fn month_and_day(&self, at: usize) -> Option<(Numbered, usize)> {
        if let Some(next) = self.any(at, &["ides of"]) {
            let name = self.month_at(next)?;
            let day = if matches!(name, 3 | 5 | 7 | 10) { 15 } else { 13 };
            return Some(self.with_year(next + 1, Numbered { day, last: None, month: Some(name), year: None }));
        }
        let name = self.month_at(at)?;
        let dot = usize::from(self.is_joint(at + 1, ".,"));
        let the = usize::from(self.is(at + 1 + dot, &["the"]));
        let place = at + 1 + dot + the;
        let (day, next) = self.day_number(place)?;
        // "в марте 15 роз" is no day.
        let is_prefixed = self.is(
            at,
            &[
                "январе",
                "феврале",
                "марте",
                "апреле",
                "мае",
                "июне",
                "июле",
                "августе",
                "сентябре",
                "октябре",
                "ноябре",
                "декабре",
            ],
        );
        if is_prefixed || self.is_joint(next, ":") {
            return None;
        }
        let joint = self.any(next, &RANGE);
        if let Some((last, after)) = joint.and_then(|joint| self.day_number(joint)).filter(|(last, _)| *last > day)
            && !self.is_joint(after, ":")
            && self.month_at(after).is_none()
        {
            return Some(self.with_year(after, Numbered { day, last: Some(last), month: Some(name), year: None }));
        }
        Some(self.with_year(next, Numbered { day, last: None, month: Some(name), year: None }))
    }

    /// "the 15th", "15-го", "25 числа".
    fn day_alone(&self, at: usize) -> Option<(Numbered, usize)> {
        let the = usize::from(self.is(at, &["the"]));
        let (day, next) = self.day_number(at + the)?;
        let told = Numbered { day, last: None, month: None, year: None };
        let next_word = self.word(next);
        if matches!(next_word, "числа" | "число" | "числу") {
            return Some((told, next + 1));
        }
        let is_ordinal = next > at + the + 1 || !self.is_number(at + the);
        let is_russian = self.is(next - 1, &["го", "ого", "е", "му"]) && self.is_number(at + the);
        let of = self.any(next, &["of", "of the", "day of", "day of the"]).filter(|of| self.turn(*of).is_some());
        let is_followed = !next_word.is_empty()
            && of.is_none()
            && !matches!(
                next_word,
                "в" | "at"
                    | "и"
                    | "and"
                    | "утром"
                    | "вечером"
                    | "днем"
                    | "please"
                    | "пожалуйста"
                    | "or"
                    | "или"
                    | "for"
                    | "can"
                    | "morning"
                    | "afternoon"
                    | "evening"
                    | "so"
                    | "around"
                    | "after"
                    | "before"
                    | "is"
                    | "works"
                    | "between"
                    | "from"
            );
        let is_spelt = !self.is_number(at + the);
        // "the first" says a day only where nothing could be counted by it.
        let is_opened = the > 0 || self.is(at.saturating_sub(1), &["on", "by"]) && at > 0;
        let on = self.is(at.saturating_sub(1), &["on"]) && at > 0;
        if of.is_some() && (is_ordinal || self.is_number(at)) {
            return Some((told, next + usize::from(self.is(next, &["day"]))));
        }
        let is_day = is_ordinal && !is_followed && if is_spelt { the > 0 && on } else { is_opened || is_russian };
        (is_day && next_word != "floor").then_some((told, next))
    }

    /// The day's number, with what sticks to it ("15-го", "15th").
    pub(super) fn day_number(&self, at: usize) -> Option<(i64, usize)> {
        if let Some(day) = self.number(at) {
            if !(1..=31).contains(&day) || self.digits(at) > 2 || self.is_joint(at + 1, ":") {
                return None;
            }
            let dash = usize::from(self.is_joint(at + 1, "-"));
            let has_ending = self.is_glued(at + 1 + dash)
                && self.is(
                    at + 1 + dash,
                    &["го", "ого", "е", "ое", "его", "му", "ого", "st", "nd", "rd", "th", "я", "ого"],
                );
            return Some((day, if has_ending { at + 2 + dash } else { at + 1 }));
        }
        self.ordinal_at(at).filter(|(day, _)| *day <= 31)
    }

    /// "twenty-first", "двадцать пятого", "third".
    pub(super) fn ordinal_at(&self, at: usize) -> Option<(i64, usize)> {
        let tens = match self.word(at) {
            "двадцать" | "twenty" => 20,
            "тридцать" | "thirty" => 30,
            single => return ordinal(single).map(|day| (day, at + 1)),
        };
        let dash = usize::from(self.is_sign(at + 1, "-"));
        let ones = ordinal(self.word(at + 1 + dash)).filter(|ones| *ones < 10)?;
        Some((tens + ones, at + 2 + dash))
    }

    fn with_year(&self, next: usize, told: Numbered) -> (Numbered, usize) {
        let skip = usize::from(self.is_sign(next, ".,"));
        let of = usize::from(self.is(next + skip, &["of", "in"]));
        let place = next + skip + of;
        let is_year = self.is_number(place) && !self.is_joint(place + 1, ":.");
        if let Some(year) =
            self.number(place).filter(|_| self.digits(place) == 4 && is_year).filter(|year| (1500..2200).contains(year))
        {
            let tail = usize::from(self.is(place + 1, &["года", "г", "год", "году"]));
            let dot = usize::from(tail > 0 && self.is(place + 1, &["г"]) && self.is_joint(place + 2, "."));
            return (Numbered { year: Some(year), ..told }, place + 1 + tail + dot);
        }
        // "14th April 15"
        let is_short = told.last.is_none() && is_year && skip == 0 && self.digits(place) == 2;
        let before = next.saturating_sub(2);
        let is_last = self.is_alone(before, place + 1) || self.is_end(place + 1) && self.is_number(before);
        if let Some(year) = self.short_year(place).filter(|_| is_short && is_last) {
            return (Numbered { year: Some(year), ..told }, place + 1);
        }
        let dot = usize::from(
            self.is_joint(next, ".")
                && self.is(
                    next.saturating_sub(1),
                    &[
                        "янв", "фев", "мар", "апр", "июн", "июл", "авг", "сен", "сент", "окт", "ноя", "дек", "feb",
                        "jan", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
                    ],
                )
                && next > 0,
        );
        (told, next + dot)
    }

    /// A year in two or four digits.
    pub(super) fn short_year(&self, at: usize) -> Option<i64> {
        let year = self.number(at)?;
        match self.digits(at) {
            2 if year < 70 => Some(2000 + year),
            2 => Some(1900 + year),
            4 => Some(year).filter(|year| (1000..3000).contains(year)),
            _ => None,
        }
    }
}
