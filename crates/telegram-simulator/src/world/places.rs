//! Finds chats and messages by the ids bots use, whatever kind of chat they belong to.

use serde_json::{Map, Value, json};

use super::{Message, Messages, World};
use crate::files::Input;

impl World {
    /// The messages a chat's ids count in: those of the group, or of all private chats of the bot.
    pub(crate) fn messages(&self, bot_id: i64, chat_id: i64) -> Option<&Messages> {
        match self.groups.get(&chat_id) {
            Some(group) => Some(&group.messages),
            None => self.bots.get(&bot_id).map(|bot| &bot.messages),
        }
    }

    pub(crate) fn messages_mut(&mut self, bot_id: i64, chat_id: i64) -> Option<&mut Messages> {
        match self.groups.get_mut(&chat_id) {
            Some(group) => Some(&mut group.messages),
            None => self.bots.get_mut(&bot_id).map(|bot| &mut bot.messages),
        }
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
        if let Some(group) = self.groups.get_mut(&message.chat_id) {
            group.messages.keep(message);
        } else if let Some(bot) = self.bots.get_mut(&bot_id) {
            bot.keep(message);
        }
    }

    /// The fields of a message that carry a file, with the file kept if it is new.
    pub(crate) fn file_fields(&mut self, file: Input) -> Map<String, Value> {
        let unique_id = match file {
            Input::Known(_, unique_id) => unique_id,
            Input::New(given) => self.files.keep(&mut self.chance, given),
        };
        let mut fields = Map::new();
        if let Some((field, value)) = self.files.content(&unique_id) {
            // An animation is a document as well, for readers that do not know animations.
            if field == "animation" {
                fields.insert("document".to_owned(), document_of(&value));
            }
            fields.insert(field.to_owned(), value);
        }
        fields
    }

    /// Puts an update into a bot's queue, with the file ids that bot knows.
    pub(crate) fn tell_bot(&mut self, bot_id: i64, kind: &str, body: Value, now_ms: i64) {
        let body = self.files.as_seen_by(bot_id, body);
        if let Some(bot) = self.bots.get_mut(&bot_id) {
            bot.queue.push(kind, body, now_ms);
            bot.stir();
        }
    }

    /// The topic a message of a chat stands in, as long as there is one.
    pub(crate) fn topic_of(&self, chat_id: i64, message: &Message) -> Option<i64> {
        self.groups.get(&chat_id)?.topic_of(message)
    }

    /// The fields that say where a new message stands in its chat: its thread, and what it replies to.
    pub(crate) fn standing(&self, chat_id: i64, topic_id: Option<i64>, reply: Option<&Message>) -> Map<String, Value> {
        match self.groups.get(&chat_id) {
            Some(group) => group.standing(topic_id, reply),
            None => reply.map(|reply| ("reply_to_message".to_owned(), reply.as_reply())).into_iter().collect(),
        }
    }

    /// The `Chat` object of the wire.
    pub(crate) fn chat_wire(&self, chat_id: i64) -> Value {
        match (self.groups.get(&chat_id), self.users.get(&chat_id)) {
            (Some(group), _) => group.wire(),
            (None, Some(user)) => user.chat_wire(),
            (None, None) => json!({ "id": chat_id, "type": "private" }),
        }
    }
}

/// The fields an animation shares with a document.
fn document_of(animation: &Value) -> Value {
    let mut document = animation.clone();
    if let Some(fields) = document.as_object_mut() {
        for name in ["width", "height", "duration"] {
            fields.remove(name);
        }
    }
    document
}
