//! Why the desk did what it did: kept with every turn on the timeline and shown wherever the turn is shown (H14).

use serde::{Deserialize, Serialize};

use crate::{
    conversation::ScriptRef,
    hearing::Hearing,
    model::{Cost, Job, Tokens},
};

/// How the desk goes about a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Strategy {
    /// Along the script: it covers what was said.
    #[serde(rename = "script_80")]
    Script80,
    /// Freely, from facts, questions and the voice, and gently back to the step.
    #[serde(rename = "free_20")]
    Free20,
    /// A person takes over.
    #[serde(rename = "hand_off")]
    HandOff,
    /// Nothing is said.
    #[serde(rename = "stay_silent")]
    StaySilent,
}

impl Strategy {
    /// The word stored and shown.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Script80 => "script_80",
            Self::Free20 => "free_20",
            Self::HandOff => "hand_off",
            Self::StaySilent => "stay_silent",
        }
    }
}

/// What a rule of the guard said of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VerdictKind {
    /// It may be said.
    Say,
    /// It was changed, or must be written again.
    Rewrite,
    /// It was replaced by an approved text.
    ApprovedText,
    /// Nothing may be said: a person takes over.
    HandOver,
}

impl VerdictKind {
    /// The word stored and shown.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Say => "say",
            Self::Rewrite => "rewrite",
            Self::ApprovedText => "approved_text",
            Self::HandOver => "hand_over",
        }
    }
}

/// One rule's verdict with its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleVerdict {
    /// The rule's name: that of its file.
    pub rule: String,
    /// What it said.
    pub verdict: VerdictKind,
    /// Why, for people who read the timeline; empty for "say".
    pub reason: String,
}

/// One reason of a choice: a stable word for programs, with what it was about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// A stable word: `fit_above_threshold`, `trigger`, `asked_for_person`, `unclear_limit`, …
    pub word: String,
    /// What it was about: a step, a trigger, a figure; may be empty.
    pub about: String,
}

impl Why {
    /// A reason about something.
    pub fn new(word: &str, about: impl Into<String>) -> Self {
        Self { word: word.to_owned(), about: about.into() }
    }
}

/// One call to a model that was made in a turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallMade {
    /// What for.
    pub job: Job,
    /// The owner's name of the model.
    pub provider: String,
    /// Its own name.
    pub model: String,
    /// The prompt's name and version.
    pub prompt: String,
    /// How it ended, as a stable word: `done`, `timeout`, `unreadable`, …
    pub outcome: String,
    /// What it used.
    pub tokens: Tokens,
    /// What that cost.
    pub cost: Cost,
    /// How long it took, in milliseconds.
    pub millis: i64,
}

/// Everything that explains one turn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reasons {
    /// What was heard; none if nothing was said in words.
    pub heard: Option<Hearing>,
    /// The strategy chosen.
    pub strategy: Strategy,
    /// Why this strategy and these moves, in the order in which they were found.
    pub why: Vec<Why>,
    /// The script's version.
    pub script: ScriptRef,
    /// The step before the turn.
    pub step_before: Option<String>,
    /// The step after it.
    pub step_after: Option<String>,
    /// The moves, by their names.
    pub moves: Vec<String>,
    /// The facts the words rest on.
    pub facts: Vec<String>,
    /// What every rule of the guard said, in the order in which they were asked.
    pub verdicts: Vec<RuleVerdict>,
    /// Who wrote the words: `local` for the local brain, else the model's name.
    pub writer: String,
    /// The calls to models, in order; none where the local brain served.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<CallMade>,
}
