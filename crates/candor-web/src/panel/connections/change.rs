//! Pausing the desk, and the script a bot begins its conversations with.

use axum::{
    Form,
    extract::{Path, State},
    response::Response,
};
use candor_core::ids::ConnectionId;
use candor_desk::actions::{
    connect_bot::choose_first_script,
    pause_desk::{pause_bot, pause_desk},
    renew_token::own_bot,
};
use candor_store::Connection;
use serde::Deserialize;

use super::list::HERE;
use crate::panel::{Panel, Trouble, Words, access::Viewer, act};

/// Whether the desk is to rest.
#[derive(Deserialize)]
pub(crate) struct Rest {
    #[serde(default)]
    rest: String,
}

/// `POST /panel/connections/pause`: lets the desk rest, or go on.
pub(crate) async fn pause(
    State(panel): State<Panel>,
    viewer: Viewer,
    Form(rest): Form<Rest>,
) -> Result<Response, Trouble> {
    let (words, is_paused) = (Words(viewer.language), rest.rest == "1");
    let says = |_| words.say(if is_paused { "connections.done_pause" } else { "connections.done_resume" }).to_owned();
    act(&panel, &viewer, HERE, |bench| Box::pin(pause_desk(bench, is_paused)), says).await
}

/// `POST /panel/connections/{id}/pause`: lets one bot rest, or go on.
pub(crate) async fn pause_one(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(id): Path<String>,
    Form(rest): Form<Rest>,
) -> Result<Response, Trouble> {
    let (words, is_paused, id) = (Words(viewer.language), rest.rest == "1", &ConnectionId::from_stored(id));
    let key = if is_paused { "connections.done_pause_bot" } else { "connections.done_resume_bot" };
    let says = |bot: Connection| words.fill(key, &[("bot", &bot.bot_username)]);
    act(&panel, &viewer, HERE, |bench| Box::pin(pause_bot(bench, id, is_paused)), says).await
}

/// A script by its name.
#[derive(Deserialize)]
pub(crate) struct Chosen {
    #[serde(default)]
    script: String,
}

/// `POST /panel/connections/{id}/script`: new conversations of this bot begin with another script.
pub(crate) async fn begin_with(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(id): Path<String>,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Trouble> {
    let (words, id) = (Words(viewer.language), ConnectionId::from_stored(id));
    let (id, script) = (&id, &chosen.script);
    act(
        &panel,
        &viewer,
        HERE,
        |bench| {
            Box::pin(async move {
                let bot = own_bot(bench, id).await?;
                choose_first_script(bench, &bot, script).await?;
                Ok(bot.bot_username)
            })
        },
        |bot| words.fill("connections.done_script", &[("bot", &bot), ("script", script)]),
    )
    .await
}
