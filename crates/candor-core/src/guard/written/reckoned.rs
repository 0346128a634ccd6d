//! What follows from an approved sentence by reckoning: a Wednesday lies between Monday and Saturday, 19:00 between 9:00 and 20:00, and
//! who orders for 9,200 ₽ has reached the 5,000 ₽ from which delivery is free. Only figures of the script and of the contact are reckoned with.

use super::{
    is_grounded::{is_free_word, is_plain},
    kin::are_kin,
    segments::{Segment, segments},
};
use crate::hearing::{Figure, FigureKind};

const WEEK: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Beginnings of words of a house that is open.
const OPEN: &[&str] = &["open", "work", "откр", "работа"];
/// And of one that is not.
const CLOSED: &[&str] = &["close", "закр"];
/// Words that only say that some hour is fine.
const FINE: &[&str] = &[
    "fine",
    "ok",
    "good",
    "great",
    "possibl",
    "time",
    "sure",
    "problem",
    "still",
    "хорош",
    "подойдет",
    "успеет",
    "возможн",
    "удобн",
    "ещ",
    "время",
];
/// Words around what is free that do not say what it is.
const LINKS: &[&str] = &["itself", "altogether", "complet", "entir", "полност", "совс", "абсолютн"];

/// Whether a figure is a day of the week.
pub(super) fn is_weekday(figure: &Figure) -> bool {
    figure.kind == FigureKind::Day && WEEK.contains(&figure.key.as_str())
}

/// Whether a stem says that a house is open, or that it is closed.
pub(super) fn is_of_hours(stem: &str) -> bool {
    OPEN.iter().chain(CLOSED).any(|word| stem.starts_with(word))
}

/// Whether a stem says that a house is closed.
pub(super) fn is_closed(stem: &str) -> bool {
    CLOSED.iter().any(|word| stem.starts_with(word))
}

/// Whether a stem says no more than that some hour is fine.
pub(super) fn is_fine(stem: &str) -> bool {
    FINE.contains(&stem)
}

/// A figure's place in the week or in the day.
fn place(figure: &Figure) -> Option<usize> {
    match figure.kind {
        FigureKind::Day => WEEK.iter().position(|day| *day == figure.key),
        FigureKind::Time => {
            let (hours, minutes) = figure.key.split_once(':')?;
            Some(hours.parse::<usize>().ok()?.saturating_mul(60).saturating_add(minutes.parse().ok()?))
        }
        FigureKind::Number => figure.key.parse().ok(),
        _ => None,
    }
}

/// Whether a figure lies in each of the ranges of its kind a segment tells. None if it tells none.
fn lies_in(segment: &Segment, figure: &Figure) -> Option<bool> {
    let is_alike = |end: &Figure| end.kind == figure.kind && end.currency == figure.currency;
    let ranges = segment.ranges().into_iter().filter(|(from, to)| is_alike(from) && is_alike(to));
    let lies = ranges.filter_map(|(from, to)| {
        let (from, to, at) = (place(from)?, place(to)?, place(figure)?);
        Some(if from <= to { from <= at && at <= to } else { at >= from || at <= to })
    });
    let lies: Vec<bool> = lies.collect();
    (!lies.is_empty()).then(|| lies.into_iter().all(|lies| lies))
}

/// Whether a text tells a range of a figure's kind, and if so whether the figure lies in one.
pub(in super::super) fn lies_in_a_range(text: &str, figure: &Figure) -> Option<bool> {
    segments(text).iter().filter_map(|segment| lies_in(segment, figure)).reduce(|one, other| one || other)
}

/// Whether a sentence tells ranges of a number's kind, and it lies in all of them.
pub(super) fn is_between(sentence: &[Segment], figure: &Figure) -> bool {
    sentence.iter().filter_map(|one| lies_in(one, figure)).reduce(|one, other| one && other).unwrap_or_default()
}

/// Of the sentence of a house's hours: whether a day lies in those it is open on, or an hour in all it is open at. None if it tells none.
pub(super) fn is_open_at(sentence: &[Segment], figure: &Figure) -> Option<bool> {
    let found = sentence.iter().filter_map(|one| lies_in(one, figure));
    let found = found.reduce(|one, other| if figure.kind == FigureKind::Day { one || other } else { one && other });
    found.filter(|_| is_of_opening(sentence))
}

/// Whether a sentence of a house's hours says that it closes then.
pub(super) fn closes_at(sentence: &[Segment], figure: &Figure) -> bool {
    let is_end = |one: &Segment| one.ranges().into_iter().any(|(_, end)| end.agrees_with(figure));
    figure.kind == FigureKind::Time && is_of_opening(sentence) && sentence.iter().any(is_end)
}

fn is_of_opening(sentence: &[Segment]) -> bool {
    let mut words = sentence.iter().flat_map(|one| &one.words).map(|(_, stem)| stem.as_str());
    words.any(|stem| OPEN.iter().any(|word| stem.starts_with(word)))
}

