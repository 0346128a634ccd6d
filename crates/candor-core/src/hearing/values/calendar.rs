//! Names of days and months, and reckoning with them.

use jiff::{ToSpan, civil::Date, civil::Weekday};

/// The month a word names, 1 to 12.
pub(super) fn month(word: &str) -> Option<i8> {
    position(MONTHS, word)
}

/// The day of the week a word names.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    Weekday::from_monday_one_offset(position(WEEKDAYS, word)?).ok()
}

/// The day of the month an ordinal word names: "пятнадцатого", "second".
pub(super) fn ordinal(word: &str) -> Option<i64> {
    let stem = ORDINALS.split_whitespace().position(|stems| {
        stems
            .split('|')
            .any(|stem| word.strip_prefix(stem).is_some_and(|ending| ENDINGS.split('|').any(|known| known == ending)))
    })?;
    i64::try_from(stem + 1).ok()
}

fn position(list: &str, word: &str) -> Option<i8> {
    let at = list.split_whitespace().position(|words| words.split('|').any(|known| known == word))?;
    i8::try_from(at + 1).ok()
}

/// The next such weekday after `today`.
pub(super) fn next_weekday(today: Date, day: Weekday) -> Option<Date> {
    (1..=7).filter_map(|ahead: i64| today.checked_add(ahead.days()).ok()).find(|date| date.weekday() == day)
}

/// The day of this month and number that is not before `today`; this year's or next year's.
pub(super) fn next_date(today: Date, month: i8, day: i8) -> Option<Date> {
    let this_year = Date::new(today.year(), month, day).ok();
    this_year.filter(|date| *date >= today).or_else(|| Date::new(today.year() + 1, month, day).ok())
}

/// The next day with this number that is not before `today`.
pub(super) fn next_number(today: Date, day: i8) -> Option<Date> {
    let first = today.first_of_month();
    (0..=12_i64)
        .filter_map(|ahead| first.checked_add(ahead.months()).ok())
        .filter_map(|month| Date::new(month.year(), month.month(), day).ok())
        .find(|date| *date >= today)
}

const MONTHS: &str = "января|январь|январе|янв|january|jan февраля|февраль|феврале|фев|февр|february|feb марта|март|марте|мар|march|mar апреля|апрель|апреле|апр|april|apr \
    мая|май|мае|may июня|июнь|июне|июн|june|jun июля|июль|июле|июл|july|jul августа|август|августе|авг|august|aug сентября|сентябрь|сентябре|сен|сент|september|sep|sept \
    октября|октябрь|октябре|окт|october|oct ноября|ноябрь|ноябре|ноя|нояб|november|nov декабря|декабрь|декабре|дек|december|dec";
const WEEKDAYS: &str = "понедельник|понедельника|понедельнику|пн|monday|mon|mondays вторник|вторника|вторнику|вт|tuesday|tue|tues среда|среду|среды|среде|wednesday|wed \
    четверг|четверга|четвергу|чт|thursday|thu|thur|thurs пятница|пятницу|пятницы|пятнице|пт|friday|fri суббота|субботу|субботы|субботе|сб|saturday воскресенье|воскресенья|воскресенью|воскресение|вс|sunday";
const ORDINALS: &str = "перв|first втор|second трет|third четверт|fourth пят|fifth шест|sixth седьм|seventh восьм|eighth девят|ninth десят|tenth одиннадцат|eleventh двенадцат|twelfth \
    тринадцат|thirteenth четырнадцат|fourteenth пятнадцат|fifteenth шестнадцат|sixteenth семнадцат|seventeenth восемнадцат|eighteenth девятнадцат|nineteenth двадцат|twentieth";
const ENDINGS: &str = "ое|ого|ому|ый|ье|ьего|ьему|ий|ой|ом|";
