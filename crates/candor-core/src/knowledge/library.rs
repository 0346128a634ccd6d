//! Everything the owner's documents say, ready to be searched.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, LazyLock},
};

use super::{FLOOR, Likeness, Meant, SHOWN, pack, split::sentences};
use crate::{
    hearing::{are_related, content_stems, language_of_text, vectors},
    language::Language,
};

/// A word related to the one asked for, «доставка» and «доставляем», counts for so much of it.
const RELATED: f64 = 0.7;
/// Raised whenever what [`Passage::meaning`] holds changes.
const FORMAT: u8 = 1;

/// One document, as far as a quotation names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The owner's short name for it.
    pub name: String,
    /// What it is called to contacts.
    pub title: String,
    /// Which of its versions this is, from 1.
    pub version: i64,
}

/// A piece of a document that can be quoted.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Its place in the document, from 1.
    pub number: u32,
    /// The headings it stands under, without the title; may be empty.
    pub heading: String,
    /// Its words.
    pub text: String,
    /// Their language.
    pub language: Language,
    /// What it means: the format, whether there is a heading, and directions of bytes: of the passage under its heading, of the heading,
    /// and of each sentence where there are several. A byte a number is enough: of 1,000 likenesses none changes by a hundredth. Empty
    /// in a build without sentence vectors.
    pub meaning: Vec<u8>,
    /// Its direction to the owner's embedding model, in bytes; empty if it has none.
    pub embedded: Vec<u8>,
}

/// A passage that may answer a question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found<'a> {
    /// Its document.
    pub document: &'a Document,
    /// The passage.
    pub passage: &'a Passage,
    /// What it has in common with the question.
    pub likeness: Likeness,
    /// How likely it answers, 0..=1; below [`FLOOR`](super::FLOOR) it is not quoted.
    pub score: f64,
    /// How near it is to the question for the owner's embedding model, -1..=1, where that was asked.
    pub embedded: Option<f64>,
}

/// All documents in use, indexed. Cheap to share, never changes; half a kilobyte for each direction of a passage.
#[derive(Clone, Debug, Default)]
pub struct Library {
    kept: Arc<Kept>,
    /// What the question at hand means to the owner's embedding model, if that was asked.
    meant: Option<Meant>,
}

/// What is indexed.
#[derive(Debug, Default)]
struct Kept {
    shelves: Vec<(Document, Passage)>,
    /// In which passages each stem stands.
    stems: BTreeMap<String, Vec<usize>>,
}

impl Passage {
    /// A passage of these words; takes a millisecond or two.
    pub fn new(number: u32, heading: &str, text: &str) -> Self {
        let under = heading.rsplit(" › ").next().unwrap_or_default();
        let whole = if under.is_empty() { text.to_owned() } else { format!("{under}. {text}") };
        let mut meaning = Vec::new();
        if vectors::is_available() {
            meaning.extend([FORMAT, u8::from(!under.is_empty())]);
            let sentences = sentences(text);
            let alone = sentences.into_iter().filter(|sentence| sentence.len() < whole.len());
            let heading = (!under.is_empty()).then_some(under);
            let texts = [whole.as_str()].into_iter().chain(heading).chain(alone);
            texts.filter_map(vectors::encode).for_each(|vector| meaning.extend(pack(&vector)));
        }
        let language = language_of_text(text);
        Self { number, heading: heading.to_owned(), text: text.to_owned(), language, meaning, embedded: Vec::new() }
    }

    /// A passage as it was kept. What it means is found anew if this build sees meanings otherwise.
    pub fn woken(number: u32, heading: String, text: String, language: Language, meaning: Vec<u8>) -> Self {
        let is_ours = match meaning.as_slice() {
            [format, _, rest @ ..] => *format == FORMAT && rest.len() % vectors::DIMENSIONS == 0,
            _ => !vectors::is_available(),
        };
        if !is_ours {
            return Self::new(number, &heading, &text);
        }
        Self { number, heading, text, language, meaning, embedded: Vec::new() }
    }

    /// How near a question's direction is to that of the passage, of its nearest sentence and of its heading.
    fn near(&self, meant: &vectors::SentenceVector) -> (f64, f64, f64) {
        let [_, has_heading, rest @ ..] = self.meaning.as_slice() else { return (0.0, 0.0, 0.0) };
        let mut near = rest.chunks_exact(vectors::DIMENSIONS).map(|packed| likeness(meant, packed));
        let whole = near.next().unwrap_or_default();
        let headed = if *has_heading == 1 { near.next().unwrap_or_default() } else { 0.0 };
        (whole, near.fold(whole, f64::max), headed)
    }
}

impl Library {
    /// Indexes documents with their passages.
    pub fn of(documents: Vec<(Document, Vec<Passage>)>) -> Self {
        let mut kept = Kept::default();
        for (document, passages) in documents {
            for passage in passages {
                kept.shelve(document.clone(), passage);
            }
        }
        Self { kept: Arc::new(kept), meant: None }
    }

