//! The ear of one script version: made when the version is published, then only read.

use std::collections::BTreeSet;

use super::{
    classifier::{Classifier, Meaning, Text},
    correction::part_meant,
    heard::{Heard, HeardKind, Hearing, HearingContext, ToldField, Topic},
    idea::main_idea,
    keywords::keywords,
    kinds::detectors,
    learnt::Learnt,
    matter::Cover,
    reading::read,
    settle::{settle, settle_covered},
    told::{Fields, Message, Told},
    tone::tone_of,
    tongue::language_of,
    topics::Topics,
    values::{Now, values},
    vectors,
    words::{Line, Word, split},
};
use crate::{language::Language, script::Script};

/// The form in which what was learnt is kept. To be raised whenever the features or the head change.
const FORMAT: u32 = 2;

/// From this likeness on a message is about a part of the script at all.
const IS_ABOUT: f64 = 0.5;

/// Two phrasings of different parts of a script that are too alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Collision {
    /// The part whose phrasing lies farther from the rest of its own: the one to reword.
    pub topic: Topic,
    /// That phrasing.
    pub words: String,
    /// The other part.
    pub other: Topic,
    /// Its phrasing.
    pub other_words: String,
    /// How alike they are, 0..=1.
    pub likeness: f64,
}

/// Understands messages in the light of one script. Holds what was learnt from its phrasings; cheap to share, never
/// changes.
#[derive(Clone, Debug, Default)]
pub struct Ear {
    topics: Topics,
    fields: Fields,
    /// Stems of the script's own words: they make sense in either keyboard layout.
    words: BTreeSet<String>,
}

impl Ear {
    /// Learns a script. Deterministic; about a second for a script of sixty steps with ten phrasings each.
    pub fn train(script: &Script) -> Self {
        Self::of(script, None)
    }

    /// Takes up what [`Self::kept`] kept of the same script, so that it hears as it did then. `None` if it was kept by a
    /// build that learns otherwise: train anew.
    pub fn wake(script: &Script, kept: &[u8]) -> Option<Self> {
        let (format, has_vectors, classifier): (u32, bool, Classifier) = postcard::from_bytes(kept).ok()?;
        let is_ours = format == FORMAT && has_vectors == vectors::is_available();
        is_ours.then(|| Self::of(script, Some(classifier.woken())))
    }

    /// What was learnt, in bytes: about 4 kB a phrasing.
    pub fn kept(&self) -> Vec<u8> {
        let kept = (FORMAT, vectors::is_available(), self.topics.classifier());
        // Into a vector of its own nothing can fail; an empty one is trained anew.
        postcard::to_allocvec(&kept).unwrap_or_default()
    }

    /// Phrasings of the script that are too alike to be told apart.
    pub fn collisions(&self, script: &Script) -> Vec<Collision> {
        let phrasings = Topics::phrasings(script);
        let pairs = self.topics.classifier().collisions().into_iter();
        let told = pairs.filter_map(|(reword, of, likeness)| {
            let ((topic, words), (other, other_words)) = (phrasings.get(reword)?, phrasings.get(of)?);
            Some(Collision {
                topic: topic.clone(),
                words: (*words).to_owned(),
                other: other.clone(),
                other_words: (*other_words).to_owned(),
                likeness,
            })
        });
        told.collect()
    }

    /// The parts of the script a text may belong to, best first, at most three, by its words and its meaning, which is
    /// known already.
    pub(super) fn near(&self, text: &Text<'_>, meaning: Option<Meaning>) -> Vec<(Topic, f64)> {
        let things = settle(text.written, text.lines, None);
        self.topics.of(text, || meaning, |kind| things.iter().any(|heard| heard.kind == kind))
    }

    /// The steps and questions nearest to a text, best first: more of them than a hearing keeps, for a model to choose from.
    pub fn nearest(&self, text: &str, most: usize) -> Vec<Topic> {
        let lines = self.read(text);
        self.topics.nearest(&Text { written: text, lines: &lines }, most)
    }

    /// Reads a text in the light of the script's words.
    pub(super) fn read(&self, text: &str) -> Vec<Line> {
        read(text, &|word: &Word| self.words.contains(&word.stem))
    }

    /// The parts of the script that the words of a correction are about which say what was meant, if they are about any.
    fn about(&self, written: &str, says: impl Fn(HeardKind) -> bool) -> Option<Vec<(Topic, f64)>> {
        let lines = self.read(written);
        let part = Text { written, lines: &lines };
        let topics = self.topics.of(&part, || part.meaning_seen(None), says);
        topics.iter().any(|(_, likeness)| *likeness >= IS_ABOUT).then_some(topics)
    }

    fn of(script: &Script, kept: Option<Classifier>) -> Self {
        let phrasings = script
            .steps
            .iter()
            .map(|step| &step.heard_as)
            .chain(script.questions.iter().map(|question| &question.asked_as))
            .chain(script.facts.iter().map(|fact| &fact.about));
        let words: BTreeSet<String> = phrasings
            .flat_map(|phrasings| phrasings.all())
            .flat_map(split)
            .flat_map(|line: Line| line.sentences)
            .flat_map(|sentence| sentence.words)
            .map(|word| word.stem)
            .collect();
        Self { topics: Topics::learn(script, kept), fields: Fields::learn(script, &words), words }
    }

