//! Joins what a model heard with what the local brain heard. The rules, in order:
//!
//! 1. Wanting no more messages, harm to oneself and orders to the desk are decided by the local brain alone.
//! 2. "Are you a bot?" and "a person, please" are heard if either hears them: neither can argue the other's away.
//! 3. Whatever a model names counts only with words that stand in the message.
//! 4. A value gets its normal form from its proving words by the local brain; a model's own form is never looked at. A
//!    free text is not taken from a message that gives orders: any words of it would do.
//! 5. What the local brain is certain of stays; for the rest the model's word holds.
//! 6. The part of the script is the model's where it names one that exists; its fit is then the model's, held down where the
//!    message gives orders. Names none: no part is liker than the model's score.

use super::{HeardByModel, ask::part, proof::proof};
use crate::{
    hearing::{Ear, Heard, HeardKind, Hearing, HearingContext, ToldField, Topic, is_invisible},
    script::{FieldKind, Script},
};

/// What the local brain hears with at least this confidence stays, whatever a model says.
const CERTAIN: f64 = 0.9;
/// The confidence of what a model named and words prove.
const NAMED_BY_MODEL: f64 = 0.8;
/// The longest idea that is kept, in characters.
const LONGEST_IDEA: usize = 160;
/// The fit of a message that gives orders is at most this.
const MOST_FOR_ORDERS: f64 = 0.3;
/// At most so many parts of the script and keywords are kept.
const MOST_TOPICS: usize = 3;
const MOST_KEYWORDS: usize = 8;

/// Joins both. `text` is the contact's words, `ear` the ear of this script's version.
pub fn merge(
    local: Hearing,
    told: &HeardByModel,
    text: &str,
    script: &Script,
    ear: &Ear,
    context: &HearingContext,
) -> Hearing {
    let things = things(&local, told, text);
    let fields = fields(&local, told, text, script, ear, context);
    let gives_orders = local.says(HeardKind::Injects);
    let (topics, fit) = topics(&local, told, script);
    let fit = if gives_orders { fit.min(MOST_FOR_ORDERS) } else { fit };
    let keywords: Vec<String> =
        told.keywords.iter().filter_map(|word| proof(text, word)).take(MOST_KEYWORDS).map(str::to_owned).collect();
    let mut joined = Hearing {
        language: told.language.unwrap_or(local.language),
        tone: told.tone,
        main_idea: idea(&told.main_idea).unwrap_or(local.main_idea),
        keywords: if keywords.is_empty() { local.keywords } else { keywords },
        things,
        told: fields,
        values: local.values,
        topics,
        fit,
    };
    note_fields(&mut joined);
    joined
}

fn things(local: &Hearing, told: &HeardByModel, text: &str) -> Vec<Heard> {
    let is_local_alone = |kind| matches!(kind, HeardKind::OptsOut | HeardKind::ThreatensSelfHarm | HeardKind::Injects);
    let is_promise = |kind| is_local_alone(kind) || matches!(kind, HeardKind::AsksIfBot | HeardKind::AsksForPerson);
    let named = told.things.iter().filter(|(kind, _)| !is_local_alone(*kind)).filter_map(|(kind, words)| {
        Some(Heard { kind: *kind, words: proof(text, words)?.to_owned(), confidence: NAMED_BY_MODEL })
    });
    let named: Vec<Heard> = named.collect();
    let is_kept = |heard: &&Heard| {
        is_promise(heard.kind) || heard.confidence >= CERTAIN || (named.is_empty() && heard.kind != HeardKind::Unclear)
    };
    let mut things: Vec<Heard> = local.things.iter().filter(is_kept).cloned().collect();
    let objects = named.iter().find(|heard| {
        matches!(
            heard.kind,
            HeardKind::ObjectsPrice
                | HeardKind::ObjectsTrust
                | HeardKind::ObjectsTime
                | HeardKind::ObjectsNeed
                | HeardKind::ObjectsCompetitor
        )
    });
    let general = objects.map(|heard| Heard { kind: HeardKind::Objects, ..heard.clone() });
    let guarantee = named.iter().find(|heard| heard.kind == HeardKind::AsksGuarantee);
    let terms = guarantee.map(|heard| Heard { kind: HeardKind::AsksTerms, ..heard.clone() });
    let implied: Vec<Heard> = general.into_iter().chain(terms).collect();
    for heard in named.into_iter().chain(implied) {
        if !things.iter().any(|known| known.kind == heard.kind) {
            things.push(heard);
        }
    }
    things
}

fn fields(
    local: &Hearing,
    told: &HeardByModel,
    text: &str,
    script: &Script,
    ear: &Ear,
    context: &HearingContext,
) -> Vec<ToldField> {
    let mut fields = local.told.clone();
    // Any words would do as a free text: from a message that gives orders a model's word for them is not enough.
    let is_free = |id: &str| script.field(id).is_some_and(|field| field.kind == FieldKind::Text);
    let gives_orders = local.says(HeardKind::Injects);
    for (field, words) in &told.fields {
        if fields.iter().any(|known| known.field == *field) || (gives_orders && is_free(field)) {
            continue;
        }
        let Some(words) = proof(text, words) else { continue };
        let asked = HearingContext { asked: Some(field.clone()), ..context.clone() };
        let heard = ear.hear(words, &asked);
        fields.extend(heard.told.into_iter().find(|value| value.field == *field));
    }
    fields
}

/// That a field was told is a thing heard; then nothing is unclear. Without anything it is.
fn note_fields(joined: &mut Hearing) {
    if let Some(first) = joined.told.first()
        && !joined.says(HeardKind::TellsField)
    {
        let words = first.words.clone();
        joined.things.push(Heard { kind: HeardKind::TellsField, words, confidence: NAMED_BY_MODEL });
    }
    if joined.things.len() > 1 {
        joined.things.retain(|heard| heard.kind != HeardKind::Unclear);
    }
    if joined.things.is_empty() {
        joined.things.push(Heard { kind: HeardKind::Unclear, words: String::new(), confidence: 1.0 });
    }
    joined.things.sort_by(|left, right| right.confidence.total_cmp(&left.confidence).then(left.kind.cmp(&right.kind)));
}

fn topics(local: &Hearing, told: &HeardByModel, script: &Script) -> (Vec<(Topic, f64)>, f64) {
    let named = told.about.as_deref().and_then(|id| part(script, id));
    let mut topics = local.topics.clone();
    for (_, likeness) in &mut topics {
        *likeness = likeness.min(told.fit);
    }
    if let Some(topic) = named {
        topics.retain(|(known, _)| *known != topic);
        topics.insert(0, (topic, told.fit));
    }
    topics.truncate(MOST_TOPICS);
    let fit = topics.iter().map(|(_, likeness)| *likeness).fold(0.0, f64::max);
    (topics, fit)
}

/// One line of people's letters, for people.
fn idea(told: &str) -> Option<String> {
    let shown = told.chars().filter(|letter| !is_invisible(*letter));
    let line: String = shown.map(|letter| if letter.is_control() { ' ' } else { letter }).take(LONGEST_IDEA).collect();
    let line = line.trim();
    (!line.is_empty()).then(|| line.to_owned())
}
