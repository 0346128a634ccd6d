//! Names of days and months, and reckoning with them.

use std::sync::LazyLock;

use jiff::{ToSpan, civil::Date, civil::Weekday};

use super::lexicon::{Lexicon, lexicon};

/// The month a word names, 1 to 12.
pub(super) fn month(word: &str) -> Option<i8> {
    MONTH_WORDS.get(word).and_then(|month| i8::try_from(*month).ok())
}

/// The day of the week a word names.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    Weekday::from_monday_one_offset(i8::try_from(*WEEKDAY_WORDS.get(word)?).ok()?).ok()
}

/// The number an ordinal word names: "пятнадцатого", "second".
pub(super) fn ordinal(word: &str) -> Option<i64> {
    if let Some(number) = ORDINAL_STEMS.get(word) {
        return (!word.chars().any(|ch| matches!(ch, 'а'..='я'))).then_some(*number);
    }
    // So the Russian stems begin; other words need not be tried with every ending.
    if !word.starts_with(['п', 'в', 'т', 'ч', 'ш', 'с', 'д', 'о']) {
        return None;
    }
    ENDINGS.iter().find_map(|ending| ORDINAL_STEMS.get(word.strip_suffix(ending)?).copied())
}

/// The next such weekday after `today`.
pub(super) fn next_weekday(today: Date, day: Weekday) -> Option<Date> {
    (1..=7).filter_map(|ahead: i64| today.checked_add(ahead.days()).ok()).find(|date| date.weekday() == day)
}

static MONTH_WORDS: Lexicon = LazyLock::new(|| lexicon(MONTHS));
static WEEKDAY_WORDS: Lexicon = LazyLock::new(|| lexicon(WEEKDAYS));
static ORDINAL_STEMS: Lexicon = LazyLock::new(|| lexicon(ORDINALS));

const MONTHS: &str = "1:января|январь|январе|январю|январем|янв|january|jan 2:февраля|февраль|феврале|февралю|фев|февр|february|feb 3:марта|март|марте|марту|мартом|мар|march|mar \
    4:апреля|апрель|апреле|апрелю|апр|april|apr 5:мая|май|мае|маю|may 6:июня|июнь|июне|июню|июн|june|jun 7:июля|июль|июле|июлю|июл|july|jul \
    8:августа|август|августе|августу|авг|august|aug 9:сентября|сентябрь|сентябре|сентябрю|сен|сент|september|sep|sept \
    10:октября|октябрь|октябре|октябрю|окт|october|oct 11:ноября|ноябрь|ноябре|ноябрю|ноя|нояб|november|nov 12:декабря|декабрь|декабре|декабрю|дек|december|dec";
const WEEKDAYS: &str = "1:понедельник|понедельника|понедельнику|понедельнике|понедельником|пн|monday|mon|mondays|monday's 2:вторник|вторника|вторнику|вторнике|вт|tuesday|tue|tues|tuesdays|tuesday's \
    3:среда|среду|среды|среде|средой|ср|wednesday|wed|weds|wednesdays|wednesday's 4:четверг|четверга|четвергу|четверге|чт|thursday|thu|thur|thurs|thursdays|thursday's \
    5:пятница|пятницу|пятницы|пятнице|пятницей|пт|friday|fri|fridays|friday's 6:суббота|субботу|субботы|субботе|субботой|сб|saturday|sat|saturdays|saturday's \
    7:воскресенье|воскресенья|воскресенью|воскресение|воскресеньем|вс|вскр|sunday|sun|sundays|sunday's";
const ORDINALS: &str = "1:перв|first 2:втор|second 3:трет|third 4:четверт|fourth|forth 5:пят|fifth 6:шест|sixth 7:седьм|seventh 8:восьм|eighth 9:девят|ninth 10:десят|tenth 11:одиннадцат|eleventh \
    12:двенадцат|twelfth 13:тринадцат|thirteenth 14:четырнадцат|fourteenth 15:пятнадцат|fifteenth 16:шестнадцат|sixteenth 17:семнадцат|seventeenth 18:восемнадцат|eighteenth \
    19:девятнадцат|nineteenth 20:двадцат|twentieth 30:тридцат|thirtieth";
const ENDINGS: [&str; 17] =
    ["ое", "ого", "ому", "ый", "ом", "ье", "ьего", "ьему", "ий", "ой", "ая", "ую", "ья", "ью", "ьей", "ым", "ьем"];
