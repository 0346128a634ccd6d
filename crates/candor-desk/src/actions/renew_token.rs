//! Gives a bot the desk answers for another token, such as after the old one was revoked. The old one is shown nowhere and
//! kept no longer.

use candor_core::{ids::ConnectionId, roles::Deed};
use candor_store::{Connection, Secret};
use serde_json::json;

use super::{ActError, Bench, Refusal};

/// Keeps another token of a bot, sealed. `number` is whose token it is, as Telegram says: it must be the same bot's.
///
/// # Errors
/// [`Refusal::NoSuchBot`], [`Refusal::OtherBot`], [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn renew_token(
    bench: &mut Bench<'_>,
    connection: &ConnectionId,
    number: i64,
    token: &Secret,
) -> Result<Connection, ActError> {
    bench.must_be_allowed(Deed::EditConnections)?;
    let known = own_bot(bench, connection).await?;
    if known.bot_id != number {
        return Err(Refusal::OtherBot(known.bot_username).into());
    }
    bench.changes.tokens.push((known.id.clone(), token.clone()));
    bench.record(Deed::EditConnections, known.id.as_str(), json!(null), json!({"done": "token_renewed"}));
    Ok(known)
}

/// A connection of this business.
///
/// # Errors
/// [`Refusal::NoSuchBot`], and whatever keeps the store from answering.
pub async fn own_bot(bench: &Bench<'_>, connection: &ConnectionId) -> Result<Connection, ActError> {
    let known = bench.desk.store.connection(connection).await?;
    Ok(known.filter(|known| known.business == bench.business).ok_or(Refusal::NoSuchBot)?)
}
