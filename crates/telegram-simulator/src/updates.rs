//! A bot's update queue: ids, what is allowed in, how long updates live, and what an offset makes of them.
//!
//! Updates are written as JSON once, when they are made, and handed out byte for byte the same however often they are
//! offered.

use std::collections::{BTreeSet, VecDeque};

use serde_json::{Map, Value};

use crate::world::{Acknowledgement, Forgetting};

/// All 27 update kinds of Bot API 10.3.
pub(crate) const KINDS: [&str; 27] = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "guest_message",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "managed_bot",
    "subscription",
    "stopped_message_generation",
];

/// Kinds a bot has to ask for by name (setWebhook and getUpdates, `allowed_updates`).
const ON_REQUEST: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];

/// An update waiting to be taken.
#[derive(Clone, Debug)]
pub(crate) struct Pending {
    pub update_id: i64,
    pub kind: String,
    /// Updates of one chat keep their order; other chats do not wait for them.
    pub chat_id: Option<i64>,
    pub message_id: Option<i64>,
    pub json: String,
    pub expires_ms: i64,
    pub offered: u32,
    /// Webhook: a delivery is under way.
    pub is_in_flight: bool,
    /// Webhook: not before this millisecond.
    pub not_before_ms: i64,
    /// Webhook: failed deliveries so far.
    pub failures: u32,
}

/// The queue of one bot.
#[derive(Debug)]
pub(crate) struct Queue {
    next_id: i64,
    pending: VecDeque<Pending>,
    allowed: BTreeSet<String>,
    allowed_as_given: Option<Vec<String>>,
    /// Counts getUpdates calls, so that an older one knows it has been overtaken.
    pub poll: u64,
    /// The offset and real moment of the last getUpdates, for `Limits::slow_same_offset`.
    pub last_poll: Option<(i64, tokio::time::Instant)>,
    /// Until when further conflicts are answered late.
    pub next_conflict: Option<tokio::time::Instant>,
}

impl Queue {
    pub(crate) fn starting(first_id: i64) -> Self {
        Self {
            next_id: first_id,
            pending: VecDeque::new(),
            allowed: default_kinds(),
            allowed_as_given: None,
            poll: 0,
            last_poll: None,
            next_conflict: None,
        }
    }

    /// Puts an update into the queue if its kind is allowed. The id it got.
    pub(crate) fn push(&mut self, kind: &str, body: Value, now_ms: i64) -> Option<i64> {
        // Kinds the schema does not know are let through: they are what a test of the unknown is about.
        if KINDS.contains(&kind) && !self.allowed.contains(kind) {
            return None;
        }
        let mut fields = Map::new();
        fields.insert(kind.to_owned(), body);
        Some(self.push_fields(fields, now_ms))
    }

    /// Puts an update into the queue whatever is in it. An `update_id` among the fields is kept as it is.
    pub(crate) fn push_fields(&mut self, mut fields: Map<String, Value>, now_ms: i64) -> i64 {
        let update_id = self.fresh_id();
        let kind = fields.keys().find(|key| *key != "update_id").cloned().unwrap_or_default();
        let body = fields.get(&kind).cloned().unwrap_or_default();
        fields.entry("update_id").or_insert_with(|| update_id.into());
        let json = Value::Object(fields).to_string();
        self.add(update_id, &kind, &body, json, now_ms);
        update_id
    }

    /// Puts any text into the queue, as an element of the `result` array or the body of a webhook call.
    pub(crate) fn push_text(&mut self, text: String, now_ms: i64) -> i64 {
        let update_id = self.fresh_id();
        self.add(update_id, "", &Value::Null, text, now_ms);
        update_id
    }

