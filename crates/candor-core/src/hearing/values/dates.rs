//! Days and times in a text: "завтра в 18:30", "15 января", "next week", "с 10 до 18", "before Friday", "после
//! праздников". Ranges and open ends are put together here from single times; the longest reading wins.

use jiff::ToSpan;

use super::{
    grain::midnight,
    pieces::{Kind, Piece},
    reader::{Now, Reader},
    when::{Stretch, When},
};
use crate::hearing::heard::{FoundValue, Grain, TimeShape, ToldTime, Value};

/// A time as found: its shape and what is known of how it was told.
struct Found {
    stretch: Stretch,
    shape: TimeShape,
    is_day_told: bool,
    is_hour_sure: bool,
    /// Whether two ends are told: "13-15 июля".
    is_range: bool,
    next: usize,
}

/// All times in a text.
pub(super) fn find(pieces: &[Piece], now: &Now) -> Vec<FoundValue> {
    let reader = Reader { pieces, now };
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let Some((value, next)) = reader.time(at) else {
            at += 1;
            continue;
        };
        if let (Some(first), Some(last)) = (pieces.get(at), next.checked_sub(1).and_then(|last| pieces.get(last))) {
            found.push(FoundValue { value, start: first.start, end: last.end });
        }
        at = next.max(at + 1);
    }
    found
}

