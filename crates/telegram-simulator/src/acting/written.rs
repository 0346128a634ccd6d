//! What a person writes: a text, a file or anything else, as a reply, in a topic, at another time.

use axum::body::Bytes;
use serde_json::{Map, Value};

use super::CannotAct;
use crate::entities::{Formatted, detected};
use crate::files::{FileKind, Given, Input};
use crate::world::{Message, World};

/// The longest text Telegram's apps send in one message.
const LONGEST_TEXT: usize = 4096;

/// The longest caption Telegram's apps send without a subscription.
const LONGEST_CAPTION: usize = 1024;

/// A file a person sends. Any name and content type are allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// What it is sent as.
    pub kind: FileKind,
    /// Its name, for the kinds that have one.
    pub name: Option<String>,
    /// Its content type; the usual one of the kind where it is missing.
    pub mime_type: Option<String>,
    /// Its content.
    pub bytes: Vec<u8>,
    /// How long it plays, seconds.
    pub seconds: i64,
}

/// What a person writes, to be given to [`Simulator::user_writes`](crate::Simulator::user_writes).
#[derive(Clone, Debug)]
pub struct Written {
    body: Body,
    caption: String,
    reply_to: Option<i64>,
    topic_id: Option<i64>,
    date: Option<i64>,
}

#[derive(Clone, Debug)]
enum Body {
    Text(String),
    File(NewFile),
    Fields(Value),
}

impl NewFile {
    /// A file of a kind, without a name.
    #[must_use]
    pub fn of(kind: FileKind, bytes: impl Into<Vec<u8>>) -> Self {
        Self { kind, name: None, mime_type: None, bytes: bytes.into(), seconds: 0 }
    }

    /// A document.
    #[must_use]
    pub fn document(name: &str, mime_type: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self::of(FileKind::Document, bytes).named(name).typed(mime_type)
    }

    /// A photo. Its size is read from the bytes; where they are no picture it is 800 by 600.
    #[must_use]
    pub fn photo(bytes: impl Into<Vec<u8>>) -> Self {
        Self::of(FileKind::Photo, bytes)
    }

    /// A voice message of some seconds.
    #[must_use]
    pub fn voice(seconds: i64, bytes: impl Into<Vec<u8>>) -> Self {
        Self { seconds, ..Self::of(FileKind::Voice, bytes) }
    }

    /// The same file with this name.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        self.name = Some(name.to_owned());
        self
    }

    /// The same file with this content type.
    #[must_use]
    pub fn typed(mut self, mime_type: &str) -> Self {
        self.mime_type = Some(mime_type.to_owned());
        self
    }
}

impl Written {
    /// A text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::of(Body::Text(text.to_owned()))
    }

    /// A file.
    #[must_use]
    pub fn file(file: NewFile) -> Self {
        Self::of(Body::File(file))
    }

    /// Anything: the fields of a `Message` as they should reach the bot, such as `{"sticker": {...}}`,
    /// `{"photo": [...], "caption": "..."}` or `{"contact": {...}}`. What is not given of `message_id`, `from`, `chat`, `date`
    /// is added.
    #[must_use]
    pub fn fields(fields: Value) -> Self {
        Self::of(Body::Fields(fields))
    }

    /// The same with words under the file.
    #[must_use]
    pub fn captioned(mut self, caption: &str) -> Self {
        caption.clone_into(&mut self.caption);
        self
    }

    /// The same as a reply to a message of the chat.
    #[must_use]
    pub fn replying_to(mut self, message_id: i64) -> Self {
        self.reply_to = Some(message_id);
        self
    }

    /// The same in a topic of a forum, by its `message_thread_id`.
    #[must_use]
    pub fn in_topic(mut self, topic_id: i64) -> Self {
        self.topic_id = Some(topic_id);
        self
    }

    /// The same at a given time (Unix seconds), as after a time without a connection.
    #[must_use]
    pub fn dated(mut self, date: i64) -> Self {
        self.date = Some(date);
        self
    }

    pub(super) fn reply_to(&self) -> Option<i64> {
        self.reply_to
    }

    pub(super) fn topic_id(&self) -> Option<i64> {
        self.topic_id
    }

    fn of(body: Body) -> Self {
        Self { body, caption: String::new(), reply_to: None, topic_id: None, date: None }
    }

    /// Its fields of a `Message`, with the file kept.
    pub(super) fn into_fragment(self, world: &mut World) -> Result<Map<String, Value>, CannotAct> {
        // A text has no caption.
        let is_text = matches!(self.body, Body::Text(_));
        let caption = if is_text { Map::new() } else { caption_fragment(&self.caption)? };
        let mut fields = match self.body {
            Body::Text(text) => text_fragment(&text)?,
            Body::File(file) => world.file_fields(Input::New(given(file))),
            Body::Fields(Value::Object(fields)) => fields,
            Body::Fields(_) => {
                return Err(CannotAct::NotAnObject("a message is a JSON object with the fields of a Message"));
            }
        };
        fields.extend(caption);
        if let Some(date) = self.date {
            fields.insert("date".into(), date.into());
        }
        Ok(fields)
    }
}

/// Puts other words into a message: its text, or its caption.
pub(super) fn reword(message: &mut Message, words: &str) -> Result<(), CannotAct> {
    let (fragment, names) = if message.takes_caption() {
        (caption_fragment(words)?, ["caption", "caption_entities"])
    } else if message.content() == Some("text") {
        (text_fragment(words)?, ["text", "entities"])
    } else {
        return Err(CannotAct::NothingToEdit(message.message_id));
    };
    for name in names {
        message.put(name, fragment.get(name).cloned());
    }
    Ok(())
}

/// The fields of a text message, with the entities Telegram's apps would find in it.
fn text_fragment(text: &str) -> Result<Map<String, Value>, CannotAct> {
    let length = text.chars().count();
    if !(1..=LONGEST_TEXT).contains(&length) {
        return Err(CannotAct::TextLength(length));
    }
    let formatted = Formatted { text: text.to_owned(), entities: detected(text) };
    let mut fields = Map::new();
    formatted.write_into(&mut fields);
    Ok(fields)
}

/// The fields of a caption; none where it is empty.
fn caption_fragment(caption: &str) -> Result<Map<String, Value>, CannotAct> {
    let length = caption.chars().count();
    if length > LONGEST_CAPTION {
        return Err(CannotAct::CaptionLength(length));
    }
    let formatted = Formatted { text: caption.to_owned(), entities: detected(caption) };
    let mut fields = Map::new();
    formatted.write_caption_into(&mut fields);
    Ok(fields)
}

fn given(file: NewFile) -> Given {
    let NewFile { kind, name, mime_type, bytes, seconds } = file;
    Given { kind, name, mime_type, bytes: Bytes::from(bytes), seconds }
}
