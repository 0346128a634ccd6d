//! A told value as it is said back to the contact: in words, on one line, of bounded length.

use jiff::civil;

use crate::{conversation::Told, language::Language, script::model::FieldKind};

/// Longer values are cut, in characters: what a contact wrote must not fill a message of the desk.
pub(crate) const LONGEST: usize = 120;

/// The value in words.
pub(crate) fn in_words(kind: &FieldKind, told: &Told, language: Language) -> String {
    let words = match kind {
        FieldKind::Choice { options } => {
            let option = options.iter().find(|option| option.id == told.value);
            option.and_then(|option| option.name(language)).map(str::to_owned)
        }
        FieldKind::Date => day(&told.value, language),
        FieldKind::Money => Some(money(&told.value)),
        FieldKind::Phone | FieldKind::Email | FieldKind::Quantity | FieldKind::Text => None,
    };
    plain(&words.unwrap_or_else(|| told.value.clone()))
}

/// `2026-12-05T15:00` as "5 December, 15:00". The year is left out: contacts speak of the next such day.
fn day(value: &str, language: Language) -> Option<String> {
    let (day, time) = match value.split_once('T') {
        Some((day, time)) => (day, Some(time)),
        None => (value, None),
    };
    let day: civil::Date = day.parse().ok()?;
    let names = match language {
        Language::En => &MONTHS_EN,
        Language::Ru => &MONTHS_RU,
    };
    let month = names.get(usize::try_from(day.month() - 1).ok()?)?;
    let words = format!("{} {month}", day.day());
    Some(match time.and_then(|time| time.get(..5)) {
        Some(time) => format!("{words}, {time}"),
        None => words,
    })
}

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const MONTHS_RU: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// `2900.00 RUB` as "2900 ₽".
pub(crate) fn money(value: &str) -> String {
    let (amount, currency) = value.split_once(' ').unwrap_or((value, ""));
    let amount = amount.replace(".00", "");
    let sign = match currency {
        "RUB" => "₽",
        "USD" => "$",
        "EUR" => "€",
        other => other,
    };
    format!("{amount} {sign}").trim_end().to_owned()
}

/// On one line, without signs nobody sees, and not too long.
pub(crate) fn plain(text: &str) -> String {
    let visible: String =
        text.chars().map(|sign| if sign.is_control() || is_direction(sign) { ' ' } else { sign }).collect();
    let words = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= LONGEST {
        return words;
    }
    let mut cut: String = words.chars().take(LONGEST - 1).collect();
    cut.push('…');
    cut
}

/// Marks that turn the direction of writing (Unicode Standard Annex 9) and could make a text read differently.
fn is_direction(sign: char) -> bool {
    matches!(sign, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
