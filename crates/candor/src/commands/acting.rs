//! What the commands that act on conversations share: the same actions as in the chat, done by whoever has the shell.

use candor_core::ids::BusinessId;
use candor_desk::{
    Desk,
    actions::{ActError, Bench, act},
};
use futures_util::future::BoxFuture;

use super::script::At;
use crate::{
    exit::{Cause, Stop},
    wire,
};

/// A desk for actions, beside one that may be running: that one sends what is put into the outbox.
pub async fn desk(at: &At) -> Result<Desk, Stop> {
    Ok(wire::desk_without_connections(at.open().await?))
}

/// The same where there may be no database yet: then one is made.
pub async fn desk_or_make(at: &At) -> Result<Desk, Stop> {
    Ok(wire::desk_without_connections(at.open_or_make().await?))
}

/// Does an action as the console.
pub async fn as_console<'a, T, A>(desk: &'a Desk, action: A) -> Result<T, Stop>
where
    A: for<'b> Fn(&'b mut Bench<'a>) -> BoxFuture<'b, Result<T, ActError>>,
{
    act(|| Bench::for_console(desk, business()), action).await.map_err(stopped)
}

/// The business of this installation.
pub fn business() -> BusinessId {
    wire::business()
}

/// Why an action was not done, as an end of the process.
pub fn stopped(error: ActError) -> Stop {
    match error {
        ActError::Refused(refusal) => {
            Stop::new(Cause::Refused, refusal.in_language(candor_core::language::Language::En))
        }
        ActError::Store(error) => error.into(),
    }
}

/// Words on one line, without signs a terminal would obey.
pub fn plain(words: &str) -> String {
    let line: Vec<&str> = words.split_whitespace().collect();
    line.join(" ").chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect()
}
