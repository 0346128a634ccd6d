//! The first run for programs, as the pages of the panel do it: a bot is named by its token, asked about, and answered for. Its script is
//! chosen as that of any bot is.

use candor_core::ids::ConnectionId;
use candor_desk::actions::{
    connect_bot::{NewBot, connect_bot, record_of_bot},
    renew_token::own_bot,
};
use candor_store::Connection;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Account, AccountKind, Answer, Asked, Identified, Nothing, Problem, one, own, renew::BotToken, told};
use crate::{
    api::must_not_exceed,
    panel::{
        BotSeen, Words,
        connections::set_elsewhere,
        setup::{NotYet, Stand, Step},
    },
};

/// What Telegram says of a bot.
#[derive(Serialize, JsonSchema)]
pub(crate) struct FoundBot {
    /// The bot's number at Telegram.
    bot_id: i64,
    /// The bot's name, without the at sign.
    bot: String,
    /// The name people see.
    name: String,
    /// Where its messages go in place of this desk, scheme and host alone; null where nobody else gets them.
    webhook: Option<String>,
    /// Whether it can be added to groups.
    can_join_groups: bool,
    /// Whether it is sent every message of its groups: privacy mode is off.
    reads_all_in_groups: bool,
    /// How many updates wait at Telegram.
    waiting: u64,
}

/// Names the bot this desk is to answer for.
pub(crate) async fn connect(asked: Asked<Nothing, Nothing, BotToken>) -> Result<Answer<Account>, Problem> {
    let (api, pasted) = (&asked.api, asked.body.pasted());
    must_not_exceed(pasted.expose(), BotToken::MOST_CHARS)?;
    if let Some(done) = asked.done_before().await? {
        return made(&asked, done.made()).await;
    }
    // One that is set goes before any that is kept.
    if let Some(where_set) = set_elsewhere(Words(asked.language), api.configured(), "bot.token") {
        return Err(Problem::TokenSetElsewhere(where_set));
    }
    let ground = api.ground();
    if !ground.takes_token() {
        return Err(Problem::Answers(bot_of(&ground.stand().await?)));
    }
    let seen = &ground.look(pasted).await?;
    let done = asked.act(|bench| {
        Box::pin(async move {
            let BotSeen { id, username, server, token, .. } = seen;
            Ok(connect_bot(bench, &NewBot { number: *id, username, server, token }).await?.id.to_string())
        })
    });
    made(&asked, done.await?.made()).await
}

/// Asks Telegram about a bot, with the token that is kept of it.
pub(crate) async fn check(asked: Asked<Identified>) -> Result<Answer<FoundBot>, Problem> {
    let id = ConnectionId::from_stored(&*asked.path.id);
    own_bot(&asked.bench(), &id).await?;
    let token = asked.api.desk().store.token(&id).await?.ok_or(Problem::NoToken)?;
    let BotSeen { id, username, name, webhook, can_join_groups, reads_all_in_groups, waiting, .. } =
        asked.api.ground().look(&token).await?;
    Ok(Answer::of(FoundBot { bot_id: id, bot: username, name, webhook, can_join_groups, reads_all_in_groups, waiting }))
}

/// Takes away the webhook by which somebody else gets the bot's messages.
pub(crate) async fn forget_webhook(asked: Asked<Identified>) -> Result<Answer<()>, Problem> {
    let stand = of_new_bot(&asked, asked.api.ground().stand().await?).await?;
    if asked.done_before().await?.is_none() {
        asked.api.ground().remove_webhook(&stand).await.map_err(|not_yet| refused(not_yet, &stand))?;
        written(&asked, "webhook_removed").await?;
    }
    Ok(Answer::of(()))
}

/// Has the desk answer for the bot.
pub(crate) async fn go_live(asked: Asked<Identified>) -> Result<Answer<Account>, Problem> {
    let stand = asked.api.ground().stand().await?;
    // Somebody was quicker, or asks once more: it answers.
    if (stand.is_live && is_about(&stand, &asked)) || asked.done_before().await?.is_some() {
        return one(&asked).await;
    }
    let stand = of_new_bot(&asked, stand).await?;
    if !stand.is_open(Step::Live) {
        return Err(Problem::NoScriptChosen);
    }
    asked.api.ground().go_live(&stand).await.map_err(|not_yet| refused(not_yet, &stand))?;
    written(&asked, "goes_live").await?;
    let connection = connection(&asked, &asked.path.id).await?;
    // The desk of this request is the one from before; the next answers for it.
    let account = Account { is_running: true, kind: AccountKind::Bot, ..told(&asked, connection).await? };
    Ok(Answer::of(account))
}

/// How far it has come, where it is about this bot and the desk does not answer yet.
async fn of_new_bot(asked: &Asked<Identified>, stand: Stand) -> Result<Stand, Problem> {
    connection(asked, &asked.path.id).await?;
    if stand.is_live || !is_about(&stand, asked) { Err(Problem::Answers(bot_of(&stand))) } else { Ok(stand) }
}

fn is_about(stand: &Stand, asked: &Asked<Identified>) -> bool {
    stand.bot.as_ref().is_some_and(|bot| bot.id.as_str() == asked.path.id)
}

async fn written(asked: &Asked<Identified>, what: &'static str) -> Result<(), Problem> {
    let id = &ConnectionId::from_stored(&*asked.path.id);
    asked.act(|bench| Box::pin(async move { record_of_bot(bench, id, what).map(|()| id.to_string()) })).await?;
    Ok(())
}

fn refused(not_yet: NotYet, stand: &Stand) -> Problem {
    match not_yet {
        NotYet::NotOpen => Problem::Answers(bot_of(stand)),
        NotYet::Unasked(trouble) => trouble.into(),
        NotYet::Elsewhere(host) => Problem::WebhookElsewhere(host),
        NotYet::NotLive(why) => why.into(),
        NotYet::Store(error) => error.into(),
    }
}

fn bot_of(stand: &Stand) -> Option<String> {
    stand.bot.as_ref().map(|bot| bot.bot_username.clone())
}

async fn made<P, Q, B>(asked: &Asked<P, Q, B>, id: &str) -> Result<Answer<Account>, Problem> {
    let account = told(asked, connection(asked, id).await?).await?;
    Ok(Answer::of(account).made(format!("/api/v1/accounts/{id}")))
}

async fn connection<P, Q, B>(asked: &Asked<P, Q, B>, id: &str) -> Result<Connection, Problem> {
    own(asked).await?.into_iter().find(|known| known.id.as_str() == id).ok_or(Problem::Missing)
}
