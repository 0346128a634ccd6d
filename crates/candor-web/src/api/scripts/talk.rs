//! `POST /drafts/try`: what the desk would say along a text that need not be published, and why. Nothing is kept: each request
//! brings everything the contact said, from the beginning.

use candor_core::{language::Language, message::MAX_TEXT_CHARS, script::parse};
use candor_desk::actions::{
    Refusal,
    try_script::{Trial, TriedLine, Try, surroundings},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::shape::{ScriptProblem, worded};
use crate::{
    api::{Answer, Asked, Nothing, Problem, must_not_exceed},
    panel::scripts::unix,
};

/// So many turns are tried in one request: each is thought through anew.
const MOST_TURNS: usize = 40;

/// What a button carries is so long at most.
const MOST_DATA: usize = 64;

/// A text, and what a contact says to it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Talk {
    /// The whole text of the script.
    #[schemars(length(min = 1, max = 524288))]
    text: String,
    /// The language of the contact's app; that of `Accept-Language` where it is not given.
    #[serde(default)]
    language: Option<Spoken>,
    /// Everything the contact does, from the first message on.
    #[schemars(length(min = 1, max = 40))]
    turns: Vec<Said>,
}

/// A language of the desk.
#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Spoken {
    /// English.
    En,
    /// Russian.
    Ru,
}

/// What a contact does.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Said {
    /// Writes a message; `/start` begins as a deep link does.
    Say(#[schemars(length(min = 1, max = 4096))] String),
    /// Presses a button of the message before, by its `data`.
    Press(#[schemars(length(min = 1, max = 64))] String),
}

/// What the desk would say.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Tried {
    /// The conversation, oldest line first.
    lines: Vec<LineTried>,
    /// The step it is at.
    step: Option<String>,
    /// Why a person would have been called, as a stable word.
    waiting_for: Option<String>,
    /// What could be better in the text, also what shows only once it was learnt.
    problems: Vec<ScriptProblem>,
}

/// A line of a conversation that is only tried.
#[derive(Serialize, JsonSchema)]
struct LineTried {
    /// Who: the `contact` or the desk, an `ai`.
    author: &'static str,
    /// The words, or the label of the button that was pressed; empty where the desk says nothing.
    text: String,
    /// Whether a button was pressed.
    is_pressed: bool,
    /// The buttons under it.
    buttons: Vec<ButtonTried>,
    /// Why the desk would say so, as in a conversation's lines of the kind `turn`.
    reasons: Option<Value>,
}

/// A button.
#[derive(Serialize, JsonSchema)]
struct ButtonTried {
    /// What stands on it.
    label: String,
    /// By what it is pressed.
    data: String,
}

impl Said {
    fn read(&self) -> Result<Try, Problem> {
        match self {
            Self::Press(data) if data.is_empty() => {
                Err(Problem::Unfit("a button without data: press one that was shown".to_owned()))
            }
            Self::Press(data) => {
                must_not_exceed(data, MOST_DATA)?;
                Ok(Try::Press(data.clone()))
            }
            Self::Say(words) if words.trim().is_empty() => {
                Err(Problem::Unfit("a turn without words: say something".to_owned()))
            }
            Self::Say(words) => {
                must_not_exceed(words, MAX_TEXT_CHARS)?;
                Ok(Try::Say(words.clone()))
            }
        }
    }
}

impl LineTried {
    fn of(line: &TriedLine) -> Self {
        let said = |text: &str, is_pressed| Self {
            author: "contact",
            text: text.to_owned(),
            is_pressed,
            buttons: Vec::new(),
            reasons: None,
        };
        match line {
            TriedLine::Said(text) => said(text, false),
            TriedLine::Pressed(label) => said(label, true),
            TriedLine::Answered { text, buttons, reasons } => Self {
                author: "ai",
                text: text.clone(),
                is_pressed: false,
                buttons: buttons
                    .iter()
                    .map(|button| ButtonTried { label: button.label.clone(), data: button.data.clone() })
                    .collect(),
                reasons: serde_json::to_value(reasons).ok(),
            },
        }
    }
}

/// Talks with a text.
pub(crate) async fn talk(asked: Asked<Nothing, Nothing, Talk>) -> Result<Answer<Tried>, Problem> {
    let turns = &asked.body.turns;
    if turns.is_empty() || turns.len() > MOST_TURNS {
        return Err(Problem::Unfit(format!("a talk has between 1 and {MOST_TURNS} turns")));
    }
    let turns = turns.iter().map(Said::read).collect::<Result<Vec<_>, _>>()?;
    let (text, language) = (unix(&asked.body.text), asked.language);
    let around = surroundings(&asked.bench()).await?;
    let Some(learnt) = asked.api.trials().learn(&text).await else {
        return Err(Refusal::BrokenScript(parse(&text).1).into());
    };
    let spoken = match asked.body.language {
        Some(Spoken::En) => Language::En,
        Some(Spoken::Ru) => Language::Ru,
        None => language,
    };
    let talking = move || {
        // Its name is that in the text from the first turn on.
        let begun = Trial::begin("", spoken);
        let trial = turns.iter().fold(begun, |trial, done| trial.after(done, &learnt, &around));
        let mut problems = parse(&text).1;
        problems.extend(learnt.advice.iter().cloned());
        Tried {
            lines: trial.lines().iter().map(LineTried::of).collect(),
            step: trial.step().map(str::to_owned),
            waiting_for: trial.waits_because().map(str::to_owned),
            problems: worded(problems, language),
        }
    };
    Ok(Answer::of(asked.api.alone(talking).await?))
}
