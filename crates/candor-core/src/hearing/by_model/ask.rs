//! The request: the same instructions for every turn of a script's version, then the parts of the script that are nearest,
//! the desk's last words and the contact's, fenced. It does not grow with the conversation.

use serde_json::{Value, json};

use crate::{
    hearing::{Hearing, Topic},
    model::{Job, Line, ModelRequest, Shape, Speaker, fenced, nameless},
    prompts::HEAR,
    script::{FieldKind, Script},
    seat::Seat,
    writer::business_name,
};

/// So many parts of the script are offered: the nearest, then the step at hand and the next.
const MOST_PARTS: usize = 8;
/// So many characters of the desk's last message are shown.
const SHOWN_OF_LAST: usize = 240;
/// So many characters of the contact's words are shown; what is longer is looked at by the local brain alone.
const SHOWN_OF_WORDS: usize = 1_500;
/// The kinds a model may name. What is missing is decided by the local brain alone.
pub(super) const KINDS: [&str; 22] = [
    "greets",
    "agrees",
    "refuses",
    "asks_price",
    "asks_date",
    "asks_terms",
    "asks_place",
    "asks_guarantee",
    "asks_discount",
    "asks_other",
    "objects_price",
    "objects_trust",
    "objects_time",
    "objects_need",
    "objects_competitor",
    "asks_for_person",
    "asks_if_bot",
    "postpones",
    "corrects",
    "thanks",
    "insults",
    "complains",
];

/// Asks a model what was said. `near` are parts of the script, best first, as the local brain found them.
pub fn ask(seat: &Seat<'_>, local: &Hearing, near: &[Topic]) -> ModelRequest {
    let script = seat.script;
    let language = script.languages.first().copied().unwrap_or_default();
    let fields = listed(script.fields.iter().map(|field| {
        let label = field.label.best(language).unwrap_or(&field.id);
        format!("{} ({label}, {})", field.id, kind_word(&field.kind))
    }));
    let front = HEAR.filled(&[("business", business_name(script, language)), ("fields", &fields)]);
    let parts = parts(seat, local, near);
    let mut text = String::from("Parts:\n");
    for (id, words) in &parts {
        text.push_str(&format!("- {id}: {words}\n"));
    }
    if let Some(last) = seat.conversation.said.last() {
        let asked = seat.conversation.asked.as_deref();
        let asks = asked.map(|field| format!(" It asked for the field {field}.")).unwrap_or_default();
        text.push_str(&format!("The assistant said last: {}{asks}\n", shortened(&nameless(last), SHOWN_OF_LAST)));
    }
    text.push_str(&fenced("contact", &shortened(&nameless(&seat.words()), SHOWN_OF_WORDS)));
    let ids: Vec<&str> = parts.iter().map(|(id, _)| id.as_str()).collect();
    ModelRequest {
        job: Job::Hear,
        prompt: HEAR.version.to_owned(),
        front,
        lines: vec![Line { speaker: Speaker::User, text }],
        shape: Some(Shape { name: "heard".to_owned(), schema: schema(script, &ids) }),
        max_output_tokens: 300,
        temperature_percent: 0,
    }
}

/// The parts of the script offered, by id, with what they are in words.
fn parts(seat: &Seat<'_>, local: &Hearing, near: &[Topic]) -> Vec<(String, String)> {
    let script = seat.script;
    let here = seat.conversation.step.as_deref().and_then(|id| script.step(id)).or(script.first_step());
    let ahead = here.and_then(|step| step.next.as_deref());
    let around = [here.map(|step| step.id.as_str()), ahead].into_iter().flatten();
    let around = around.map(|id| Topic::Step(id.to_owned()));
    let mut parts: Vec<(String, String)> = Vec::new();
    for topic in local.topics.iter().map(|(topic, _)| topic.clone()).chain(around).chain(near.iter().cloned()) {
        let (Some(words), id) = (in_words(script, &topic, local), id_of(&topic)) else { continue };
        if parts.len() < MOST_PARTS && !parts.iter().any(|(known, _)| *known == id) {
            parts.push((id, shortened(&words, 90)));
        }
    }
    parts
}

fn in_words(script: &Script, topic: &Topic, local: &Hearing) -> Option<String> {
    let language = script.language_for(local.language);
    let first = |phrasings: &crate::language::Phrasings| {
        phrasings
            .in_language(language)
            .first()
            .map(String::as_str)
            .or_else(|| phrasings.all().next())
            .map(str::to_owned)
    };
    match topic {
        Topic::Step(id) => {
            let step = script.step(id)?;
            let goal = step.goal.best(language).map(str::to_owned);
            goal.or_else(|| first(&step.heard_as)).or_else(|| step.say.best(language).map(str::to_owned))
        }
        Topic::Question(id) => first(&script.question(id)?.asked_as),
        Topic::Fact(id) => script.fact(id)?.says.best(language).map(str::to_owned),
    }
}

/// A part's name for a model: a step and a question may be called the same.
fn id_of(topic: &Topic) -> String {
    match topic {
        Topic::Step(id) => format!("step.{id}"),
        Topic::Question(id) => format!("question.{id}"),
        Topic::Fact(id) => format!("fact.{id}"),
    }
}

/// The part a model names, if the script has it.
pub(super) fn part(script: &Script, name: &str) -> Option<Topic> {
    let (kind, id) = name.split_once('.')?;
    match kind {
        "step" => script.step(id).map(|step| Topic::Step(step.id.clone())),
        "question" => script.question(id).map(|question| Topic::Question(question.id.clone())),
        "fact" => script.fact(id).map(|fact| Topic::Fact(fact.id.clone())),
        _ => None,
    }
}

const fn kind_word(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Money => "money",
        FieldKind::Date => "day",
        FieldKind::Phone => "phone",
        FieldKind::Email => "e-mail",
        FieldKind::Quantity => "count",
        FieldKind::Choice { .. } => "choice",
        FieldKind::Text => "words",
    }
}

fn listed(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    if items.is_empty() { "none".to_owned() } else { items.join("; ") }
}

/// The first characters on one line each, with a sign where more was.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    let mut short: String = text.chars().take(most).collect();
    if text.chars().nth(most).is_some() {
        short.push('…');
    }
    short
}

fn schema(script: &Script, parts: &[&str]) -> Value {
    let ids: Vec<&str> = parts.iter().copied().chain(["none"]).collect();
    let fields: Vec<&str> = script.fields.iter().map(|field| field.id.as_str()).collect();
    // A list of nothing is no enum: where a script has no fields, any word will do and is dropped when it is read.
    let field = if fields.is_empty() { json!({"type": "string"}) } else { json!({"type": "string", "enum": fields}) };
    let object = |properties: Value| {
        let required: Vec<String> = properties.as_object().map(|all| all.keys().cloned().collect()).unwrap_or_default();
        json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
    };
    let text = json!({"type": "string"});
    object(json!({
        "main_idea": text,
        "keywords": {"type": "array", "items": text},
        "language": {"type": "string", "enum": ["ru", "en"]},
        "tone": {"type": "string", "enum": ["neutral", "warm", "urgent", "wary", "angry"]},
        "things": {
            "type": "array",
            "items": object(json!({"kind": {"type": "string", "enum": KINDS}, "words": text})),
        },
        "fields": {"type": "array", "items": object(json!({"field": field, "words": text}))},
        "about": {"type": "string", "enum": ids},
        "script_fit_score": {"type": "number"},
    }))
}