    /// `allowed_updates` of getUpdates and setWebhook. Absent keeps what was; unknown names are ignored; none left means
    /// the default set.
    pub(crate) fn allow(&mut self, given: Option<Result<Value, serde_json::Error>>) {
        // Malformed JSON is silently ignored by the real server.
        let Some(Ok(Value::Array(names))) = given else { return };
        let known: Vec<String> = names
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_lowercase)
            .filter(|name| KINDS.contains(&name.as_str()))
            .collect();
        if known.is_empty() {
            self.allowed = default_kinds();
            self.allowed_as_given = None;
        } else {
            self.allowed = known.iter().cloned().collect();
            self.allowed_as_given = (self.allowed != default_kinds()).then_some(known);
        }
    }

    /// The kinds getWebhookInfo shows: only where they are not the default set.
    pub(crate) fn allowed_as_given(&self) -> Option<&[String]> {
        self.allowed_as_given.as_deref()
    }

    pub(crate) fn len(&self) -> usize {
        self.pending.len()
    }

    pub(crate) fn pending(&self) -> impl Iterator<Item = &Pending> {
        self.pending.iter()
    }

    pub(crate) fn pending_mut(&mut self) -> impl Iterator<Item = &mut Pending> {
        self.pending.iter_mut()
    }

    /// Forgets what an offset moves past: everything below a positive one, all but the last `-offset` of a negative one.
    pub(crate) fn forget_before(&mut self, bot_id: i64, offset: i64, now_ms: i64) -> Vec<Acknowledgement> {
        let count = if offset < 0 {
            let kept = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            self.pending.len().saturating_sub(kept)
        } else {
            self.pending.iter().take_while(|update| update.update_id < offset).count()
        };
        self.pending.drain(..count).map(|update| update.gone(bot_id, Forgetting::Offset, now_ms)).collect()
    }

    /// Forgets everything.
    pub(crate) fn drop_all(&mut self, bot_id: i64, now_ms: i64) -> Vec<Acknowledgement> {
        self.pending.drain(..).map(|update| update.gone(bot_id, Forgetting::Dropped, now_ms)).collect()
    }

    /// Forgets updates whose life is over.
    pub(crate) fn expire(&mut self, bot_id: i64, now_ms: i64) -> Vec<Acknowledgement> {
        let mut gone = Vec::new();
        self.pending.retain(|update| {
            let is_over = update.expires_ms <= now_ms && !update.is_in_flight;
            if is_over {
                gone.push(update.gone(bot_id, Forgetting::Expired, now_ms));
            }
            !is_over
        });
        gone
    }

    /// Takes one update out, as delivered by webhook.
    pub(crate) fn take(&mut self, bot_id: i64, update_id: i64, now_ms: i64) -> Option<Acknowledgement> {
        let at = self.pending.iter().position(|update| update.update_id == update_id)?;
        self.pending.remove(at).map(|update| update.gone(bot_id, Forgetting::Webhook, now_ms))
    }

    /// The oldest updates as a JSON array.
    pub(crate) fn offer(&mut self, limit: usize) -> String {
        let mut json = String::from("[");
        for (at, update) in self.pending.iter_mut().take(limit).enumerate() {
            if at > 0 {
                json.push(',');
            }
            json.push_str(&update.json);
            update.offered = update.offered.saturating_add(1);
        }
        json.push(']');
        json
    }

    fn fresh_id(&mut self) -> i64 {
        let id = self.next_id;
        self.next_id = self.next_id.saturating_add(1);
        id
    }

    fn add(&mut self, update_id: i64, kind: &str, body: &Value, json: String, now_ms: i64) {
        let message = if kind == "callback_query" { body.get("message").unwrap_or(&Value::Null) } else { body };
        self.pending.push_back(Pending {
            update_id,
            kind: kind.to_owned(),
            chat_id: message.get("chat").and_then(|chat| chat.get("id")).and_then(Value::as_i64),
            message_id: message.get("message_id").and_then(Value::as_i64),
            json,
            expires_ms: now_ms.saturating_add(life_ms(kind)),
            offered: 0,
            is_in_flight: false,
            not_before_ms: 0,
            failures: 0,
        });
    }
}

impl Pending {
    fn gone(&self, bot_id: i64, how: Forgetting, at_ms: i64) -> Acknowledgement {
        Acknowledgement {
            bot_id,
            update_id: self.update_id,
            kind: self.kind.clone(),
            chat_id: self.chat_id,
            message_id: self.message_id,
            how,
            offered: self.offered,
            at_ms,
        }
    }
}

fn default_kinds() -> BTreeSet<String> {
    KINDS.iter().filter(|kind| !ON_REQUEST.contains(kind)).map(|kind| (*kind).to_owned()).collect()
}

/// How long an update is kept (telegram-bot-api, Client.cpp, `add_update` calls).
fn life_ms(kind: &str) -> i64 {
    match kind {
        "callback_query" | "shipping_query" | "pre_checkout_query" => 150_000,
        "inline_query" => 30_000,
        "chosen_inline_result" => 600_000,
        _ => 86_400_000,
    }
}
