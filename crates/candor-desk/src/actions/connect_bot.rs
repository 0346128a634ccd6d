//! Names the bot the desk is to answer for, and the script it will begin with. Nobody is answered before the owner has it begin:
//! the process that serves then takes the bot over.

use candor_core::{ids::ConnectionId, roles::Deed};
use candor_store::{Connection, NEW_BOT, NewConnection, Secret};
use serde_json::json;

use super::{ActError, Bench, Refusal};

/// A bot as Telegram told of it.
pub struct NewBot<'a> {
    /// Its number.
    pub number: i64,
    /// The name people open it by, without the at sign.
    pub username: &'a str,
    /// The root address of its Bot API server.
    pub server: &'a str,
    /// Its token.
    pub token: &'a Secret,
}

/// Keeps a bot with its token, in the place of another that was named and never answered for. One that began with a script
/// before goes on with it.
///
/// # Errors
/// [`Refusal::MayNot`], and whatever keeps the store from writing.
pub async fn connect_bot(bench: &mut Bench<'_>, bot: &NewBot<'_>) -> Result<Connection, ActError> {
    bench.must_be_allowed(Deed::EditConnections)?;
    let store = &bench.desk.store;
    let id = ConnectionId::from_unique(&bot.number.to_string());
    let known = store.connection(&id).await?;
    let connection = NewConnection {
        id,
        business: bench.business.clone(),
        kind: NEW_BOT.to_owned(),
        bot_id: bot.number,
        bot_username: bot.username.to_owned(),
        script_name: known.map(|known| known.script_name).unwrap_or_default(),
        server: bot.server.to_owned(),
    };
    let kept = store.keep_new_bot(connection, bot.token.expose()).await?;
    bench.record(Deed::EditConnections, kept.id.as_str(), json!(null), json!({"bot": kept.bot_username}));
    Ok(kept)
}

/// Has a new bot begin its conversations with this script once it answers.
///
/// # Errors
/// [`Refusal::NoSuchScript`], [`Refusal::MayNot`], and whatever keeps the store from writing.
pub async fn choose_first_script(bench: &mut Bench<'_>, bot: &Connection, script: &str) -> Result<(), ActError> {
    bench.must_be_allowed(Deed::EditConnections)?;
    let store = &bench.desk.store;
    if store.script_head(&bench.business, script).await?.is_none() {
        return Err(Refusal::NoSuchScript(script.to_owned()).into());
    }
    if bot.script_name == script {
        return Ok(());
    }
    let connection = NewConnection {
        id: bot.id.clone(),
        business: bot.business.clone(),
        kind: bot.kind.clone(),
        bot_id: bot.bot_id,
        bot_username: bot.bot_username.clone(),
        script_name: script.to_owned(),
        server: bot.server.clone(),
    };
    store.upsert_connection(connection).await?;
    let before = Some(bot.script_name.as_str()).filter(|name| !name.is_empty());
    bench.record(Deed::EditConnections, bot.id.as_str(), json!({"script": before}), json!({"script": script}));
    Ok(())
}

/// Writes down what was done to a bot outside of the store, such as that it answers from now on.
///
/// # Errors
/// [`Refusal::MayNot`].
pub fn record_of_bot(bench: &mut Bench<'_>, bot: &ConnectionId, what: &str) -> Result<(), ActError> {
    bench.must_be_allowed(Deed::EditConnections)?;
    bench.record(Deed::EditConnections, bot.as_str(), json!(null), json!({"done": what}));
    Ok(())
}
