//! Files in conversations: what a line says of one, and which of the staff's may be sent. A file is data (H13): what it is
//! follows from its content, never from what a browser or a name says, and its name is cleaned before anybody reads it.

mod content;
mod name;
mod size;

pub use content::{Picture, PictureKind, picture};
pub use name::{MAX_NAME_BYTES, MAX_NAME_CHARS, clean_name, is_program_name};
use serde::{Deserialize, Serialize};
pub use size::told_size;

use crate::{ids::FileId, language::Language};

/// The largest file sent to a contact or opened again, in bytes: what a bot can fetch back (Bot API, `getFile`: 20 MB). Bots
/// may send more, but then nobody could open it in the conversation.
pub const MAX_FILE_BYTES: usize = 20 * 1024 * 1024;

/// The largest file sent as a photo, in bytes (Bot API, `sendPhoto`: 10 MB).
pub const MAX_PHOTO_BYTES: usize = 10 * 1024 * 1024;

/// The greatest sum of a photo's width and height, in pixels (Bot API, `sendPhoto`).
const MAX_PHOTO_SIDES: u32 = 10_000;

/// How many times longer than the other one side of a photo may be (Bot API, `sendPhoto`).
const MAX_PHOTO_RATIO: u32 = 20;

/// A file a line of a conversation carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The channel's name of what it is, such as `photo` or `document`.
    pub what: String,
    /// What it is called, cleaned by [`clean_name`]; none where it has no name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How many bytes it has, where that is known. Of a file somebody else sent it is what the channel says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// Where its bytes are.
    pub held: Held,
}

/// Where the bytes of a file are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// At the channel, by its id of the file; it opens only to the connection over which it came.
    AtChannel(String),
    /// In the store until it was sent; then at the channel, by an id the store remembers.
    InStore(FileId),
}

impl Attachment {
    /// What stands for it before the words of a line: `[photo]`, `[document: offer.pdf]`. A cleaned name has no brackets, so
    /// that the mark ends where it seems to.
    pub fn mark(&self) -> String {
        match &self.name {
            Some(name) => format!("[{}: {name}]", self.what),
            None => format!("[{}]", self.what),
        }
    }

    /// A line about it with these words.
    pub fn line(&self, words: &str) -> String {
        let words = words.trim();
        if words.is_empty() { self.mark() } else { format!("{} {words}", self.mark()) }
    }

    /// The words of such a line without the mark.
    pub fn words_of<'a>(&self, line: &'a str) -> &'a str {
        line.strip_prefix(&self.mark()).map_or(line, str::trim_start)
    }

    /// What it is called and how large it is, as far as that is known: `offer.pdf, 12 KB`.
    pub fn told(&self, language: Language) -> String {
        let size = self.bytes.map(|bytes| told_size(bytes, language));
        let parts: Vec<String> = self.name.clone().into_iter().chain(size).collect();
        parts.join(", ")
    }

    /// The channel's id of it, where the channel has it.
    pub fn at_channel(&self) -> Option<&str> {
        match &self.held {
            Held::AtChannel(id) => Some(id),
            Held::InStore(_) => None,
        }
    }

    /// Whether it is known to have more bytes than can be opened.
    pub fn is_too_large_to_open(&self) -> bool {
        let most = u64::try_from(MAX_FILE_BYTES).unwrap_or(u64::MAX);
        self.bytes.is_some_and(|bytes| bytes > most)
    }

    /// Whether its name says that opening it may run a program.
    pub fn is_program(&self) -> bool {
        self.name.as_deref().is_some_and(is_program_name)
    }
}

/// How a file goes to a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentAs {
    /// As a picture that is shown at once. The channel makes it smaller and leaves out what the camera wrote into it.
    Photo,
    /// As it is, to be opened.
    Document,
}

impl SentAs {
    /// The channel's name of it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::Document => "document",
        }
    }
}

/// Why a file cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// There is nothing in it.
    Empty,
    /// It has more than [`MAX_FILE_BYTES`].
    TooLarge,
    /// It is a program, by its name or its content. No contact needs one, and whoever gets hold of an account of the staff
    /// would send nothing else.
    Program,
}

/// Judges a file somebody of the staff wants to send: what it will be called and how it goes.
///
/// # Errors
/// See [`Unfit`].
pub fn judge(name: &str, bytes: &[u8]) -> Result<(String, SentAs), Unfit> {
    if bytes.is_empty() {
        return Err(Unfit::Empty);
    }
    if bytes.len() > MAX_FILE_BYTES {
        return Err(Unfit::TooLarge);
    }
    let name = clean_name(name);
    if is_program_name(&name) || content::is_program(bytes) {
        return Err(Unfit::Program);
    }
    let sent_as = if is_photo(bytes) { SentAs::Photo } else { SentAs::Document };
    Ok((name, sent_as))
}

/// Whether the channel takes it as a photo. A GIF moves, and stays a document.
fn is_photo(bytes: &[u8]) -> bool {
    let Some(Picture { kind, width, height }) = picture(bytes) else { return false };
    let (long, short) = (width.max(height), width.min(height));
    kind != PictureKind::Gif
        && bytes.len() <= MAX_PHOTO_BYTES
        && width.saturating_add(height) <= MAX_PHOTO_SIDES
        && long <= short.saturating_mul(MAX_PHOTO_RATIO)
}

#[cfg(test)]
mod tests;
