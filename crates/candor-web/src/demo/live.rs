//! The live view of one chat: where the conversation stands, what was said and why, and what became of each answer.

use axum::{
    Json,
    extract::{Query, State},
};
use candor_core::{
    conversation::Conversation,
    ids::{BusinessId, ChatId, ConnectionId},
    outbox::Delivery,
    timeline::EntryKind,
};
use candor_store::{DeliveryLine, TimelineLine};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{script::ScriptView, state::DemoState};
use crate::respond::Failure;

/// So many entries come in one answer; the page asks again for the rest.
const ENTRIES: u32 = 500;

/// Which chat, and what the page already has of it.
#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    connection: String,
    chat: i64,
    #[serde(default)]
    after: i64,
}

/// The answer of `GET /demo/live`.
#[derive(Debug, Serialize)]
pub(crate) struct Live {
    /// `null` until somebody has written in the chat.
    conversation: Option<Value>,
    /// The script the conversation follows, or would begin with.
    script: Option<ScriptView>,
    /// The timeline's lines after the place asked for, oldest first.
    entries: Vec<Value>,
    /// Everything the desk wanted to send in this conversation, staff included.
    outbox: Vec<Value>,
}

/// `GET /demo/live`.
pub(crate) async fn show(
    State(state): State<DemoState>,
    asked: Result<Query<Asked>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<Live>, Failure> {
    let Query(asked) = asked.map_err(|rejection| Failure::Unclear(rejection.body_text()))?;
    let connection = ConnectionId::from_stored(asked.connection);
    if state.business_of(&connection).is_none() {
        return Err(Failure::Missing("connection in this demo"));
    }
    let store = state.store();
    let stored = store.connection(&connection).await?.ok_or(Failure::Missing("connection"))?;
    let Some(found) = store.conversation_by_chat(&connection, ChatId(asked.chat)).await? else {
        let script = state.scripts().head(store, &stored.business, &stored.script_name).await?;
        return Ok(Json(Live { conversation: None, script, entries: Vec::new(), outbox: Vec::new() }));
    };
    let conversation = found.conversation;
    let lines = store.timeline(&conversation.id, asked.after, ENTRIES).await?;
    let deliveries = store.delivery_states(&conversation.id).await?;
    let script = state.scripts().version(store, &stored.business, &conversation.script).await?;
    Ok(Json(Live {
        conversation: Some(stands(&state, &stored.business, &conversation).await?),
        script,
        entries: lines.iter().map(entry).collect(),
        outbox: deliveries.iter().filter_map(delivery).collect(),
    }))
}

async fn stands(state: &DemoState, business: &BusinessId, conversation: &Conversation) -> Result<Value, Failure> {
    let has_opted_out = state.store().is_opted_out(business, &conversation.contact).await?;
    Ok(json!({
        "id": conversation.id,
        "script": conversation.script,
        "holder": conversation.holder,
        "step": conversation.step,
        "visited": conversation.visited,
        "fields": conversation.fields,
        "asked": conversation.asked,
        "unclear_in_a_row": conversation.unclear_in_a_row,
        "language": conversation.language,
        "outcome": conversation.outcome,
        "has_opted_out": has_opted_out,
    }))
}

fn entry(line: &TimelineLine) -> Value {
    let TimelineLine { seq, entry } = line;
    // Only turns explain themselves with what the page knows how to draw.
    let reasons = if entry.kind == EntryKind::Turn { &entry.reasons } else { &Value::Null };
    json!({
        "seq": seq,
        "at": entry.at,
        "author": entry.author,
        "kind": entry.kind,
        "text": entry.text,
        "message_id": entry.message_id,
        "turn": entry.turn,
        "reasons": reasons,
    })
}

/// A row as the page shows it; what nobody reads, such as an answer to a pressed button, is left out.
fn delivery(line: &DeliveryLine) -> Option<Value> {
    let is_read =
        !matches!(line.delivery, Delivery::AnswerButton { .. } | Delivery::OpenTopic { .. } | Delivery::Menu { .. });
    is_read.then(|| {
        json!({
            "id": line.id,
            "turn": line.turn,
            "seq": line.seq,
            "purpose": line.purpose,
            "state": line.state.column(),
            "attempts": line.attempts,
            "reason": line.reason,
            "text": line.delivery.words(),
            "message_id": line.message_id,
        })
    })
}