    /// Understands a message, or a burst of messages joined by newlines. Pure: the same words, context and script give
    /// the same answer. Any text will do; one without words is [`HeardKind::Unclear`]. Time is linear in the text.
    pub fn hear(&self, text: &str, context: &HearingContext) -> Hearing {
        let lines = self.read(text);
        let learnt = Learnt::with_meaning(text, &lines);
        let written = Text { written: text, lines: &lines };
        let like = self.topics.like(&written, || written.meaning_seen(learnt.as_ref().and_then(Learnt::seen)));
        let likeness = like.iter().map(|(_, likeness)| *likeness).fold(0.0, f64::max);
        let cover = Cover { is_phrasing: self.topics.is_phrasing(&lines), likeness };
        let mut things = settle_covered(text, &lines, learnt.as_ref(), cover);
        let language = language_of(&lines, context.language);
        let now = context.now.as_ref().map_or_else(|| Now::on(context.today), Now::at);
        let values = values(text, &now.in_russian(language == Language::Ru));
        let says = |kind: HeardKind| things.iter().any(|heard| heard.kind == kind);
        let is_corrected = says(HeardKind::Corrects) && !cover.is_phrasing;
        let meant = if is_corrected { part_meant(text, &lines) } else { None };
        let topics = meant.and_then(|part| self.about(part, says));
        let topics = topics.unwrap_or_else(|| self.topics.with_facts(like, &lines, says));
        let is_about_script = topics.iter().any(|(_, likeness)| *likeness >= IS_ABOUT);
        let message = Message { text, lines: &lines, values: &values, things: &things };
        let Told { fields: told, is_bare, is_named_sum } = self.fields.told(&message, is_about_script, context);
        if is_bare || is_named_sum {
            believe_patterns(&mut things, &lines, is_bare);
        }
        add_told(&mut things, &told, context);
        let says = |kind: HeardKind| things.iter().any(|heard| heard.kind == kind);
        let fit = fit(&lines, topics.iter().map(|(_, likeness)| *likeness).fold(0.0, f64::max), says, context);
        Hearing {
            language,
            tone: tone_of(text, &lines, says),
            main_idea: main_idea(&things, &told, &topics),
            keywords: keywords(text, &lines),
            told,
            values,
            fit,
            topics,
            things,
        }
    }
}

/// "Zoe" after "what is your name?" is nothing but a name, whatever the heads make of a word they never saw; "my budget is
/// 3000" tells a sum and finds nothing too dear. What the patterns hear stays.
fn believe_patterns(things: &mut Vec<Heard>, lines: &[Line], is_bare: bool) {
    const SURE: f64 = 0.95;
    let found: Vec<HeardKind> =
        lines.iter().flat_map(|line| detectors().hear(line, |_| true)).map(|finding| finding.kind).collect();
    let objects = |kind: HeardKind| {
        matches!(
            kind,
            HeardKind::Objects | HeardKind::ObjectsPrice | HeardKind::ObjectsCompetitor | HeardKind::AsksDiscount
        )
    };
    let is_proved = |kind: HeardKind| {
        // "Will" asks nothing where it is a name.
        let is_question = is_bare && kind == HeardKind::AsksOther;
        (found.contains(&kind) && !is_question)
            || (objects(kind) && found.contains(&HeardKind::Objects))
            || kind == HeardKind::Unclear
    };
    let is_promise = |kind: HeardKind| {
        matches!(
            kind,
            HeardKind::OptsOut | HeardKind::ThreatensSelfHarm | HeardKind::AsksForPerson | HeardKind::AsksIfBot
        )
    };
    let is_sure = |heard: &Heard| is_promise(heard.kind) && heard.confidence >= SURE;
    things.retain(|heard| is_proved(heard.kind) || is_sure(heard) || !(is_bare || objects(heard.kind)));
}

/// Adds "tells a field", and takes away what the value was mistaken for: "нет, 15" and "15?" are judged by their value,
/// a message that is nothing but the value is no longer unclear.
fn add_told(things: &mut Vec<Heard>, told: &[ToldField], context: &HearingContext) {
    let Some(first) = told.first() else { return };
    let is_asked = context.asked.as_deref() == Some(first.field.as_str());
    things.retain(|heard| heard.kind != HeardKind::Unclear);
    things.push(Heard {
        kind: HeardKind::TellsField,
        words: first.words.clone(),
        confidence: if is_asked { 0.95 } else { 0.85 },
    });
    things.sort_by(|left, right| right.confidence.total_cmp(&left.confidence).then(left.kind.cmp(&right.kind)));
}

/// How well the script covers the message: its likeness to the best topic, or more where the answer is one the script
/// itself waits for. A plain yes or no at a step, a greeting, a value asked for: a script has its next line.
fn fit(lines: &[Line], likeness: f64, says: impl Fn(HeardKind) -> bool, context: &HearingContext) -> f64 {
    const LONGEST_ANSWER: usize = 6;
    const LONGEST_GREETING: usize = 4;
    // Who gives the desk orders is outside the script, unless something is asked that it covers.
    const MOST_FOR_ORDERS: f64 = 0.3;
    const ASKED_ALL_THE_SAME: f64 = 0.7;
    let is_within = |words: usize| lines.iter().flat_map(Line::words).nth(words).is_none();
    let mut fit = likeness;
    if says(HeardKind::TellsField) {
        fit = fit.max(if context.asked.is_some() { 0.95 } else { 0.8 });
    }
    let is_answer = says(HeardKind::Agrees) || says(HeardKind::Refuses);
    if is_answer && context.step.is_some() && is_within(LONGEST_ANSWER) {
        fit = fit.max(0.9);
    }
    let asks = HeardKind::ALL.into_iter().filter(|kind| kind.is_question()).any(&says);
    let is_politeness = (says(HeardKind::Greets) || says(HeardKind::Thanks)) && !asks;
    if is_politeness && is_within(LONGEST_GREETING) {
        fit = fit.max(0.8);
    }
    if says(HeardKind::Injects) && !(asks && likeness >= ASKED_ALL_THE_SAME) {
        fit = fit.min(MOST_FOR_ORDERS);
    }
    fit.clamp(0.0, 1.0)
}
