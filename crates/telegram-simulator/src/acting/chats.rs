//! Reading a chat as the person in it sees it.

use serde::Serialize;
use serde_json::Value;

use super::CannotAct;
use super::files::{FileSeen, file_seen};
use crate::simulator::Simulator;
use crate::world::Message;

/// A private chat.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChatSeen {
    /// The bot.
    pub bot_id: i64,
    /// The person.
    pub chat_id: i64,
    /// The person has written, so that the bot may.
    pub is_started: bool,
    /// The person has blocked the bot.
    pub is_blocked: bool,
    /// The chat action shown at this moment: `typing` ...
    pub action: Option<String>,
    /// The reply keyboard, its removal or the forced reply set last.
    pub keyboard: Option<Value>,
    /// The messages, oldest first, deleted ones not among them.
    pub messages: Vec<MessageSeen>,
}

/// A message of a chat.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MessageSeen {
    /// Its id.
    pub message_id: i64,
    /// The bot wrote it.
    pub is_from_bot: bool,
    /// When it was written, milliseconds since 1970 on the simulator's clock.
    pub sent_ms: i64,
    /// Its text; empty for anything but a text message.
    pub text: String,
    /// The words under a photo, document or the like; empty where there are none.
    pub caption: String,
    /// Its photo, document, voice or the like.
    pub file: Option<FileSeen>,
    /// It was edited.
    pub is_edited: bool,
    /// The whole `Message` as it went over the wire, with entities and inline keyboard.
    pub message: Value,
}

/// A button press.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CallbackSeen {
    /// The id of the callback query.
    pub callback_query_id: String,
    /// The person who pressed.
    pub chat_id: i64,
    /// The bot has answered.
    pub is_answered: bool,
    /// The text of the answer.
    pub text: String,
    /// It is shown as an alert, not as a passing note.
    pub show_alert: bool,
    /// The link the answer opens.
    pub url: String,
}

impl ChatSeen {
    /// The texts the bot sent, oldest first.
    #[must_use]
    pub fn bot_texts(&self) -> Vec<&str> {
        self.messages.iter().filter(|message| message.is_from_bot).map(|message| message.text.as_str()).collect()
    }

    /// The newest message of the bot.
    #[must_use]
    pub fn last_from_bot(&self) -> Option<&MessageSeen> {
        self.messages.iter().rev().find(|message| message.is_from_bot)
    }
}

impl Simulator {
    /// The whole chat between a bot and a person; empty where nobody has written yet.
    ///
    /// # Errors
    /// [`CannotAct`] for an unknown bot or person.
    pub fn chat(&self, bot_id: i64, user_id: i64) -> Result<ChatSeen, CannotAct> {
        self.chat_after(bot_id, user_id, 0, usize::MAX)
    }

    /// The part of a chat after a message id, `limit` messages at most, the newest ones.
    ///
    /// # Errors
    /// As [`Simulator::chat`].
    pub fn chat_after(&self, bot_id: i64, user_id: i64, after: i64, limit: usize) -> Result<ChatSeen, CannotAct> {
        let now_ms = self.now_ms();
        let world = &mut *self.world();
        let (bot, _) = world.pair(bot_id, user_id)?;
        let chat = bot.chats.get(&user_id).cloned().unwrap_or_default();
        let newest = chat.message_ids.iter().rev().take_while(|id| **id > after);
        let mut messages: Vec<_> =
            newest.filter_map(|id| bot.messages.find(user_id, *id)).take(limit).map(message_seen).collect();
        messages.reverse();
        Ok(ChatSeen {
            bot_id,
            chat_id: user_id,
            is_started: chat.is_started,
            is_blocked: chat.is_blocked,
            action: chat.action_at(now_ms).map(str::to_owned),
            keyboard: chat.keyboard,
            messages,
        })
    }

    /// The people a bot has a chat with.
    ///
    /// # Errors
    /// [`CannotAct::UnknownBot`].
    pub fn chat_ids(&self, bot_id: i64) -> Result<Vec<i64>, CannotAct> {
        let world = &mut *self.world();
        Ok(world.bot_mut(bot_id)?.chats.keys().copied().collect())
    }

    /// What became of a button press.
    #[must_use]
    pub fn callback(&self, bot_id: i64, callback_query_id: &str) -> Option<CallbackSeen> {
        let world = self.world();
        let callback = world.bots.get(&bot_id)?.callbacks.get(callback_query_id)?;
        let answer = callback.answer.as_ref();
        Some(CallbackSeen {
            callback_query_id: callback_query_id.to_owned(),
            chat_id: callback.chat_id,
            is_answered: answer.is_some(),
            text: answer.map(|answer| answer.text.clone()).unwrap_or_default(),
            show_alert: answer.is_some_and(|answer| answer.show_alert),
            url: answer.map(|answer| answer.url.clone()).unwrap_or_default(),
        })
    }
}

fn message_seen(message: &Message) -> MessageSeen {
    MessageSeen {
        message_id: message.message_id,
        is_from_bot: message.author.is_bot(),
        sent_ms: message.sent_ms,
        text: message.text().to_owned(),
        caption: message.caption().to_owned(),
        file: file_seen(message),
        is_edited: message.wire.get("edit_date").is_some(),
        message: message.wire.clone(),
    }
}
