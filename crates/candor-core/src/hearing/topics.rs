//! The parts of a script a message can be about, and which of them it is about.
//!
//! Steps and questions are learnt by the classifier from their phrasings. Facts are named rather than phrased ("roses"),
//! so they are found by their names standing in the message.

use std::{collections::BTreeSet, sync::LazyLock};

use super::{
    classifier::{Classifier, Meaning, Text},
    heard::{HeardKind, Topic},
    reading::read,
    words::{Line, Word},
};
use crate::{
    language::Phrasings,
    script::{FactKind, Script},
};

/// So many topics are told.
const MOST: usize = 3;

/// The likeness of a fact whose name stands in a message: with the question it answers, and without.
const NAMED_AND_ASKED: f64 = 0.86;
const NAMED: f64 = 0.55;

/// The likeness of a fact asked for by a name of several words: "25 roses" says more than any phrasing.
const NAMED_PLAINLY: f64 = 0.97;

/// What is known of a script's parts.
#[derive(Clone, Debug, Default)]
pub(super) struct Topics {
    topics: Vec<Topic>,
    classifier: Classifier,
    /// Phrasings word for word (their stems), with the topic.
    exact: Vec<(Vec<String>, usize)>,
    /// The same without the words that change nothing.
    cores: BTreeSet<Vec<String>>,
    names: Vec<Name>,
}

/// One name of a fact.
#[derive(Clone, Debug)]
struct Name {
    stems: Vec<String>,
    fact: String,
    kind: FactKind,
}

impl Topics {
    /// Learns a script, or takes what was learnt of it before.
    pub(super) fn learn(script: &Script, kept: Option<Classifier>) -> Self {
        let mut topics = Vec::new();
        let mut examples: Vec<(&str, Vec<Line>, usize)> = Vec::new();
        for (topic, phrasings) in parts(script) {
            let label = topics.len();
            examples.extend(phrasings.all().map(|phrase| (phrase, read(phrase, &|_| true), label)));
            topics.push(topic);
        }
        let exact =
            examples.iter().map(|(_, lines, label)| (stems(lines), *label)).filter(|(stems, _)| !stems.is_empty());
        let exact = exact.collect();
        let cores = examples.iter().map(|(_, lines, _)| core(lines)).filter(|core| !core.is_empty()).collect();
        let names = script
            .facts
            .iter()
            .flat_map(|fact| fact.about.all().map(move |name| (fact, stems(&read(name, &|_| true)))))
            .filter(|(_, stems)| !stems.is_empty())
            .map(|(fact, stems)| Name { stems, fact: fact.id.clone(), kind: fact.kind })
            .collect();
        let texts = examples.iter().map(|(written, lines, label)| (Text { written, lines }, *label));
        let texts: Vec<_> = texts.collect();
        let classifier = kept.unwrap_or_else(|| Classifier::train(&texts, topics.len()));
        Self { topics, classifier, exact, cores, names }
    }

    /// What was learnt, to be kept.
    pub(super) const fn classifier(&self) -> &Classifier {
        &self.classifier
    }

    /// The part of the script and the place among its phrasings of every phrasing, in the order learnt.
    pub(super) fn phrasings(script: &Script) -> Vec<(Topic, &str)> {
        parts(script)
            .flat_map(|(topic, phrasings)| phrasings.all().map(move |phrase| (topic.clone(), phrase)))
            .collect()
    }

    /// Whether a message is one of the script's phrasings, but for courtesies, "I" and "for tomorrow".
    pub(super) fn is_phrasing(&self, lines: &[Line]) -> bool {
        self.cores.contains(&core(lines))
    }

    /// The parts a message is about, best first, at most three. Its meaning is asked for only if it is needed.
    pub(super) fn of(
        &self,
        text: &Text<'_>,
        meaning: impl FnOnce() -> Option<Meaning>,
        says: impl Fn(HeardKind) -> bool,
    ) -> Vec<(Topic, f64)> {
        self.with_facts(self.like(text, meaning), text.lines, says)
    }

    /// The steps and questions a message is like, best first, at most four.
    pub(super) fn like(&self, text: &Text<'_>, meaning: impl FnOnce() -> Option<Meaning>) -> Vec<(Topic, f64)> {
        let said = stems(text.lines);
        let mut found: Vec<(Topic, f64)> = self
            .classifier
            .standings_of(text, meaning)
            .into_iter()
            .take(MOST)
            .filter_map(|standing| Some((self.topics.get(standing.label)?.clone(), standing.likeness)))
            .collect();
        if let Some((_, label)) = self.exact.iter().find(|(phrase, _)| *phrase == said)
            && let Some(topic) = self.topics.get(*label)
        {
            found.retain(|(other, _)| other != topic);
            found.insert(0, (topic.clone(), 1.0));
        }
        found
    }

