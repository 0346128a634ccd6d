//! Reading files: what stands in a message, and the bytes.

use serde::Serialize;
use serde_json::Value;

use crate::files::FileKind;
use crate::simulator::Simulator;
use crate::world::Message;

/// The file of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileSeen {
    /// What it was sent as.
    pub kind: FileKind,
    /// Its id; [`Simulator::file`] has the bytes.
    pub file_id: String,
    /// Its name.
    pub file_name: Option<String>,
    /// Its content type.
    pub mime_type: Option<String>,
    /// Its size in bytes.
    pub file_size: Option<u64>,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileContent {
    /// What it was sent as.
    pub kind: FileKind,
    /// Its name.
    pub name: Option<String>,
    /// Its content type.
    pub mime_type: Option<String>,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Simulator {
    /// A file somebody sent, by the `file_id` a message or any bot shows. `None` for files that were only made up in a raw
    /// message.
    #[must_use]
    pub fn file(&self, file_id: &str) -> Option<FileContent> {
        let world = self.world();
        let file = world.files.any(file_id)?;
        Some(FileContent {
            kind: file.kind,
            name: file.name.clone(),
            mime_type: file.mime_type.clone(),
            bytes: file.bytes.to_vec(),
        })
    }
}

/// The file of a message; the largest size of a photo.
pub(super) fn file_seen(message: &Message) -> Option<FileSeen> {
    let kind = FileKind::of_field(message.content()?)?;
    let value = message.wire.get(kind.field())?;
    let file = value.as_array().map_or(Some(value), |sizes| sizes.last())?;
    let text = |name: &str| file.get(name).and_then(Value::as_str).map(str::to_owned);
    Some(FileSeen {
        kind,
        file_id: text("file_id")?,
        file_name: text("file_name"),
        mime_type: text("mime_type"),
        file_size: file.get("file_size").and_then(Value::as_u64),
    })
}
