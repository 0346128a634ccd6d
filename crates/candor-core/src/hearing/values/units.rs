//! Words for units of time.

use std::sync::LazyLock;

use super::lexicon::{Lexicon, lexicon};
use crate::hearing::heard::Grain;

/// The unit a word names, and how many of it: a fortnight is two weeks.
pub(super) fn unit(word: &str) -> Option<(i64, Grain)> {
    match UNITS.get(word)? {
        1 => Some((1, Grain::Second)),
        2 => Some((1, Grain::Minute)),
        3 => Some((1, Grain::Hour)),
        4 => Some((1, Grain::Day)),
        5 => Some((1, Grain::Week)),
        6 => Some((1, Grain::Month)),
        7 => Some((1, Grain::Quarter)),
        8 => Some((1, Grain::Year)),
        9 => Some((2, Grain::Week)),
        10 => Some((10, Grain::Year)),
        _ => None,
    }
}

/// Full words, where an abbreviation such as "h" or "м" would be too little to go by.
pub(super) fn full_unit(word: &str) -> Option<(i64, Grain)> {
    if word.chars().count() < 3 { None } else { unit(word) }
}

static UNITS: Lexicon = LazyLock::new(|| lexicon(WORDS));

const WORDS: &str = "1:second|seconds|sec|secs|сек|секунда|секунды|секунд|секунду|секунде|секундочку|секундочка|секундочек|секундочки|секундой \
    2:minute|minutes|min|mins|мин|минута|минуты|минут|минуту|минуте|минутка|минутку|минутки|минуток|минуточка|минуточку|минуточки|минуточек|минутой \
    3:hour|hours|hr|hrs|h|час|часа|часов|часу|ч|часик|часика|часиков|часик|часы \
    4:day|days|день|дня|дней|дню|дни|денек|денька|сут|сутки|суток \
    5:week|weeks|wk|wks|неделя|недели|недель|неделю|неделе|недельку|недельки|недельке|неделей|нед \
    6:month|months|mth|mths|mo|mos|мес|месяц|месяца|месяцев|месяце|месяцу|месяцем|месячишко \
    7:quarter|quarters|qtr|qtrs|квартал|квартала|кварталов|квартале|кварталу|кв \
    8:year|years|yr|yrs|год|года|лет|году|годом|годик|годика|годы \
    9:fortnight|fortnights 10:decade|decades|десятилетие|десятилетия";