    /// The same with the facts that are named in the message; at most three in all.
    pub(super) fn with_facts(
        &self,
        mut found: Vec<(Topic, f64)>,
        lines: &[Line],
        says: impl Fn(HeardKind) -> bool,
    ) -> Vec<(Topic, f64)> {
        self.merge_facts(&mut found, &stems(lines), says);
        found.truncate(MOST);
        found
    }

    /// The steps and questions nearest to a text, best first.
    pub(super) fn nearest(&self, text: &Text<'_>, most: usize) -> Vec<Topic> {
        let standings = self.classifier.standings_of(text, || text.meaning_seen(None));
        standings.into_iter().take(most).filter_map(|standing| self.topics.get(standing.label).cloned()).collect()
    }

    fn merge_facts(&self, found: &mut Vec<(Topic, f64)>, said: &[String], says: impl Fn(HeardKind) -> bool) {
        let mut best: Vec<(&Name, f64)> = Vec::new();
        for name in &self.names {
            if !contains(said, &name.stems) {
                continue;
            }
            let is_asked = match name.kind {
                FactKind::Price => says(HeardKind::AsksPrice),
                FactKind::Date => says(HeardKind::AsksDate),
                FactKind::Term => says(HeardKind::AsksTerms),
                FactKind::Place => says(HeardKind::AsksPlace) || says(HeardKind::AsksOther),
                FactKind::Other => says(HeardKind::AsksOther),
            };
            let likeness = match (is_asked, name.stems.len()) {
                (true, 1) => NAMED_AND_ASKED,
                (true, words) => NAMED_PLAINLY + 0.005 * super::classifier::number(words.min(5)),
                (false, words) => NAMED + 0.03 * super::classifier::number(words.clamp(1, 4) - 1),
            };
            match best.iter_mut().find(|(other, _)| other.fact == name.fact) {
                Some((_, before)) => *before = before.max(likeness),
                None => best.push((name, likeness)),
            }
        }
        best.sort_by(|left, right| right.1.total_cmp(&left.1));
        for (name, likeness) in best.into_iter().take(MOST).rev() {
            let topic = Topic::Fact(name.fact.clone());
            if likeness >= NAMED_PLAINLY && found.first().is_none_or(|(_, first)| *first < 1.0) {
                found.insert(0, (topic, likeness));
            } else {
                let at = found.iter().position(|(_, other)| *other < likeness).unwrap_or(found.len());
                found.insert(at, (topic, likeness));
            }
        }
    }
}

/// The parts of a script that are learnt, in the order learnt.
fn parts(script: &Script) -> impl Iterator<Item = (Topic, &Phrasings)> {
    let steps = script.steps.iter().map(|step| (Topic::Step(step.id.clone()), &step.heard_as));
    let questions = script.questions.iter().map(|question| (Topic::Question(question.id.clone()), &question.asked_as));
    steps.chain(questions)
}

/// The stems of a text's words.
pub(super) fn stems(lines: &[Line]) -> Vec<String> {
    lines.iter().flat_map(Line::words).map(|word| word.stem.clone()).collect()
}

/// The stems of a text without courtesies, "I" and "for tomorrow": what is left is what is said.
fn core(lines: &[Line]) -> Vec<String> {
    static NOTHING: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
        "я мы мне нам пожалуйста плиз спасибо здравствуйте привет ну а и вот да i we please pls plz thanks thank hello hi \
        well so and"
            .split_whitespace()
            .collect()
    });
    let is_day = |word: &Word| {
        matches!(word.text.as_str(), "завтра" | "сегодня" | "послезавтра" | "tomorrow" | "today" | "tonight")
    };
    let words: Vec<&Word> = lines.iter().flat_map(Line::words).collect();
    let is_day_ahead = |at: usize| words.get(at + 1).is_some_and(|next| is_day(next));
    let kept = words.iter().enumerate().filter(|(at, word)| {
        let leads_to_day = matches!(word.text.as_str(), "на" | "for") && is_day_ahead(*at);
        !leads_to_day && !is_day(word) && !NOTHING.contains(word.text.as_str())
    });
    kept.map(|(_, word)| word.stem.clone()).collect()
}

fn contains(said: &[String], phrase: &[String]) -> bool {
    !phrase.is_empty() && said.windows(phrase.len()).any(|window| window == phrase)
}
