//! `POST /conversations/{number}/draft`: what the desk would answer, for a person to make their own. Nothing becomes of it here.

use candor_desk::actions::draft_answer::{Draft as Drafted, Drafting, draft_answer};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::list::{Numbered, found};
use crate::api::{Answer, Asked, Problem};

/// What the desk would answer to the contact's last words.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Draft {
    /// What came of it.
    outcome: DraftOutcome,
    /// Words an AI wrote, to be read, changed and sent by a person; null where there are none.
    text: Option<String>,
    /// Why the desk would say nothing or call a person, as a stable word.
    reason: Option<String>,
    /// Whether models rest because a limit of theirs is reached, so that the words are the script's.
    is_limited: bool,
    /// Why: what was heard, how well the script covers it, the strategy, the step, facts, verdicts of the guard, the model's calls. Its
    /// parts may grow. Null where nothing was said to be answered.
    reasons: Option<Value>,
}

/// What came of drafting.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum DraftOutcome {
    /// There are words.
    Words,
    /// The contact has not written anything that could be answered.
    NothingSaid,
    /// The desk would say nothing.
    Silent,
    /// The desk would call a person.
    HandsOver,
    /// The contact asks whether a machine is writing: only a person can say the truth about themselves.
    AsksIfBot,
    /// Neither the script nor the documents have an answer.
    NoAnswer,
}

/// Drafts an answer.
pub(crate) async fn draft(asked: Asked<Numbered>) -> Result<Answer<Draft>, Problem> {
    let line = found(&asked, asked.path.number).await?;
    let drafted = draft_answer(&asked.bench(), &line).await?;
    Ok(Answer::of(Draft::of(drafted)))
}

impl Draft {
    fn of(drafted: Drafted) -> Self {
        let (outcome, text, reason) = match drafted.outcome {
            Drafting::Words(text) => (DraftOutcome::Words, Some(text), None),
            Drafting::NothingSaid => (DraftOutcome::NothingSaid, None, None),
            Drafting::Silent(reason) => (DraftOutcome::Silent, None, Some(reason)),
            Drafting::HandsOver(reason) => (DraftOutcome::HandsOver, None, Some(reason)),
            Drafting::AsksIfBot => (DraftOutcome::AsksIfBot, None, None),
            Drafting::NoAnswer => (DraftOutcome::NoAnswer, None, None),
        };
        let reasons = drafted.reasons.and_then(|reasons| serde_json::to_value(reasons).ok());
        Self { outcome, text, reason, is_limited: drafted.limit.is_some(), reasons }
    }
}
