//! What the desk did not understand, made ready for its owner: gathered, grouped by likeness, with the part of the script
//! each group may belong to. Nothing here changes a script; the owner does, with `script::amend`.
//!
//! [`teachable`] says what of a message may be kept for learning, [`lessons`] groups what was kept.

mod grouping;
mod meanings;
mod teachable;
#[cfg(test)]
mod tests;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use grouping::grouped;
pub use meanings::Meanings;
pub use teachable::{LONGEST_KEPT, teachable};

use super::{
    Ear, Topic,
    classifier::{Alike, Meaning, Text, number},
    normalised,
    reading::read,
    vectors,
    words::Line,
};
use crate::{ids::ContactId, language::Language, moment::Moment};

/// One message the desk did not understand, as kept for learning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unheard {
    /// Its number: larger for later messages, never given twice.
    pub number: i64,
    /// Who wrote it.
    pub contact: ContactId,
    /// When.
    pub at: Moment,
    /// The language it is written in.
    pub language: Language,
    /// What [`teachable`] left of it.
    pub words: String,
}

/// Messages that say about the same thing: something the script may be taught.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// The number of its oldest message: it stays when messages are added.
    pub number: i64,
    /// The language of all of them.
    pub language: Language,
    /// Wordings that differ in more than case and signs, the most central first, then the most unlike those before; at
    /// most [`MOST_WORDINGS`].
    pub wordings: Vec<String>,
    /// How many messages.
    pub messages: usize,
    /// From how many people.
    pub contacts: usize,
    /// When the latest was written.
    pub last_at: Moment,
    /// The parts of the script it may belong to, best first, each once, with its likeness 0..=1; at most three.
    pub near: Vec<(Topic, f64)>,
    /// The numbers of its messages, ascending.
    pub members: Vec<i64>,
}

/// So many wordings of a lesson are shown.
pub const MOST_WORDINGS: usize = 5;

/// Groups are as alike as this at least, with sentence vectors. Measured (`examples/lessons_measure.rs`): from here on more
/// than nine of ten messages are in a group of their own kind, in either language; higher, groups fall to pieces.
const LEAST: f32 = 0.3;

/// The same in a build without them.
const LEAST_BY_WORDS: f32 = 0.2;

fn least() -> f32 {
    if vectors::is_available() { LEAST } else { LEAST_BY_WORDS }
}

/// So many parts of the script a lesson may belong to are named.
const MOST_NEAR: usize = 3;

/// Groups messages by likeness, within a language: those of most messages first, then those written to last. A message
/// like no other is a lesson of its own. Deterministic; the order of the messages does not matter.
///
/// Understanding a text takes about a millisecond, and all else a fraction of it: for hundreds of messages see
/// [`lessons_with`].
pub fn lessons(unheard: &[Unheard], ear: &Ear) -> Vec<Lesson> {
    lessons_with(unheard, ear, &mut Meanings::default())
}

/// The same, with what the texts mean remembered from one call to the next.
pub fn lessons_with(unheard: &[Unheard], ear: &Ear, meanings: &mut Meanings) -> Vec<Lesson> {
    meanings.keep(unheard);
    let of = |language| of(unheard, language, ear, meanings);
    let mut lessons: Vec<Lesson> = Language::ALL.into_iter().flat_map(of).collect();
    lessons.sort_by_key(|lesson| (Reverse(lesson.messages), Reverse(lesson.last_at), Reverse(lesson.number)));
    lessons
}

/// The groups of texts of one language that say about the same, as places in the order given: what [`lessons`] groups by,
/// at a likeness of one's own choice. For measuring.
pub fn groups<'a>(texts: &[&'a str], least: f32) -> Vec<Vec<usize>> {
    let mut meanings = Meanings::default();
    let reading = |text: &&'a str| Reading::of(text, read(text, &|_| false), &mut meanings);
    let readings: Vec<Reading<'_>> = texts.iter().map(reading).collect();
    grouped(table(&readings), least)
}

/// A text read once.
struct Reading<'a> {
    written: &'a str,
    lines: Vec<Line>,
    meaning: Option<Meaning>,
}

impl<'a> Reading<'a> {
    fn of(written: &'a str, lines: Vec<Line>, meanings: &mut Meanings) -> Self {
        let meaning = meanings.of(&Text { written, lines: &lines });
        Self { written, lines, meaning }
    }

    fn text(&self) -> Text<'_> {
        Text { written: self.written, lines: &self.lines }
    }
}

/// Messages of the same words.
struct Wording<'a> {
    reading: Reading<'a>,
    messages: Vec<&'a Unheard>,
}

