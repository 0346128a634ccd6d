//! A conversation put aside until a time: it leaves the lists of the staff, and nothing else changes. Who answers, what a
//! contact who waits is promised and what they decide about messages are as they were. The contact's next words bring it
//! back at once, else the time does.

use jiff::{ToSpan as _, civil, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::Conversation;
use crate::{
    moment::Moment,
    told_time::{timestamp, zone},
};

/// A conversation is put aside for at most so many days.
pub const MOST_SNOOZED_DAYS: i64 = 365;

const HOUR_MILLIS: i64 = 60 * 60 * 1000;
const DAY_MILLIS: i64 = 24 * HOUR_MILLIS;
/// The evening is offered while it is at least so far away.
const EVENING_AHEAD_MILLIS: i64 = HOUR_MILLIS / 2;
/// When the working day begins, by the clock at the business.
const MORNING: civil::Time = civil::Time::constant(9, 0, 0, 0);
/// When "this evening" is, by the clock at the business.
const EVENING: civil::Time = civil::Time::constant(18, 0, 0, 0);

/// That a conversation was put aside. Kept after its time has come, so that lists can say that it is back, until somebody
/// looks at it, answers or puts it aside anew, or the contact writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snoozed {
    /// Since when.
    pub since: Moment,
    /// Until when.
    pub until: Moment,
    /// Who put it aside.
    pub by: String,
}

/// A usual time to put a conversation aside until.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SnoozeFor {
    /// For an hour.
    Hour,
    /// Until six in the evening of the same day.
    Evening,
    /// Until nine in the morning of the next day.
    Tomorrow,
    /// Until nine in the morning of the next Monday, never today.
    Monday,
}

/// Why nothing can be put aside until such a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SnoozedWrongly {
    /// It is no date and time.
    #[error("it is no date and time")]
    Unread,
    /// It has passed.
    #[error("it has passed")]
    Past,
    /// It is more than [`MOST_SNOOZED_DAYS`] away.
    #[error("it is more than a year away")]
    TooFar,
}

impl SnoozeFor {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Hour, Self::Evening, Self::Tomorrow, Self::Monday];

    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Evening => "evening",
            Self::Tomorrow => "tomorrow",
            Self::Monday => "monday",
        }
    }

    /// Reads [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.word() == word)
    }

    /// When that is, by the clock of a zone named as in the IANA database. `None` if there is no such time any more, as in the
    /// evening's own last half hour. A time that a change of clocks leaves out is the one an hour later.
    pub fn until(self, now: Moment, zone_name: &str) -> Option<Moment> {
        let zone = zone(zone_name);
        let today = timestamp(now).to_zoned(zone.clone()).date();
        match self {
            Self::Hour => Some(now.plus_millis(HOUR_MILLIS)),
            Self::Evening => {
                at(today, EVENING, &zone).filter(|evening| evening.millis_since(now) >= EVENING_AHEAD_MILLIS)
            }
            Self::Tomorrow => at(today.checked_add(1.day()).ok()?, MORNING, &zone),
            Self::Monday => {
                let days = 7 - i64::from(today.weekday().to_monday_zero_offset());
                at(today.checked_add(days.days()).ok()?, MORNING, &zone)
            }
        }
    }

    /// What is offered now, with when each is: nothing twice.
    pub fn offered(now: Moment, zone_name: &str) -> Vec<(Self, Moment)> {
        let mut offered: Vec<(Self, Moment)> = Vec::new();
        for (usual, until) in Self::ALL.into_iter().filter_map(|usual| Some((usual, usual.until(now, zone_name)?))) {
            if offered.iter().all(|(_, known)| *known != until) {
                offered.push((usual, until));
            }
        }
        offered
    }
}

/// Reads a date and time as a form sends it, `2026-11-28T09:30`, by the clock of a zone.
///
/// # Errors
/// See [`SnoozedWrongly`].
pub fn read_snooze(text: &str, now: Moment, zone_name: &str) -> Result<Moment, SnoozedWrongly> {
    let read: civil::DateTime = text.trim().parse().map_err(|_| SnoozedWrongly::Unread)?;
    let until = at(read.date(), read.time(), &zone(zone_name)).ok_or(SnoozedWrongly::Unread)?;
    may_snooze(until, now).map(|()| until)
}

/// Refuses a time nothing can be put aside until.
///
/// # Errors
/// See [`SnoozedWrongly`].
pub const fn may_snooze(until: Moment, now: Moment) -> Result<(), SnoozedWrongly> {
    match until.millis_since(now) {
        ..=0 => Err(SnoozedWrongly::Past),
        ahead if ahead > MOST_SNOOZED_DAYS * DAY_MILLIS => Err(SnoozedWrongly::TooFar),
        _ => Ok(()),
    }
}

fn at(day: civil::Date, time: civil::Time, zone: &TimeZone) -> Option<Moment> {
    let zoned = zone.to_ambiguous_zoned(day.to_datetime(time)).compatible().ok()?;
    Some(Moment::from_millis(zoned.timestamp().as_millisecond()))
}

impl Conversation {
    /// Until when it was put aside, whether that has come or not.
    pub fn snoozed_until(&self) -> Option<Moment> {
        self.snoozed.as_ref().map(|snoozed| snoozed.until)
    }

    /// Whether it is put aside at this moment.
    pub fn is_aside(&self, now: Moment) -> bool {
        self.snoozed_until().is_some_and(|until| until > now)
    }

    /// Whether it was put aside, its time has come and nobody has seen to it since.
    pub fn is_back(&self, now: Moment) -> bool {
        self.snoozed_until().is_some_and(|until| until <= now)
    }

