//! What the simulator is and what really happened in it: deliveries, acknowledgements, requests, unsupported calls, warnings, totals.

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use serde_json::json;

use super::{Answer, shown};
use crate::methods::METHODS;
use crate::schema::SCHEMA;
use crate::server::Host;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    bot_id: Option<i64>,
    chat_id: Option<i64>,
    method: Option<String>,
    /// Only what came after this request number.
    after: u64,
}

pub(crate) async fn itself() -> Answer {
    let supported: Vec<_> = METHODS.iter().map(|method| method.name).collect();
    Ok(Json(json!({
        "what": "a simulated Telegram Bot API; its control API is described in the README of the crate telegram-simulator",
        "schema": SCHEMA.version,
        "supported_methods": supported,
        "known_methods": SCHEMA.methods.len(),
    })))
}

pub(crate) async fn stats(State(host): State<Host>) -> Answer {
    shown(host.simulator.totals())
}

pub(crate) async fn delivered(State(host): State<Host>, Query(filter): Query<Filter>) -> Answer {
    let world = host.simulator.world();
    let is_wanted = |bot_id: i64, chat_id: i64, arrival: u64| {
        filter.bot_id.is_none_or(|wanted| wanted == bot_id)
            && filter.chat_id.is_none_or(|wanted| wanted == chat_id)
            && arrival > filter.after
    };
    let deliveries = world.journal.deliveries.iter();
    shown(deliveries.filter(|one| is_wanted(one.bot_id, one.chat_id, one.arrival)).collect::<Vec<_>>())
}

pub(crate) async fn acknowledged(State(host): State<Host>, Query(filter): Query<Filter>) -> Answer {
    let world = host.simulator.world();
    let updates = world.journal.acknowledgements.iter().filter(|update| {
        filter.bot_id.is_none_or(|wanted| wanted == update.bot_id)
            && filter.chat_id.is_none_or(|wanted| Some(wanted) == update.chat_id)
    });
    shown(updates.collect::<Vec<_>>())
}

pub(crate) async fn requests(State(host): State<Host>, Query(filter): Query<Filter>) -> Answer {
    let world = host.simulator.world();
    let requests = world.journal.requests.iter().filter(|request| {
        filter.bot_id.is_none_or(|wanted| Some(wanted) == request.bot_id)
            && filter.method.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(&request.method))
            && request.arrival > filter.after
    });
    shown(requests.collect::<Vec<_>>())
}

pub(crate) async fn unsupported(State(host): State<Host>) -> Answer {
    shown(host.simulator.unsupported())
}

pub(crate) async fn warnings(State(host): State<Host>) -> Answer {
    shown(host.simulator.warnings())
}
