//! Finds chats and messages by the ids bots use, whatever kind of chat they belong to.

use serde_json::{Value, json};

use super::{Message, Messages, World};

impl World {
    /// The messages a chat's ids count in: those of all private chats of the bot.
    pub(crate) fn messages(&self, bot_id: i64, _chat_id: i64) -> Option<&Messages> {
        self.bots.get(&bot_id).map(|bot| &bot.messages)
    }

    pub(crate) fn messages_mut(&mut self, bot_id: i64, _chat_id: i64) -> Option<&mut Messages> {
        self.bots.get_mut(&bot_id).map(|bot| &mut bot.messages)
    }

    /// A message that has not been deleted.
    pub(crate) fn message(&self, bot_id: i64, chat_id: i64, message_id: i64) -> Option<&Message> {
        self.messages(bot_id, chat_id)?.find(chat_id, message_id)
    }

    pub(crate) fn message_mut(&mut self, bot_id: i64, chat_id: i64, message_id: i64) -> Option<&mut Message> {
        self.messages_mut(bot_id, chat_id)?.find_mut(chat_id, message_id)
    }

    /// Adds a message to its chat.
    pub(crate) fn keep(&mut self, bot_id: i64, message: Message) {
        if let Some(bot) = self.bots.get_mut(&bot_id) {
            bot.keep(message);
        }
    }

    /// The `Chat` object of the wire.
    pub(crate) fn chat_wire(&self, chat_id: i64) -> Value {
        self.users.get(&chat_id).map_or_else(|| json!({ "id": chat_id, "type": "private" }), super::User::chat_wire)
    }
}
