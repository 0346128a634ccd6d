//! Another token for a bot, and whether the one that is kept works. Tokens go in and never come out.

use axum::{
    Form,
    extract::{Path, State},
    response::Response,
};
use candor_core::{ids::ConnectionId, roles::Deed};
use candor_desk::actions::{
    self, ActError, Bench, Refusal,
    renew_token::{own_bot, renew_token},
};
use candor_store::Secret;
use serde::Deserialize;

use super::{line::set_elsewhere, list::HERE};
use crate::panel::{BotSeen, BotTrouble, Panel, Trouble, Words, access::Viewer, notice};

/// What is pasted.
#[derive(Deserialize, Default)]
pub(crate) struct Pasted {
    #[serde(default)]
    token: String,
}

/// `POST /panel/connections/{id}/token`: the token is tried at Telegram, kept if it is the same bot's, and used at once where this
/// process answers for it.
pub(crate) async fn renew(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(id): Path<String>,
    Form(pasted): Form<Pasted>,
) -> Result<Response, Trouble> {
    let (words, id) = (Words(viewer.language), ConnectionId::from_stored(id));
    let pasted = Secret::new(pasted.token);
    // At the next start the one that is set goes before the one that is kept: it would come back.
    if let Some(where_set) = set_elsewhere(words, panel.configured(), "bot.token") {
        return Ok(notice::refused(&panel, &viewer, where_set, HERE));
    }
    let seen = match look(&panel, &pasted).await {
        Ok(seen) => seen,
        Err(trouble) => return Ok(notice::refused(&panel, &viewer, trouble_in_words(trouble, words), HERE)),
    };
    let bench = || Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    let (id, seen) = (&id, &seen);
    let kept = actions::act(bench, |bench| Box::pin(async move { renew_token(bench, id, seen.id, &seen.token).await }));
    let bot = match kept.await {
        Ok(bot) => bot,
        Err(ActError::Refused(refusal @ (Refusal::NoSuchBot | Refusal::OtherBot(_)))) => {
            return Ok(notice::refused(&panel, &viewer, refusal.in_language(viewer.language), HERE));
        }
        Err(error) => return Err(error.into()),
    };
    let is_in_use = panel.renewal().is_some_and(|renewal| renewal.renew(id, &seen.token));
    let key = if is_in_use { "connections.done_token" } else { "connections.done_token_later" };
    Ok(notice::done(&panel, &viewer, words.fill(key, &[("bot", &bot.bot_username)]), HERE))
}

/// `POST /panel/connections/{id}/check`: asks Telegram about the bot, with the token that is kept.
pub(crate) async fn check(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<Response, Trouble> {
    let (words, id) = (Words(viewer.language), ConnectionId::from_stored(id));
    let bench = Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    bench.must_be_allowed(Deed::EditConnections).map_err(ActError::from)?;
    let bot = own_bot(&bench, &id).await?;
    let Some(token) = panel.desk().store.token(&bot.id).await? else {
        return Ok(notice::refused(&panel, &viewer, words.say("connections.no_token"), HERE));
    };
    let seen = match look(&panel, &token).await {
        Ok(seen) => seen,
        Err(trouble) => return Ok(notice::refused(&panel, &viewer, trouble_in_words(trouble, words), HERE)),
    };
    let way = match &seen.webhook {
        Some(host) => words.fill("connections.found_webhook", &[("host", host)]),
        None => words.say("connections.found_polling").to_owned(),
    };
    let works = words.fill("connections.found_works", &[("bot", &seen.username)]);
    let waits = words.count("connections.found_waiting", seen.waiting);
    Ok(notice::done(&panel, &viewer, format!("{works} {way} {waits}"), HERE))
}

async fn look(panel: &Panel, token: &Secret) -> Result<BotSeen, BotTrouble> {
    panel.bots().ok_or(BotTrouble::Unreachable)?.look(token).await
}

/// A trouble in a sentence, with what to do about it: as the first run says it.
pub(crate) fn trouble_in_words(trouble: BotTrouble, words: Words) -> String {
    let named = |group: &str| words.say(&format!("{group}_{}", trouble.word()));
    let wait = match trouble {
        BotTrouble::TooOften(seconds) => words.count("setup.wait", seconds),
        _ => String::new(),
    };
    let parts = [named("setup.trouble").to_owned(), wait, named("setup.advice").to_owned()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