    /// A library without documents.
    pub fn none() -> &'static Self {
        static NONE: LazyLock<Library> = LazyLock::new(Library::default);
        &NONE
    }

    /// The same library, for one question whose meaning the owner's embedding model told.
    pub fn facing(&self, meant: Meant) -> Self {
        Self { kept: Arc::clone(&self.kept), meant: Some(meant) }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.kept.shelves.is_empty()
    }

    /// Whether any passage has a direction of the owner's embedding model.
    pub fn is_embedded(&self) -> bool {
        self.kept.shelves.iter().any(|(_, passage)| !passage.embedded.is_empty())
    }

    /// A passage by its document and number.
    pub fn passage(&self, document: &str, number: u32) -> Option<(&Document, &Passage)> {
        let is_it = |(known, passage): &&(Document, Passage)| known.name == document && passage.number == number;
        self.kept.shelves.iter().find(is_it).map(|(document, passage)| (document, passage))
    }

    /// The passages nearest to a question, best first, whatever their score. Those of one score keep the order of the documents.
    pub fn nearest(&self, question: &str, most: usize) -> Vec<Found<'_>> {
        let mut found = self.weighed(question);
        found.sort_by(|one, other| other.score.total_cmp(&one.score));
        found.truncate(most);
        found
    }

    /// The passages worth looking at for a question, at most so many: first those sure enough to be quoted, then those the owner's
    /// embedding model finds near, then the nearest others that may be shown to a model.
    pub fn looked_up(&self, question: &str, most: usize) -> Vec<Found<'_>> {
        let floor = self.meant.as_ref().map_or(f64::INFINITY, |meant| meant.floor);
        let rank = |found: &Found<'_>| match found.embedded {
            _ if found.score >= FLOOR => (2, found.score),
            Some(near) if near >= floor => (1, near),
            _ => (0, found.score),
        };
        let mut found = self.weighed(question);
        found.retain(|found| found.score >= SHOWN || rank(found).0 > 0);
        found.sort_by(|one, other| {
            let (one, other) = (rank(one), rank(other));
            other.0.cmp(&one.0).then(other.1.total_cmp(&one.1))
        });
        found.truncate(most);
        found
    }

    /// Every passage with what it has in common with a question, in the order of the documents.
    fn weighed(&self, question: &str) -> Vec<Found<'_>> {
        if self.is_empty() {
            return Vec::new();
        }
        let asked: BTreeSet<String> = content_stems(question).into_iter().collect();
        let shared = self.kept.shared(&asked);
        let meant = vectors::encode(question);
        self.kept
            .shelves
            .iter()
            .zip(shared)
            .map(|((document, passage), shared)| {
                let (meant, said, headed) = meant.as_ref().map_or((0.0, 0.0, 0.0), |meant| passage.near(meant));
                let likeness = Likeness { shared, meant, said, headed };
                let embedded = self.meant.as_ref().and_then(|meant| meant.near(&passage.embedded));
                Found { document, passage, likeness, score: likeness.score(), embedded }
            })
            .collect()
    }
}

impl Kept {
    fn shelve(&mut self, document: Document, passage: Passage) {
        let place = self.shelves.len();
        let stems: BTreeSet<String> =
            content_stems(&format!("{}\n{}", passage.heading, passage.text)).into_iter().collect();
        for stem in stems {
            self.stems.entry(stem).or_default().push(place);
        }
        self.shelves.push((document, passage));
    }

    /// For every passage the share of the question's words in it.
    fn shared(&self, asked: &BTreeSet<String>) -> Vec<f64> {
        let all = f64_of(self.shelves.len());
        let mut found = vec![0.0; self.shelves.len()];
        let mut most = 0.0;
        for stem in asked {
            let mut worth: BTreeMap<usize, f64> = BTreeMap::new();
            for (known, weight) in self.forms(stem) {
                for place in self.stems.get(known).into_iter().flatten() {
                    let standing = worth.entry(*place).or_default();
                    *standing = weight.max(*standing);
                }
            }
            let standing = f64_of(worth.len());
            let rarity = ((all - standing + 0.5) / (standing + 0.5)).ln_1p();
            most += rarity;
            for (place, weight) in worth {
                if let Some(shared) = found.get_mut(place) {
                    *shared += rarity * weight;
                }
            }
        }
        found.into_iter().map(|shared| if most > 0.0 { shared / most } else { 0.0 }).collect()
    }

    /// The stems of the library that are a question's stem or related to it, with what they count.
    fn forms<'a>(&'a self, stem: &'a str) -> impl Iterator<Item = (&'a str, f64)> {
        self.stems.keys().filter_map(move |known| {
            let is_same = known == stem;
            (is_same || are_related(known, stem)).then_some((known.as_str(), if is_same { 1.0 } else { RELATED }))
        })
    }
}

/// The cosine of a direction and a packed one.
fn likeness(one: &vectors::SentenceVector, packed: &[u8]) -> f64 {
    let (mut sum, mut square) = (0.0_f32, 0.0_f32);
    for (number, byte) in one.iter().zip(packed) {
        let byte = f32::from(byte.cast_signed());
        sum += number * byte;
        square += byte * byte;
    }
    if square > 0.0 { f64::from(sum / square.sqrt()) } else { 0.0 }
}

/// Counts are far below what a float holds exactly.
fn f64_of(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}
