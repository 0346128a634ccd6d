//! Times reckoned by a length: "через 3 дня", "in half an hour", "two weeks ago", "three days after Easter"; by a
//! count: "3 fridays from now"; by a place: "the first Monday of March", "last week of October", "в начале мая".

use jiff::ToSpan;

use super::{
    calendar::weekday,
    duration::Length,
    grain::midnight,
    reader::Reader,
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

    pub(super) fn ahead(&self, at: usize) -> Option<((Stretch, Grain), usize)> {
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

    pub(super) fn ago(&self, at: usize) -> Option<((Stretch, Grain), usize)> {
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

    pub(super) fn moved(&self, length: &Length, direction: i64) -> Option<Stretch> {
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
    pub(super) fn counted_weekday(&self, at: usize) -> Option<((Stretch, Grain), usize)> {
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
}
