//! What is put where the script has something else: hours of another day, the price of another count or stretch of time, all where a part
//! is paid, a thing of which the script denies it.

use super::super::{denial::denies, hours, kin::are_kin, segments::Segment};
use super::{Saying, names, units};
use crate::hearing::{Figure, FigureKind};

/// Words that all of something is meant; and beginnings of words of paying. Both together need a sentence with both.
const EVERYTHING: &[&str] = &["everything", "everybody", "all", "все", "всего", "всю"];
const PAID: &[&str] = &["pay", "paid", "плат", "оплат", "оплач"];
/// Beginnings of words for what a price is for: a month, a night, a visit.
const PERIODS: &[&str] = &[
    "hour",
    "day",
    "daili",
    "night",
    "week",
    "month",
    "year",
    "annual",
    "visit",
    "час",
    "ден",
    "дн",
    "сутк",
    "ноч",
    "недел",
    "месяц",
    "месячн",
    "год",
    "лет",
    "посещен",
    "season",
    "stay",
    "сезон",
];

/// What a segment puts where the script has something else: hours of another day, the price of another count or stretch of time, all for a
/// part of what is to be paid.
pub(super) fn misplaces(segment: &Segment, known: &[&Saying]) -> Option<String> {
    let is_closed = segment.words.iter().any(|(_, stem)| hours::is_closed(stem))
        || (denies(segment) && segment.words.iter().any(|(_, stem)| hours::is_of_hours(stem)));
    let takes = |saying: &&&Saying| hours::takes_hours_of_another_day(segment, &saying.segments, is_closed);
    if !segment.is_question && known.iter().any(|saying| takes(&saying)) {
        return Some("the script has other hours for that day".to_owned());
    }
    let pays = |one: &Segment| one.words.iter().any(|(_, stem)| PAID.iter().any(|word| stem.starts_with(word)));
    let is_all = |one: &Segment| one.has_any(EVERYTHING);
    let is_whole = |saying: &&&Saying| saying.segments.iter().any(|one| pays(one) && is_all(one));
    if pays(segment)
        && is_all(segment)
        && !segment.is_question
        && !denies(segment)
        && !known.iter().any(|saying| is_whole(&saying))
    {
        return Some("the script does not say that all of it is paid then".to_owned());
    }
    if !segment.is_question && !denies(segment) && affirms_what_is_denied(segment, known) {
        return Some("the script denies that of this very thing".to_owned());
    }
    let figures = || segment.figures.iter().map(|(figure, _)| figure);
    let prices: Vec<&Figure> = figures().filter(|figure| figure.currency.is_some()).collect();
    let counts: Vec<&Figure> =
        figures().filter(|figure| figure.kind == FigureKind::Number && figure.currency.is_none()).collect();
    let holds = |one: &Segment, of: &[&Figure]| of.iter().any(|figure| one.holds(figure));
    for price in &prices {
        let own = || known.iter().filter(|saying| saying.holds(price)).flat_map(|saying| &saying.segments);
        // "Ten hours cost 1,800 ₽" where ten have a price of their own.
        let is_of_another = |count: &&&Figure| {
            let has_price = |one: &Segment| one.figures.iter().any(|(figure, _)| figure.currency.is_some());
            own().any(|one| one.holds(count) && has_price(one) && !holds(one, &prices))
                && !own().any(|one| one.holds(count) && one.holds(price))
        };
        if let Some(count) = counts.iter().find(is_of_another) {
            return Some(format!("the script has another price for \"{}\"", count.text));
        }
        // "3,000 ₽ a month" where the script has it for the season.
        let is_one = prices.len() == 1;
        let told: Vec<&str> = units(segment, 2).filter(|stem| is_one && is_period(stem)).collect();
        let scripted: Vec<&str> =
            own().filter(|one| one.holds(price)).flat_map(|one| units(one, 4)).filter(|stem| is_period(stem)).collect();
        let is_scripted = |period: &str| scripted.iter().any(|known| are_kin(known, period));
        if let Some(period) = told.iter().find(|period| !scripted.is_empty() && !is_scripted(period)) {
            return Some(format!("the script does not have that price for \"{period}\""));
        }
        // "A membership for a year costs 3,200 ₽" where a year has its own.
        let periods = segment.words.iter().map(|(_, stem)| stem.as_str()).filter(|stem| is_period(stem));
        for period in periods {
            let is_with_another = |one: &Segment| {
                one.says(period)
                    && one.figures.iter().any(|(figure, _)| figure.currency.is_some())
                    && !holds(one, &prices)
            };
            let is_with_it = own().any(|one| one.holds(price) && one.says(period));
            let has_its_own = own().any(|one| one.holds(price) && one.words.iter().any(|(_, stem)| is_period(stem)));
            if own().any(is_with_another) && !is_with_it && has_its_own {
                return Some(format!("the script has another price for \"{period}\""));
            }
        }
    }
    None
}

/// "A monthly membership can be paused" where a yearly one can, and a monthly one cannot.
fn affirms_what_is_denied(segment: &Segment, known: &[&Saying]) -> bool {
    let overlap = |saying: &Saying| names(segment).filter(|stem| saying.says(stem)).count();
    let Some(most) = known.iter().map(|saying| overlap(saying)).max().filter(|most| *most > 2) else { return false };
    let mut nearest = known.iter().filter(|saying| overlap(saying) == most).peekable();
    let is_denied = |saying: &&Saying| {
        let affirms = |one: &Segment| !denies(one) && names(one).filter(|stem| segment.says(stem)).count() > 1;
        saying.is_mixed && saying.denied_thing(segment).is_some() && saying.segments.iter().any(affirms)
    };
    nearest.peek().is_some() && nearest.all(is_denied)
}

pub(super) fn is_period(stem: &str) -> bool {
    // «Частями» are no hours.
    !stem.starts_with("част")
        && PERIODS
            .iter()
            .any(|word| stem.starts_with(word) && stem.chars().count() <= word.chars().count().saturating_add(3))
}
