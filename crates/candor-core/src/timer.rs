//! What the desk means to do later. A timer that is due comes into the inbox like a message and is answered by a turn, so
//! that nothing happens beside the conversations it is about.

use serde::{Deserialize, Serialize};

use crate::{
    export::Format,
    ids::{ConversationId, FileId, OperatorId, OutboxId},
    moment::Moment,
};

/// Something due at a moment, in the lane of a chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "timer", rename_all = "snake_case")]
pub enum Timer {
    /// Nobody took a hand-over within the script's time. Due in the contact's lane.
    HandOverUnanswered {
        /// Which conversation.
        conversation: ConversationId,
        /// Since when the contact waits: one who was answered meanwhile waits no more, or since another moment.
        since: Moment,
        /// How often the card was raised before.
        raised: u32,
    },
    /// An operator put a card off. Due in the contact's lane.
    CardSnoozed {
        /// Which conversation.
        conversation: ConversationId,
        /// Whose card.
        operator: OperatorId,
    },
    /// A conversation that was put aside comes back. Due in the contact's lane; nobody writes to the contact because of it.
    SnoozeOver {
        /// Which conversation.
        conversation: ConversationId,
        /// The time it was put aside until: one put aside anew comes back at another.
        until: Moment,
    },
    /// The next part of an export is to be written. Due in the operator's lane.
    ExportPart {
        /// Where it stands.
        job: ExportJob,
    },
}

/// How far an export has come. Nothing of it lies in memory between two parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportJob {
    /// Its id: the turn that began it.
    pub id: String,
    /// In which form.
    pub format: Format,
    /// One conversation; all of the business where there is none.
    pub only: Option<ConversationId>,
    /// The number of the conversation being written and the last line of it written, from 0; lines after it are next.
    pub after: (i64, i64),
    /// Which part comes next, from 1.
    pub part: u32,
    /// How many lines are written, and how many there were when it began.
    pub lines: (u64, u64),
    /// The message that shows the progress.
    pub progress: Option<OutboxId>,
}

impl Timer {
    /// What tells it from others of its connection: setting one with the same key replaces the earlier one.
    pub fn key(&self) -> String {
        match self {
            Self::HandOverUnanswered { conversation, .. } => format!("unanswered:{conversation}"),
            Self::CardSnoozed { conversation, operator } => format!("snoozed:{conversation}:{operator}"),
            Self::SnoozeOver { conversation, .. } => Self::aside_key(conversation),
            Self::ExportPart { job } => format!("export:{}", job.id),
        }
    }

    /// The key of the timer that watches over a hand-over.
    pub fn unanswered_key(conversation: &ConversationId) -> String {
        format!("unanswered:{conversation}")
    }

    /// The key of the timer that brings back a conversation that was put aside.
    pub fn aside_key(conversation: &ConversationId) -> String {
        format!("aside:{conversation}")
    }
}

/// A file kept until it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its id.
    pub id: FileId,
    /// Its bytes.
    pub bytes: Vec<u8>,
}
