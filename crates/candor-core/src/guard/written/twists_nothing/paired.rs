//! Whether a figure stands with the words it stands with in the script: of all approved sentences that hold it, one of the nearest must tell
//! it of the same thing.

use super::super::{
    denial::denies,
    hours,
    is_grounded::{PAYING, is_neutral, is_plain},
    kin::are_kin,
    segments::Segment,
};
use super::{POINTED, Saying, carrying, misplaced::is_period, names, units};
use crate::hearing::{Figure, FigureKind};

/// Words for a single thing.
const ONE: &[&str] = &["one", "single", "один", "одна", "одно", "одну", "одного", "одной"];
/// Stems of "the whole season", which is the season.
const WHOLE: &[&str] = &["whole", "entir", "вес", "цел"];

/// Whether a figure is one whose place is looked at.
fn is_weighed(figure: &Figure) -> bool {
    let is_weekday =
        || figure.kind == FigureKind::Day && !matches!(figure.key.as_str(), "today" | "tomorrow" | "after tomorrow");
    matches!(figure.kind, FigureKind::Number | FigureKind::Percent | FigureKind::Time | FigureKind::Date)
        || is_weekday()
}

/// Words of a segment that an approved sentence with its figure lacks. What another sentence with a price calls the same thing is no lack:
/// "25 red roses" are a bouquet as "a bouquet of 15 red roses" is.
fn lacking<'a>(saying: &Saying, segment: &'a Segment, known: &[&Saying]) -> Vec<&'a str> {
    let has_sum = segment.figures.iter().any(|(figure, _)| figure.currency.is_some());
    let is_called = |stem: &str| (has_sum && PAYING.contains(stem)) || saying.is_called(stem);
    let is_lacking = |stem: &&str| !is_called(stem) && !is_of_a_period(stem, segment) && !saying.says(stem);
    let lacks: Vec<&str> = carrying(segment).filter(is_lacking).collect();
    if lacks.is_empty() {
        return lacks;
    }
    let holds = |one: &&Segment| segment.figures.iter().any(|(figure, _)| one.holds(figure));
    let own: Vec<&str> = saying.segments.iter().filter(holds).flat_map(carrying).collect();
    let is_same_thing = |stem: &str| {
        let calls = |other: &&&Saying| other.is_priced() && other.says(stem) && own.iter().all(|own| other.says(own));
        !own.is_empty() && known.iter().any(|other| calls(&other))
    };
    lacks.into_iter().filter(|stem| !is_same_thing(stem)).collect()
}

/// "The whole season" is the season.
fn is_of_a_period(stem: &str, segment: &Segment) -> bool {
    WHOLE.contains(&stem)
        && segment.words.windows(2).any(|pair| match pair {
            [(_, one), (_, next)] => one == stem && is_period(next),
            _ => false,
        })
}

/// What stands near a segment.
pub(super) struct Near<'a> {
    /// The segments without figures around it.
    pub(super) around: &'a [&'a Segment],
    /// Those right beside it in its sentence.
    pub(super) beside: [Option<&'a Segment>; 2],
}

/// Whether a figure stands with words it stands with in an approved sentence, the nearest of those that hold it.
pub(super) fn is_paired(figure: &Figure, segment: &Segment, near: &Near<'_>, known: &[&Saying]) -> bool {
    let holders: Vec<&Saying> = known.iter().copied().filter(|saying| saying.holds(figure)).collect();
    // A figure of nobody's is another rule's.
    if !is_weighed(figure) || segment.counts_ways(figure) || holders.is_empty() {
        return true;
    }
    let overlap = |saying: &Saying| names(segment).filter(|stem| saying.says(stem)).count();
    let most = holders.iter().map(|saying| overlap(saying)).max().unwrap_or_default();
    let nearest: Vec<&Saying> = holders.into_iter().filter(|saying| overlap(saying) == most).collect();
    // Words none of them has, but a sentence with other figures of the kind that is as near.
    let lacks: Vec<Vec<&str>> = nearest.iter().map(|saying| lacking(saying, segment, known)).collect();
    let is_lacked = |stem: &&str| lacks.iter().all(|one| one.contains(stem));
    let lacked: Vec<&str> = lacks.first().into_iter().flatten().copied().filter(is_lacked).collect();
    let is_alike = |other: &Figure| other.kind == figure.kind && other.currency.is_some() == figure.currency.is_some();
    let is_rival = |saying: &&&Saying| {
        lacked.iter().any(|stem| saying.says(stem)) && saying.figures().any(is_alike) && overlap(saying) >= most
    };
    if !lacked.is_empty() && known.iter().any(|saying| is_rival(&saying)) {
        return false;
    }
    // "A full service costs 600 ₽" in words every talk has: the script tells another price with just these.
    let bare: Vec<&str> = names(segment)
        .filter(|stem| !nearest.iter().any(|saying| saying.says(stem) || saying.is_called(stem)))
        .collect();
    let tells_another = |saying: &&&Saying| {
        let tells = |one: &Segment| {
            let is_other = one.figures.iter().any(|(other, _)| is_alike(other) && !segment.holds(other));
            is_other && !one.holds(figure) && bare.iter().all(|stem| one.says(stem))
        };
        bare.len() > 1 && saying.segments.iter().any(tells)
    };
    if figure.currency.is_some() && known.iter().any(|saying| tells_another(&saying)) {
        return false;
    }
    nearest.iter().zip(&lacks).any(|(saying, lacks)| is_paired_in(saying, figure, segment, near, lacks))
}

