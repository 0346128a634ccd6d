//! People writing: texts, raw messages, edits, button presses, and many at once.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Refused, done};
use crate::acting::{NewUser, Press, Written};
use crate::server::Host;

/// The most messages one `load` makes.
const MOST_AT_ONCE: usize = 1_000_000;

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Started {
    payload: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Sent {
    text: Option<String>,
    /// Fields of a Message, instead of `text`.
    message: Option<Value>,
    reply_to: Option<i64>,
    topic_id: Option<i64>,
    /// Unix seconds; now unless given.
    date: Option<i64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Edited {
    text: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Pressed {
    data: Option<String>,
    label: Option<String>,
    row: Option<usize>,
    column: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Load {
    /// `{n}` is the number of the message of one person, from 1.
    template: String,
    /// Messages of each person.
    count: usize,
    /// Write as these people; new ones are made for `new_users`.
    #[serde(default)]
    user_ids: Vec<i64>,
    #[serde(default)]
    new_users: usize,
}

type ChatPath = Path<(i64, i64)>;
type MessagePath = Path<(i64, i64, i64)>;

pub(crate) async fn start(
    State(host): State<Host>,
    Path((bot_id, user_id)): ChatPath,
    body: Result<Json<Started>, JsonRejection>,
) -> Answer {
    let Json(started) = body?;
    let message_id = host.simulator.user_starts(bot_id, user_id, started.payload.as_deref())?;
    Ok(Json(json!({ "message_id": message_id })))
}

pub(crate) async fn send(
    State(host): State<Host>,
    Path((bot_id, user_id)): ChatPath,
    body: Result<Json<Sent>, JsonRejection>,
) -> Answer {
    let Json(Sent { text, message, reply_to, topic_id, date }) = body?;
    let mut written = match (text, message) {
        (Some(text), None) => Written::text(&text),
        (None, Some(message)) => Written::fields(message),
        _ => {
            let words = "give \"text\", or \"message\" with the fields of a Message, and \"reply_to\", \"topic_id\" or \"date\" if needed";
            return Err(Refused::bad(words));
        }
    };
    if let Some(to) = reply_to {
        written = written.replying_to(to);
    }
    if let Some(topic_id) = topic_id {
        written = written.in_topic(topic_id);
    }
    if let Some(date) = date {
        written = written.dated(date);
    }
    let message_id = host.simulator.user_writes(bot_id, user_id, written)?;
    Ok(Json(json!({ "message_id": message_id })))
}

pub(crate) async fn edit(
    State(host): State<Host>,
    Path((bot_id, user_id, message_id)): MessagePath,
    body: Result<Json<Edited>, JsonRejection>,
) -> Answer {
    let Json(edited) = body?;
    host.simulator.user_edits(bot_id, user_id, message_id, &edited.text)?;
    done()
}

pub(crate) async fn delete(State(host): State<Host>, Path((peer_id, user_id, message_id)): MessagePath) -> Answer {
    host.simulator.user_deletes(peer_id, user_id, message_id)?;
    done()
}

pub(crate) async fn press(
    State(host): State<Host>,
    Path((bot_id, user_id, message_id)): MessagePath,
    body: Result<Json<Pressed>, JsonRejection>,
) -> Answer {
    let Json(pressed) = body?;
    let press = match (&pressed.data, &pressed.label, pressed.row, pressed.column) {
        (Some(data), None, None, None) => Press::Data(data),
        (None, Some(label), None, None) => Press::Label(label),
        (None, None, Some(row), column) => Press::At(row, column.unwrap_or(0)),
        _ => return Err(Refused::bad("give \"data\", or \"label\", or \"row\" and \"column\" counted from 0")),
    };
    let id = host.simulator.user_presses(bot_id, user_id, message_id, press)?;
    Ok(Json(json!({ "callback_query_id": id })))
}

pub(crate) async fn load(
    State(host): State<Host>,
    Path(bot_id): Path<i64>,
    body: Result<Json<Load>, JsonRejection>,
) -> Answer {
    let Json(Load { template, count, mut user_ids, new_users }) = body?;
    let people = user_ids.len().saturating_add(new_users);
    if people.saturating_mul(count.max(1)) > MOST_AT_ONCE {
        return Err(Refused::bad(format!("at most {MOST_AT_ONCE} messages at once; ask several times")));
    }
    for number in 1..=new_users {
        user_ids.push(host.simulator.add_user(NewUser::named(&format!("Load {number}")))?);
    }
    let mut sent = 0_usize;
    for user_id in &user_ids {
        sent = sent.saturating_add(host.simulator.user_sends_many(bot_id, *user_id, &template, count)?.len());
    }
    Ok(Json(json!({ "sent": sent, "user_ids": user_ids })))
}
