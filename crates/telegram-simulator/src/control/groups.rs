//! Groups: list, make, read, say who is in them; people's topics.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use serde_json::json;

use super::chats::Part;
use super::{Answer, done, shown};
use crate::acting::NewGroup;
use crate::server::Host;
use crate::world::Role;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Forum {
    is_forum: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Named {
    name: String,
}

type TopicPath = Path<(i64, i64, i64)>;

pub(crate) async fn list(State(host): State<Host>) -> Answer {
    shown(host.simulator.groups())
}

pub(crate) async fn add(State(host): State<Host>, body: Result<Json<NewGroup>, JsonRejection>) -> Answer {
    let Json(new) = body?;
    Ok(Json(json!({ "id": host.simulator.add_group(new)? })))
}

pub(crate) async fn read(State(host): State<Host>, Path(group_id): Path<i64>, Query(part): Query<Part>) -> Answer {
    shown(host.simulator.group_chat(group_id, part.after, part.limit.unwrap_or(usize::MAX))?)
}

pub(crate) async fn set_role(
    State(host): State<Host>,
    Path((group_id, member_id)): Path<(i64, i64)>,
    body: Result<Json<Role>, JsonRejection>,
) -> Answer {
    let Json(role) = body?;
    host.simulator.set_role(group_id, member_id, role)?;
    done()
}

pub(crate) async fn set_forum(
    State(host): State<Host>,
    Path(group_id): Path<i64>,
    body: Result<Json<Forum>, JsonRejection>,
) -> Answer {
    let Json(forum) = body?;
    host.simulator.set_forum(group_id, forum.is_forum)?;
    done()
}

pub(crate) async fn create_topic(
    State(host): State<Host>,
    Path((group_id, user_id)): Path<(i64, i64)>,
    body: Result<Json<Named>, JsonRejection>,
) -> Answer {
    let Json(named) = body?;
    Ok(Json(json!({ "topic_id": host.simulator.user_creates_topic(group_id, user_id, &named.name)? })))
}

pub(crate) async fn rename_topic(
    State(host): State<Host>,
    Path((group_id, user_id, topic_id)): TopicPath,
    body: Result<Json<Named>, JsonRejection>,
) -> Answer {
    let Json(named) = body?;
    host.simulator.user_renames_topic(group_id, user_id, topic_id, &named.name)?;
    done()
}

pub(crate) async fn close_topic(State(host): State<Host>, Path((group_id, user_id, topic_id)): TopicPath) -> Answer {
    host.simulator.user_closes_topic(group_id, user_id, topic_id)?;
    done()
}

pub(crate) async fn reopen_topic(State(host): State<Host>, Path((group_id, user_id, topic_id)): TopicPath) -> Answer {
    host.simulator.user_reopens_topic(group_id, user_id, topic_id)?;
    done()
}

pub(crate) async fn delete_topic(State(host): State<Host>, Path((group_id, user_id, topic_id)): TopicPath) -> Answer {
    host.simulator.user_deletes_topic(group_id, user_id, topic_id)?;
    done()
}
