//! When nobody is written to first, and how rarely (H6). The ceilings are constants; settings can only tighten them.

use jiff::{ToSpan, civil::Time, tz::TimeZone};

use crate::{moment::Moment, told_time::timestamp};

/// Before this time of day nobody is written to first.
pub const OPENS: Time = Time::constant(9, 0, 0, 0);

/// From this time of day nobody is written to first.
pub const CLOSES: Time = Time::constant(21, 0, 0, 0);

/// Whoever does not answer is written to first once in so many days.
pub const GAP_DAYS: u16 = 7;

/// A gap is never longer than a year: beyond that it says "never", and a limit that means never should say so.
const LONGEST_GAP_DAYS: u16 = 366;

const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// The limits of writing first. None is wider than the constants, whatever it was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    opens: Time,
    closes: Time,
    gap_days: u16,
}

impl Default for Limits {
    /// The ceilings themselves.
    fn default() -> Self {
        Self { opens: OPENS, closes: CLOSES, gap_days: GAP_DAYS }
    }
}

/// Settings that leave no hour in which anybody could be written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("quiet hours leave no time between {opens} and {closes}: let them end before they begin again")]
pub struct NoHourLeft {
    opens: Time,
    closes: Time,
}

impl Limits {
    /// The ceilings, tightened by settings: people may be written to first from `opens` to `closes` in their own zone,
    /// and once in `gap_days` while they do not answer. What would widen a ceiling leaves it as it is.
    ///
    /// # Errors
    /// If no time of day is left.
    pub fn tightened(opens: Time, closes: Time, gap_days: u16) -> Result<Self, NoHourLeft> {
        let (opens, closes) = (opens.max(OPENS), closes.min(CLOSES));
        if opens >= closes {
            return Err(NoHourLeft { opens, closes });
        }
        Ok(Self { opens, closes, gap_days: gap_days.clamp(GAP_DAYS, LONGEST_GAP_DAYS) })
    }

    /// Until when somebody who was written to first at this moment, and did not answer, is left alone.
    pub(super) fn gap_after(self, written_at: Moment) -> Moment {
        written_at.plus_millis(i64::from(self.gap_days) * DAY_MILLIS)
    }

    /// Whether it is quiet there now, by the clock on the wall.
    pub(super) fn is_quiet(self, now: Moment, zone: &TimeZone) -> bool {
        let time = timestamp(now).to_zoned(zone.clone()).time();
        time < self.opens || time >= self.closes
    }

    /// When quiet hours that hold now end; this moment itself if none do.
    pub(super) fn quiet_until(self, now: Moment, zone: &TimeZone) -> Moment {
        if !self.is_quiet(now, zone) {
            return now;
        }
        let today = timestamp(now).to_zoned(zone.clone()).date();
        // A day, or the hour of opening, can be missing where a zone jumped over it; not for a week.
        let mut openings = (0..=7_i64).filter_map(|days| {
            let opening = today.checked_add(days.days()).ok()?.to_datetime(self.opens);
            let opening = zone.to_ambiguous_zoned(opening).compatible().ok()?;
            Some(Moment::from_millis(opening.timestamp().as_millisecond()))
        });
        openings
            .find(|opening| *opening > now && !self.is_quiet(*opening, zone))
            .unwrap_or_else(|| now.plus_millis(DAY_MILLIS))
    }
}
