//! Messages, kept as the JSON that goes over the wire, with what only the simulator needs to know beside it.

use std::collections::BTreeMap;

use serde_json::Value;

/// What a message can be made of and copied as (copyMessage): everything but service messages, stories, invoices, games,
/// paid media and giveaways. A message with none of these is a service message or cannot be copied.
const CONTENTS: [&str; 14] = [
    "text",
    "animation",
    "audio",
    "document",
    "photo",
    "sticker",
    "video",
    "video_note",
    "voice",
    "contact",
    "dice",
    "poll",
    "venue",
    "location",
];

/// What stands beside a content and goes along with a copy of it.
const BESIDE: [&str; 6] = [
    "entities",
    "link_preview_options",
    "caption",
    "caption_entities",
    "show_caption_above_media",
    "has_media_spoiler",
];

/// Contents that can have a caption.
const CAPTIONED: [&str; 6] = ["animation", "audio", "document", "photo", "video", "voice"];

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Author {
    Bot(i64),
    Person(i64),
}

/// A message of a chat.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub message_id: i64,
    /// The chat as bots name it: the person's id in a private chat.
    pub chat_id: i64,
    pub author: Author,
    /// The message its author replied to. A plain message in a topic shows one too, without its author's doing.
    pub reply_to: Option<i64>,
    pub sent_ms: i64,
    pub is_deleted: bool,
    pub wire: Value,
}

/// Messages that share one counter, deleted ones too.
#[derive(Debug, Default)]
pub(crate) struct Messages {
    all: BTreeMap<i64, Message>,
    last_id: i64,
}

impl Author {
    pub(crate) fn is_bot(self) -> bool {
        matches!(self, Self::Bot(_))
    }

    /// The id of the bot or person.
    pub(crate) fn id(self) -> i64 {
        match self {
            Self::Bot(id) | Self::Person(id) => id,
        }
    }
}

impl Messages {
    /// The id of the next message.
    pub(crate) fn fresh_id(&mut self) -> i64 {
        self.last_id = self.last_id.saturating_add(1);
        self.last_id
    }

    /// The id the next message will have.
    pub(crate) fn next_id(&self) -> i64 {
        self.last_id.saturating_add(1)
    }

    /// Those that have not been deleted, the oldest first.
    pub(crate) fn all(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.all.values().filter(|message| !message.is_deleted)
    }

    /// Deletes everything in a topic.
    pub(crate) fn delete_topic(&mut self, topic_id: i64) {
        for message in self.all.values_mut().filter(|message| message.topic_id() == Some(topic_id)) {
            message.is_deleted = true;
        }
    }

    pub(crate) fn keep(&mut self, message: Message) {
        self.all.insert(message.message_id, message);
    }

    /// A message of one chat that has not been deleted.
    pub(crate) fn find(&self, chat_id: i64, message_id: i64) -> Option<&Message> {
        self.all.get(&message_id).filter(|message| message.chat_id == chat_id && !message.is_deleted)
    }

    pub(crate) fn find_mut(&mut self, chat_id: i64, message_id: i64) -> Option<&mut Message> {
        self.all.get_mut(&message_id).filter(|message| message.chat_id == chat_id && !message.is_deleted)
    }

    /// How many there ever were.
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }
}

impl Message {
    /// The text, empty for anything else.
    pub(crate) fn text(&self) -> &str {
        self.wire.get("text").and_then(Value::as_str).unwrap_or_default()
    }

    /// The caption, empty where there is none.
    pub(crate) fn caption(&self) -> &str {
        self.wire.get("caption").and_then(Value::as_str).unwrap_or_default()
    }

    /// The forum topic it stands in; `None` outside of topics and in the topic General.
    pub(crate) fn topic_id(&self) -> Option<i64> {
        let is_in_topic = self.wire.get("is_topic_message").and_then(Value::as_bool).unwrap_or_default();
        self.wire.get("message_thread_id").and_then(Value::as_i64).filter(|_| is_in_topic)
    }

    /// What it is made of, by the name of the field: `text`, `photo` ... `None` for what cannot be copied.
    pub(crate) fn content(&self) -> Option<&'static str> {
        CONTENTS.into_iter().find(|name| self.wire.get(*name).is_some_and(|value| !value.is_null()))
    }

    /// Whether what it is made of can have a caption.
    pub(crate) fn takes_caption(&self) -> bool {
        self.content().is_some_and(|content| CAPTIONED.contains(&content))
    }

    /// The fields a copy of it has; `None` for what cannot be copied.
    pub(crate) fn copied(&self) -> Option<serde_json::Map<String, Value>> {
        self.content()?;
        let names = CONTENTS.iter().chain(&BESIDE);
        Some(names.filter_map(|name| Some(((*name).to_owned(), self.wire.get(*name)?.clone()))).collect())
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
