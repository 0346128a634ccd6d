//! What is kept of a conversation and shown, with the reason for each line (H14).

use serde::{Deserialize, Serialize};

use crate::{
    attachment::Attachment,
    ids::{ConversationId, MessageId, TurnId},
    message::Author,
    moment::Moment,
};

/// One line of a conversation's timeline. Lines are only ever added.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// Of which conversation.
    pub conversation: ConversationId,
    /// When it was said or happened.
    pub at: Moment,
    /// Who wrote it.
    pub author: Author,
    /// What sort of line.
    pub kind: EntryKind,
    /// The words; empty for events without words.
    pub text: String,
    /// The channel's number of an incoming message.
    pub message_id: Option<MessageId>,
    /// The turn that caused it; none for what contacts wrote.
    pub turn: Option<TurnId>,
    /// The file the line is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<Attachment>,
    /// Why, as JSON: heard, strategy, script version, step, facts, verdicts. `null` for what people wrote.
    pub reasons: serde_json::Value,
}

impl TimelineEntry {
    /// The words without the mark of the file they came with.
    pub fn words(&self) -> &str {
        self.file.as_ref().map_or(&self.text, |file| file.words_of(&self.text))
    }
}

/// What sort of line of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A message, whoever wrote it.
    Message,
    /// A turn that was thought through, with its reasons, whether or not it said anything.
    Turn,
    /// Something that happened: handed over, taken, released, opted out, blocked.
    Event,
}

impl EntryKind {
    /// The word stored in the kind column.
    pub const fn column(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Turn => "turn",
            Self::Event => "event",
        }
    }

    /// Reads [`Self::column`].
    pub fn from_column(word: &str) -> Option<Self> {
        [Self::Message, Self::Turn, Self::Event].into_iter().find(|kind| kind.column() == word)
    }
}
