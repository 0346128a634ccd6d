//! Files: their bytes, the ids bots know them by, and the paths they are downloaded from.
//!
//! Messages are kept with neutral file ids. On the way to a bot they become ids of that bot alone, as in Telegram, where
//! another bot's `file_id` is worth nothing and only `file_unique_id` is the same for all.

mod input;
mod kinds;
mod names;
mod pictures;

pub(crate) use input::{Input, input};
pub use kinds::FileKind;

use std::collections::HashMap;

use axum::body::Bytes;
use serde_json::{Map, Value, json};

use crate::chance::Chance;

/// The largest file a bot can upload (Bot API, "Sending files": 50 MB for anything but photos).
pub(crate) const LARGEST_UPLOAD: usize = 50 * 1024 * 1024;

/// The largest photo a bot can upload.
const LARGEST_PHOTO: usize = 10 * 1024 * 1024;

/// The largest file a bot can download (getFile: 20 MB).
pub(crate) const LARGEST_DOWNLOAD: usize = 20 * 1024 * 1024;

/// How long a download path works at least (getFile: "the link will be valid for at least 1 hour"); here: exactly.
const LINK_LIFE_MS: i64 = 3_600_000;

/// The letters of a file id before those of the file itself.
const PREFIX: usize = 4;

/// The letters of `file_unique_id`.
const UNIQUE: usize = 15;

/// A file to be kept.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    pub kind: FileKind,
    pub name: Option<String>,
    pub mime_type: Option<String>,
    pub bytes: Bytes,
    pub seconds: i64,
}

/// A file.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub unique_id: String,
    pub kind: FileKind,
    pub name: Option<String>,
    pub mime_type: Option<String>,
    pub bytes: Bytes,
    seconds: i64,
    /// Width and height.
    size: (u32, u32),
    number: usize,
}

/// All files.
#[derive(Debug, Default)]
pub(crate) struct Files {
    all: HashMap<String, Stored>,
    /// By bot and path: the file, and until when the path works.
    links: HashMap<(i64, String), (String, i64)>,
}

impl Files {
    /// Keeps a file. Its unique id.
    pub(crate) fn keep(&mut self, chance: &mut Chance, given: Given) -> String {
        let unique_id = format!("AgAD{}", chance.word(UNIQUE.saturating_sub(4)));
        let size = pictures::size(&given.bytes).unwrap_or((800, 600));
        let Given { kind, name, mime_type, bytes, seconds } = given;
        let mime_type = mime_type.or_else(|| kind.usual_mime().map(str::to_owned));
        let number = self.all.len();
        let stored = Stored { unique_id: unique_id.clone(), kind, name, mime_type, bytes, seconds, size, number };
        self.all.insert(unique_id.clone(), stored);
        unique_id
    }

    /// The field of a `Message` and its value, with neutral ids.
    pub(crate) fn content(&self, unique_id: &str) -> Option<(&'static str, Value)> {
        let file = self.all.get(unique_id)?;
        Some((file.kind.field(), file.wire()))
    }

    /// A file by any of its ids.
    pub(crate) fn any(&self, file_id: &str) -> Option<&Stored> {
        let file = self.all.get(unique_of(file_id)?)?;
        file_id.starts_with(file.kind.prefix()).then_some(file)
    }

    /// A file by the id one bot knows it by.
    pub(crate) fn of_bot(&self, bot_id: i64, file_id: &str) -> Option<&Stored> {
        self.any(file_id).filter(|file| file_id == for_bot(bot_id, &file.neutral_id()))
    }

    /// The path a bot can download a file from, for an hour from now.
    pub(crate) fn link(&mut self, bot_id: i64, unique_id: &str, now_ms: i64) -> Option<String> {
        let file = self.all.get(unique_id)?;
        let path = format!("{}/file_{}{}", file.kind.folder(), file.number, file.extension());
        self.links.insert((bot_id, path.clone()), (unique_id.to_owned(), now_ms.saturating_add(LINK_LIFE_MS)));
        Some(path)
    }

    /// What lies at a path, for this bot and at this time.
    pub(crate) fn linked(&self, bot_id: i64, path: &str, now_ms: i64) -> Option<Bytes> {
        let (unique_id, until_ms) = self.links.get(&(bot_id, path.to_owned()))?;
        self.all.get(unique_id).filter(|_| now_ms < *until_ms).map(|file| file.bytes.clone())
    }

    /// The same JSON with the file ids one bot knows.
    pub(crate) fn as_seen_by(&self, bot_id: i64, mut value: Value) -> Value {
        if !self.all.is_empty() {
            self.rewrite(bot_id, &mut value);
        }
        value
    }

    fn rewrite(&self, bot_id: i64, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.rewrite(bot_id, item)),
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value {
                        Value::String(id) if name == "file_id" => {
                            if self.any(id).is_some_and(|file| *id == file.neutral_id()) {
                                *id = for_bot(bot_id, id);
                            }
                        }
                        value => self.rewrite(bot_id, value),
                    }
                }
            }
            _ => {}
        }
    }
}

impl Stored {
    /// The id that belongs to no bot.
    pub(crate) fn neutral_id(&self) -> String {
        format!("{}{}", self.kind.prefix(), self.unique_id)
    }

    fn wire(&self) -> Value {
        let mut wire = Map::new();
        wire.insert("file_id".into(), self.neutral_id().into());
        wire.insert("file_unique_id".into(), self.unique_id.clone().into());
        wire.insert("file_size".into(), self.bytes.len().into());
        let (width, height) = self.size;
        if self.kind.has_size() {
            wire.insert("width".into(), width.into());
            wire.insert("height".into(), height.into());
        }
        if self.kind.has_duration() {
            wire.insert("duration".into(), self.seconds.into());
        }
        match self.kind {
            FileKind::Photo => return json!([wire]),
            FileKind::VideoNote => {
                wire.insert("length".into(), width.min(height).into());
            }
            FileKind::Sticker => {
                let flags = json!({ "type": "regular", "is_animated": false, "is_video": false });
                wire.extend(flags.as_object().cloned().unwrap_or_default());
            }
            FileKind::Document | FileKind::Voice | FileKind::Video | FileKind::Audio | FileKind::Animation => {
                if let Some(name) = self.name.as_ref().filter(|_| self.kind != FileKind::Voice) {
                    wire.insert("file_name".into(), name.clone().into());
                }
                if let Some(mime_type) = &self.mime_type {
                    wire.insert("mime_type".into(), mime_type.clone().into());
                }
            }
        }
        Value::Object(wire)
    }

    fn extension(&self) -> String {
        let named = self.name.as_deref().and_then(names::extension);
        let found = named.or_else(|| self.kind.usual_extension().map(str::to_owned));
        found.map_or_else(String::new, |extension| format!(".{extension}"))
    }
}

fn unique_of(file_id: &str) -> Option<&str> {
    file_id.get(PREFIX..PREFIX.saturating_add(UNIQUE))
}

/// A neutral id with what makes it the bot's own.
fn for_bot(bot_id: i64, neutral: &str) -> String {
    let mark = Chance::seeded(bot_id.unsigned_abs()).word(12);
    format!("{neutral}{mark}")
}
