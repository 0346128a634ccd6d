//! Conversations as documents: text for people, JSON Lines for programs, CSV for spreadsheets.
//!
//! A [`Document`] gives its pieces one after another and keeps nothing of what it gave, so that a hundred thousand
//! messages never stand in memory at once: [`Document::head`], then for each conversation [`Document::conversation`] and
//! a [`Document::line`] per line of its timeline, at last [`Document::tail`]. Pieces put one behind the other are the
//! document. To split a large export, end one document with its tail and begin another with its head and
//! [`Document::resumes`].
//!
//! Everything a contact wrote is data (H13): it cannot become a formula, a line of somebody else, or a path. Every line
//! says who wrote it, and whether that was the AI (H3).

mod csv_table;
mod explained;
mod file_name;
mod json_lines;
mod neutral;
mod plain;
#[cfg(test)]
mod reading_tests;
#[cfg(test)]
mod tests;
mod text;
mod text_words;

use std::collections::BTreeMap;

pub use csv_table::{BYTE_ORDER_MARK, COLUMNS, Cell, Csv, csv_cells, csv_row};
pub use explained::reason_line;
pub(crate) use file_name::is_device;
pub use file_name::{MAX_NAME_BYTES, MAX_NAME_CHARS, file_name};
pub use json_lines::JsonLines;
pub use neutral::neutral;
pub(crate) use plain::is_blank;
use serde::{Deserialize, Serialize};
pub use text::Text;

use crate::{
    conversation::{ScriptRef, Told},
    ids::ConversationId,
    language::Language,
    moment::Moment,
    script::Script,
    timeline::TimelineEntry,
};

/// In which form a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// For people to read.
    Text,
    /// For programs: one JSON object a line.
    JsonLines,
    /// For spreadsheets: RFC 4180.
    Csv,
}

impl Format {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Text, Self::JsonLines, Self::Csv];

    /// The word by which it is chosen: that of its [`Self::extension`].
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.extension().eq_ignore_ascii_case(word))
    }

    /// How its files end, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::JsonLines => "jsonl",
            Self::Csv => "csv",
        }
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain; charset=utf-8",
            Self::JsonLines => "application/jsonl",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }

    /// A document of this format. Text is written in the `language` of its reader and tells times in `zone` (a name of
    /// the IANA database, UTC where unknown); the formats for programs are the same in all languages and zones.
    pub fn document(self, language: Language, zone: &str) -> Box<dyn Document> {
        match self {
            Self::Text => Box::new(Text::new(language, zone)),
            Self::JsonLines => Box::new(JsonLines),
            Self::Csv => Box::new(Csv),
        }
    }
}

/// Writes a document piece by piece.
pub trait Document: Send {
    /// What it begins with; never empty, so that no document is.
    fn head(&mut self) -> String;

    /// What is known of a conversation whose lines follow.
    fn conversation(&mut self, about: &ExportedConversation<'_>) -> String;

    /// Instead of [`Self::conversation`] where a document begins amid a conversation, because the one before was full.
    fn resumes(&mut self, about: &ExportedConversation<'_>) -> String;

    /// One line of the timeline of the conversation announced last, in the timeline's order. May be empty where the
    /// words come with the next piece.
    fn line(&mut self, about: &ExportedConversation<'_>, entry: &TimelineEntry) -> String;

    /// Whether the words of a turn whose reasons were given are still to come. A document is not split here.
    fn is_amid_turn(&self) -> bool {
        false
    }

    /// What it ends with.
    fn tail(&mut self) -> String;
}

/// A conversation and its lead as a document tells them. Borrowed: a document never holds more than one of them.
#[derive(Clone, Copy)]
pub struct ExportedConversation<'a> {
    /// Its id.
    pub id: &'a ConversationId,
    /// The number by which operators call it.
    pub number: i64,
    /// What the contact chose to be called.
    pub contact_name: &'a str,
    /// The contact's name at the channel without the at sign, if there is one.
    pub username: Option<&'a str>,
    /// The language of the contact's last words.
    pub language: Language,
    /// The payload of the deep link, or the invitation, by which the contact came.
    pub source: Option<&'a str>,
    /// The version of the script the conversation keeps.
    pub script: &'a ScriptRef,
    /// That version itself, if it is at hand: fields and choices are then called by their labels in texts for people.
    pub words: Option<&'a Script>,
    /// The step it is at; none before the first.
    pub step: Option<&'a str>,
    /// Who answers: the word of [`crate::conversation::Holder::column`].
    pub holder: &'a str,
    /// The name of the operator who holds it, if one does.
    pub holder_name: Option<&'a str>,
    /// How it ended, as a stable word, if it did.
    pub outcome: Option<&'a str>,
    /// Why it ended so, in the staff's words.
    pub outcome_reason: Option<&'a str>,
    /// What the contact told, by field.
    pub fields: &'a BTreeMap<String, Told>,
    /// The lead's score.
    pub scores: &'a [ExportedScore<'a>],
    /// The lead's tags.
    pub tags: &'a [String],
    /// The staff's notes, oldest first.
    pub notes: &'a [ExportedNote<'a>],
    /// When it began.
    pub created_at: Moment,
}

/// What a lead got for one criterion.
#[derive(Clone, Copy)]
pub struct ExportedScore<'a> {
    /// The criterion.
    pub criterion: &'a str,
    /// How many points.
    pub points: i64,
    /// The words that prove it; empty if none do.
    pub proof: &'a str,
}

/// An internal note of the staff.
#[derive(Clone, Copy)]
pub struct ExportedNote<'a> {
    /// When it was written.
    pub at: Moment,
    /// The name of the operator who wrote it.
    pub author: &'a str,
    /// The words.
    pub text: &'a str,
}
