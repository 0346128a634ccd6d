//! Reckoning with the grains of time.

use jiff::{
    Span, ToSpan,
    civil::{Date, DateTime, Time},
};

use crate::hearing::heard::Grain;

impl Grain {
    /// The beginning of the second, minute, ..., year a moment lies in.
    pub(super) fn floor(self, moment: DateTime) -> DateTime {
        let (date, time) = (moment.date(), moment.time());
        let clock = |minute: i8, second: i8| Time::new(time.hour(), minute, second, 0).unwrap_or(time);
        match self {
            Self::Second => date.to_datetime(clock(time.minute(), time.second())),
            Self::Minute => date.to_datetime(clock(time.minute(), 0)),
            Self::Hour => date.to_datetime(clock(0, 0)),
            Self::Day => midnight(date),
            Self::Week => {
                let past = i64::from(date.weekday().to_monday_zero_offset());
                midnight(date.checked_sub(past.days()).unwrap_or(date))
            }
            Self::Month => midnight(date.first_of_month()),
            Self::Quarter => {
                let month = (date.month() - 1) / 3 * 3 + 1;
                midnight(Date::new(date.year(), month, 1).unwrap_or(date))
            }
            Self::Year => midnight(date.first_of_year()),
        }
    }

    /// A moment moved by so many; none beyond what a calendar is sensible for.
    pub(super) fn moved(self, moment: DateTime, count: i64) -> Option<DateTime> {
        moment.checked_add(self.span(count)?).ok().filter(|moved| moved.year() > -9000 && moved.year() < 9990)
    }

    /// So many of it.
    pub(super) fn span(self, count: i64) -> Option<Span> {
        let span = Span::new();
        match self {
            Self::Second => span.try_seconds(count),
            Self::Minute => span.try_minutes(count),
            Self::Hour => span.try_hours(count),
            Self::Day => span.try_days(count),
            Self::Week => span.try_weeks(count),
            Self::Month => span.try_months(count),
            Self::Quarter => span.try_months(count.checked_mul(3)?),
            Self::Year => span.try_years(count),
        }
        .ok()
    }

    /// The next finer one, to which "in three days" is exact.
    pub(super) const fn finer(self) -> Self {
        match self {
            Self::Second | Self::Minute => Self::Second,
            Self::Hour => Self::Minute,
            Self::Day => Self::Hour,
            Self::Week | Self::Month => Self::Day,
            Self::Quarter | Self::Year => Self::Month,
        }
    }

    /// Seconds in one, a month of 30 and a year of 365 days.
    pub(super) const fn seconds(self) -> i64 {
        match self {
            Self::Second => 1,
            Self::Minute => 60,
            Self::Hour => 3600,
            Self::Day => 86_400,
            Self::Week => 604_800,
            Self::Month => 2_592_000,
            Self::Quarter => 7_776_000,
            Self::Year => 31_536_000,
        }
    }
}

/// The beginning of a day.
pub(super) fn midnight(date: Date) -> DateTime {
    date.to_datetime(Time::midnight())
}
