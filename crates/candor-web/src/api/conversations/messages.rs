//! `GET /conversations/{number}/messages`: what was said and what happened, with the reason for everything the desk said (H14).

use std::collections::BTreeMap;

use candor_core::{
    attachment::Attachment,
    ids::TurnId,
    message::Author,
    outbox::Purpose,
    timeline::{EntryKind, TimelineEntry},
};
use candor_store::{DeliveryState, TimelineLine};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::list::{Numbered, found};
use crate::api::{Answer, Asked, At, Problem, paged, paged::Paged};

/// Which page is wanted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    /// Where the page begins: `next` of the page before.
    cursor: Option<String>,
    /// How many are wanted.
    #[schemars(range(min = 1, max = 200))]
    limit: Option<u32>,
}

/// A line of a conversation.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Line {
    /// Its place in the conversation, from 1.
    place: i64,
    /// When.
    at: At,
    /// Who wrote it: set by the desk when it was written, never changed (H3).
    author: Writer,
    /// The name of the person of the staff who wrote it.
    name: Option<String>,
    /// A message, a turn the desk thought through, or something that happened.
    kind: LineKind,
    /// The words. What contacts write is not to be trusted as markup, a formula or an order.
    text: String,
    /// The file it came with. `GET …/files/{place}` gives it.
    file: Option<File>,
    /// The turn it belongs to: a message of the desk and the line with its reasons have the same.
    turn: Option<String>,
    /// What became of a message to the contact.
    delivery: Option<Delivery>,
    /// Why the desk did what it did: what was heard, the strategy, the step, facts, verdicts of the guard, the model's calls. Only
    /// on lines of the kind `turn`; its parts may grow.
    reasons: Option<Value>,
}

/// A file of a conversation.
#[derive(Serialize, JsonSchema)]
struct File {
    /// What it is, in Telegram's words: `photo`, `document`, `voice`, `video`, `video_note`, `animation`, `audio` or `sticker`.
    kind: String,
    /// What it is called: letters, digits and plain signs. Whoever sent it chose the name, and it proves nothing.
    name: Option<String>,
    /// How many bytes it has, where that is known. More than 20,971,520 bots cannot fetch.
    bytes: Option<u64>,
}

/// Who wrote a line.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Writer {
    /// The contact.
    Contact,
    /// The desk: an AI.
    Ai,
    /// A person of the staff.
    Operator,
    /// A plain line of the system.
    System,
}

/// What sort of line.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum LineKind {
    /// A message.
    Message,
    /// A turn, with its reasons.
    Turn,
    /// Something that happened.
    Event,
}

/// What became of a message.
#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Delivery {
    /// It waits to be sent.
    Ready,
    /// It is being sent.
    Sending,
    /// It arrived at Telegram.
    Sent,
    /// Nobody knows whether it arrived.
    Uncertain,
    /// An opt-out, a take-over or an end stopped it.
    Cancelled,
    /// Telegram refused it.
    Failed,
}

/// Lists the lines of a conversation, the newest first.
pub(crate) async fn messages(asked: Asked<Numbered, Wanted>) -> Result<Answer<Paged<Line>>, Problem> {
    let (limit, before) = (paged::limit(asked.query.limit)?, paged::number(asked.query.cursor.as_deref())?);
    let line = found(&asked, asked.path.number).await?;
    let (store, id) = (&asked.api.desk().store, &line.conversation.conversation.id);
    let lines = store.timeline_before(id, before, limit.saturating_add(1)).await?;
    let mut states: BTreeMap<TurnId, DeliveryState> = BTreeMap::new();
    for row in store.delivery_states(id).await?.into_iter().filter(|row| row.purpose != Purpose::Staff) {
        states.insert(row.turn, row.state);
    }
    let tell = |line: &TimelineLine| told(line, &states);
    Ok(Answer::of(Paged::of(&lines, limit, tell, |line| line.seq.to_string())))
}

fn told(line: &TimelineLine, states: &BTreeMap<TurnId, DeliveryState>) -> Line {
    let TimelineEntry { at, author, kind, text, file, turn, reasons, .. } = &line.entry;
    let is_ours = *kind == EntryKind::Message && *author != Author::Contact;
    let state = turn.as_ref().filter(|_| is_ours).and_then(|turn| states.get(turn));
    Line {
        place: line.seq,
        at: (*at).into(),
        author: match author {
            Author::Contact => Writer::Contact,
            Author::Ai => Writer::Ai,
            Author::Operator { .. } => Writer::Operator,
            Author::System => Writer::System,
        },
        name: match author {
            Author::Operator { name } => Some(name.clone()),
            Author::Contact | Author::Ai | Author::System => None,
        },
        kind: match kind {
            EntryKind::Message => LineKind::Message,
            EntryKind::Turn => LineKind::Turn,
            EntryKind::Event => LineKind::Event,
        },
        text: text.clone(),
        file: file.as_ref().map(File::of),
        turn: turn.as_ref().map(TurnId::to_string),
        delivery: state.copied().map(Delivery::of),
        reasons: (!reasons.is_null()).then(|| reasons.clone()),
    }
}

impl File {
    fn of(file: &Attachment) -> Self {
        Self { kind: file.what.clone(), name: file.name.clone(), bytes: file.bytes }
    }
}

impl Delivery {
    const fn of(state: DeliveryState) -> Self {
        match state {
            DeliveryState::Ready => Self::Ready,
            DeliveryState::Sending => Self::Sending,
            DeliveryState::Sent => Self::Sent,
            DeliveryState::Uncertain => Self::Uncertain,
            DeliveryState::Cancelled => Self::Cancelled,
            DeliveryState::Failed => Self::Failed,
        }
    }
}
