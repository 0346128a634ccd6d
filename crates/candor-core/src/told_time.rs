//! Moments as people and programs read them. Pure arithmetic with the time zones that were compiled in.

use jiff::{Timestamp, tz::TimeZone};

use crate::moment::Moment;

/// 9999-12-30T00:00:00Z: later years have no place in RFC 3339, and no zone is a day ahead of UTC.
const LAST: i64 = 253_402_128_000_000;

/// The zone of this name in the IANA database; UTC where the name is unknown.
pub fn zone(name: &str) -> TimeZone {
    known_zone(Some(name)).unwrap_or(TimeZone::UTC)
}

/// The zone of this name, if there is one.
pub(crate) fn known_zone(name: Option<&str>) -> Option<TimeZone> {
    TimeZone::get(name?).ok()
}

/// RFC 3339 in UTC with milliseconds, such as `2026-11-26T12:42:00.000Z`: always of one length, so that it sorts as text.
/// What lies before 1970 or after 9999 is told as the nearest moment that has such a form.
pub fn rfc3339(moment: Moment) -> String {
    timestamp(moment).strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// The day and minute in a zone: `2026-11-26 15:42`.
pub fn minute(moment: Moment, zone: &TimeZone) -> String {
    timestamp(moment).to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// The moment as jiff counts it; one outside 1970 to 9999 becomes the nearest within.
pub(crate) fn timestamp(moment: Moment) -> Timestamp {
    Timestamp::from_millisecond(moment.millis().clamp(0, LAST)).unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_in_the_zone_it_is_asked_in() {
        let at = Moment::from_seconds(1_795_696_920);
        assert_eq!(minute(at, &zone("UTC")), "2026-11-26 12:42");
        assert_eq!(minute(at, &zone("Europe/Moscow")), "2026-11-26 15:42");
        assert_eq!(minute(at, &zone("Nowhere/Land")), "2026-11-26 12:42");
        assert_eq!(rfc3339(at), "2026-11-26T12:42:00.000Z");
    }

    proptest::proptest! {
        #[test]
        fn every_moment_has_one_form_of_one_length(millis in proptest::prelude::any::<i64>()) {
            let told = rfc3339(Moment::from_millis(millis));
            proptest::prop_assert_eq!(told.len(), "2026-11-26T12:42:00.000Z".len());
            proptest::prop_assert!(told.parse::<Timestamp>().is_ok(), "{}", told);
            let read = minute(Moment::from_millis(millis), &zone("Pacific/Kiritimati"));
            proptest::prop_assert_eq!(read.len(), "2026-11-26 15:42".len());
        }
    }
}
