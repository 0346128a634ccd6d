//! Messages, kept as the JSON that goes over the wire, with what only the simulator needs to know beside it.

use serde_json::Value;

/// A message of a private chat.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub message_id: i64,
    /// The person's id.
    pub chat_id: i64,
    /// Sent by the bot, not by the person.
    pub is_from_bot: bool,
    pub sent_ms: i64,
    pub is_deleted: bool,
    pub wire: Value,
}

impl Message {
    /// The text, empty for anything else.
    pub(crate) fn text(&self) -> &str {
        self.wire.get("text").and_then(Value::as_str).unwrap_or_default()
    }

    /// The message as it is shown inside `reply_to_message`: without a reply of its own.
    pub(crate) fn as_reply(&self) -> Value {
        let mut wire = self.wire.clone();
        if let Some(fields) = wire.as_object_mut() {
            fields.remove("reply_to_message");
        }
        wire
    }

    pub(crate) fn put(&mut self, name: &str, value: Option<Value>) {
        let Some(fields) = self.wire.as_object_mut() else { return };
        match value {
            Some(value) => {
                fields.insert(name.to_owned(), value);
            }
            None => {
                fields.remove(name);
            }
        }
    }
}
