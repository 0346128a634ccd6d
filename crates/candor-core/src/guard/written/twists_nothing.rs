//! H8 for approved words put together wrongly: each word of "a wisdom tooth costs from 4,900 ₽" is approved, and the sentence is none. A sum
//! stands with the words it stands with in the script, "from" stays before it, what the script denies is not affirmed nor the other way
//! round, and "before" does not become "after".

mod contrast;
mod misplaced;
mod paired;

use std::{collections::BTreeSet, sync::Arc};

use self::{
    contrast::{at_issue, turns_round},
    misplaced::misplaces,
    paired::{Near, halves, is_paired},
};
use super::{
    Approved, Draft, Scene, Verdict,
    denial::{denied, denies},
    idioms::{leaves_open, without_idioms},
    is_grounded::{GENERAL, PER, is_free_word, is_neutral, is_plain},
    kin::{also, are_kin},
    known::Known,
    phrases::in_one_form,
    plain_words,
    segments::{Segment, segments},
    written_without,
};
use crate::{
    hearing::{Figure, FigureKind, normalised},
    script::Script,
};

/// What comes before, and what after.
const BEFORE: &[&str] = &["before", "до", "перед"];
const AFTER: &[&str] = &["after", "после"];
/// Words that a sum is the least of several.
const FROM: &[&str] = &[
    "from",
    "от",
    "start",
    "starts",
    "starting",
    "begin",
    "begins",
    "начинается",
    "начинаются",
    "начиная",
    "least",
    "минимум",
];

/// Words every talk has that still say the opposite of each other.
const POINTED: &[&str] = &["open", "close", "откр", "открыт", "закр", "закрыт"];
/// Stems of words for a single thing.
const ONE_STEMS: &[&str] = &["one", "один", "одн", "одно"];
/// Words before a stretch of time, and the stretch: "within an hour", «в течение часа». A figure in it is another rule's.
const WITHIN: &[&str] = &[
    "within an hour",
    "within a minute",
    "within a day",
    "within a week",
    "within half an hour",
    "in an hour",
    "in a minute",
    "in a day",
    "in a week",
    "in half an hour",
    "in a second",
    "through the night",
    "через час",
    "через минуту",
    "через полчаса",
    "через день",
    "через неделю",
    "за час",
    "за минуту",
    "за полчаса",
    "за день",
    "за сутки",
    "за неделю",
    "за секунду",
    "в течение часа",
    "в течение минуты",
    "в течение получаса",
    "в течение дня",
    "в течение суток",
    "в течение недели",
];

/// Turns of speech that promise in words every talk has.
const PROMISES: &[&str] = &[
    "in parts",
    "for life",
    "sure to",
    "feel a thing",
    "feel nothing",
    "not feel",
    "wont feel",
    "pay less",
    "all the money",
    "all your money",
    "full refund",
    "все деньги",
    "всю сумму",
    "деньги полностью",
    "day and night",
    "around the clock",
    "круглые сутки",
    "днем и ночью",
    "pays less",
    "платить меньше",
    "платите меньше",
    "платят меньше",
    "на всю жизнь",
];

/// The approved texts, sentence by sentence, each in its segments.
#[derive(Clone, Debug)]
pub(super) struct Sayings(Vec<Saying>);

/// One approved sentence.
#[derive(Clone, Debug)]
pub(super) struct Saying {
    segments: Vec<Segment>,
    /// Other names of what it tells the price of.
    also: BTreeSet<String>,
    /// Whether it is in Russian letters.
    is_cyrillic: bool,
    /// The stems it denies.
    denied: BTreeSet<String>,
    /// Whether it says something of one thing and denies it of another: "a yearly one can be paused, a monthly one cannot".
    is_mixed: bool,
    /// What it says of the one and denies of the other.
    at_issue: BTreeSet<String>,
    /// What the segments are about in which it then denies.
    contrasted: BTreeSet<String>,
}

impl Saying {
    fn holds(&self, figure: &Figure) -> bool {
        self.segments.iter().any(|one| one.holds(figure))
    }

    /// Whether it holds this word, another form of it, or a word that generalises as this one does.
    fn says(&self, stem: &str) -> bool {
        let is_general = GENERAL.contains(stem);
        self.segments
            .iter()
            .any(|one| one.says(stem) || (is_general && one.stems().iter().any(|known| GENERAL.contains(*known))))
    }

    /// Whether it tells of what is called so.
    fn is_called(&self, stem: &str) -> bool {
        self.also.iter().any(|known| are_kin(known, stem))
    }

    fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.segments.iter().flat_map(|one| &one.figures).map(|(figure, _)| figure)
    }

    fn is_priced(&self) -> bool {
        self.figures().any(|figure| figure.currency.is_some())
    }
}