/// The lessons of one language.
fn of(unheard: &[Unheard], language: Language, ear: &Ear, meanings: &mut Meanings) -> Vec<Lesson> {
    let mut messages: Vec<&Unheard> = unheard.iter().filter(|message| message.language == language).collect();
    messages.sort_by(|left, right| (left.number, &left.words).cmp(&(right.number, &right.words)));
    let mut wordings: Vec<Wording<'_>> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for message in messages {
        let place = *places.entry(plain(&message.words)).or_insert(wordings.len());
        match wordings.get_mut(place) {
            Some(wording) => wording.messages.push(message),
            None => {
                let reading = Reading::of(&message.words, ear.read(&message.words), meanings);
                wordings.push(Wording { reading, messages: vec![message] });
            }
        }
    }
    let table = table(wordings.iter().map(|wording| &wording.reading));
    let groups = grouped(table.clone(), least());
    groups.into_iter().filter_map(|group| lesson(&wordings, &group, &table, ear)).collect()
}

/// Words as they are compared: without case and signs, or as they stand where nothing else is left.
fn plain(words: &str) -> String {
    let plain = normalised(words);
    if plain.is_empty() { words.to_owned() } else { plain }
}

/// How alike each two are.
fn table<'a>(readings: impl IntoIterator<Item = &'a Reading<'a>>) -> Vec<Vec<f32>> {
    let readings: Vec<&Reading<'_>> = readings.into_iter().collect();
    let alike = Alike::of(readings.iter().map(|reading| (reading.text(), reading.meaning.clone())));
    (0..readings.len()).map(|place| alike.to(place)).collect()
}

/// What a group teaches; `None` for a group of nothing.
fn lesson(wordings: &[Wording<'_>], group: &[usize], table: &[Vec<f32>], ear: &Ear) -> Option<Lesson> {
    let messages = || group.iter().filter_map(|place| wordings.get(*place)).flat_map(|wording| &wording.messages);
    let shown = shown(group, table, |place| wordings.get(place).map_or(0, |wording| wording.messages.len()));
    let shown: Vec<&Reading<'_>> = shown.into_iter().filter_map(|place| Some(&wordings.get(place)?.reading)).collect();
    let mut members: Vec<i64> = messages().map(|message| message.number).collect();
    members.sort_unstable();
    Some(Lesson {
        number: *members.first()?,
        language: messages().next()?.language,
        messages: members.len(),
        contacts: messages().map(|message| &message.contact).collect::<BTreeSet<_>>().len(),
        last_at: messages().map(|message| message.at).max()?,
        near: near(&shown, ear),
        wordings: shown.iter().map(|reading| reading.written.to_owned()).collect(),
        members,
    })
}

/// Which of a group are shown: first the one most like all messages of the group, then, one after another, the one least
/// like those shown already.
fn shown(group: &[usize], table: &[Vec<f32>], messages: impl Fn(usize) -> usize) -> Vec<usize> {
    let likeness = |one: usize, other: usize| table.get(one).and_then(|row| row.get(other)).copied().unwrap_or(0.0);
    let of_all = |place: usize| -> f64 {
        group.iter().map(|other| number(messages(*other)) * f64::from(likeness(place, *other))).sum()
    };
    let first = group.iter().copied().reduce(|best, next| if of_all(next) > of_all(best) { next } else { best });
    let mut shown: Vec<usize> = first.into_iter().collect();
    while shown.len() < MOST_WORDINGS.min(group.len()) {
        let of_shown = |place: usize| shown.iter().map(|other| likeness(place, *other)).fold(f32::MIN, f32::max);
        let others = group.iter().copied().filter(|place| !shown.contains(place));
        let next = others.reduce(|best, next| if of_shown(next) < of_shown(best) { next } else { best });
        let Some(next) = next else { break };
        shown.push(next);
    }
    shown
}

/// The parts of the script wordings may belong to: those the ear names first for most of them. A part's likeness is the
/// mean over the wordings.
fn near(wordings: &[&Reading<'_>], ear: &Ear) -> Vec<(Topic, f64)> {
    let mut all: Vec<(Topic, f64, f64)> = Vec::new();
    for reading in wordings {
        let mut rank = 0.0;
        for (topic, likeness) in ear.near(&reading.text(), reading.meaning.clone()) {
            rank += 1.0;
            match all.iter_mut().find(|(known, ..)| *known == topic) {
                Some((_, votes, sum)) => {
                    *votes += 1.0 / rank;
                    *sum += likeness;
                }
                None => all.push((topic, 1.0 / rank, likeness)),
            }
        }
    }
    all.sort_by(|left, right| right.1.total_cmp(&left.1).then(right.2.total_cmp(&left.2)));
    let count = number(wordings.len().max(1));
    all.into_iter().take(MOST_NEAR).map(|(topic, _, sum)| (topic, sum / count)).collect()
}
