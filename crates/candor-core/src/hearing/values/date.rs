//! Days, perhaps with a time: "завтра в 18:30", "15 января", "Jan 15 at 6 pm", "15.01", "2026-01-15", "в пятницу",
//! "in 3 days". A time without a day is no date, and a day that two countries read differently (3/4) is none either:
//! the desk asks rather than guesses.

use jiff::{ToSpan, civil::Date};

use super::{
    calendar::{month, next_date, next_number, next_weekday, ordinal, weekday},
    currency::currency_of,
    percent::is_percent,
    pieces::{Kind, Piece, cut},
    time::time_at,
};
use crate::hearing::heard::{FoundValue, Value};

/// A day and the pieces it takes.
pub(super) type Day = (Date, usize);

/// All days in a text, reckoned from `today`.
pub(super) fn find(text: &str, today: Date) -> Vec<FoundValue> {
    let pieces = cut(text, false);
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let Some((day, next)) = day_at(&pieces, at, today) else {
            at += 1;
            continue;
        };
        // "Пятница, 18 июля": the date says more than the weekday before it.
        let comma = usize::from(pieces.get(next).is_some_and(|piece| piece.is_sign(',') || piece.is_sign('.')));
        let is_weekday = pieces.get(at).is_some_and(|piece| weekday(&piece.text).is_some());
        let better = calendar_day_at(&pieces, next + comma, today).filter(|_| is_weekday);
        let (day, next) = better.unwrap_or((day, next));
        let (minutes, start, end) = time_beside(&pieces, at, next);
        if let (Some(first), Some(last)) = (pieces.get(start), pieces.get(end - 1)) {
            found.push(FoundValue { value: Value::Date { day, minutes }, start: first.start, end: last.end });
        }
        at = end.max(next);
    }
    found
}

/// The time after the day ("завтра в 18:30") or before it ("в 18:30 завтра"), with the pieces both take.
fn time_beside(pieces: &[Piece], at: usize, next: usize) -> (Option<i32>, usize, usize) {
    for skip in 0..=2 {
        if let Some((minutes, end)) = time_at(pieces, next + skip) {
            return (Some(minutes), at, end);
        }
        if !pieces.get(next + skip).is_some_and(|piece| {
            piece.is_sign(',') || piece.is_word(&["в", "at", "где", "около", "around", "about", "часов", "к"])
        }) {
            break;
        }
    }
    for back in 2..=6 {
        let Some(start) = at.checked_sub(back) else { break };
        if let Some((minutes, end)) = time_at(pieces, start) {
            let rest = pieces.get(end..at).unwrap_or_default();
            if rest.len() <= 2 && rest.iter().all(|piece| piece.is_word(&["on", "в", "во"]) || piece.is_sign(',')) {
                return (Some(minutes), start, next);
            }
        }
    }
    (None, at, next)
}

fn day_at(pieces: &[Piece], at: usize, today: Date) -> Option<Day> {
    relative_at(pieces, at, today)
        .or_else(|| calendar_day_at(pieces, at, today))
        .or_else(|| weekday_at(pieces, at, today))
        .or_else(|| ahead_at(pieces, at, today))
}

/// A day told by its number.
fn calendar_day_at(pieces: &[Piece], at: usize, today: Date) -> Option<Day> {
    iso_at(pieces, at)
        .or_else(|| dotted_at(pieces, at, today))
        .or_else(|| slashed_at(pieces, at, today))
        .or_else(|| numbered_day_at(pieces, at, today))
        .or_else(|| month_day_at(pieces, at, today))
}

fn word(pieces: &[Piece], at: usize) -> Option<&str> {
    pieces.get(at).filter(|piece| piece.kind == Kind::Word).map(|piece| piece.text.as_str())
}

fn number(pieces: &[Piece], at: usize) -> Option<i64> {
    pieces.get(at).and_then(Piece::small_number)
}

fn relative_at(pieces: &[Piece], at: usize, today: Date) -> Option<Day> {
    let ahead = |days: i64| today.checked_add(days.days()).ok();
    match word(pieces, at)? {
        "сегодня" | "today" | "tonight" | "сеня" | "седня" | "сегодняшний" => {
            Some((today, at + 1))
        }
        "завтра" | "tomorrow" | "tmrw" | "tomorow" | "tommorow" | "завтро" => Some((ahead(1)?, at + 1)),
        "послезавтра" => Some((ahead(2)?, at + 1)),
        "послепослезавтра" => Some((ahead(3)?, at + 1)),
        "day" if word(pieces, at + 1) == Some("after") && word(pieces, at + 2) == Some("tomorrow") => {
            Some((ahead(2)?, at + 3))
        }
        _ => None,
    }
}

