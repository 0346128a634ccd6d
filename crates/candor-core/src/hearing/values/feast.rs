//! Days of feasts that move: both Easters, the Hebrew and the Islamic calendar, the new moon of the Chinese new year.

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876).
pub(super) fn easter(year: i16) -> Option<Date> {
    let year = i64::from(year);
    let (golden, century) = (year % 19, year / 100);
    let rest = year % 100;
    let epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let letter = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let fix = (golden + 11 * epact + 22 * letter) / 451;
    let sum = epact + letter - 7 * fix + 114;
    Date::new(i16::try_from(year).ok()?, i8::try_from(sum / 31).ok()?, i8::try_from(sum % 31 + 1).ok()?).ok()
}

/// Easter Sunday of the Julian calendar, as a Gregorian day.
pub(super) fn orthodox_easter(year: i16) -> Option<Date> {
    let y = i64::from(year);
    let moon = (19 * (y % 19) + 15) % 30;
    let letter = (2 * (y % 4) + 4 * (y % 7) - moon + 34) % 7;
    let sum = moon + letter + 114;
    let julian = Date::new(year, i8::try_from(sum / 31).ok()?, i8::try_from(sum % 31 + 1).ok()?).ok()?;
    let behind = y / 100 - y / 400 - 2;
    julian.checked_add(behind.days()).ok()
}

/// The day `day` days after the first of a Hebrew month (1 is Nisan, 7 Tishri) in a year of the common calendar; the
/// feast begins on the evening of it.
pub(super) fn hebrew(year: i16, month: i64, day: i64) -> Option<Date> {
    let year = i64::from(year);
    let hebrew = year + if month >= 7 { 3761 } else { 3760 };
    // Tishri is the first month; Adar II is the one of the feasts in a leap year.
    let start = new_year(hebrew);
    let length = new_year(hebrew + 1) - start;
    let is_leap = length > 360;
    let short = length % 10 == 3;
    let full = length % 10 == 5;
    let mut lengths = vec![30, if full { 30 } else { 29 }, if short { 29 } else { 30 }, 29, 30];
    lengths.extend(if is_leap { vec![30, 29] } else { vec![29] });
    lengths.extend([30, 29, 30, 29, 30, 29]);
    let index = match month {
        7..=11 => month - 7,
        12 => {
            if is_leap {
                6
            } else {
                5
            }
        }
        _ => month + if is_leap { 6 } else { 5 },
    };
    let before: i64 = lengths.iter().take(usize::try_from(index).ok()?).sum();
    // The day before it, on whose evening it begins.
    let evening = from_day_number(start + before + day)?;
    // Some are kept a day or two earlier or later for the sake of the Sabbath.
    let moved = match ((month, day), evening.weekday()) {
        ((5, 8), Weekday::Friday) | ((2, 4) | (1, 26), Weekday::Sunday) | ((1, 26), Weekday::Saturday) => 1,
        ((2, 4) | (1, 26), Weekday::Thursday) => -1,
        ((2, 4), Weekday::Friday) => -2,
        _ => 0,
    };
    evening.checked_add(moved.days()).ok()
}

/// The number of the first day of a Hebrew year, counted from 1 January of the year 1.
fn new_year(year: i64) -> i64 {
    let delay = |year: i64| {
        let months = (235 * year - 234) / 19;
        let parts = 12_084 + 13_753 * months;
        let day = months * 29 + parts / 25_920;
        if 3 * (day + 1) % 7 < 3 { day + 1 } else { day }
    };
    let (last, this, next) = (delay(year - 1), delay(year), delay(year + 1));
    let more = if next - this == 356 {
        2
    } else if this - last == 382 {
        1
    } else {
        0
    };
    this + more - 1_373_428
}