/// The hours of a sentence with the days they are told for: "on weekdays from 7:00 to 23:00, on Saturday from 9:00".
fn hours_by_day(sentence: &[Segment]) -> Vec<(Vec<&Segment>, Vec<&Segment>)> {
    let has = |one: &Segment, kind: FigureKind| one.figures.iter().any(|(figure, _)| figure.kind == kind);
    let mut found: Vec<(Vec<&Segment>, Vec<&Segment>)> = Vec::new();
    let mut days: Vec<&Segment> = Vec::new();
    for one in sentence {
        if has(one, FigureKind::Day) {
            days.push(one);
        }
        if has(one, FigureKind::Time) {
            match found.last_mut() {
                Some((_, hours)) if days.is_empty() => hours.push(one),
                _ => found.push((std::mem::take(&mut days), vec![one])),
            }
        }
    }
    found
}

fn is_among(days: &[&Segment], day: &Figure) -> bool {
    days.iter().any(|one| one.holds(day) || lies_in(one, day) == Some(true))
}

/// Whether a segment tells hours for a day that a sentence with these hours tells for others, or says that it is closed on a day for which
/// a sentence tells hours.
pub(super) fn takes_hours_of_another_day(segment: &Segment, sentence: &[Segment], is_closed: bool) -> bool {
    let days = || segment.figures.iter().map(|(figure, _)| figure).filter(|figure| is_weekday(figure));
    let times = || segment.figures.iter().map(|(figure, _)| figure).filter(|figure| figure.kind == FigureKind::Time);
    if days().next().is_none() {
        return false;
    }
    let groups = hours_by_day(sentence);
    let groups: Vec<_> = groups.iter().filter(|(of, _)| !of.is_empty()).collect();
    if is_closed && times().next().is_none() {
        // «В воскресенье закрыто» beside the hours of Sunday.
        return segment.range().is_none() && days().any(|day| groups.iter().any(|(of, _)| is_among(of, day)));
    }
    let holds =
        |hours: &[&Segment]| times().next().is_some() && times().all(|time| hours.iter().any(|one| one.holds(time)));
    let holders: Vec<_> = groups.iter().filter(|(_, hours)| holds(hours)).collect();
    !holders.is_empty() && days().any(|day| !holders.iter().any(|(of, _)| is_among(of, day)))
}

/// Whether a text says of the thing a sentence makes free from some sum on that it is free, and right there a sum that reaches it.
/// `is_price` tells the sums of the script, `says` the words of that sentence, `sells` those of one with that price.
pub(super) fn reaches(
    text: &[Segment],
    least: &Figure,
    says: impl Fn(&str) -> bool,
    sells: impl Fn(&Figure, &str) -> bool,
) -> bool {
    let amount = |figure: &Figure| figure.key.parse::<u64>().ok();
    let Some(needed) = amount(least) else { return false };
    let is_sum = |figure: &Figure| figure.currency.is_some() && figure.currency == least.currency;
    let sums = |one: &Segment| -> Vec<Figure> {
        one.figures.iter().map(|(figure, _)| figure.clone()).filter(|figure| is_sum(figure)).collect()
    };
    let is_free = |one: &Segment| one.figures.iter().any(|(figure, _)| figure.kind == FigureKind::Free);
    let mut free = text.iter().enumerate().filter(|(_, one)| is_free(one)).peekable();
    free.peek().is_some()
        && free.all(|(at, segment)| {
            // The nearest sums: its own, or those of the nearest segment before it that has any.
            let before = text.get(..=at).unwrap_or_default().iter().rev();
            let near = before.map(&sums).find(|sums| !sums.is_empty()).unwrap_or_default();
            let is_reached = !near.is_empty() && near.iter().all(|sum| amount(sum).is_some_and(|sum| sum >= needed));
            let carrying = segment.words.iter().map(|(_, stem)| stem.as_str()).filter(|stem| carries(stem));
            let carrying: Vec<&str> = carrying.collect();
            let is_said = |stem: &&str| says(stem);
            let is_known = |stem: &&str| says(stem) || near.iter().any(|sum| sells(sum, stem));
            is_reached && carrying.iter().any(is_said) && carrying.iter().all(is_known) && next_is(segment, &says)
        })
}

fn carries(stem: &str) -> bool {
    stem.chars().any(char::is_alphabetic)
        && !is_plain(stem)
        && !is_free_word(stem)
        && !LINKS.iter().any(|link| are_kin(link, stem))
}

/// Whether what stands right beside "free" is what the sentence is about: "free delivery", "delivery is free".
fn next_is(segment: &Segment, says: impl Fn(&str) -> bool) -> bool {
    // A figure is an empty word; the free one stands where its figure does in their order.
    let places = segment.words.iter().enumerate().filter(|(_, (word, _))| word.is_empty()).map(|(at, _)| at);
    let mut free =
        places.zip(&segment.figures).filter(|(_, (figure, _))| figure.kind == FigureKind::Free).map(|(at, _)| at);
    free.all(|at| {
        let stems =
            |words: &[(String, String)]| -> Vec<String> { words.iter().map(|(_, stem)| stem.clone()).collect() };
        let behind = stems(segment.words.get(at.saturating_add(1)..).unwrap_or_default());
        let before = stems(segment.words.get(..at).unwrap_or_default());
        let next =
            behind.first().filter(|stem| carries(stem)).or_else(|| before.iter().rev().find(|stem| carries(stem)));
        next.is_some_and(|stem| says(stem))
    })
}
