//! Lets the whole desk rest, or one of its bots, and lets it go on. While it rests, whoever writes is handed to a person; what the honesty
//! contract demands goes on all the same.

use candor_core::{ids::ConnectionId, roles::Deed};
use candor_store::{Connection, DeskChange};
use serde_json::json;

use super::{ActError, Bench, renew_token::own_bot};

/// Lets the desk rest or go on; says whether that changed anything.
///
/// # Errors
/// [`super::Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn pause_desk(bench: &mut Bench<'_>, is_paused: bool) -> Result<bool, ActError> {
    bench.must_be_allowed(Deed::PauseDesk)?;
    let before = bench.whole_desk().await?.paused.is_some();
    if before == is_paused {
        return Ok(false);
    }
    let paused = is_paused.then(|| (bench.now, bench.name()));
    bench.changes.desk.push(DeskChange::Paused(paused));
    let subject = bench.business.to_string();
    bench.record(Deed::PauseDesk, &subject, json!({"paused": before}), json!({"paused": is_paused}));
    Ok(true)
}

/// Lets one bot rest or go on; returns it as it was before.
///
/// # Errors
/// [`super::Refusal::NoSuchBot`], [`super::Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn pause_bot(
    bench: &mut Bench<'_>,
    connection: &ConnectionId,
    is_paused: bool,
) -> Result<Connection, ActError> {
    bench.must_be_allowed(Deed::PauseDesk)?;
    let bot = own_bot(bench, connection).await?;
    let before = bot.paused.is_some();
    if before != is_paused {
        let paused = is_paused.then(|| (bench.now, bench.name()));
        bench.changes.desk.push(DeskChange::BotPaused(bot.id.clone(), paused));
        bench.record(Deed::PauseDesk, bot.id.as_str(), json!({"paused": before}), json!({"paused": is_paused}));
    }
    Ok(bot)
}
