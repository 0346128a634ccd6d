//! What was learnt from example messages, beside the patterns: heads over hashed parts of words and the sentence
//! vector, one for each thing that patterns hear too seldom. A message is looked at once as a whole and, where it has
//! several sentences, sentence by sentence.
//!
//! [`heads`] is the list, [`features`] what they look at, [`weights`] the file they are read from, [`nets`] what the sentence
//! vector adds, [`teaching`] how they are made; [`joined`](super::joined)
//! brings them together with the patterns. Without a whole file there is nothing learnt and the patterns hear alone.

mod bytes;
mod features;
mod heads;
mod nets;
pub mod teaching;
#[cfg(test)]
mod tests;
mod weights;

use std::{ops::Range, sync::LazyLock};

use features::Said;
pub(super) use heads::Head;
use nets::Nets;
use weights::Weights;

use super::{
    classifier::{Seen, second_look},
    heard::HeardKind,
    meant::{meant, plain},
    vectors::{self, SentenceVector},
    words::{Line, Sentence, is_cyrillic},
};

static FILE: &[u8] = include_bytes!("../../../data/detectors.bin");

static NETS: &[u8] = include_bytes!("../../../data/nets.bin");

/// So many sentences are looked at one by one; it bounds what a message costs.
const MOST_SENTENCES: usize = 6;

/// What the heads say of a message.
#[derive(Debug)]
pub(super) struct Learnt {
    /// Of the whole.
    whole: Part,
    /// Of its sentences, if it has more than one.
    sentences: Vec<Part>,
    /// The vectors of the whole that say what the message means.
    seen: Option<Box<Seen>>,
}

/// What the heads say of a text.
#[derive(Debug)]
pub(super) struct Part {
    /// The number of its line.
    pub(super) line: usize,
    /// The number of the sentence in its line; `None` for a text without words.
    pub(super) sentence: Option<usize>,
    /// Where it stands in the message as written.
    pub(super) span: Range<usize>,
    /// How many words it has.
    pub(super) words: usize,
    scores: Vec<f64>,
}

/// A part before the heads looked at it.
struct Bare<'a> {
    said: Said<'a>,
    line: usize,
    sentence: Option<usize>,
    span: Range<usize>,
}

/// What a head says at its surest.
#[derive(Debug)]
pub(super) struct Best<'a> {
    /// How sure it is, in log-odds.
    pub(super) score: f64,
    /// The words that made it sure.
    pub(super) span: Range<usize>,
    /// The sentence where it is surest.
    pub(super) part: &'a Part,
}

/// Reads the files if that has not happened yet.
pub(super) fn is_available() -> bool {
    heads().is_some() && nets().is_some()
}

fn heads() -> Option<&'static Weights> {
    static HEADS: LazyLock<Option<Weights>> = LazyLock::new(|| Weights::read(FILE));
    HEADS.as_ref()
}

fn nets() -> Option<&'static Nets> {
    static READ: LazyLock<Option<Nets>> = LazyLock::new(|| Nets::read(NETS));
    READ.as_ref()
}

/// What the heads make of a text: the sums of its parts and what the layer over the sentence vector adds.
fn scores(weights: &Weights, said: &Said<'_>, vector: Option<&SentenceVector>) -> Vec<f64> {
    let mut scores = weights.scores(said);
    if let (Some(vector), Some(nets)) = (vector, nets()) {
        nets.add(vector, |head, more| {
            if let Some(score) = scores.get_mut(head) {
                *score += more;
            }
        });
    }
    scores
}

impl Learnt {
    /// Looks at a message, all sentences at once; `None` if it has neither words nor a plus sign (other signs are the patterns'), or
    /// nothing was learnt.
    pub(super) fn of(text: &str, lines: &[Line]) -> Option<Self> {
        Self::look(text, lines, false)
    }

    /// The same, and what the whole means is looked at as well.
    pub(super) fn with_meaning(text: &str, lines: &[Line]) -> Option<Self> {
        Self::look(text, lines, true)
    }

    fn look(text: &str, lines: &[Line], is_meaning_wanted: bool) -> Option<Self> {
        let weights = heads()?;
        let all: Vec<(usize, usize, &Line, &Sentence)> = lines
            .iter()
            .enumerate()
            .flat_map(|(at, line)| line.sentences.iter().enumerate().map(move |(of, one)| (at, of, line, one)))
            .collect();
        let meant = meant(text, lines);
        let plain_text = plain(&meant);
        if all.is_empty() && !plain_text.contains('+') {
            return None;
        }
        let start = text.len() - text.trim_start().len();
        let span = start..start + text.trim().len();
        let (line, sentence) = all.first().map_or((0, None), |(line, sentence, ..)| (*line, Some(*sentence)));
        let sentences: Vec<&Sentence> = all.iter().map(|(.., sentence)| *sentence).collect();
        let mut parts = vec![Bare { said: Said { sentences, plain: plain_text }, line, sentence, span }];
        let is_several = all.len() > 1;
        parts.extend(all.iter().filter(|_| is_several).take(MOST_SENTENCES).filter_map(|(at, of, line, sentence)| {
            let span = span_of(text, line, *of)?;
            let plain = if line.is_mended {
                plain(&sentence.plain())
            } else {
                plain(text.get(span.clone()).unwrap_or_default())
            };
            let said = Said { sentences: vec![sentence], plain };
            Some(Bare { said, line: *at, sentence: Some(*of), span })
        }));
        let plain_text = parts.first().map_or("", |whole| whole.said.plain.as_str());
        let second = is_meaning_wanted.then(|| second_look(&meant, plain_text)).flatten();
        let each = parts.iter().skip(1).map(|part| part.said.plain.as_str());
        let texts: Vec<&str> = std::iter::once(plain_text).chain(second).chain(each).collect();
        // One call for all vectors the message needs: what they share is calculated once.
        let mut vectors = vectors::encode_all(&texts).into_iter().flatten();
        let plain_vector = vectors.next();
        let second = second.and_then(|_| vectors.next());
        let mut looked = parts.into_iter();
        let whole = Part::of(weights, looked.next()?, plain_vector.as_ref());
        let sentences = looked.map(|part| Part::of(weights, part, vectors.next().as_ref())).collect();
        let seen = plain_vector.filter(|_| is_meaning_wanted).map(|plain| Box::new(Seen { plain, second }));
        Some(Self { sentences, whole, seen })
    }

