//! Ranges and open ends put together from single times: "с понедельника по пятницу", "before 11 am", "by EOD".

use jiff::ToSpan;

use super::{
    dates::Found,
    reader::Reader,
    when::{Stretch, When},
};
use crate::hearing::heard::{Grain, TimeShape};

impl Reader<'_> {
    /// "с понедельника по пятницу", "July 13 - July 15", "2015-03-28 17:00:00/2015-03-29 21:00:00".
    pub(super) fn range(&self, at: usize) -> Option<Found> {
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
    pub(super) fn day_and_open(&self, at: usize) -> Option<Found> {
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
    pub(super) fn within(&self, at: usize) -> Option<Found> {
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
    pub(super) fn open(&self, at: usize) -> Option<Found> {
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
