//! `/accounts`: the bots of the business, and what waits of each. Their tokens are never told.

mod connect;
mod renew;

use candor_core::ids::ConnectionId;
use candor_desk::actions::{connect_bot::choose_first_script, pause_desk::pause_bot, renew_token::own_bot};
use candor_store::{Connection, NEW_BOT, Traffic};
pub(crate) use connect::{check, connect, forget_webhook, go_live};
pub(crate) use renew::renew;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Answer, Asked, At, Nothing, Problem, paged::Paged};

/// Failures of so long ago are told.
const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// A bot of the business.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Account {
    /// Its id.
    id: String,
    /// Whether it is answered for.
    kind: AccountKind,
    /// The bot's number at Telegram.
    bot_id: i64,
    /// The bot's name, without the at sign.
    bot: String,
    /// The script its new conversations begin with; null where none was chosen yet.
    script: Option<String>,
    /// The root address of its Bot API server.
    server: String,
    /// How its updates come; null where that is not known.
    updates: Option<UpdateWay>,
    /// Whether this process answers for it.
    is_running: bool,
    /// Since when it rests; null where it does not, or only with the whole desk.
    paused_at: Option<At>,
    /// The name of whoever let it rest.
    paused_by: Option<String>,
    /// When its newest update came.
    last_update_at: Option<At>,
    /// What waits or went wrong.
    waiting: Waiting,
}

/// Whether a bot is answered for.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum AccountKind {
    /// It is.
    Bot,
    /// It was named, and its owner is still setting the desk up.
    NewBot,
}

/// How updates come.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum UpdateWay {
    /// They are asked for.
    Polling,
    /// Telegram sends them.
    Webhook,
}

/// What waits of a bot, and what went wrong.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Waiting {
    /// Updates nobody has answered yet.
    updates: u64,
    /// Updates whose turns failed too often: a person should look.
    parked_updates: u64,
    /// Messages to be sent.
    messages: u64,
    /// Since when the oldest of them waits.
    oldest_message_at: Option<At>,
    /// Messages of which nobody knows whether they arrived: a person should look.
    uncertain_messages: u64,
    /// Messages Telegram refused within the last 24 hours.
    failed_messages: u64,
}

/// The id of a bot.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct Identified {
    /// The id of the bot, as the list tells it.
    id: String,
}

/// Lists the bots of the business.
pub(crate) async fn list(asked: Asked) -> Result<Answer<Paged<Account>>, Problem> {
    let mut items = Vec::new();
    for connection in own(&asked).await? {
        items.push(told(&asked, connection).await?);
    }
    Ok(Answer::of(Paged { items, next: None }))
}

/// Tells one bot.
pub(crate) async fn show(asked: Asked<Identified>) -> Result<Answer<Account>, Problem> {
    one(&asked).await
}

/// The script a bot is to begin with.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FirstScript {
    /// The name of a script that is published.
    #[schemars(length(min = 1, max = 200))]
    script: String,
}

/// Lets a bot rest.
pub(crate) async fn pause(asked: Asked<Identified>) -> Result<Answer<Account>, Problem> {
    rest(asked, true).await
}

/// Lets a bot go on.
pub(crate) async fn resume(asked: Asked<Identified>) -> Result<Answer<Account>, Problem> {
    rest(asked, false).await
}

async fn rest(asked: Asked<Identified>, is_paused: bool) -> Result<Answer<Account>, Problem> {
    let id = &ConnectionId::from_stored(&*asked.path.id);
    asked.act(|bench| Box::pin(async move { Ok(pause_bot(bench, id, is_paused).await?.id.to_string()) })).await?;
    one(&asked).await
}

/// Has a bot's new conversations begin with another script.
pub(crate) async fn begin_with(asked: Asked<Identified, Nothing, FirstScript>) -> Result<Answer<Account>, Problem> {
    let (id, script) = (&ConnectionId::from_stored(&*asked.path.id), &asked.body.script);
    asked
        .act(|bench| {
            Box::pin(async move {
                let bot = own_bot(bench, id).await?;
                choose_first_script(bench, &bot, script).await?;
                Ok(bot.id.to_string())
            })
        })
        .await?;
    one(&asked).await
}

async fn one<B>(asked: &Asked<Identified, Nothing, B>) -> Result<Answer<Account>, Problem> {
    let id = asked.path.id.as_str();
    let connection = own(asked).await?.into_iter().find(|known| known.id.as_str() == id).ok_or(Problem::Missing)?;
    Ok(Answer::of(told(asked, connection).await?))
}

async fn own<P, Q, B>(asked: &Asked<P, Q, B>) -> Result<Vec<Connection>, Problem> {
    let known = asked.api.desk().store.list_connections().await?;
    Ok(known.into_iter().filter(|known| known.business == *asked.api.business()).collect())
}

async fn told<P, Q, B>(asked: &Asked<P, Q, B>, connection: Connection) -> Result<Account, Problem> {
    let desk = asked.api.desk();
    let traffic = desk.store.traffic(&connection.id, asked.api.now().plus_millis(-DAY_MILLIS)).await?;
    // Where Telegram can reach the process, it sends; elsewhere it is asked.
    let updates = asked.api.configured().map(|configured| match configured.value("server.public_url") {
        None | Some("") => UpdateWay::Polling,
        Some(_) => UpdateWay::Webhook,
    });
    let (paused_at, paused_by) = connection.paused.unzip();
    Ok(Account {
        paused_at: paused_at.map(At::from),
        paused_by,
        id: connection.id.to_string(),
        kind: if connection.kind == NEW_BOT { AccountKind::NewBot } else { AccountKind::Bot },
        bot_id: connection.bot_id,
        is_running: desk.channels.contains_key(&connection.id),
        bot: connection.bot_username,
        script: Some(connection.script_name).filter(|script| !script.is_empty()),
        server: connection.server,
        updates,
        last_update_at: traffic.last_update_at.map(At::from),
        waiting: Waiting::of(&traffic),
    })
}

impl Waiting {
    fn of(traffic: &Traffic) -> Self {
        Self {
            updates: traffic.received,
            parked_updates: traffic.parked,
            messages: traffic.ready,
            oldest_message_at: traffic.ready_since.map(At::from),
            uncertain_messages: traffic.uncertain,
            failed_messages: traffic.failed,
        }
    }
}
