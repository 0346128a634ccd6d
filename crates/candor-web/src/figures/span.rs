//! Which days are asked for, and the moments at which they begin at the business.

use candor_core::{moment::Moment, told_time::zone};
use jiff::{ToSpan as _, civil::Date, tz::TimeZone};
use serde::Deserialize;

/// A span is at most so many days long.
const MOST_DAYS: i64 = 366;

/// Spans that can be chosen by name, with their days. The words are `figures.span_*`.
pub(crate) const CHOICES: [(&str, i64); 4] = [("today", 1), ("7", 7), ("30", 30), ("90", 90)];

/// What stands in the address of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(crate) struct Asked {
    /// One of [`CHOICES`].
    #[serde(default)]
    pub span: String,
    /// The first day, `2026-11-27`; it counts where both are given and can be read.
    #[serde(default)]
    pub from: String,
    /// The last day.
    #[serde(default)]
    pub to: String,
    /// The version whose funnel is shown: `name:version`.
    #[serde(default)]
    pub script: String,
}

/// Days of the business, one after another.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Span {
    /// The name of the choice; empty where days were given.
    pub choice: &'static str,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// Where the business is.
    pub zone: TimeZone,
    now: Moment,
}

impl Span {
    /// What is asked for; seven days where it cannot be read.
    pub(crate) fn of(asked: &Asked, zone_name: &str, now: Moment) -> Self {
        let today = now.day_in(zone_name);
        let own = asked.from.trim().parse::<Date>().ok().zip(asked.to.trim().parse::<Date>().ok());
        let (choice, first, last) = match own {
            Some((one, other)) => {
                let last = one.max(other).min(today);
                ("", one.min(other).max(back(last, MOST_DAYS - 1)).min(last), last)
            }
            None => {
                let (name, days) = CHOICES.into_iter().find(|(name, _)| *name == asked.span).unwrap_or(("7", 7));
                (name, back(today, days - 1), today)
            }
        };
        Self { choice, first, last, zone: zone(zone_name), now }
    }

    /// Days that were named: none where the first is after the last or in the future, and where they are more than a year.
    pub(crate) fn between(first: Date, last: Date, zone: TimeZone, now: Moment) -> Option<Self> {
        let timestamp = jiff::Timestamp::from_millisecond(now.millis()).ok()?;
        let last = last.min(timestamp.to_zoned(zone.clone()).date());
        let makes_sense = first <= last && first.year() >= 1970 && first > back(last, MOST_DAYS);
        makes_sense.then_some(Self { choice: "", first, last, zone, now })
    }

    /// Its days in order.
    pub(crate) fn days(&self) -> Vec<Date> {
        let mut days = vec![self.first];
        while let Some(next) = days.last().and_then(|day| day.tomorrow().ok()).filter(|next| *next <= self.last) {
            days.push(next);
        }
        days
    }

    /// The moment at which a day begins at the business.
    pub(crate) fn begins(&self, day: Date) -> Moment {
        let zoned = day.to_zoned(self.zone.clone());
        zoned.map_or(Moment::from_millis(0), |zoned| Moment::from_millis(zoned.timestamp().as_millisecond()))
    }

    /// From when to before when it is: not beyond the present.
    pub(crate) fn moments(&self) -> (Moment, Moment) {
        let end = self.last.tomorrow().map_or(self.now, |next| self.begins(next));
        (self.begins(self.first), end.min(self.now.plus_millis(1)))
    }

    /// As many days before, as far into the last of them as this one is: a day that is not over is not held against a whole one.
    pub(crate) fn before(&self) -> (Moment, Moment) {
        let (since, until) = self.moments();
        let days = i64::try_from(self.days().len()).unwrap_or(MOST_DAYS);
        let begins = self.begins(back(self.first, days));
        (begins, begins.plus_millis(until.millis_since(since)).min(since))
    }

    /// What stands behind the path so that the same is shown.
    pub(crate) fn query(&self) -> String {
        if self.choice.is_empty() {
            format!("?from={}&to={}", self.first, self.last)
        } else {
            format!("?span={}", self.choice)
        }
    }
}

fn back(day: Date, days: i64) -> Date {
    day.checked_sub(days.days()).unwrap_or(day)
}
