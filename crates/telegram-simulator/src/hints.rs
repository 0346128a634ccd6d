//! Hints that something changed, for pages that show the simulator: they say where to look, never what is there.

use serde::Serialize;

/// A small event. The reader fetches the chat again to learn what happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hint {
    /// `message`, `edited`, `deleted`, `markup`, `typing`, `preview`, `stopped`, `pressed`, `callback_answered`, `blocked`, `unblocked`, `bot`, `user`,
    /// `group`, `member`, `topic` (with the topic as the message), `webhook`, `clock`, or `resync` where hints were lost.
    pub kind: &'static str,
    /// The bot concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bot_id: Option<i64>,
    /// The chat concerned: the person's or the group's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chat_id: Option<i64>,
    /// The message concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<i64>,
    /// The button press concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub callback_query_id: Option<String>,
}

impl Hint {
    pub(crate) fn of(kind: &'static str) -> Self {
        Self { kind, bot_id: None, chat_id: None, message_id: None, callback_query_id: None }
    }

    pub(crate) fn bot(mut self, bot_id: i64) -> Self {
        self.bot_id = Some(bot_id);
        self
    }

    pub(crate) fn chat(mut self, chat_id: i64) -> Self {
        self.chat_id = Some(chat_id);
        self
    }

    pub(crate) fn message(mut self, message_id: i64) -> Self {
        self.message_id = Some(message_id);
        self
    }

    pub(crate) fn callback(mut self, id: &str) -> Self {
        self.callback_query_id = Some(id.to_owned());
        self
    }
}