impl Sayings {
    pub(super) fn of(texts: &[(String, Arc<Known>)], script: &Script) -> Self {
        let mut all = Vec::new();
        for (text, known) in texts {
            let also = also(script, text);
            all.extend(known.sayings.iter().map(|read| Saying { also: also.clone(), ..read.clone() }));
        }
        Self(all)
    }
}

/// The sentences of a text that was cut into segments.
pub(super) fn sayings_of(segments: Vec<Segment>) -> Vec<Saying> {
    let mut all = Vec::new();
    let mut cut = segments.into_iter().peekable();
    while let Some(first) = cut.next() {
        let sentence = first.sentence;
        let mut whole = vec![first];
        while let Some(next) = cut.next_if(|next| next.sentence == sentence) {
            whole.push(next);
        }
        let is_cyrillic = is_cyrillic(&whole);
        let denied = whole.iter().flat_map(denied).map(str::to_owned).collect();
        let denying = || whole.iter().filter(|one| denies(one) && names(one).next().is_some());
        let at_issue = at_issue(&whole);
        let is_mixed = !at_issue.is_empty();
        let contrasted = denying().flat_map(carrying).map(str::to_owned).collect();
        all.push(Saying {
            segments: whole,
            also: BTreeSet::new(),
            is_cyrillic,
            denied,
            is_mixed,
            at_issue,
            contrasted,
        });
    }
    all
}

/// Whether most of the words are in Russian letters: a name in the other alphabet makes no sentence foreign.
fn is_cyrillic(segments: &[Segment]) -> bool {
    let words = || segments.iter().flat_map(|one| &one.words).map(|(word, _)| word);
    let russian = words().filter(|word| word.chars().any(|letter| ('а'..='я').contains(&letter))).count();
    let latin = words().filter(|word| word.chars().any(|letter| letter.is_ascii_alphabetic())).count();
    russian > 0 && russian >= latin
}

pub(in super::super) fn judge(draft: &Draft, scene: &Scene<'_>) -> Verdict {
    let approved = scene.approved();
    let twisted = |text: &str| {
        // What is too long is never said: another rule stops it, and reading it by segments would take long.
        if plain_words::is_too_much(text) {
            return None;
        }
        let said = segments(&without_idioms(text));
        let is_cyrillic = is_cyrillic(&said);
        let known: Vec<&Saying> =
            approved.sayings.0.iter().filter(|saying| saying.is_cyrillic == is_cyrillic).collect();
        (0..said.len()).find_map(|at| twists(&said, at, &known)).or_else(|| says_too_much(text, approved))
    };
    let written = draft.parts.iter().filter(|part| part.role == super::Role::Written);
    let Some(what) = written.into_iter().find_map(|part| twisted(&part.text)) else { return Verdict::Say };
    written_without(draft, scene, &what, |text| twisted(text).is_some())
}

/// A stretch of time without a figure, or a promise in common words, that no approved text has.
fn says_too_much(text: &str, approved: &Approved) -> Option<String> {
    let plain = format!(" {} ", normalised(&in_one_form(text)));
    let is_approved = |words: &str| approved.says(words) || approved.says_in_one_form(words);
    let named = WITHIN.iter().chain(PROMISES).find(|time| plain.contains(&format!(" {time} ")) && !is_approved(time));
    named.map(|time| format!("no approved text says \"{time}\""))
}

/// What is put together wrongly in one segment of a text.
fn twists(said: &[Segment], at: usize, known: &[&Saying]) -> Option<String> {
    let segment = said.get(at)?;
    let around = around(said, at);
    let alone = segment.figures.iter().find(|(figure, _)| {
        let near = Near { around: &around, beside: beside(said, at) };
        !is_paired(figure, segment, &near, known) || halves(figure, segment, said, known)
    });
    if let Some((figure, _)) = alone {
        return Some(format!("\"{}\" stands with other words than in the script", figure.text));
    }
    if let Some(what) = misplaces(segment, known) {
        return Some(what);
    }
    if let Some(figure) = loses_from(segment, &around, known) {
        return Some(format!("the script says \"from\" of \"{}\"", figure.text));
    }
    if let Some(word) = swaps_order(segment, known) {
        return Some(format!("the script has \"{word}\" the other way round"));
    }
    let whole: Vec<&str> = said.iter().filter(|one| one.sentence == segment.sentence).flat_map(carrying).collect();
    let turned =
        || turns_round(segment, &whole, known).map(|word| format!("the script says the opposite of \"{word}\""));
    // "You don't pay until you have seen it" turns twice.
    let is_ordered = segment.words.iter().any(|(word, _)| matches!(word.as_str(), "before" | "until" | "до" | "пока"));
    let is_open = || leaves_open(&segment.words.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(" "));
    if segment.is_question || is_ordered || is_open() { None } else { turned() }
}