    /// The vectors that say what the whole means; `None` if that was not wanted, and in a build without vectors.
    pub(super) fn seen(&self) -> Option<&Seen> {
        self.seen.as_deref()
    }

    /// What a head says at its surest, of the whole or of a sentence.
    pub(super) fn best(&self, head: Head) -> Option<Best<'_>> {
        let whole = self.whole.score(head)?;
        let scored = self.sentences.iter().filter_map(|part| Some((part.alone(head)?, part)));
        let surest = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
        Some(match surest {
            Some((score, part)) if score >= whole => Best { score, span: part.span.clone(), part },
            Some((_, part)) => Best { score: whole, span: self.whole.span.clone(), part },
            None => Best { score: whole, span: self.whole.span.clone(), part: &self.whole },
        })
    }

    /// What a head says of one sentence or, if more, of the whole; `None` if the sentence was not looked at.
    pub(super) fn of_sentence(&self, line: usize, sentence: Option<usize>, head: Head) -> Option<f64> {
        let part = self.parts().find(|part| part.line == line && part.sentence == sentence)?;
        Some(part.score(head)?.max(self.whole.score(head)?))
    }

    /// The sentences that were looked at; the whole if there is but one.
    pub(super) fn parts(&self) -> impl Iterator<Item = &Part> {
        let whole = self.sentences.is_empty().then_some(&self.whole);
        whole.into_iter().chain(&self.sentences)
    }

    /// What every head says at its surest, with the part of the message that says so: each thing it speaks of, beside the special
    /// one that decides from where on it counts.
    pub(super) fn all(&self) -> impl Iterator<Item = (HeardKind, HeardKind, Best<'_>)> {
        Head::ALL.into_iter().flat_map(move |(head, _)| {
            let kinds = head.kinds();
            kinds.iter().filter_map(move |kind| Some((*kind, *kinds.first()?, self.best(head)?)))
        })
    }
}

impl Part {
    fn of(weights: &Weights, Bare { said, line, sentence, span }: Bare<'_>, vector: Option<&SentenceVector>) -> Self {
        let words = said.sentences.iter().map(|sentence| sentence.words.len()).sum();
        Self { line, sentence, span, words, scores: scores(weights, &said, vector) }
    }

    /// What a head says of it where it is one sentence of several. A few words look like an order more easily than a
    /// message does.
    fn alone(&self, head: Head) -> Option<f64> {
        const LEAST_WORDS_OF_AN_ORDER: usize = 3;
        const LESS_FOR_A_SENTENCE: f64 = 0.5;
        const LESS_FOR_A_BIT: f64 = 1.5;
        let score = self.score(head)?;
        match head {
            Head::Injects if self.words < LEAST_WORDS_OF_AN_ORDER => Some(f64::MIN),
            Head::Injects => Some(score - LESS_FOR_A_SENTENCE),
            // "А можно" before a line break is half a question, and "a person" alone is heard by the patterns.
            Head::AsksForPerson if self.words < LEAST_WORDS_OF_AN_ORDER => Some(score - LESS_FOR_A_BIT),
            _ => Some(score),
        }
    }

    /// What a head says of it, in log-odds.
    pub(super) fn score(&self, head: Head) -> Option<f64> {
        self.scores.get(head.place()?).copied()
    }
}

/// Whether a sentence is Russian.
pub(super) fn is_russian(sentence: &Sentence) -> bool {
    let is_cyrillic_word = |text: &str| text.chars().any(is_cyrillic);
    2 * sentence.words.iter().filter(|word| is_cyrillic_word(&word.text)).count() > sentence.words.len()
}

/// A sentence with the signs behind it.
fn span_of(text: &str, line: &Line, sentence: usize) -> Option<Range<usize>> {
    let start = line.sentences.get(sentence)?.words.first()?.start;
    let next = line.sentences.get(sentence + 1).and_then(|next| next.words.first());
    let written = text.get(start..next.map_or(line.end, |word| word.start))?;
    Some(start..start + written.trim_end().len())
}
