//! What follows from an approved sentence by reckoning: a Wednesday lies between Monday and Saturday, 19:00 between 9:00 and 20:00, and
//! who orders for 9,200 ₽ has reached the 5,000 ₽ from which delivery is free. Only figures of the script and of the contact are reckoned with.

use super::{
    is_grounded::{is_free_word, is_plain},
    kin::are_kin,
    segments::Segment,
};
use crate::hearing::{Figure, FigureKind};

const WEEK: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Beginnings of words of a house that is open.
const OPEN: &[&str] = &["open", "work", "откр", "работа"];
/// And of one that is not.
const CLOSED: &[&str] = &["close", "закр"];
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

/// A figure's place in the week or in the day.
fn place(figure: &Figure) -> Option<usize> {
    match figure.kind {
        FigureKind::Day => WEEK.iter().position(|day| *day == figure.key),
        FigureKind::Time => {
            let (hours, minutes) = figure.key.split_once(':')?;
            Some(hours.parse::<usize>().ok()?.saturating_mul(60).saturating_add(minutes.parse().ok()?))
        }
        _ => None,
    }
}

/// Whether a segment tells from when to when, by this kind of figure, and if so whether this one lies between.
fn lies_in(segment: &Segment, figure: &Figure) -> Option<bool> {
    let mut ranges = segment.ranges().into_iter().filter(|(from, to)| from.kind == figure.kind && to.kind == figure.kind);
    let (from, to) = ranges.next()?;
    let (from, to, at) = (place(from)?, place(to)?, place(figure)?);
    Some(if from <= to { from <= at && at <= to } else { at >= from || at <= to })
}

/// Of the sentence of a house's hours: whether a day or hour lies in them. None if it tells no such hours.
pub(super) fn is_open_at(sentence: &[Segment], figure: &Figure) -> Option<bool> {
    let words = || sentence.iter().flat_map(|one| &one.words).map(|(_, stem)| stem.as_str());
    let is_of_opening = words().any(|stem| OPEN.iter().any(|word| stem.starts_with(word)));
    let found = sentence.iter().find_map(|one| lies_in(one, figure))?;
    is_of_opening.then_some(found)
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
            is_reached && carrying.iter().any(|stem| is_said(stem)) && carrying.iter().all(is_known) && next_is(segment, &says)
        })
}

fn carries(stem: &str) -> bool {
    stem.chars().any(char::is_alphabetic) && !is_plain(stem) && !is_free_word(stem) && !LINKS.iter().any(|link| are_kin(link, stem))
}

/// Whether what stands right beside "free" is what the sentence is about: "free delivery", "delivery is free".
fn next_is(segment: &Segment, says: impl Fn(&str) -> bool) -> bool {
    // A figure is an empty word; the free one stands where its figure does in their order.
    let places = segment.words.iter().enumerate().filter(|(_, (word, _))| word.is_empty()).map(|(at, _)| at);
    let mut free =
        places.zip(&segment.figures).filter(|(_, (figure, _))| figure.kind == FigureKind::Free).map(|(at, _)| at);
    free.all(|at| {
        let stems = |words: &[(String, String)]| -> Vec<String> {
            words.iter().map(|(_, stem)| stem.clone()).collect()
        };
        let behind = stems(segment.words.get(at.saturating_add(1)..).unwrap_or_default());
        let before = stems(segment.words.get(..at).unwrap_or_default());
        let next = behind.first().filter(|stem| carries(stem)).or_else(|| before.iter().rev().find(|stem| carries(stem)));
        next.is_some_and(|stem| says(stem))
    })
}
