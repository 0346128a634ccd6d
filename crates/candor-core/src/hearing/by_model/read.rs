//! Reads the form a model filled in. Only its outline is trusted so far; whether it is true is for [`super::merge()`].

use serde::Deserialize;
use serde_json::Value;

use super::ask::KINDS;
use crate::{
    hearing::{HeardKind, Tone},
    language::Language,
};

/// The most things or fields looked at: a message says no more.
const MOST: usize = 12;

/// A form as a model filled it in.
#[derive(Clone, Debug, PartialEq)]
pub struct HeardByModel {
    /// In a few words what the message is about.
    pub main_idea: String,
    /// Words that are to carry its meaning.
    pub keywords: Vec<String>,
    /// The language it is said to be written in.
    pub language: Option<Language>,
    /// Its manner.
    pub tone: Tone,
    /// Things with the words that are to prove them; kinds a model may not name are left out.
    pub things: Vec<(HeardKind, String)>,
    /// Fields by id with the words that are to prove them.
    pub fields: Vec<(String, String)>,
    /// The id of the part it is said to be about.
    pub about: Option<String>,
    /// How well that part covers it, 0..=1.
    pub fit: f64,
}

/// What was answered is not the form. Try another model, then go on without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the answer is not the form that was asked for; try another model")]
pub struct FormError;

#[derive(Deserialize)]
struct Form {
    #[serde(default)]
    main_idea: String,
    #[serde(default)]
    keywords: Vec<Value>,
    #[serde(default)]
    language: String,
    #[serde(default)]
    tone: String,
    things: Vec<Thing>,
    #[serde(default)]
    fields: Vec<FieldTold>,
    #[serde(default)]
    about: Value,
    script_fit_score: f64,
}

#[derive(Deserialize)]
struct Thing {
    kind: String,
    #[serde(default)]
    words: String,
}

#[derive(Deserialize)]
struct FieldTold {
    field: String,
    #[serde(default)]
    words: String,
}

/// Reads a form.
///
/// # Errors
/// [`FormError`] if it lacks what a form must have, or its score is no number from 0 to 1.
pub fn read(answer: &Value) -> Result<HeardByModel, FormError> {
    let form = Form::deserialize(answer).map_err(|_| FormError)?;
    if !(0.0..=1.0).contains(&form.script_fit_score) {
        return Err(FormError);
    }
    let kind = |word: &str| KINDS.contains(&word).then(|| HeardKind::from_word(word)).flatten();
    let keywords = form.keywords.iter().filter_map(Value::as_str).map(str::to_owned);
    Ok(HeardByModel {
        main_idea: form.main_idea,
        keywords: keywords.take(MOST).collect(),
        language: Language::from_tag(&form.language),
        tone: serde_json::from_value(Value::String(form.tone)).unwrap_or_default(),
        things: form
            .things
            .into_iter()
            .filter_map(|thing| Some((kind(&thing.kind)?, thing.words)))
            .take(MOST)
            .collect(),
        fields: form.fields.into_iter().map(|told| (told.field, told.words)).take(MOST).collect(),
        about: form.about.as_str().filter(|id| !matches!(*id, "" | "none")).map(str::to_owned),
        fit: form.script_fit_score,
    })
}
