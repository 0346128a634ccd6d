//! The control API under `/simulator/`: what the Rust API can do, as JSON over HTTP. The crate's README is its reference.
//!
//! Bodies must come as `application/json`, so that no web page on another origin can steer the simulator by a form.

mod bots;
mod chats;
mod events;
mod faults;
mod files;
mod groups;
mod messages;
mod time;
mod truth;
mod users;

use axum::Json;
use axum::Router;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};

use crate::acting::CannotAct;
use crate::server::Host;

/// All routes of the control API.
pub(crate) fn routes() -> Router<Host> {
    Router::new()
        .route("/simulator", get(truth::itself))
        .route("/simulator/bots", get(bots::list).post(bots::add))
        .route("/simulator/bots/{bot_id}/commands", get(bots::commands))
        .route("/simulator/bots/{bot_id}/menu/{user_id}", get(bots::menu))
        .route("/simulator/bots/{bot_id}/revoke", post(bots::revoke))
        .route("/simulator/bots/{bot_id}/privacy", post(bots::set_privacy))
        .route("/simulator/bots/{bot_id}/topics", post(bots::set_topics))
        .route("/simulator/bots/{bot_id}/updates", post(bots::inject))
        .route("/simulator/bots/{bot_id}/load", post(messages::load))
        .route("/simulator/users", get(users::list).post(users::add))
        .route("/simulator/users/{user_id}/deactivate", post(users::deactivate))
        .route("/simulator/chats", get(chats::list))
        .route("/simulator/chats/{peer_id}/{user_id}", get(chats::read))
        .route("/simulator/chats/{peer_id}/{user_id}/start", post(messages::start))
        .route("/simulator/chats/{peer_id}/{user_id}/messages", post(messages::send))
        .route("/simulator/chats/{peer_id}/{user_id}/files", post(files::send))
        .route("/simulator/files/{file_id}", get(files::read))
        .route("/simulator/chats/{peer_id}/{user_id}/messages/{message_id}/edit", post(messages::edit))
        .route("/simulator/chats/{peer_id}/{user_id}/messages/{message_id}/press", post(messages::press))
        .route("/simulator/chats/{peer_id}/{user_id}/messages/{message_id}/delete", post(messages::delete))
        .route("/simulator/chats/{peer_id}/{user_id}/block", post(chats::block))
        .route("/simulator/chats/{peer_id}/{user_id}/unblock", post(chats::unblock))
        .route("/simulator/chats/{peer_id}/{user_id}/stop", post(chats::stop))
        .route("/simulator/callbacks/{bot_id}/{callback_query_id}", get(chats::callback))
        .route("/simulator/groups", get(groups::list).post(groups::add))
        .route("/simulator/groups/{group_id}", get(groups::read))
        .route("/simulator/groups/{group_id}/forum", post(groups::set_forum))
        .route("/simulator/groups/{group_id}/members/{member_id}", post(groups::set_role))
        .route("/simulator/chats/{peer_id}/{user_id}/topics", post(groups::create_topic))
        .route("/simulator/chats/{peer_id}/{user_id}/topics/{topic_id}/rename", post(groups::rename_topic))
        .route("/simulator/chats/{peer_id}/{user_id}/topics/{topic_id}/close", post(groups::close_topic))
        .route("/simulator/chats/{peer_id}/{user_id}/topics/{topic_id}/reopen", post(groups::reopen_topic))
        .route("/simulator/chats/{peer_id}/{user_id}/topics/{topic_id}/delete", post(groups::delete_topic))
        .route("/simulator/faults", get(faults::list).post(faults::add).delete(faults::clear))
        .route("/simulator/faults/rates", get(faults::rates).post(faults::set_rates))
        .route("/simulator/outage", get(faults::outage).post(faults::set_outage))
        .route("/simulator/limits", get(faults::limits).post(faults::set_limits))
        .route("/simulator/clock", get(time::now))
        .route("/simulator/clock/advance", post(time::advance))
        .route("/simulator/stats", get(truth::stats))
        .route("/simulator/delivered", get(truth::delivered))
        .route("/simulator/acknowledged", get(truth::acknowledged))
        .route("/simulator/requests", get(truth::requests))
        .route("/simulator/unsupported", get(truth::unsupported))
        .route("/simulator/warnings", get(truth::warnings))
        .route("/simulator/events", get(events::stream))
}

/// A request the control API cannot do.
#[derive(Debug)]
pub(crate) struct Refused {
    status: StatusCode,
    words: String,
}

/// What a control handler answers.
pub(crate) type Answer = Result<Json<Value>, Refused>;

impl Refused {
    pub(crate) fn bad(words: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, words: words.into() }
    }

    pub(crate) fn coded(status: StatusCode, words: impl Into<String>) -> Self {
        Self { status, words: words.into() }
    }

    pub(crate) fn missing(words: impl Into<String>) -> Self {
        Self { status: StatusCode::NOT_FOUND, words: words.into() }
    }
}

impl From<CannotAct> for Refused {
    fn from(problem: CannotAct) -> Self {
        let status = match problem {
            CannotAct::UnknownBot(_)
            | CannotAct::UnknownUser(_)
            | CannotAct::UnknownGroup(_)
            | CannotAct::UnknownMessage(_)
            | CannotAct::UnknownTopic(_) => StatusCode::NOT_FOUND,
            CannotAct::Blocked
            | CannotAct::NotStarted
            | CannotAct::NothingToStop
            | CannotAct::TakenId(_)
            | CannotAct::NotAMember(_)
            | CannotAct::Muted
            | CannotAct::TopicClosed(_)
            | CannotAct::NotAForum
            | CannotAct::NoRight(_)
            | CannotAct::CreatorStays => StatusCode::CONFLICT,
            _ => StatusCode::BAD_REQUEST,
        };
        Self { status, words: problem.to_string() }
    }
}

impl From<JsonRejection> for Refused {
    fn from(problem: JsonRejection) -> Self {
        Self { status: problem.status(), words: problem.body_text() }
    }
}

impl From<QueryRejection> for Refused {
    fn from(problem: QueryRejection) -> Self {
        Self { status: problem.status(), words: problem.body_text() }
    }
}

impl From<serde_json::Error> for Refused {
    fn from(problem: serde_json::Error) -> Self {
        Self::bad(problem.to_string())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.status, Json(json!({ "error": self.words }))).into_response()
    }
}

/// Anything that can be written as JSON.
pub(crate) fn shown(value: impl serde::Serialize) -> Answer {
    Ok(Json(serde_json::to_value(value)?))
}

/// A deed that returns nothing.
pub(crate) fn done() -> Answer {
    Ok(Json(json!({ "ok": true })))
}
