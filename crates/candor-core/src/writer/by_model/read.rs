//! Reads what a model wrote and puts it in the place of the approved words.

use serde::Deserialize;
use serde_json::Value;

use super::{ask::step_of, worth::may_be_worded};
use crate::{
    hearing::Hearing,
    message::Button,
    seat::Seat,
    strategy::Plan,
    writer::{Draft, Part, Role, worded},
};

/// The longest text that is looked at, in characters: a chat message of a few sentences is shorter.
pub(super) const LONGEST: usize = 1_200;

/// What a model wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The words.
    pub text: String,
    /// The step it says they belong to.
    pub step: Option<String>,
    /// The facts it says they rest on.
    pub facts: Vec<String>,
}

/// What was answered cannot stand in the place of the approved words. Try once more or say the approved words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrittenError {
    /// It is not the form asked for.
    #[error("the answer is not the form that was asked for")]
    Form,
    /// There are no words, or too many.
    #[error("the text is empty or longer than a message of a few sentences")]
    Length,
    /// It names another step than the plan's.
    #[error("it names another step than the plan")]
    Step,
    /// It names a fact the script does not have.
    #[error("it names a fact that does not exist")]
    Fact,
}

#[derive(Deserialize)]
struct Form {
    text: String,
    #[serde(default)]
    step: Value,
    #[serde(default)]
    facts: Vec<Value>,
}

/// Reads the form.
///
/// # Errors
/// [`WrittenError::Form`] or [`WrittenError::Length`].
pub fn read(answer: &Value) -> Result<Written, WrittenError> {
    let form = Form::deserialize(answer).map_err(|_| WrittenError::Form)?;
    let text = form.text.trim().to_owned();
    if !text.chars().any(char::is_alphanumeric) || text.chars().nth(LONGEST).is_some() {
        return Err(WrittenError::Length);
    }
    let step = form.step.as_str().map(str::trim).filter(|step| !matches!(*step, "" | "none")).map(str::to_owned);
    let facts = form.facts.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    Ok(Written { text, step, facts })
}

/// The draft with a model's words in the place of the approved ones. What the contract words, and steps that are to be said word for
/// word, stay where they were; the buttons of what was replaced stay with the words.
///
/// # Errors
/// [`WrittenError::Step`] or [`WrittenError::Fact`] where it names what is not there.
pub fn draft(seat: &Seat<'_>, hearing: &Hearing, plan: &Plan, written: Written) -> Result<Draft, WrittenError> {
    if written.step.as_deref().is_some_and(|named| Some(named.trim_start_matches("step.")) != step_of(plan)) {
        return Err(WrittenError::Step);
    }
    if written.facts.iter().any(|fact| seat.script.fact(fact).is_none()) {
        return Err(WrittenError::Fact);
    }
    let Around { mut parts, place, buttons, .. } = around(seat, hearing, plan);
    parts.insert(place, Part { facts: written.facts, buttons, ..Part::plain(Role::Written, &written.text) });
    Ok(Draft { language: seat.language(Some(hearing)), parts })
}

/// The same with the words a model has written so far, and nothing that follows them: neither the parts behind them nor the buttons,
/// which belong to words that may still be missing. The facts a model rests on it names last; until then they are those of the approved words
/// it was given.
pub fn draft_so_far(seat: &Seat<'_>, hearing: &Hearing, plan: &Plan, text: &str) -> Draft {
    let Around { mut parts, place, facts, .. } = around(seat, hearing, plan);
    parts.truncate(place);
    parts.push(Part { facts, ..Part::plain(Role::Written, text) });
    Draft { language: seat.language(Some(hearing)), parts }
}

/// The approved words a model's stand for, in order: what the owner would have had said.
pub fn approved(seat: &Seat<'_>, hearing: Option<&Hearing>, plan: &Plan) -> Vec<Part> {
    let parts = worded(seat, hearing, &plan.moves).into_iter();
    parts.filter(|(planned, _)| may_be_worded(planned, seat)).map(|(_, part)| part).collect()
}

/// What of a plan no model words, and where its words go.
struct Around {
    parts: Vec<Part>,
    place: usize,
    /// The buttons of what is replaced.
    buttons: Vec<Button>,
    /// The facts of what is replaced.
    facts: Vec<String>,
}

fn around(seat: &Seat<'_>, hearing: &Hearing, plan: &Plan) -> Around {
    let (mut parts, mut buttons, mut facts, mut place) = (Vec::new(), Vec::new(), Vec::new(), None);
    for (planned, part) in worded(seat, Some(hearing), &plan.moves) {
        if may_be_worded(planned, seat) {
            place.get_or_insert(parts.len());
            buttons.extend(part.buttons);
            facts.extend(part.facts);
        } else {
            parts.push(part);
        }
    }
    Around { place: place.unwrap_or(parts.len()), parts, buttons, facts }
}
