//! The closed list of things heard, one detector a file. A detector is data: patterns it hears, patterns that forbid
//! it in the same sentence, emoji that say it when no words do. How several of them settle in one message is decided in
//! [`settle`](super::settle).

use std::{ops::Range, sync::LazyLock};

use super::{
    heard::HeardKind,
    pattern::{Grammar, Lexicon, Marked, Pattern, find, parse_all},
    words::{Line, Sentence, Word},
};

mod agrees;
mod asks_date;
mod asks_for_person;
mod asks_if_bot;
mod asks_other;
mod asks_price;
mod asks_terms;
mod complains;
mod corrects;
mod greets;
mod insults;
mod objects;
pub(super) mod opts_out;
mod postpones;
mod refuses;
mod thanks;
mod threatens_self_harm;

/// Every detector. A new one is a file and a line here.
const ALL: [&Detector; 17] = [
    &opts_out::DETECTOR,
    &asks_if_bot::DETECTOR,
    &asks_for_person::DETECTOR,
    &greets::DETECTOR,
    &agrees::DETECTOR,
    &refuses::DETECTOR,
    &asks_price::DETECTOR,
    &asks_date::DETECTOR,
    &asks_terms::DETECTOR,
    &asks_other::DETECTOR,
    &objects::DETECTOR,
    &postpones::DETECTOR,
    &corrects::DETECTOR,
    &thanks::DETECTOR,
    &insults::DETECTOR,
    &complains::DETECTOR,
    &threatens_self_harm::DETECTOR,
];

/// What one kind of thing is heard by.
pub(super) struct Detector {
    /// The kind.
    kind: HeardKind,
    /// Patterns that say it, one a line.
    hears: &'static str,
    /// Patterns that forbid it in the sentence where they match.
    unless: &'static str,
    /// Patterns that forbid what was learnt to hear it in the sentence where they match: near misses of the heads.
    not_learnt: &'static str,
    /// Signs that say it in a line without words.
    signs: &'static str,
}

/// Something heard in one line, with the bytes of the text that prove it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Finding {
    /// What.
    pub(super) kind: HeardKind,
    /// The proof's place in the text as written.
    pub(super) span: Range<usize>,
    /// How sure, in hundredths.
    pub(super) certainty: u8,
    /// The number of the sentence in its line; `None` for a line without words.
    pub(super) sentence: Option<usize>,
}

/// The detectors with their patterns read.
pub(super) struct Detectors {
    lexicon: Lexicon,
    grammar: Grammar,
    compiled: Vec<Compiled>,
}

struct Compiled {
    detector: &'static Detector,
    hears: Vec<Pattern>,
    unless: Vec<Pattern>,
    not_learnt: Vec<Pattern>,
}

/// The detectors, read once.
pub(super) fn detectors() -> &'static Detectors {
    static DETECTORS: LazyLock<Detectors> = LazyLock::new(|| {
        let mut lexicon = Lexicon::default();
        let grammar = Grammar::enter(&mut lexicon);
        // A pattern with a mistake would be left out here; the test below does not let one be committed.
        let mut read = |text| parse_all(text, &mut lexicon).unwrap_or_default();
        let compiled = ALL
            .into_iter()
            .map(|detector| Compiled {
                detector,
                hears: read(detector.hears),
                unless: read(detector.unless),
                not_learnt: read(detector.not_learnt),
            })
            .collect();
        Detectors { lexicon, grammar, compiled }
    });
    &DETECTORS
}

impl Detectors {
    /// Whether a word is one the patterns speak of.
    pub(super) fn knows(&self, word: &Word) -> bool {
        self.lexicon.knows(word)
    }

    /// Everything the wanted detectors hear in a line.
    pub(super) fn hear(&self, line: &Line, wanted: impl Fn(HeardKind) -> bool) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (number, sentence) in line.sentences.iter().enumerate() {
            let marked = Marked::new(sentence, &self.lexicon, &self.grammar);
            for compiled in self.compiled.iter().filter(|compiled| wanted(compiled.detector.kind)) {
                findings.extend(compiled.hear(&marked, number));
            }
        }
        if line.sentences.is_empty() {
            findings.extend(self.signs(line).filter(|finding| wanted(finding.kind)));
        }
        findings
    }

    /// Whether a sentence is one in which what was learnt hears this kind by mistake.
    pub(super) fn is_mistaken_for(&self, kind: HeardKind, sentence: &Sentence) -> bool {
        let compiled = self.compiled.iter().find(|compiled| compiled.detector.kind == kind);
        compiled.filter(|compiled| !compiled.not_learnt.is_empty()).is_some_and(|compiled| {
            let marked = Marked::new(sentence, &self.lexicon, &self.grammar);
            compiled.not_learnt.iter().any(|pattern| find(pattern, &marked).is_some())
        })
    }

    fn signs<'a>(&'a self, line: &'a Line) -> impl Iterator<Item = Finding> + 'a {
        self.compiled.iter().filter_map(|compiled| {
            let detector = compiled.detector;
            let is_said = line.emoji.iter().any(|sign| detector.signs.contains(*sign));
            is_said.then_some(Finding {
                kind: detector.kind,
                span: line.start..line.end,
                certainty: 75,
                sentence: None,
            })
        })
    }
}

impl Compiled {
    /// The surest match in a sentence.
    fn hear(&self, marked: &Marked<'_>, number: usize) -> Option<Finding> {
        let matches = self.hears.iter().filter_map(|pattern| Some((pattern.certainty, find(pattern, marked)?)));
        // The first of the surest, so that the order of the patterns decides and the result is always the same.
        let (certainty, range) = matches.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        if self.unless.iter().any(|pattern| find(pattern, marked).is_some()) {
            return None;
        }
        let span = span_of(marked.sentence, range)?;
        Some(Finding { kind: self.detector.kind, span, certainty, sentence: Some(number) })
    }
}

fn span_of(sentence: &Sentence, range: Range<usize>) -> Option<Range<usize>> {
    let words = sentence.words.get(range)?;
    Some(words.first()?.start..words.last()?.end)
}

#[cfg(test)]
pub(super) mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use crate::hearing::{OptOut, reading::read, screen};

    /// Asserts that every phrase of `said` is heard as this kind and none of `not_said`; reports all failures at once.
    pub(in crate::hearing) fn check(kind: HeardKind, said: &[&str], not_said: &[&str]) {
        let is_heard = |text: &str| {
            // A promise is kept by the patterns and what was learnt together: its tables bind both.
            let screened = screen(text);
            match kind {
                HeardKind::AsksIfBot => screened.asks_if_bot,
                HeardKind::AsksForPerson => screened.asks_for_person,
                HeardKind::OptsOut => screened.opts_out != OptOut::No,
                _ => read(text, &|_| false)
                    .iter()
                    .any(|line| !detectors().hear(line, |wanted| wanted == kind).is_empty()),
            }
        };
        let missed: Vec<&&str> = said.iter().filter(|text| !is_heard(text)).collect();
        let false_alarms: Vec<&&str> = not_said.iter().filter(|text| is_heard(text)).collect();
        assert!(
            missed.is_empty() && false_alarms.is_empty(),
            "{}: missed {missed:#?}, false alarms {false_alarms:#?}",
            kind.word()
        );
    }

    #[test]
    fn every_pattern_reads() {
        let mut lexicon = Lexicon::default();
        for detector in ALL {
            parse_all(detector.hears, &mut lexicon).unwrap();
            parse_all(detector.unless, &mut lexicon).unwrap();
            parse_all(detector.not_learnt, &mut lexicon).unwrap();
        }
    }
}