impl Reader<'_> {
    fn time(&self, at: usize) -> Option<(Value, usize)> {
        if matches!(self.pieces.get(at)?.kind, Kind::Break | Kind::Sign('.' | ',' | '-' | '!' | '?' | ':' | ')' | '/'))
        {
            return None;
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
    fn undated(&self, at: usize) -> Option<(Value, usize)> {
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
    fn present(&self, at: usize) -> Option<Found> {
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

    fn single(&self, at: usize) -> Option<Found> {
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
    fn more(&self, next: usize, said: When) -> Option<(When, usize)> {
        let place = self.any(next, &["at", "в", "on"]).unwrap_or(next);
        let (part, after) = self.part(next, &said).or_else(|| self.part(place, &said))?;
        Some((said.with(part)?, after))
    }

    fn told(&self, at: usize) -> Option<(When, Found)> {
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

    fn found(&self, said: When, next: usize) -> Option<Found> {
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
    fn is_weak_month(&self, at: usize, place: usize, next: usize) -> bool {
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
        is_single && !self.is_alone(at, next) && !(is_opened && !self.is(next, &["i", "we", "be", "not", "also"]))
    }

    /// "с понедельника по пятницу", "July 13 - July 15", "2015-03-28 17:00:00/2015-03-29 21:00:00".
    fn range(&self, at: usize) -> Option<Found> {
        let openings = ["from", "between", "с", "со", "между", "later than", "начиная с", "from the", "in between"];
        let place = self.any(at, &openings).unwrap_or(at);
        let (from, next) = self.when(place)?;
        if self.is_weak(place, next) && place == at {
            return None;
        }
        let joints = ["-", "to", "till", "til", "until", "thru", "through", "по", "до", "but before", "/", "- to -"];
        let joint = self.any(next, &joints).or_else(|| {
            let is_between = self.is(at, &["between", "между", "in"]);
            is_between.then(|| self.any(next, &["and", "и"]))?
        })?;
        let joint = joint + usize::from(self.is(joint, &["the"]));
        let (to, end) = self.when(joint)?;
        let (mut begins, mut ends) = (from, to);
        begins.zone = begins.zone.or(to.zone);
        if !to.is_day_told() && from.is_day_told() {
            // "tomorrow 3pm - 5pm"
            ends = When { clock: to.clock, hours: to.hours, zone: to.zone, last_clock: None, ..from };
        }
        if let (Some(first), Some(last), None) = (begins.clock, to.clock, begins.last_clock)
            && !(to.is_day_told() && from.is_day_told())
            && to.hours.is_none()
        {
            // "between 9:30 and 11:00 on Thursday"
            if to.is_day_told() {
                begins = When { clock: Some(first), hours: from.hours, zone: begins.zone, ..to };
            }
            begins.last_clock = Some(last);
            let stretch = begins.resolved(self.now)?;
            let is_day_told = begins.is_day_told();
            return Some(Found {
                stretch,
                shape: TimeShape::Span,
                is_day_told,
                is_hour_sure: true,
                is_range: true,
                next: end,
            });
        }
        let (first, last) = (begins.resolved(self.now)?, ends.resolved(self.now)?);
        let grain = first.grain.min(last.grain);
        let mut upto = if last.is_span { last.to } else { grain.moved(last.from, 1)? };
        if !last.is_span && last.grain > grain {
            upto = last.to;
        }
        if upto <= first.from && to.weekday.is_some() {
            upto = upto.checked_add(7.days()).ok()?;
        }
        let stretch = Stretch::span(first.from, upto, grain)?;
        let is_day_told = from.is_day_told() || to.is_day_told();
        Some(Found { stretch, shape: TimeShape::Span, is_day_told, is_hour_sure: true, is_range: true, next: end })
    }

    /// "tomorrow before 5pm", "в пятницу после 15".
    fn day_and_open(&self, at: usize) -> Option<Found> {
        let place = self.any(at, &["on", "в", "во"]).unwrap_or(at);
        let (said, next) = self.when(place)?;
        if said.clock.is_some() || !said.is_day_told() {
            return None;
        }
        let next = next + usize::from(self.is_sign(next, ","));
        let after =
            ["after", "from", "any time after", "anytime after", "после", "с", "позже", "не раньше", "начиная с"];
        let before = ["before", "until", "till", "til", "by", "any time before", "до", "раньше", "не позже", "к"];
        let (shape, place) = match self.any(next, &after) {
            Some(place) => (TimeShape::After, place),
            None => (TimeShape::Before, self.any(next, &before)?),
        };
        let (clock, end) = self.clock(place)?;
        let has_hour_word = self.is(end - 1, &["часов", "часа", "ч"]);
        if clock.is_bare && !self.is_end(end) && !has_hour_word
            || self.is_sign(end, "%")
            || clock.hour == 0 && clock.is_bare
        {
            return None;
        }
        // "до 6" after a day is hardly the morning.
        let is_evening = shape == TimeShape::Before && !clock.is_sure && clock.hour < 8;
        let clock = if is_evening { clock.afternoon() } else { clock };
        let found = self.found(When { clock: Some(clock), ..said }, end)?;
        Some(Found { shape, ..found })
    }

    /// "within 2 weeks": from now on.
    fn within(&self, at: usize) -> Option<Found> {
        let place = self.any(at, &["within", "within the next"]).filter(|_| self.now.zoned.is_some())?;
        let length = self.length(place)?;
        let grain = length.grain.finer();
        let to = grain.floor(length.grain.moved(self.now.at, length.count)?);
        let stretch = Stretch::span(self.now.at, to, Grain::Second)?;
        Some(Found {
            stretch,
            shape: TimeShape::Span,
            is_day_told: true,
            is_hour_sure: true,
            is_range: true,
            next: length.next,
        })
    }

    /// "before 11 am", "до пятницы", "after 5 days", "by EOD", "с понедельника".
    fn open(&self, at: usize) -> Option<Found> {
        let after = [
            "after",
            "after the",
            "since",
            "from",
            "from the",
            "starting",
            "starting from",
            "starting on",
            "anytime after",
            "any time after",
            "later than",
            "sometime after",
            "после",
            "с",
            "со",
            "начиная с",
            "не раньше",
            "позже",
            "позднее",
            "since the",
            "not before",
            "no earlier than",
            "от",
        ];
        let before = [
            "before",
            "before the",
            "until",
            "till",
            "til",
            "up to",
            "up until",
            "prior to",
            "earlier than",
            "no later than",
            "anytime before",
            "any time before",
            "sometime before",
            "through",
            "thru",
            "not later than",
            "до",
            "перед",
            "не позже",
            "не позднее",
            "раньше",
            "вплоть до",
            "по",
            "ранее",
        ];
        let by = ["by", "by the"];
        let (shape, place) = if let Some(next) = self.any(at, &by) {
            (TimeShape::Span, next)
        } else if let Some(next) = self.any(at, &before) {
            (TimeShape::Before, next)
        } else {
            (TimeShape::After, self.any(at, &after)?)
        };
        let length = self.length(place).filter(|length| length.is_counted && self.is(at, &["after"]));
        let inner = match length {
            Some(length) => {
                let moment = length.grain.moved(self.now.at, length.count)?;
                let grain = if self.now.zoned.is_some() { length.grain.finer() } else { Grain::Day };
                Found {
                    stretch: Stretch::point(moment, grain)?,
                    shape: TimeShape::Point,
                    is_day_told: true,
                    is_hour_sure: true,
                    is_range: false,
                    next: length.next,
                }
            }
            None => self.single(place)?,
        };
        // "по пятницам", "с утра"
        let is_habit = self.is(at, &["по"]) || self.is(at, &["с", "со"]) && self.is(place, &["утра", "вечера"]);
        if is_habit {
            return None;
        }
        if inner.is_range && shape == TimeShape::After {
            return Some(inner);
        }
        let mut stretch = inner.stretch;
        if shape == TimeShape::Span {
            let to = if stretch.is_span { stretch.to } else { stretch.from };
            let now = self.now.at;
            if self.now.zoned.is_none() || to <= now {
                return Some(Found { shape: TimeShape::Before, ..inner });
            }
            stretch = Stretch::span(now, to, Grain::Second)?;
        } else if shape == TimeShape::Before && stretch.is_span {
            // "до конца недели": the end belongs to it.
            let is_end = self.is(place, &["end", "конца", "the"]) || self.is(place, &["eod", "eow", "eom", "eoy"]);
            let from = if is_end { stretch.to } else { stretch.from };
            stretch = Stretch { from, ..stretch };
        }
        Some(Found { stretch, shape, ..inner })
    }
}

impl Found {
    /// Whether the words are more than one that other words look like.
    fn is_told_by_name(&self, reader: &Reader<'_>, at: usize) -> bool {
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
