//! `POST` and `DELETE /conversations/{number}/snooze`.

use candor_core::moment::Moment;
use candor_desk::actions::snooze_conversation::{snooze_conversation, unsnooze_conversation};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Conversation,
    list::{Numbered, told},
};
use crate::api::{Answer, Asked, At, Nothing, Problem};

/// Until when a conversation is put aside.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Until {
    /// A moment that is still to come, a year away at most.
    #[schemars(with = "At")]
    until: String,
}

/// Puts a conversation aside.
pub(crate) async fn snooze(asked: Asked<Numbered, Nothing, Until>) -> Result<Answer<Conversation>, Problem> {
    let number = asked.path.number;
    let until = moment(&asked.body.until)?;
    asked
        .act(|bench| {
            Box::pin(async move {
                let line = bench.numbered(number).await?;
                snooze_conversation(bench, &line, until)?;
                Ok(number.to_string())
            })
        })
        .await?;
    told(&asked, number).await
}

/// Takes a conversation back.
pub(crate) async fn unsnooze(asked: Asked<Numbered>) -> Result<Answer<()>, Problem> {
    let number = asked.path.number;
    asked
        .act(|bench| {
            Box::pin(async move {
                let line = bench.numbered(number).await?;
                unsnooze_conversation(bench, &line)?;
                Ok(number.to_string())
            })
        })
        .await?;
    Ok(Answer::of(()))
}

/// A moment as RFC 3339 writes it.
fn moment(text: &str) -> Result<Moment, Problem> {
    let read = text.parse::<jiff::Timestamp>();
    let wrong = || Problem::Unfit("until is a moment such as 2026-11-26T12:42:00Z.".to_owned());
    read.map(|at| Moment::from_millis(at.as_millisecond())).map_err(|_| wrong())
}