/// The segments without figures beside this one, which may name what its figures are of.
fn around(said: &[Segment], at: usize) -> Vec<&Segment> {
    let is_bare = |one: &&Segment| one.figures.is_empty();
    let before = said.get(..at).unwrap_or_default().iter().rev().take_while(is_bare);
    let after = said.get(at.saturating_add(1)..).unwrap_or_default().iter().take_while(is_bare);
    before.chain(after).collect()
}

/// The segments right before and behind this one in its sentence, which may tell a figure that its own is told with.
fn beside(said: &[Segment], at: usize) -> [Option<&Segment>; 2] {
    let is_of = |one: &&Segment| said.get(at).is_some_and(|own| own.sentence == one.sentence);
    [at.checked_sub(1), at.checked_add(1)].map(|at| at.and_then(|at| said.get(at)).filter(is_of))
}

/// Words that say what a figure is of: none of those every sentence has.
fn names(segment: &Segment) -> impl Iterator<Item = &str> {
    segment.stems().into_iter().filter(|stem| !is_plain(stem))
}

/// Words that could carry a claim.
fn carrying(segment: &Segment) -> impl Iterator<Item = &str> {
    let carries = |stem: &&str| {
        (!is_neutral(stem) || POINTED.contains(stem))
            && !is_free_word(stem)
            && !PER.contains(stem)
            && !ONE_STEMS.contains(stem)
    };
    segment.stems().into_iter().filter(carries)
}

/// What stands right behind a figure, so many words at the most: what it counts, or what a sum is for.
fn units(segment: &Segment, most: usize) -> impl Iterator<Item = &str> {
    let behind = segment.words.iter().enumerate().filter(|(_, (word, _))| word.is_empty()).flat_map(move |(at, _)| {
        let next = at.saturating_add(1);
        segment.words.get(next..).unwrap_or_default().iter().take(most)
    });
    behind.map(|(_, stem)| stem.as_str()).filter(|stem| !stem.is_empty() && !is_plain(stem))
}

/// A sum the script calls the least of several, told as the only one.
fn loses_from<'a>(segment: &'a Segment, around: &[&Segment], known: &[&Saying]) -> Option<&'a Figure> {
    let says_from = || {
        [segment]
            .into_iter()
            .chain(around.iter().copied())
            .flat_map(|one| &one.words)
            .any(|(word, _)| FROM.contains(&word.as_str()))
    };
    let is_least = |figure: &Figure| {
        let is_free = |one: &Segment| one.figures.iter().any(|(known, _)| known.kind == FigureKind::Free);
        let segments = known.iter().flat_map(|saying| &saying.segments).filter(|one| !is_free(one));
        let mut known = segments
            .flat_map(|one| &one.figures)
            .filter(|(known, _)| known.currency.is_some() && known.agrees_with(figure))
            .peekable();
        known.peek().is_some() && known.all(|(_, is_from)| *is_from)
    };
    segment.figures.iter().map(|(figure, _)| figure).find(|figure| is_least(figure) && !says_from())
}

/// What is said to come before a word, or after it: so many words behind the one that says so.
fn order<'a>(words: &[&'a (String, String)], most: usize, reach: usize) -> Vec<(bool, &'a str)> {
    let is_order = |word: &str| BEFORE.contains(&word) || AFTER.contains(&word);
    let mut found = Vec::new();
    for (at, (word, _)) in words.iter().enumerate().filter(|(_, (word, _))| is_order(word)) {
        let next = words.get(at.saturating_add(1)..).unwrap_or_default();
        let near =
            next.iter().copied().take(reach).take_while(|(word, _)| !is_order(word) && (!word.is_empty() || most > 1));
        let carrying = near.map(|(_, stem)| stem.as_str()).filter(|stem| !stem.is_empty() && !is_plain(stem));
        found.extend(carrying.take(most).map(|stem| (BEFORE.contains(&word.as_str()), stem)));
    }
    found
}

/// A word that comes after something in the script and before it here, or the other way round. Where the segment denies, it may turn twice.
fn swaps_order(segment: &Segment, known: &[&Saying]) -> Option<String> {
    if denies(segment) {
        return None;
    }
    let words: Vec<&(String, String)> = segment.words.iter().collect();
    order(&words, 1, 5).into_iter().find_map(|(is_before, stem)| {
        let ordered = known.iter().flat_map(|saying| {
            let words: Vec<&(String, String)> = saying.segments.iter().flat_map(|one| &one.words).collect();
            order(&words, 4, 8)
        });
        let mut ordered = ordered.filter(|(_, known)| are_kin(known, stem)).map(|(known, _)| known).peekable();
        (ordered.peek().is_some() && ordered.all(|known| known != is_before)).then(|| stem.to_owned())
    })
}
