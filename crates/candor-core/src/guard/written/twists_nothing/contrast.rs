//! What the script says of one thing and denies of another, or denies at all: who says the opposite turns it round.

use std::collections::BTreeSet;

use super::super::{
    denial::{denied, denies, is_denial, is_only_for_what},
    is_grounded::{is_neutral, is_plain},
    kin::are_kin,
    segments::Segment,
};
use super::{POINTED, Saying, carrying, misplaced::is_period, names};

impl Saying {
    /// The segment a segment of a text is most like: a denial of what no other segment is about, if it is about that; or the one with the
    /// most of its words and figures.
    pub(super) fn part_like(&self, segment: &Segment) -> Option<&Segment> {
        let shared = |one: &&Segment| {
            let words = names(segment).filter(|stem| !is_period(stem) && one.says(stem)).count();
            (words, segment.figures.iter().filter(|(figure, _)| one.holds(figure)).count())
        };
        self.denied_thing(segment).or_else(|| self.segments.iter().max_by_key(shared))
    }

    /// The segment that only denies of a thing what another affirms, where a segment of a text is about that thing.
    pub(super) fn denied_thing(&self, segment: &Segment) -> Option<&Segment> {
        let is_only_there =
            |one: &Segment, stem: &str| self.segments.iter().all(|other| std::ptr::eq(other, one) || !other.says(stem));
        self.segments.iter().find(|one| {
            let mut own = said(one).filter(|stem| is_only_there(one, stem)).peekable();
            is_elliptic(one) && own.peek().is_some() && own.all(|stem| segment.says(stem))
        })
    }
}

/// What one segment of a sentence denies and another says: "returned", where furniture of one kind cannot be returned and that of another can;
/// all the other says, where the denial says nothing but of what it is: "a monthly one cannot".
pub(super) fn at_issue(sentence: &[Segment]) -> BTreeSet<String> {
    let affirming = || sentence.iter().filter(|one| !denies(one) && names(one).count() > 1);
    let denying = sentence.iter().filter(|one| is_elliptic(one) && names(one).next().is_some());
    let of_both = denying.flat_map(|one| {
        // «Парковки нет» denies a thing, «месячный нельзя» what was said before it.
        let is_last = |word: &str| is_denial(word) && !matches!(word, "нет" | "нету");
        let is_bare = one.words.last().is_some_and(|(word, _)| is_last(word)) && said(one).count() < 3;
        affirming().flat_map(names).filter(move |stem| is_bare || (one.says(stem) && denied(one).contains(stem)))
    });
    of_both.map(str::to_owned).collect()
}

/// What a segment names, but for the words that deny.
fn said(segment: &Segment) -> impl Iterator<Item = &str> {
    let said = segment.words.iter().filter(|(word, stem)| !is_denial(word) && stem.chars().any(char::is_alphabetic));
    said.map(|(_, stem)| stem.as_str()).filter(|stem| !is_plain(stem))
}

/// Whether a segment denies in few words what another says in full: "a monthly one cannot", «месячный нельзя», or of the same thing.
pub(super) fn is_elliptic(segment: &Segment) -> bool {
    denies(segment) && segment.figures.is_empty()
}

/// A word that is denied where the nearest approved words affirm it, or the other way round: the nearest to the segment, and the nearest to
/// its whole sentence, which may say of what it is.
pub(super) fn turns_round(segment: &Segment, whole: &[&str], known: &[&Saying]) -> Option<String> {
    let mine = denied(segment);
    // Only what is denied here or there can be turned round.
    let is_at_stake = |stem: &&str| {
        let mixed = known.iter().filter(|saying| saying.is_mixed).flat_map(|saying| &saying.contrasted);
        let theirs = known.iter().flat_map(|saying| &saying.denied).chain(mixed).map(String::as_str);
        mine.iter().copied().chain(theirs).any(|denied| are_kin(denied, stem))
    };
    // A word of every talk is at stake only where the script denies that very word: "not covered".
    let is_denied_there =
        |stem: &str| known.iter().any(|saying| saying.denied.iter().any(|denied| are_kin(denied, stem)));
    let common = names(segment).filter(|stem| is_neutral(stem) && !POINTED.contains(stem) && is_denied_there(stem));
    let at_stake: Vec<&str> = carrying(segment).filter(is_at_stake).chain(common).collect();
    if at_stake.is_empty() {
        return None;
    }
    let is_known = |stem: &&str| known.iter().any(|saying| saying.says(stem));
    let all: Vec<&str> = names(segment).filter(is_known).collect();
    let own: Vec<&str> = carrying(segment).filter(is_known).collect();
    let whole: Vec<&str> = whole.iter().copied().filter(is_known).collect();
    let is_denied = |all: &BTreeSet<&str>, stem: &str| all.iter().any(|known| are_kin(known, stem));
    at_stake.iter().find_map(|stem| {
        let says = |saying: &&&Saying| saying.segments.iter().any(|one| one.says(stem));
        let differs = |one: &Segment| {
            let theirs = denied(one);
            // «На имплантацию рассрочки нет» is «рассрочки нет на имплантацию»: both deny the same, and say alike for what.
            let denies_the_same = || theirs.iter().any(|other| !are_kin(other, stem) && is_denied(&mine, other));
            let is_it = |known: &str| are_kin(known, stem);
            let is_beside = || is_only_for_what(one, is_it) && is_only_for_what(segment, is_it) && denies_the_same();
            is_denied(&theirs, stem) != is_denied(&mine, stem) && !is_beside()
        };
        let is_turned_by = |words: &[&str]| {
            let overlap = |saying: &Saying| words.iter().filter(|stem| saying.says(stem)).count();
            let most = known.iter().filter(says).map(|saying| overlap(saying)).max()?;
            let mut holders = known.iter().filter(|saying| says(saying) && overlap(saying) == most);
            let is_turned_in = |saying: &&Saying| match saying.part_like(segment) {
                Some(part) if saying.is_mixed => {
                    saying.at_issue.iter().any(|stem| segment.says(stem)) && denies(part) != denies(segment)
                }
                _ => saying.segments.iter().filter(|one| one.says(stem)).all(differs),
            };
            let is_near = if is_neutral(stem) { most > 2 } else { most > 1 || words.len() == 1 };
            Some(is_near && holders.all(is_turned_in))
        };
        let is_turned = is_turned_by(if is_neutral(stem) { &all } else { &own })?
            && (whole.len() <= own.len() || is_turned_by(&whole)?);
        is_turned.then(|| (*stem).to_owned())
    })
}
