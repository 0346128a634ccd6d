//! Chats: list, read, block, unblock, and the answers to button presses.

use axum::extract::{Path, Query, State};
use serde::Deserialize;
use serde_json::json;

use super::{Answer, Refused, done, shown};
use crate::server::Host;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Which {
    bot_id: Option<i64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Part {
    pub(super) after: i64,
    pub(super) limit: Option<usize>,
}

pub(crate) async fn list(State(host): State<Host>, Query(which): Query<Which>) -> Answer {
    let mut chats = Vec::new();
    for bot in host.simulator.bots() {
        if which.bot_id.is_none_or(|wanted| wanted == bot.id) {
            let ids = host.simulator.chat_ids(bot.id)?;
            chats.extend(ids.into_iter().map(|chat_id| json!({ "bot_id": bot.id, "chat_id": chat_id })));
        }
    }
    shown(chats)
}

pub(crate) async fn read(
    State(host): State<Host>,
    Path((bot_id, user_id)): Path<(i64, i64)>,
    Query(part): Query<Part>,
) -> Answer {
    shown(host.simulator.chat_after(bot_id, user_id, part.after, part.limit.unwrap_or(usize::MAX))?)
}

pub(crate) async fn block(State(host): State<Host>, Path((bot_id, user_id)): Path<(i64, i64)>) -> Answer {
    host.simulator.user_blocks(bot_id, user_id)?;
    done()
}

pub(crate) async fn unblock(State(host): State<Host>, Path((bot_id, user_id)): Path<(i64, i64)>) -> Answer {
    host.simulator.user_unblocks(bot_id, user_id)?;
    done()
}

pub(crate) async fn stop(State(host): State<Host>, Path((bot_id, user_id)): Path<(i64, i64)>) -> Answer {
    let draft_id = host.simulator.user_stops(bot_id, user_id)?;
    shown(json!({ "draft_id": draft_id }))
}

pub(crate) async fn callback(
    State(host): State<Host>,
    Path((bot_id, callback_query_id)): Path<(i64, String)>,
) -> Answer {
    let seen = host.simulator.callback(bot_id, &callback_query_id);
    shown(seen.ok_or_else(|| Refused::missing("this button was never pressed"))?)
}