/// 2026-01-15, also with single digits.
fn iso_at(pieces: &[Piece], at: usize) -> Option<Day> {
    let is_dash = |place: usize| {
        pieces.get(place).is_some_and(|piece| (piece.is_sign('-') || piece.is_sign('/')) && piece.is_glued)
    };
    if !is_dash(at + 1) || !is_dash(at + 3) {
        return None;
    }
    let (year, month, day) = (number(pieces, at)?, number(pieces, at + 2)?, number(pieces, at + 4)?);
    (year > 1900).then(|| date(year, month, day)).flatten().map(|date| (date, at + 5))
}

/// 15.01, 15.01.26, 15.01.2026.
fn dotted_at(pieces: &[Piece], at: usize, today: Date) -> Option<Day> {
    let is_dot = |place: usize| pieces.get(place).is_some_and(|piece| piece.is_sign('.') && piece.is_glued);
    let is_glued = |place: usize| pieces.get(place).is_some_and(|piece| piece.is_glued);
    if !is_dot(at + 1) || !is_glued(at + 2) || at.checked_sub(1).is_some_and(|before| is_dot(before) && is_glued(at)) {
        return None;
    }
    let (day, month) = (number(pieces, at)?, number(pieces, at + 2)?);
    if is_dot(at + 3)
        && is_glued(at + 4)
        && let Some(year) = number(pieces, at + 4)
    {
        return date(full_year(year), month, day).map(|date| (date, at + 5));
    }
    let has_two_digits = pieces.get(at + 2).is_some_and(|piece| piece.text.len() == 2);
    let is_amount = pieces.get(at + 3).is_some_and(|after| {
        currency_of(after).is_some()
            || is_percent(after)
            || after.is_word(&["кг", "kg", "г", "л", "м", "км", "тыс", "млн", "k", "к", "м2", "см"])
    }) || at
        .checked_sub(1)
        .and_then(|before| pieces.get(before))
        .is_some_and(|before| currency_of(before).is_some());
    (has_two_digits && !is_amount).then(|| dated(today, month, day)).flatten().map(|date| (date, at + 3))
}

/// 15/01/2026, 2/15: only where one reading is possible.
fn slashed_at(pieces: &[Piece], at: usize, today: Date) -> Option<Day> {
    let is_slash = |place: usize| pieces.get(place).is_some_and(|piece| piece.is_sign('/'));
    if !is_slash(at + 1) {
        return None;
    }
    let (first, second) = (number(pieces, at)?, number(pieces, at + 2)?);
    let (month, day) = match (first, second) {
        (13..=31, 1..=12) => (second, first),
        (1..=12, 13..=31) => (first, second),
        (same, other) if same == other => (same, same),
        _ => return None,
    };
    if is_slash(at + 3)
        && let Some(year) = number(pieces, at + 4)
    {
        return date(full_year(year), month, day).map(|date| (date, at + 5));
    }
    dated(today, month, day).map(|date| (date, at + 3))
}

/// "15 января", "15-го января 2027", "15th of January", "пятнадцатого января", "15 числа".
fn numbered_day_at(pieces: &[Piece], at: usize, today: Date) -> Option<Day> {
    let (day, mut next) = day_number_at(pieces, at)?;
    if word(pieces, next) == Some("of") || word(pieces, next) == Some("day") {
        next += 1;
    }
    if let Some(name) = word(pieces, next).and_then(month) {
        return with_year(pieces, next + 1, today, name.into(), day);
    }
    let named = usize::from(matches!(word(pieces, next), Some("числа" | "число" | "числу")));
    // "15-го" and "on the 15th" are days too, "the 15th floor" is none.
    let has_ending = next > at + 1 && pieces.get(at).is_some_and(|piece| piece.number().is_some());
    let is_opened = at.checked_sub(1).is_some_and(|before| word(pieces, before) == Some("the"))
        || pieces.get(next - 1).is_some_and(|ending| ending.is_word(&["го", "ого"]));
    let is_followed = word(pieces, next).is_some_and(|after| {
        !matches!(after, "в" | "at" | "и" | "and" | "утром" | "вечером" | "днем" | "please" | "пожалуйста")
    });
    let is_day = named > 0 || (has_ending && is_opened && !is_followed);
    let number = i8::try_from(day).ok().filter(|_| is_day)?;
    Some((next_number(today, number)?, next + named))
}

