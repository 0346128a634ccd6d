//! The parts a time is told in, each read at one place: what is put together in `when`.

use jiff::ToSpan;

use super::{
    calendar::{month, weekday},
    pieces::Kind,
    reader::Reader,
    when::{Part, When},
};

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

    pub(super) fn relative(&self, at: usize) -> Option<(Part, usize)> {
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

    pub(super) fn plain_weekday(&self, at: usize) -> Option<(Part, usize)> {
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

    pub(super) fn month_or_year(&self, at: usize, said: &When) -> Option<(Part, usize)> {
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
        let is_opened = matches!(self.word_before(at), "in" | "в" | "since" | "by" | "of" | "во" | "с")
            && !said.is_day_told()
            && year >= 1900
            && (self.is_end(at + 1) || self.is(at + 1, &["i", "we", "and", "и", "was", "или"]));
        (is_follow || is_opened).then_some((Part::Year(year), at + 1))
    }

    /// Whether the words from `at` to `next` are a single name that other words look like.
    pub(super) fn is_weak(&self, at: usize, next: usize) -> bool {
        next == at + 1 && WEAK.contains(&self.word(at))
    }

    /// The first part and those that follow it, joined by what may stand between them.
    pub(super) fn when(&self, at: usize) -> Option<(When, usize)> {
        if let Some(known) = self.read.whens.borrow().get(&at) {
            return *known;
        }
        let found = self.when_anew(at);
        self.read.whens.borrow_mut().insert(at, found);
        found
    }

    fn when_anew(&self, at: usize) -> Option<(When, usize)> {
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
    pub(super) fn further(&self, next: usize, said: &When) -> Option<(Part, usize)> {
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
