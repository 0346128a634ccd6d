//! The parts a time is told in, each read at one place: what is put together in `when`.

use jiff::ToSpan;

use super::{
    calendar::{month, weekday},
    pieces::Kind,
    reader::Reader,
    time::Clock,
    units::full_unit,
    when::{Part, When},
};
use crate::hearing::heard::Grain;

/// Names too like other words to be taken without a sign that a time is meant.
const WEAK: [&str; 34] = [
    "may",
    "march",
    "mar",
    "jun",
    "jan",
    "dec",
    "sun",
    "sat",
    "mon",
    "wed",
    "fri",
    "thu",
    "tue",
    "sep",
    "mars",
    "apr",
    "aug",
    "май",
    "мае",
    "мар",
    "дек",
    "ср",
    "вс",
    "вт",
    "сб",
    "пт",
    "пн",
    "чт",
    "сен",
    "окт",
    "авг",
    "маю",
    "мая",
    "марте",
];

impl Reader<'_> {
    /// The longest part that begins here, given what is said already; the place after it.
    pub(super) fn part(&self, at: usize, said: &When) -> Option<(Part, usize)> {
        if !matches!(self.pieces.get(at)?.kind, Kind::Word | Kind::Number(_) | Kind::Sign('@' | '(')) {
            return None;
        }
        let candidates = [
            self.relative(at),
            self.numbered_day(at).map(|(day, next)| (Part::Numbered(day), next)),
            self.cycle(at),
            self.holiday(at).map(|(holiday, next)| (Part::Holiday(holiday), next)),
            self.plain_weekday(at),
            self.month_or_year(at, said),
            self.season(at, 0),
            self.hours(at, said),
            self.zone(at),
            self.clock_range(at, said),
            self.told_clock(at, said),
        ];
        let mut best: Option<(Part, usize)> = None;
        for found in candidates.into_iter().flatten() {
            if best.is_none_or(|(_, next)| found.1 > next) && said.with(found.0).is_some() {
                best = Some(found);
            }
        }
        best
    }

    fn relative(&self, at: usize) -> Option<(Part, usize)> {
        let day = |days: i64, next: usize| Some((Part::Day(self.now.today().checked_add(days.days()).ok()?), next));
        if let Some(next) = self.any(at, &["the day after tomorrow", "day after tomorrow"]) {
            return day(2, next);
        }
        if let Some(next) = self.any(at, &["the day before yesterday", "day before yesterday"]) {
            return day(-2, next);
        }
        if let Some(next) = self.any(at, &["at this time"]) {
            return day(0, next);
        }
        match self.word(at) {
            "сегодня"
            | "today"
            | "сеня"
            | "седня"
            | "todays"
            | "today's"
            | "сегодняшний"
            | "сегодняшнего"
            | "tonight"
            | "tonite"
            | "tonight's" => {
                if self.word(at).starts_with("ton") {
                    Some((Part::Hours(18, 24), at + 1))
                } else {
                    day(0, at + 1)
                }
            }
            "завтра"
            | "tomorrow"
            | "tmrw"
            | "tomorow"
            | "tommorow"
            | "tomorrows"
            | "tomorrow's"
            | "завтро"
            | "завтрашний"
            | "tmr" => day(1, at + 1),
            "послезавтра" => day(2, at + 1),
            "послепослезавтра" => day(3, at + 1),
            "вчера" | "yesterday" | "yesterday's" => day(-1, at + 1),
            "позавчера" => day(-2, at + 1),
            "позапозавчера" => day(-3, at + 1),
            _ => None,
        }
    }

    fn plain_weekday(&self, at: usize) -> Option<(Part, usize)> {
        let word = self.word(at);
        let weekday = weekday(word)?;
        let before = self.word_before(at);
        let is_every =
            matches!(before, "every" | "каждый" | "каждую" | "каждое" | "each" | "any" | "любой" | "любую" | "любое")
                || word.ends_with("ays");
        let dot =
            usize::from(self.is_joint(at + 1, ".") && word.chars().count() <= 4 && self.pieces.get(at + 2).is_none());
        (!is_every).then_some((Part::Weekday(weekday), at + 1 + dot))
    }

    fn month_or_year(&self, at: usize, said: &When) -> Option<(Part, usize)> {
        let word = self.word(at);
        if let Some(number) = month(word) {
            let dot = usize::from(self.is_joint(at + 1, ".") && word.chars().count() <= 4 && WEAK.contains(&word));
            return Some((Part::Month(number), at + 1 + dot));
        }
        if !(3..=4).contains(&self.digits(at)) || self.digits(at) == 3 {
            return None;
        }
        let year = self.number(at).filter(|year| (1000..2300).contains(year))?;
        let year = i16::try_from(year).ok()?;
        if self.is_joint(at + 1, ".,:-/") && self.is_glued(at + 2) && self.is_number(at + 2) {
            return None;
        }
        if let Some(next) = self.any(at + 1, &["г .", "года", "год", "году", "г", "a . d .", "ad", "a . d", "годом"])
        {
            return Some((Part::Year(year), next));
        }
        if let Some(next) = self.any(at + 1, &["b . c .", "bc", "b . c", "до н . э .", "до нашей эры"]) {
            return Some((Part::Year(-year), next));
        }
        let is_follow =
            said.month.is_some() || said.numbered.is_some() || said.holiday.is_some() || said.weekday.is_some();
        let is_opened = matches!(self.word_before(at), "in" | "since" | "by" | "of" | "во" | "с")
            && !said.is_day_told()
            && year >= 1900
            && (self.is_end(at + 1) || self.is(at + 1, &["i", "we", "and", "и", "was", "или"]));
        (is_follow || is_opened).then_some((Part::Year(year), at + 1))
    }

    /// Parts of a day: "утром", "tomorrow evening", "after lunch".
    fn hours(&self, at: usize, said: &When) -> Option<(Part, usize)> {
        let has_day = said.is_day_told() && said.hours.is_none();
        let this = self
            .any(at, &["this", "the", "in the", "during the", "at the", "at", "early in the", "сегодня"])
            .filter(|_| !self.is(at, &["сегодня"]))
            .unwrap_or(at);
        let is_opened = this > at
            || matches!(
                self.word_before(at),
                "the" | "this" | "in" | "до" | "к" | "с" | "after" | "before" | "by" | "после"
            );
        let tail = |next: usize| next + usize::from(self.is(next, &["ish"]));
        if let Some(next) = self.any(
            at,
            &[
                "early in the morning",
                "early morning",
                "early hours of the morning",
                "in the early hours of the morning",
                "рано утром",
                "ранним утром",
            ],
        ) {
            let from = if self.is(at, &["рано", "ранним"]) { 4 } else { 0 };
            return Some((Part::Hours(from, 9), next));
        }
        if let Some(next) = self.any(at, &["late tonight", "late night", "late at night"]) {
            return (has_day || self.is(next - 1, &["tonight"])).then_some((Part::Hours(21, 24), next));
        }
        if let Some(next) = self.any(at, &["after lunch", "после обеда", "после ланча"]) {
            return Some((Part::Hours(13, 17), next));
        }
        if let Some(next) = self.any(at, &["в первой половине дня", "до обеда", "в первую половину дня"])
        {
            return Some((Part::Hours(4, 12), next));
        }
        if let Some(next) = self.any(at, &["во второй половине дня", "вторая половина дня", "во вторую половину дня"])
        {
            return Some((Part::Hours(12, 19), next));
        }
        if let Some(next) = self.any(at, &["поздно вечером", "поздним вечером"]) {
            return Some((Part::Hours(21, 24), next));
        }
        if let Some(next) = self.any(at, &["after work", "после работы"]) {
            return Some((Part::Hours(17, 21), next));
        }
        if let Some(next) = self.any(at, &["after school", "после школы"]) {
            return Some((Part::Hours(15, 21), next));
        }
        let alone = self.is_alone(at, this + 1);
        let (from, to, needs) = match self.word(this) {
            "morning" | "mornings" => (0, 12, true),
            "afternoon" | "afternoonish" => (12, 19, true),
            "evening" => (18, 24, true),
            "night" => (18, 24, true),
            "lunch" | "lunchtime" => (12, 14, true),
            "утром" | "утро" | "утра" | "утру" => (4, 12, self.is(this, &["утро", "утра"])),
            "днем" => (12, 19, false),
            "вечером" | "вечер" | "вечера" | "вечеру" | "вечерком" => {
                (18, 24, !self.is(this, &["вечером", "вечерком", "вечеру"]))
            }
            "ночью" => (0, 4, false),
            "обед" | "обеда" | "обеду" if matches!(self.word_before(at), "в" | "до" | "к" | "после") => {
                (12, 14, false)
            }
            _ => return None,
        };
        let is_english_alone =
            alone && !self.is(this, &["night", "утра", "lunch"]) && (this > at || self.is(this, &["afternoon"]));
        let is_this = this > at && self.is(this - 1, &["this"]) || this > at && self.is(at, &["in"]);
        let is_after_day = has_day || said.clock.is_some();
        let is_of = self.is(this + 1, &["of"]) && !self.is(this, &["night", "lunch"]);
        let is_told = is_of
            || !needs
            || is_after_day
            || is_this
            || is_english_alone && !is_opened
            || is_opened && (alone || self.is_end(this + 1));
        // "доброе утро", "good evening" greet.
        let is_greeting = matches!(self.word_before(at), "good" | "доброе" | "добрый" | "доброго" | "с" | "спокойной");
        (is_told && !is_greeting).then_some((Part::Hours(from, to), tail(this + 1)))
    }

    fn zone(&self, at: usize) -> Option<(Part, usize)> {
        let open = usize::from(self.is_sign(at, "("));
        let place = self.any(at, &["по", "время"]).unwrap_or(at + open);
        let hours = |hours: i32| Some(hours * 60);
        let minutes = match self.word(place) {
            "gmt" | "utc" | "z" | "гринвичу" => hours(0),
            "est" => hours(-5),
            "edt" => hours(-4),
            "cst" => hours(-6),
            "cdt" => hours(-5),
            "mst" => hours(-7),
            "mdt" => hours(-6),
            "pst" => hours(-8),
            "pdt" => hours(-7),
            "bst" | "cet" | "wat" => hours(1),
            "cest" | "eet" | "cat" => hours(2),
            "msk" | "мск" | "москве" | "московскому" | "eest" => hours(3),
            "ist" => Some(330),
            "jst" => hours(9),
            "aest" => hours(10),
            "екб" | "екатеринбургу" => hours(5),
            _ => None,
        }?;
        let next = place + 1 + usize::from(self.is(place + 1, &["времени", "time"]));
        Some((Part::Zone(minutes), next + usize::from(open > 0 && self.is_sign(next, ")"))))
    }

    /// "3-4pm", "from 3:30 to 6", "с 10 до 18".
    fn clock_range(&self, at: usize, said: &When) -> Option<(Part, usize)> {
        let mut place = self
            .any(
                at,
                &[
                    "from",
                    "between",
                    "in between",
                    "с",
                    "between the hours of",
                    "между",
                    "later than",
                    "after",
                    "around",
                    "about",
                    "from about",
                ],
            )
            .unwrap_or(at);
        let is_opened = place > at && !self.is(at, &["around", "about"]);
        place += usize::from(self.is(place, &["at"]));
        let (from, next) = self.clock(place)?;
        let (joint, is_word) = if let Some(joint) =
            self.any(next, &["-", "to", "till", "til", "until", "thru", "through", "до", "по", "but before"])
        {
            (joint, !self.is_sign(next, "-"))
        } else if self.is(at, &["between", "между", "in"]) {
            (self.any(next, &["and", "и", "-"])?, true)
        } else {
            return None;
        };
        let (to, next) = self.clock(joint + usize::from(self.is(joint, &["at"])))?;
        let is_plain = from.is_bare && to.is_bare;
        let has_day = said.is_day_told() || said.hours.is_some();
        let is_followed = !self.is_end(next)
            && !self.is(next, &["on", "в", "во", "tomorrow", "завтра", "сегодня", "today", "мск", "часов", "утра"]);
        let is_marked = self.is(next - 1, &["часов", "ч", "часа"]);
        let is_hours = from.hour <= 24 && to.hour <= 24 && from.minute == 0;
        // "10-20" may be anything; "с 10 до 18" after a day is meant by the clock.
        let is_told = !is_plain
            || (is_opened && is_word && has_day && !is_followed && is_hours)
            || is_marked && is_word && is_opened
            || has_day && is_plain && !is_followed && !from.is_sure && is_opened;
        let is_order = is_told && !(is_plain && from.hour > to.hour && to.is_sure);
        let next = next + usize::from(self.is(next, &["ish"]));
        is_order.then_some((Part::Clocks(from, to), next))
    }

    fn told_clock(&self, at: usize, said: &When) -> Option<(Part, usize)> {
        let openings = [
            "at",
            "around",
            "about",
            "at about",
            "at around",
            "by",
            "@",
            "в",
            "во",
            "к",
            "около",
            "ближе к",
            "часов в",
            "где - то в",
            "ровно в",
            "for",
            "в районе",
        ];
        let from = self.any(at, &openings).unwrap_or(at);
        let is_opened = from > at
            || matches!(
                self.word_before(at),
                "at" | "в"
                    | "к"
                    | "after"
                    | "before"
                    | "until"
                    | "till"
                    | "by"
                    | "до"
                    | "после"
                    | "с"
                    | "since"
                    | "around"
            );
        let (clock, next) = self.clock(from)?;
        let next_word = self.word(next);
        if !clock.is_bare {
            let is_named = self.is(from, &["полудня", "полночи", "полуночи"]) && !is_opened;
            return (!is_named).then_some((Part::Clock(clock), next));
        }
        // A bare number needs a reason: "at 5", "в 15", "9 tomorrow", "tonight 815".
        let has_hour_word = self.is(next - 1, &["часов", "часа", "час", "ч", "h"]);
        let has_day = said.is_day_told() || said.hours.is_some();
        let is_minuted = clock.grain == Grain::Minute;
        let is_hour = clock.hour > 0 && (self.digits(from) <= 2 || is_minuted);
        let is_before_day =
            matches!(next_word, "tomorrow" | "tonight" | "today" | "завтра" | "сегодня" | "вечером" | "утром");
        let ends = self.is_end(next)
            || is_before_day && !self.is_number(next)
            || self.is_zone(next)
            || self.is_day_next(next)
            || matches!(
                next_word,
                "и" | "или"
                    | "and"
                    | "or"
                    | "please"
                    | "пожалуйста"
                    | "ok"
                    | "если"
                    | "можно"
                    | "удобно"
                    | "подойдет"
                    | "works"
                    | "if"
                    | "would"
                    | "will"
                    | "in"
                    | "i"
                    | "мне"
                    | "можете"
                    | "будет"
                    | "свободно"
                    | "ish"
                    | "на"
                    | "to"
                    | "for"
                    | "with"
                    | "буду"
            );
        let is_counted =
            full_unit(next_word).is_some() || matches!(next_word, "раз" | "раза" | "час" | "часа") && !has_hour_word;
        let is_after_is = self.is(from, &["час"]) && !is_opened;
        let in_percent = self.is_sign(next, "%$€₽/:")
            || self.is_joint(next, ".,-") && self.is_glued(next + 1) && self.pieces.get(next + 1).is_some();
        let opened_by_at = from > at && self.is(from - 1, &["at", "в", "к", "во"])
            || from > at && self.is_sign(from - 1, "@")
            || from == at && matches!(self.word_before(at), "at" | "в" | "к");
        let is_told = if in_percent || is_counted || is_after_is || !is_hour {
            false
        } else if opened_by_at {
            ends || has_hour_word
        } else if is_opened {
            has_hour_word && (ends || next_word.is_empty()) || ends && is_minuted && has_day
        } else if has_hour_word {
            clock.hour > 12 && self.is_alone(at, next) || has_day && ends
        } else if has_day {
            (said.clock.is_none()
                && ends
                && self.is_end(next)
                && (is_minuted && self.digits(from) >= 3 || said.hours.is_some()))
                && self.is_number(from)
        } else {
            is_before_day
                && from == at
                && !has_day
                && (self.is_number(from) || self.is(next, &["tonight"]))
                && !is_minuted
                && clock.hour <= 12
                && !self.is(next, &["вечером", "утром"])
        };
        let hour = Clock { is_bare: true, ..clock };
        is_told.then_some((Part::Clock(hour), next))
    }

    fn is_zone(&self, at: usize) -> bool {
        self.zone(at).is_some()
    }

    /// Whether a day is told next, perhaps after "on".
    fn is_day_next(&self, at: usize) -> bool {
        let at = at + usize::from(self.is(at, &["on", "в", "во"]));
        let word = self.word(at);
        weekday(word).is_some()
            || month(word).is_some()
            || self.is(at, &["in", "через"])
            || self.is(at, &["this", "next", "следующий", "следующую"])
    }

    /// Whether the words from `at` to `next` are a single name that other words look like.
    pub(super) fn is_weak(&self, at: usize, next: usize) -> bool {
        next == at + 1 && WEAK.contains(&self.word(at))
    }

    /// The first part and those that follow it, joined by what may stand between them.
    pub(super) fn when(&self, at: usize) -> Option<(When, usize)> {
        let (first, mut next) = self.part(at, &When::default())?;
        let mut said = When::default().with(first)?;
        while let Some((more, after)) = self.further(next, &said) {
            said = said.with(more)?;
            next = after;
        }
        if said.zone.is_some() && said.clock.is_none() {
            return None;
        }
        Some((said, next))
    }

    /// One more part, or one turned by a length: "at 7 in 3 years".
    fn further(&self, next: usize, said: &When) -> Option<(Part, usize)> {
        let joints = [
            ",",
            "on",
            "on the",
            "of",
            "of the",
            "in",
            "in the",
            "at",
            "at the",
            "в",
            "во",
            "of",
            "the",
            "around",
            "about",
            "from",
            "for",
            "during",
            ", on",
            ", at",
            ", в",
            "-",
            ",",
            "на",
            "где - то в",
            "по",
            "к",
        ];
        let within = |place: usize| self.shifted(place).filter(|(part, _)| said.with(*part).is_some());
        let plain = self.part(next, said).or_else(|| within(next));
        if plain.is_some() {
            return plain;
        }
        let mut best: Option<(Part, usize)> = None;
        for place in joints.iter().filter_map(|joint| self.are(next, joint)) {
            let found = self.part(place, said).or_else(|| within(place));
            // Between two dates a dash is a range.
            let is_range = self.is_sign(next, "-") && !matches!(found, Some((Part::Clock(_) | Part::Clocks(..), _)));
            if let Some(found) = found.filter(|_| !is_range)
                && best.is_none_or(|(_, end)| found.1 > end)
            {
                best = Some(found);
            }
        }
        best
    }
}