    /// The same, put aside no more.
    #[must_use]
    pub fn woken(self) -> Self {
        Self { snoozed: None, ..self }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::Weekday;
    use proptest::prelude::*;

    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::from_millis(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    fn local(text: &str, zone: &str) -> Moment {
        let read: civil::DateTime = text.parse().unwrap();
        at(read.date(), read.time(), &super::zone(zone)).unwrap()
    }

    const MOSCOW: &str = "Europe/Moscow";
    const BERLIN: &str = "Europe/Berlin";

    #[test]
    fn usual_times_are_those_of_the_clock_at_the_business() {
        // A Friday.
        let now = local("2026-11-27T15:10", MOSCOW);
        let offered = SnoozeFor::offered(now, MOSCOW);
        let expected = [
            (SnoozeFor::Hour, local("2026-11-27T16:10", MOSCOW)),
            (SnoozeFor::Evening, local("2026-11-27T18:00", MOSCOW)),
            (SnoozeFor::Tomorrow, local("2026-11-28T09:00", MOSCOW)),
            (SnoozeFor::Monday, local("2026-11-30T09:00", MOSCOW)),
        ];
        assert_eq!(offered, expected);
        assert_eq!(SnoozeFor::Tomorrow.until(now, "nowhere"), Some(moment("2026-11-28T09:00:00Z")));
    }

    #[test]
    fn an_evening_that_is_here_is_not_offered_and_a_tomorrow_that_is_monday_only_once() {
        let words =
            |now| SnoozeFor::offered(now, MOSCOW).into_iter().map(|(usual, _)| usual.word()).collect::<Vec<_>>();
        assert_eq!(words(local("2026-11-29T17:40", MOSCOW)), ["hour", "tomorrow"]);
        assert_eq!(words(local("2026-11-30T23:50", MOSCOW)), ["hour", "tomorrow", "monday"]);
        // Monday morning's Monday is the next one.
        assert_eq!(
            SnoozeFor::Monday.until(local("2026-11-30T08:00", MOSCOW), MOSCOW),
            Some(local("2026-12-07T09:00", MOSCOW))
        );
        // In an hour and this evening are the same at five.
        assert_eq!(words(local("2026-12-01T17:00", MOSCOW)), ["hour", "tomorrow", "monday"]);
    }

    #[test]
    fn a_night_in_which_the_clocks_change_is_shorter_or_longer() {
        let eve = local("2026-03-28T21:00", BERLIN);
        assert_eq!(SnoozeFor::Tomorrow.until(eve, BERLIN).unwrap().millis_since(eve), 11 * HOUR_MILLIS);
        let eve = local("2026-10-24T21:00", BERLIN);
        assert_eq!(SnoozeFor::Tomorrow.until(eve, BERLIN).unwrap().millis_since(eve), 13 * HOUR_MILLIS);
    }

    #[test]
    fn a_chosen_time_is_read_by_the_clock_at_the_business_and_lies_ahead_within_a_year() {
        let now = moment("2026-11-27T12:00:00Z");
        let read = |text| read_snooze(text, now, MOSCOW);
        assert_eq!(read("2026-11-28T09:30"), Ok(moment("2026-11-28T06:30:00Z")));
        // 02:30 is left out that night: it is the one an hour later.
        let night = read_snooze("2027-03-28T02:30", now, BERLIN);
        assert_eq!(night, Ok(moment("2027-03-28T01:30:00Z")));
        assert_eq!(read("2026-11-27T15:00"), Err(SnoozedWrongly::Past));
        assert_eq!(read("2027-11-28T15:00"), Err(SnoozedWrongly::TooFar));
        for text in ["", "tomorrow", "2026-13-01T00:00", "12:30", "99999-01-01T00:00"] {
            assert_eq!(read(text), Err(SnoozedWrongly::Unread), "{text}");
        }
    }

    proptest! {
        #[test]
        fn whenever_and_wherever_usual_times_lie_ahead_at_their_hour(
            millis in 0_i64..4_000_000_000_000,
            zone in prop::sample::select(vec![
                "UTC", MOSCOW, BERLIN, "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo",
            ]),
        ) {
            let now = Moment::from_millis(millis);
            let offered = SnoozeFor::offered(now, zone);
            prop_assert!(offered.iter().any(|(usual, _)| *usual == SnoozeFor::Hour));
            for (usual, until) in offered {
                prop_assert!(may_snooze(until, now).is_ok(), "{usual:?}");
                prop_assert!(until.millis_since(now) <= 8 * DAY_MILLIS + HOUR_MILLIS, "{usual:?}");
                let (there, today) = (until.zoned_in(zone), now.zoned_in(zone));
                match usual {
                    SnoozeFor::Hour => {}
                    SnoozeFor::Evening => prop_assert_eq!((there.date(), there.time()), (today.date(), EVENING)),
                    SnoozeFor::Tomorrow | SnoozeFor::Monday => {
                        prop_assert!(there.date() > today.date());
                        // Samoa had no 30 December 2011: what falls on it is a day later.
                        if there.date() != civil::date(2011, 12, 31) {
                            prop_assert_eq!(there.time(), MORNING);
                            prop_assert!(usual != SnoozeFor::Monday || there.weekday() == Weekday::Monday);
                        }
                    }
                }
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}", millis in 0_i64..4_000_000_000_000) {
            let now = Moment::from_millis(millis);
            if let Ok(until) = read_snooze(&text, now, BERLIN) {
                prop_assert!(until > now);
            }
        }
    }
}
