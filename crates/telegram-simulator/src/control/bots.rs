//! Bots: list, make, read the command lists, revoke the token, put updates into the queue.

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Refused, done, shown};
use crate::acting::NewBot;
use crate::server::Host;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Switch {
    is_on: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MenuPlace {
    group_id: Option<i64>,
    language: Option<String>,
}

pub(crate) async fn list(State(host): State<Host>) -> Answer {
    shown(host.simulator.bots())
}

pub(crate) async fn add(State(host): State<Host>, body: Result<Json<NewBot>, JsonRejection>) -> Answer {
    let Json(new) = body?;
    shown(host.simulator.add_bot(new)?)
}

pub(crate) async fn commands(State(host): State<Host>, Path(bot_id): Path<i64>) -> Answer {
    shown(host.simulator.commands(bot_id)?)
}

/// The menu of a person; an empty list where the bot has set no commands for them.
pub(crate) async fn menu(
    State(host): State<Host>,
    Path((bot_id, user_id)): Path<(i64, i64)>,
    place: Result<Query<MenuPlace>, QueryRejection>,
) -> Answer {
    let Query(place) = place?;
    let list = host.simulator.menu(bot_id, user_id, place.group_id, place.language.as_deref())?;
    match list {
        Some(list) => shown(list),
        None => Ok(Json(json!({ "scope": null, "language_code": "", "commands": [] }))),
    }
}

pub(crate) async fn revoke(State(host): State<Host>, Path(bot_id): Path<i64>) -> Answer {
    Ok(Json(json!({ "token": host.simulator.revoke_token(bot_id)? })))
}

pub(crate) async fn set_privacy(
    State(host): State<Host>,
    Path(bot_id): Path<i64>,
    body: Result<Json<Switch>, JsonRejection>,
) -> Answer {
    let Json(switch) = body?;
    host.simulator.set_privacy(bot_id, switch.is_on)?;
    done()
}

pub(crate) async fn set_topics(
    State(host): State<Host>,
    Path(bot_id): Path<i64>,
    body: Result<Json<Switch>, JsonRejection>,
) -> Answer {
    let Json(switch) = body?;
    host.simulator.set_topics_enabled(bot_id, switch.is_on)?;
    done()
}

pub(crate) async fn inject(
    State(host): State<Host>,
    Path(bot_id): Path<i64>,
    body: Result<Json<Value>, JsonRejection>,
) -> Answer {
    let Json(body) = body?;
    let update_id = match (body.get("update"), body.get("text").and_then(Value::as_str)) {
        (Some(update), None) => host.simulator.inject_update(bot_id, update.clone())?,
        (None, Some(text)) => host.simulator.inject_text(bot_id, text)?,
        _ => return Err(Refused::bad("give either \"update\" (an object) or \"text\" (any string)")),
    };
    Ok(Json(json!({ "update_id": update_id })))
}
