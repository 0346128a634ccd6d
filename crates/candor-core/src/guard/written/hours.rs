//! Days and hours of a house: which words tell them, and whether a text tells hours for a day that the script tells for others.

use super::segments::Segment;
use crate::hearing::{Figure, FigureKind};

const WEEK: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Beginnings of words of a house that is open.
const OPEN: &[&str] = &["open", "work", "откр", "работа"];
/// And of one that is not.
const CLOSED: &[&str] = &["close", "закр"];

/// Whether a figure is a day of the week.
pub(super) fn is_weekday(figure: &Figure) -> bool {
    place(figure).is_some()
}

/// Whether a stem says that a house is open, or that it is closed.
pub(super) fn is_of_hours(stem: &str) -> bool {
    OPEN.iter().chain(CLOSED).any(|word| stem.starts_with(word))
}

/// Whether a stem says that a house is closed.
pub(super) fn is_closed(stem: &str) -> bool {
    CLOSED.iter().any(|word| stem.starts_with(word))
}

/// A day's place in the week.
fn place(figure: &Figure) -> Option<usize> {
    WEEK.iter().position(|day| figure.kind == FigureKind::Day && *day == figure.key)
}

/// Whether a day lies in each of the ranges of days a segment tells. None if it tells none.
fn lies_in(segment: &Segment, figure: &Figure) -> Option<bool> {
    let at = place(figure)?;
    let lies = segment.ranges().into_iter().filter_map(|(from, to)| {
        let (from, to) = (place(from)?, place(to)?);
        Some(if from <= to { from <= at && at <= to } else { at >= from || at <= to })
    });
    let lies: Vec<bool> = lies.collect();
    (!lies.is_empty()).then(|| lies.into_iter().all(|lies| lies))
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
