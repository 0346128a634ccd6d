//! `/desk`: whether the whole desk rests, and how many wait for a person.

use candor_desk::actions::pause_desk::pause_desk;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Answer, Asked, At, Problem};

/// The whole desk.
#[derive(Serialize, JsonSchema)]
pub(crate) struct DeskState {
    /// Whether it rests: then whoever writes is handed to a person.
    is_paused: bool,
    /// Since when it rests.
    paused_at: Option<At>,
    /// The name of whoever let it rest.
    paused_by: Option<String>,
    /// How many contacts wait for a person.
    waiting: u64,
}

/// Tells how the desk is.
pub(crate) async fn show(asked: Asked) -> Result<Answer<DeskState>, Problem> {
    told(&asked).await
}

/// Lets the desk rest.
pub(crate) async fn pause(asked: Asked) -> Result<Answer<DeskState>, Problem> {
    rest(asked, true).await
}

/// Lets the desk go on.
pub(crate) async fn resume(asked: Asked) -> Result<Answer<DeskState>, Problem> {
    rest(asked, false).await
}

async fn rest(asked: Asked, is_paused: bool) -> Result<Answer<DeskState>, Problem> {
    asked
        .act(|bench| {
            Box::pin(async move {
                pause_desk(bench, is_paused).await?;
                Ok(bench.business.to_string())
            })
        })
        .await?;
    told(&asked).await
}

async fn told(asked: &Asked) -> Result<Answer<DeskState>, Problem> {
    let (store, business) = (&asked.api.desk().store, asked.api.business());
    let (paused_at, paused_by) = store.desk(business).await?.paused.unzip();
    Ok(Answer::of(DeskState {
        is_paused: paused_at.is_some(),
        paused_at: paused_at.map(At::from),
        paused_by,
        waiting: store.count_waiting(business).await?,
    }))
}
