//! What really happened, for checkers: every message applied, every update acknowledged, every request seen.
//!
//! Written at the moment of the deed and never changed, so that a test can compare it with what the bot believes.

use std::collections::VecDeque;

use serde::Serialize;
use serde_json::Value;

/// How many requests and warnings are kept; older ones are dropped.
const KEPT: usize = 10_000;

/// What the client got to see of an applied call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Receipt {
    /// The answer was sent.
    Answered,
    /// A fault kept the answer back: the call was applied and the client cannot know.
    Withheld,
    /// Executed from the reply to a webhook; nobody waits for an answer.
    Webhook,
}

/// One applied call that sent a message: `sendMessage`, `copyMessage`, `sendDocument` ...
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Delivery {
    /// The number of the request, counted over all bots in the order of arrival.
    pub arrival: u64,
    /// When it was applied, milliseconds since 1970 on the simulator's clock.
    pub at_ms: i64,
    /// The method in the documentation's spelling.
    pub method: &'static str,
    /// The bot that sent it.
    pub bot_id: i64,
    /// The chat it went to: the person's or the group's id.
    pub chat_id: i64,
    /// The forum topic it went to.
    pub topic_id: Option<i64>,
    /// The id the message got.
    pub message_id: i64,
    /// The text or caption after parsing.
    pub text: String,
    /// The inline keyboard, reply keyboard, removal or force-reply as it was sent.
    pub reply_markup: Option<Value>,
    /// The message it replies to.
    pub reply_to: Option<i64>,
    /// What the client got to see.
    pub receipt: Receipt,
}

/// One update that Telegram will not offer again.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Acknowledgement {
    /// The bot whose queue it was in.
    pub bot_id: i64,
    /// The update.
    pub update_id: i64,
    /// Its kind: `message`, `callback_query` ...
    pub kind: String,
    /// The chat it came from, where it came from one.
    pub chat_id: Option<i64>,
    /// The message in it, where there is one.
    pub message_id: Option<i64>,
    /// Why it left the queue.
    pub how: Forgetting,
    /// How often it was handed out before; 0 means that the client never saw it.
    pub offered: u32,
    /// When, milliseconds since 1970 on the simulator's clock.
    pub at_ms: i64,
}

/// Why an update left the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Forgetting {
    /// A later offset of getUpdates moved past it.
    Offset,
    /// The webhook answered 2xx.
    Webhook,
    /// `drop_pending_updates`.
    Dropped,
    /// Its time in the queue ran out.
    Expired,
}

impl Forgetting {
    /// Whether the bot itself said that it has the update.
    #[must_use]
    pub fn is_by_bot(self) -> bool {
        matches!(self, Self::Offset | Self::Webhook)
    }
}

/// One request to the Bot API.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RequestSeen {
    /// The number of the request, counted over all bots in the order of arrival.
    pub arrival: u64,
    /// When it arrived, milliseconds since 1970 on the simulator's clock.
    pub at_ms: i64,
    /// The bot, where the token was known.
    pub bot_id: Option<i64>,
    /// The method in the documentation's spelling, or as the client wrote it where it is unknown.
    pub method: String,
    /// The parameters as they came.
    pub parameters: Value,
    /// The HTTP status of the answer; `None` while it is held or where a fault kept it back.
    pub status: Option<u16>,
    /// The description of an error answer.
    pub description: Option<String>,
}

/// Something a client does that Telegram lets pass but that is probably a mistake.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Note {
    pub arrival: u64,
    pub method: String,
    pub unknown: Vec<String>,
}

/// The record.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    arrivals: u64,
    pub deliveries: Vec<Delivery>,
    pub acknowledgements: Vec<Acknowledgement>,
    pub requests: VecDeque<RequestSeen>,
    pub notes: VecDeque<Note>,
    /// Calls the simulator does not support, with how often they came.
    pub unsupported: std::collections::BTreeMap<String, u64>,
}

impl Journal {
    /// The number of the next request.
    pub(crate) fn next_arrival(&mut self) -> u64 {
        self.arrivals = self.arrivals.saturating_add(1);
        self.arrivals
    }

    pub(crate) fn arrivals(&self) -> u64 {
        self.arrivals
    }

    pub(crate) fn note_request(&mut self, request: RequestSeen) {
        if self.requests.len() >= KEPT {
            self.requests.pop_front();
        }
        self.requests.push_back(request);
    }

    pub(crate) fn note_answer(&mut self, arrival: u64, status: u16, description: Option<&str>) {
        if let Ok(at) = self.requests.binary_search_by_key(&arrival, |request| request.arrival)
            && let Some(request) = self.requests.get_mut(at)
        {
            request.status = Some(status);
            request.description = description.map(str::to_owned);
        }
    }

    pub(crate) fn note_unknown(&mut self, note: Note) {
        if self.notes.len() >= KEPT {
            self.notes.pop_front();
        }
        self.notes.push_back(note);
    }

    pub(crate) fn note_unsupported(&mut self, what: &str) {
        let count = self.unsupported.entry(what.to_owned()).or_default();
        *count = count.saturating_add(1);
    }
}