/// "Four people" of "from 4 to 8 people".
pub(super) fn halves(figure: &Figure, segment: &Segment, said: &[Segment], known: &[&Saying]) -> bool {
    let is_count = |figure: &Figure| figure.kind == FigureKind::Number && figure.currency.is_none();
    let is_told = |other: &Figure| said.iter().any(|one| one.sentence == segment.sentence && one.holds(other));
    let other_end = |one: &Segment| {
        let (from, to) = one.range()?;
        let other = if from.agrees_with(figure) { to } else { from };
        (is_count(from) && is_count(to) && (from.agrees_with(figure) || to.agrees_with(figure))).then(|| is_told(other))
    };
    let mut holders = known.iter().flat_map(|saying| &saying.segments).filter(|one| one.holds(figure)).peekable();
    is_count(figure) && holders.peek().is_some() && holders.all(|one| other_end(one) == Some(false))
}

fn is_paired_in(saying: &Saying, figure: &Figure, segment: &Segment, near: &Near<'_>, lacks: &[&str]) -> bool {
    let Near { around, beside } = near;
    let sentence = &saying.segments;
    let is_held = |one: &Segment| segment.figures.iter().any(|(figure, _)| one.holds(figure));
    let last = sentence.iter().rposition(is_held).unwrap_or_default();
    let (known, later) = sentence.split_at(last.saturating_add(1).min(sentence.len()));
    // Of a sum, all that carries a claim is said by the one sentence; of another figure, some of it.
    let is_price = figure.currency.is_some()
        || saying.figures().any(|known| known.currency.is_some() && known.agrees_with(figure));
    let lacks: Vec<&str> = lacks.iter().copied().filter(|stem| !POINTED.contains(stem)).collect();
    if !lacks.is_empty() && (is_price || lacks.len() == carrying(segment).count()) {
        return false;
    }
    // A word of a later figure's is not this one's.
    let is_of_later = |stem: &str| {
        let is_told = |one: &Segment| {
            let is_said = (!is_neutral(stem) || POINTED.contains(&stem)) && one.says(stem);
            !one.figures.is_empty() && (is_said || units(one, 2).any(|unit| are_kin(unit, stem)))
        };
        !known.iter().any(|one| one.says(stem)) && later.iter().any(is_told)
    };
    if names(segment).any(is_of_later) {
        return false;
    }
    // What sets a later figure apart from those before it is told with it.
    sentence.iter().enumerate().filter(|(_, one)| one.holds(figure)).any(|(place, own)| {
        let before = sentence.get(..place).unwrap_or_default();
        // "One lesson" is not what a sum for eight of them is for.
        let is_count = |other: &Figure| other.kind == FigureKind::Number && other.currency.is_none();
        if is_price && says_one(segment) && own.figures.iter().any(|(other, _)| is_count(other)) {
            return false;
        }
        let is_new = |stem: &&str| !before.iter().any(|one| one.says(stem));
        // «В воскресенье нет» tells that it is closed then.
        let is_told_by_denial = |stem: &str| hours::is_closed(stem) && denies(segment);
        let is_told =
            |stem: &str| segment.says(stem) || is_told_by_denial(stem) || around.iter().any(|one| one.says(stem));
        let is_near = |other: &Figure| segment.holds(other) || beside.iter().flatten().any(|one| one.holds(other));
        let is_counted = own.figures.iter().any(|(other, _)| !other.agrees_with(figure) && is_near(other));
        let mut new = names(own).filter(is_new).peekable();
        let is_first = before.iter().all(|one| one.figures.is_empty());
        let is_free = own.figures.iter().any(|(other, _)| other.kind == FigureKind::Free);
        is_free || is_first || is_counted || new.peek().is_none() || new.any(is_told)
    })
}

/// "One lesson", but not "one to one".
fn says_one(segment: &Segment) -> bool {
    let words = &segment.words;
    words.iter().enumerate().filter(|(_, (word, _))| ONE.contains(&word.as_str())).any(|(at, _)| {
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        let next = words.get(at.saturating_add(1));
        !before.is_some_and(|(word, _)| matches!(word.as_str(), "to" | "на"))
            && next.is_some_and(|(_, stem)| !stem.is_empty() && !is_plain(stem))
    })
}
