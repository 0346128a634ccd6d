//! `GET /health`: how the desk is, as far as the store knows. What only the machine itself can tell is what `candor doctor` is for.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Answer, Asked, At, Problem};
use crate::condition::{self, State, Subject};

/// How the desk is.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Health {
    /// The worst of all checks.
    state: StateWord,
    /// What was looked at.
    checks: Vec<CheckTold>,
    /// What the database is called.
    database: &'static str,
    /// The number of the last migration that has run on it.
    schema: i64,
}

/// One thing that was looked at.
#[derive(Serialize, JsonSchema)]
pub(crate) struct CheckTold {
    /// What.
    check: SubjectWord,
    /// How it is.
    state: StateWord,
    /// How many there are.
    count: u64,
    /// Since when the oldest of them waits; for `alive`, when the process last said that it lives; for `tokens_ending`, when the first ends.
    since: Option<At>,
}

/// How something is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum StateWord {
    /// Well.
    Good,
    /// Somebody may want to look.
    Warning,
    /// Somebody must look.
    Error,
}

/// What is looked at.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum SubjectWord {
    /// The process that answers.
    Alive,
    /// Updates nobody has answered yet.
    Inbox,
    /// Messages to be sent.
    Outbox,
    /// Contacts who wait for a person.
    WaitingForPerson,
    /// Updates whose turns failed too often.
    ParkedUpdates,
    /// Messages of which nobody knows whether they arrived.
    UncertainMessages,
    /// Messages Telegram refused within the last 24 hours.
    FailedMessages,
    /// Webhooks that were switched off because their endpoint failed for too long or is gone.
    WebhooksOff,
    /// Webhooks that are on, and at which nothing arrives: the last delivery failed and is tried again.
    WebhooksFailing,
    /// Tokens of programs that end within seven days.
    TokensEnding,
    /// Earlier conversations that are not in the search yet; told only while there are any.
    Unsearched,
}

/// Looks at everything.
pub(crate) async fn show(asked: Asked) -> Result<Answer<Health>, Problem> {
    let store = &asked.api.desk().store;
    let checks = condition::checks(store, asked.api.now()).await?;
    let state = checks.iter().map(|check| StateWord::from(check.state)).max().unwrap_or(StateWord::Good);
    let told = checks.into_iter().map(|check| CheckTold {
        check: check.subject.into(),
        state: check.state.into(),
        count: check.count,
        since: check.since.map(At::from),
    });
    Ok(Answer::of(Health { state, checks: told.collect(), database: store.database(), schema: store.schema().await? }))
}

impl From<State> for StateWord {
    fn from(state: State) -> Self {
        match state {
            State::Good => Self::Good,
            State::Warning => Self::Warning,
            State::Error => Self::Error,
        }
    }
}

impl From<Subject> for SubjectWord {
    fn from(subject: Subject) -> Self {
        match subject {
            Subject::Alive => Self::Alive,
            Subject::Inbox => Self::Inbox,
            Subject::Outbox => Self::Outbox,
            Subject::People => Self::WaitingForPerson,
            Subject::Parked => Self::ParkedUpdates,
            Subject::Uncertain => Self::UncertainMessages,
            Subject::Failed => Self::FailedMessages,
            Subject::WebhooksOff => Self::WebhooksOff,
            Subject::WebhooksFailing => Self::WebhooksFailing,
            Subject::TokensEnding => Self::TokensEnding,
            Subject::Search => Self::Unsearched,
        }
    }
}