/// "Jan 15", "January 15th, 2027", "января 15".
fn month_day_at(pieces: &[Piece], at: usize, today: Date) -> Option<Day> {
    let name = word(pieces, at).and_then(month)?;
    let dot = usize::from(pieces.get(at + 1).is_some_and(|piece| piece.is_sign('.')));
    let the = usize::from(word(pieces, at + 1 + dot) == Some("the"));
    let (day, next) = day_number_at(pieces, at + 1 + dot + the)?;
    with_year(pieces, next, today, name.into(), day)
}

/// The day's number, with what sticks to it ("15-го", "15th").
fn day_number_at(pieces: &[Piece], at: usize) -> Option<(i64, usize)> {
    if let Some(day) = number(pieces, at).filter(|day| (1..=31).contains(day)) {
        let dash = usize::from(pieces.get(at + 1).is_some_and(|piece| piece.is_sign('-') && piece.is_glued));
        let has_ending = pieces.get(at + 1 + dash).is_some_and(|ending| {
            ending.is_glued && ending.is_word(&["го", "ого", "е", "ое", "его", "му", "st", "nd", "rd", "th"])
        });
        return Some((day, if has_ending { at + 2 + dash } else { at + 1 }));
    }
    let tens = match word(pieces, at)? {
        "двадцать" | "twenty" => 20,
        "тридцать" | "thirty" => 30,
        single => return ordinal(single).map(|day| (day, at + 1)),
    };
    let dash = usize::from(pieces.get(at + 1).is_some_and(|piece| piece.is_sign('-')));
    let ones = word(pieces, at + 1 + dash).and_then(ordinal).filter(|ones| *ones < 10)?;
    Some((tens + ones, at + 2 + dash))
}

fn with_year(pieces: &[Piece], next: usize, today: Date, month: i64, day: i64) -> Option<Day> {
    let dot = usize::from(pieces.get(next).is_some_and(|piece| piece.is_sign('.') || piece.is_sign(',')));
    if let Some(year) = number(pieces, next + dot).filter(|year| (2000..2100).contains(year)) {
        let tail = usize::from(matches!(word(pieces, next + dot + 1), Some("года" | "г" | "год")));
        return date(year, month, day).map(|date| (date, next + dot + 1 + tail));
    }
    dated(today, month, day).map(|date| (date, next))
}

/// "в пятницу", "next Friday", "в следующий вторник".
fn weekday_at(pieces: &[Piece], at: usize, today: Date) -> Option<Day> {
    let day = weekday(word(pieces, at)?)?;
    let before = at.checked_sub(1).and_then(|before| word(pieces, before));
    let next = next_weekday(today, day)?;
    let is_next_week =
        matches!(before, Some("next" | "следующий" | "следующую" | "следующее" | "следующая" | "следующей"));
    let is_past = matches!(
        before,
        Some(
            "last"
                | "прошлый"
                | "прошлую"
                | "прошлое"
                | "каждый"
                | "каждую"
                | "every"
                | "каждое"
                | "по"
        )
    );
    let is_same_week = next.weekday().to_monday_zero_offset() > today.weekday().to_monday_zero_offset();
    let date = if is_next_week && is_same_week { next.checked_add(7.days()).ok()? } else { next };
    (!is_past).then_some((date, at + 1))
}

/// "через 3 дня", "in two weeks", "через неделю".
fn ahead_at(pieces: &[Piece], at: usize, today: Date) -> Option<Day> {
    if !matches!(word(pieces, at)?, "через" | "in") {
        return None;
    }
    let (count, next) = match super::amount::amount_at(pieces, at + 1) {
        Some(amount) if amount.thousandths % 1000 == 0 => (amount.thousandths / 1000, amount.next),
        Some(_) => return None,
        None => (1, at + 1 + usize::from(matches!(word(pieces, at + 1), Some("a" | "an")))),
    };
    let span = match word(pieces, next)? {
        "день" | "дня" | "дней" | "day" | "days" => count.days(),
        "неделю" | "недели" | "недель" | "week" | "weeks" => count.checked_mul(7)?.days(),
        "месяц" | "месяца" | "месяцев" | "month" | "months" => count.months(),
        _ => return None,
    };
    (count <= 366).then(|| today.checked_add(span).ok()).flatten().map(|date| (date, next + 1))
}

fn full_year(year: i64) -> i64 {
    if year < 100 { 2000 + year } else { year }
}

fn date(year: i64, month: i64, day: i64) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn dated(today: Date, month: i64, day: i64) -> Option<Date> {
    next_date(today, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}
