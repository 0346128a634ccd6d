//! Days and times in a text: "завтра в 18:30", "15 января", "next week", "с 10 до 18", "before Friday", "после
//! праздников". Ranges and open ends are put together here from single times; the longest reading wins.

use super::{
    grain::midnight,
    pieces::{Kind, Piece},
    reader::{Now, Reader, every},
    when::{Stretch, When},
};
use crate::hearing::heard::{FoundValue, Grain, TimeShape, ToldTime, Value};

/// A time as found: its shape and what is known of how it was told.
pub(super) struct Found {
    pub(super) stretch: Stretch,
    pub(super) shape: TimeShape,
    pub(super) is_day_told: bool,
    pub(super) is_hour_sure: bool,
    /// Whether two ends are told: "13-15 июля".
    pub(super) is_range: bool,
    pub(super) next: usize,
}

/// All times in a text.
pub(super) fn find(pieces: &[Piece], now: &Now) -> Vec<FoundValue> {
    every(pieces, now, |reader, at| reader.time(at))
}

impl Reader<'_> {
    pub(super) fn time(&self, at: usize) -> Option<(Value, usize)> {
        match self.pieces.get(at)?.kind {
            Kind::Word | Kind::Number(_) => {}
            Kind::Sign('@') if self.is_number(at + 1) || !self.word(at + 1).is_empty() => {}
            Kind::Sign(_) | Kind::Break => return None,
        }
        if let Some(found) = self.undated(at) {
            return Some(found);
        }
        let mut best: Option<Found> = None;
        for found in
            [self.range(at), self.single(at), self.open(at), self.day_and_open(at), self.within(at), self.present(at)]
                .into_iter()
                .flatten()
        {
            if best.as_ref().is_none_or(|best| found.next > best.next) {
                best = Some(found);
            }
        }
        let found = best?;
        let Stretch { from, to, grain, .. } = found.stretch;
        if found.shape == TimeShape::Point && grain == Grain::Day {
            return Some((Value::Date { day: from.date(), minutes: None }, found.next));
        }
        let (begins, ends) = match found.shape {
            TimeShape::Point | TimeShape::Span => (Some(from), Some(to)),
            TimeShape::After => (Some(from), None),
            TimeShape::Before => (None, Some(from)),
        };
        let time = ToldTime {
            from: begins,
            to: ends,
            grain,
            shape: found.shape,
            offset: if grain < Grain::Day { self.now.offset_at(from) } else { None },
            is_day_told: found.is_day_told,
            is_hour_sure: found.is_hour_sure,
            event: None,
        };
        Some((Value::Time(time), found.next))
    }

    /// "после праздников": open, and hung on what nobody dated.
    pub(super) fn undated(&self, at: usize) -> Option<(Value, usize)> {
        let (shape, place) = if let Some(next) = self.any(at, &["после", "after", "after the"]) {
            (TimeShape::After, next)
        } else {
            (TimeShape::Before, self.any(at, &["до", "before", "before the", "перед"])?)
        };
        let (event, next) = if let Some(next) =
            self.any(place, &["праздников", "праздника", "праздниками", "holidays", "holiday", "the holidays"])
        {
            ("holidays", next)
        } else if let Some(next) = self.any(place, &["отпуска", "отпуском", "vacation", "my vacation", "моего отпуска"])
        {
            ("vacation", next)
        } else {
            ("school_holidays", self.any(place, &["каникул", "каникулами"])?)
        };
        let time = ToldTime {
            from: None,
            to: None,
            grain: Grain::Day,
            shape,
            offset: None,
            is_day_told: false,
            is_hour_sure: false,
            event: Some(event.to_owned()),
        };
        Some((Value::Time(time), next))
    }

    /// "сейчас" and the like, where nothing else is said.
    pub(super) fn present(&self, at: usize) -> Option<Found> {
        let next = self.any(
            at,
            &[
                "now",
                "right now",
                "just now",
                "at the moment",
                "atm",
                "сейчас",
                "прямо сейчас",
                "в данный момент",
                "в настоящее время",
                "в настоящий момент",
            ],
        )?;
        let is_told = self.is_alone(at, next) && self.now.zoned.is_some();
        let stretch = Stretch::point(self.now.at, Grain::Second).filter(|_| is_told)?;
        Some(Found { stretch, shape: TimeShape::Point, is_day_told: false, is_hour_sure: true, is_range: false, next })
    }

    pub(super) fn single(&self, at: usize) -> Option<Found> {
        let point = |stretch: Stretch, next: usize| Found {
            stretch,
            shape: if stretch.is_span { TimeShape::Span } else { TimeShape::Point },
            is_day_told: true,
            is_hour_sure: true,
            is_range: false,
            next,
        };
        let mut best = self.told(at);
        let place = self.any(at, &["on", "in", "в", "во"]).unwrap_or(at);
        for (stretch, next) in
            [self.beside(at), self.shifted_alone(at), self.placed(at), self.placed(place)].into_iter().flatten()
        {
            let is_longer = best.as_ref().is_none_or(|(_, best)| next > best.next);
            if is_longer {
                best = Some((When::default(), point(stretch, next)));
            }
        }
        // "in 7 days at 5pm"
        let (said, found) = best?;
        if said.is_empty()
            && let Some((part, next)) = self.shifted(at)
            && next == found.next
        {
            let day = Stretch::point(midnight(found.stretch.from.date()), Grain::Day)?;
            let whole = if matches!(part, super::when::Part::Within(within) if within.grain < Grain::Day) {
                super::when::Part::Within(day)
            } else {
                part
            };
            // "через неделю в пятницу"
            let is_weekday = self.more(next, When::default()).is_some_and(|(said, _)| said.weekday.is_some());
            let whole = if is_weekday {
                super::when::Part::Within(Stretch::point(found.stretch.from, Grain::Week)?)
            } else {
                whole
            };
            let said = When::default().with(whole)?;
            if let Some((said, next)) = self.more(next, said).filter(|(said, after)| {
                *after > next
                    && (said.clock.is_some()
                        || said.month.is_some()
                        || said.weekday.is_some()
                        || said.holiday.is_some())
            }) {
                return self.found(said, next);
            }
        }
        if found.is_told_by_name(self, at) { Some(found) } else { None }
    }

    /// What is told from here on, as far as parts follow each other.
    pub(super) fn more(&self, next: usize, said: When) -> Option<(When, usize)> {
        let place = self.any(next, &["at", "в", "on"]).unwrap_or(next);
        let (part, after) = self.part(next, &said).or_else(|| self.part(place, &said))?;
        Some((said.with(part)?, after))
    }

    pub(super) fn told(&self, at: usize) -> Option<(When, Found)> {
        let place = self
            .any(at, &["on", "in", "during", "в", "во", "for", "к", "на", "on the", "in the", "by the way"])
            .unwrap_or(at);
        let (said, next) = self.when(at).or_else(|| self.when(place))?;
        let found = self.found(said, next)?;
        if said.month.is_some() && said.weekday.is_none() && said.year.is_none() && self.is_weak_month(at, place, next)
        {
            return None;
        }
        Some((said, found))
    }

    pub(super) fn found(&self, said: When, next: usize) -> Option<Found> {
        let stretch = said.resolved(self.now)?;
        Some(Found {
            stretch,
            shape: if stretch.is_span { TimeShape::Span } else { TimeShape::Point },
            is_day_told: said.is_day_told(),
            is_hour_sure: said.clock.is_none_or(|clock| clock.is_sure || said.hours.is_some() || clock.hour > 12),
            is_range: said.last_clock.is_some() || said.numbered.is_some_and(|numbered| numbered.last.is_some()),
            next,
        })
    }

    /// "may", "march": months only with a reason.
    pub(super) fn is_weak_month(&self, at: usize, place: usize, next: usize) -> bool {
        let from = if place < next { place } else { at };
        let is_single = self.is_weak(from, next) || self.is_weak(at, next);
        let is_opened = matches!(
            self.word_before(from),
            "in" | "of"
                | "by"
                | "until"
                | "till"
                | "since"
                | "before"
                | "after"
                | "from"
                | "to"
                | "в"
                | "до"
                | "с"
                | "по"
                | "к"
                | "на"
                | "this"
                | "next"
                | "last"
                | "during"
                | "начале"
                | "конце"
                | "середине"
        );
        is_single && !self.is_alone(at, next) && (!is_opened || self.is(next, &["i", "we", "be", "not", "also"]))
    }
}

impl Found {
    /// Whether the words are more than one that other words look like.
    pub(super) fn is_told_by_name(&self, reader: &Reader<'_>, at: usize) -> bool {
        if !reader.is_weak(at, self.next) {
            return true;
        }
        // "ср. цена" is no Wednesday.
        if reader.is_sign(self.next, ".") && reader.pieces.get(self.next + 1).is_some() {
            return false;
        }
        let before = reader.word_before(at);
        let is_opened = matches!(
            before,
            "on" | "by"
                | "until"
                | "till"
                | "before"
                | "after"
                | "since"
                | "from"
                | "to"
                | "next"
                | "last"
                | "в"
                | "во"
                | "к"
                | "до"
                | "с"
                | "по"
                | "на"
                | "the"
                | "and"
                | "or"
                | "и"
                | "или"
        );
        let is_capital =
            matches!(reader.word(at), "fri" | "thu" | "tue" | "wed" | "пт" | "пн" | "чт" | "вт" | "сб" | "вс");
        reader.is_alone(at, self.next)
            || is_capital
            || is_opened
                && !matches!(before, "the" | "и" | "или" | "and" | "or")
                && !matches!(reader.word(at), "may" | "march" | "mars")
    }
}