/// A day of the Islamic calendar in a year of the common one. A month begins on the day after the new moon, or on the
/// second day where the moon is new only after sunset in Mecca.
pub(super) fn islamic(year: i16, month: i64, day: i64) -> Option<Date> {
    let (year, month) = if month > 12 { (year, month - 12) } else { (year, month) };
    let guess = (i64::from(year) - 622) * 33 / 32;
    let by_number = |hijri: i64| {
        let months = 29 * (month - 1) + month / 2;
        from_day_number(227_015 + (hijri - 1) * 354 + (3 + 11 * hijri) / 30 + months)
    };
    let by_moon = |first: Date| {
        let near = |moon: &f64| day_at(*moon).is_some_and(|new| (first - new).get_days().abs() < 12);
        let moon = new_moons(first.checked_sub(5.days()).ok()?)?.into_iter().find(near)?;
        let sunset = 15.0 / 24.0;
        day_at(moon + 2.0 - sunset)
    };
    let first = |hijri: i64| by_number(hijri).and_then(by_moon);
    (guess - 1..=guess + 2)
        .filter_map(|hijri| first(hijri)?.checked_add((day - 1).days()).ok())
        .find(|date| date.year() == year)
}

/// The new moon between 21 January and 20 February, by the clock of Beijing.
pub(super) fn chinese_new_year(year: i16) -> Option<Date> {
    let start = Date::new(year, 1, 21).ok()?;
    let end = start.checked_add(31.days()).ok()?;
    let moons = new_moons(start)?;
    moons.into_iter().filter_map(|moon| day_at(moon + 8.0 / 24.0)).find(|day| *day >= start && *day < end)
}

/// Four new moons in a row, the first before a day: days since 6 January 2000 in UTC (Meeus, the largest terms).
fn new_moons(day: Date) -> Option<[f64; 4]> {
    let days = f64::from(EPOCH.until(day).ok()?.get_days());
    let first = (days / MONTH).floor() - 1.0;
    Some([0.0, 1.0, 2.0, 3.0].map(|step| {
        let moon = first + step;
        let sun = (2.5534 + 29.105_356_70 * moon).to_radians();
        let anomaly = (201.5643 + 385.816_935_28 * moon).to_radians();
        let latitude = (160.7108 + 390.670_502_84 * moon).to_radians();
        0.597_66 + MONTH * moon - 0.407_20 * anomaly.sin()
            + 0.172_41 * sun.sin()
            + 0.016_08 * (2.0 * anomaly).sin()
            + 0.010_39 * (2.0 * latitude).sin()
            + 0.007_39 * (anomaly - sun).sin()
            - 0.005_14 * (anomaly + sun).sin()
            - 0.000_8
    }))
}

const EPOCH: Date = Date::constant(2000, 1, 6);
/// Days from new moon to new moon.
const MONTH: f64 = 29.530_588_861;

fn day_at(days: f64) -> Option<Date> {
    let seconds = std::time::Duration::try_from_secs_f64((days + 1_000_000.0) * 86_400.0).ok()?.as_secs();
    let whole = i64::try_from(seconds / 86_400).ok()? - 1_000_000;
    EPOCH.checked_add(whole.days()).ok()
}

/// The day with this number, 1 January of the year 1 being 1.
fn from_day_number(number: i64) -> Option<Date> {
    Date::new(1, 1, 1).ok()?.checked_add((number - 1).days()).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn easter_falls_where_both_churches_keep_it() {
        assert_eq!(easter(2025), Some(date(2025, 4, 20)));
        assert_eq!(easter(2026), Some(date(2026, 4, 5)));
        assert_eq!(orthodox_easter(2026), Some(date(2026, 4, 12)));
        assert_eq!(orthodox_easter(2024), Some(date(2024, 5, 5)));
    }

    #[test]
    fn hebrew_islamic_and_chinese_feasts_fall_where_they_are_kept() {
        assert_eq!(hebrew(2024, 7, 0), Some(date(2024, 10, 2)));
        assert_eq!(hebrew(2025, 1, 14), Some(date(2025, 4, 12)));
        assert_eq!(hebrew(2024, 9, 24), Some(date(2024, 12, 25)));
        assert_eq!(islamic(2025, 10, 1), Some(date(2025, 3, 30)));
        for (year, month, day) in [(2023, 1, 22), (2024, 2, 10), (2025, 1, 29), (2026, 2, 17), (2014, 1, 31)] {
            assert_eq!(chinese_new_year(year), Some(date(year, month, day)), "{year}");
        }
    }
}
