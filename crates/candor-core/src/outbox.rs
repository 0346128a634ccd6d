//! What waits to be sent. A row cannot be built without a [`Permit`], and only [`crate::consent`] makes those (H4).

use serde::{Deserialize, Serialize};

use crate::{
    consent::Permit,
    ids::{ChatId, ConnectionId, ConversationId, FileId, MessageId, OutboxId, TurnId},
    language::Language,
    message::{Author, Button, Outgoing},
};

/// One thing to be done at the channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Delivery {
    /// Sends a message. Not idempotent: Telegram has no key for it.
    Send {
        /// The message.
        message: Outgoing,
    },
    /// Replaces the words and buttons of a message sent before. Idempotent.
    Edit {
        /// Which message.
        message_id: MessageId,
        /// What it becomes.
        message: Outgoing,
    },
    /// Answers a pressed button, so that it stops spinning. Idempotent; expires after a few minutes.
    AnswerButton {
        /// The channel's id of the press.
        query_id: String,
        /// A short line shown to the person, up to 200 characters (Bot API, `answerCallbackQuery.text`).
        text: Option<String>,
    },
    /// Sends somebody's message again elsewhere, whatever it holds: a photo, a voice, a document (Bot API,
    /// `copyMessage`). Not idempotent.
    Copy {
        /// The chat it was sent in.
        from: ChatId,
        /// Which message.
        message_id: MessageId,
        /// Words instead of those attached to it, up to [`MAX_CAPTION_CHARS`]; where it can carry none they are lost.
        caption: Option<String>,
        /// Inline buttons, row by row.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        buttons: Vec<Vec<Button>>,
        /// The message it answers, in the chat it goes to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply_to: Option<MessageId>,
    },
    /// Replaces the words attached to a copy. Idempotent.
    EditCaption {
        /// Which message.
        message_id: MessageId,
        /// The words it gets.
        caption: String,
        /// The buttons it gets.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        buttons: Vec<Vec<Button>>,
    },
    /// Sends a file that lies in the store. Not idempotent.
    Document {
        /// Which file.
        file: FileId,
        /// What it is called, with its ending.
        name: String,
        /// Words attached to it.
        caption: String,
    },
    /// Sends a picture that lies in the store, as one that is shown at once. Not idempotent.
    Photo {
        /// Which file.
        file: FileId,
        /// What it is called, with its ending.
        name: String,
        /// Words attached to it.
        caption: String,
    },
    /// Opens the topic of a conversation in the staff's group (Bot API, `createForumTopic`). Not idempotent.
    OpenTopic {
        /// Its name, 1 to 128 characters.
        name: String,
    },
    /// Sets the menu of commands somebody sees in their chat with the bot (Bot API, `setMyCommands` with the scope
    /// `chat`); no commands takes their own menu away. Idempotent.
    Menu {
        /// For people with an app in this language; `None` for all others.
        language: Option<Language>,
        /// The commands in order.
        commands: Vec<MenuLine>,
    },
}

/// The longest words attached to a file, in Unicode code points (Bot API, `copyMessage.caption`).
pub const MAX_CAPTION_CHARS: usize = 1024;

/// One line of a menu of commands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MenuLine {
    /// 1 to 32 of `a-z0-9_`, without the slash (Bot API, `BotCommand.command`).
    pub command: String,
    /// 1 to 256 characters.
    pub description: String,
}

impl Delivery {
    /// Whether doing it twice is the same as doing it once.
    pub const fn is_idempotent(&self) -> bool {
        match self {
            Self::Send { .. }
            | Self::Copy { .. }
            | Self::Document { .. }
            | Self::Photo { .. }
            | Self::OpenTopic { .. } => false,
            Self::Edit { .. } | Self::EditCaption { .. } | Self::AnswerButton { .. } | Self::Menu { .. } => true,
        }
    }

    /// The message in it, if it carries one.
    pub const fn message(&self) -> Option<&Outgoing> {
        match self {
            Self::Send { message } | Self::Edit { message, .. } => Some(message),
            Self::AnswerButton { .. }
            | Self::Copy { .. }
            | Self::EditCaption { .. }
            | Self::Document { .. }
            | Self::Photo { .. }
            | Self::OpenTopic { .. }
            | Self::Menu { .. } => None,
        }
    }

    /// The file in the store it carries, if it carries one.
    pub const fn file(&self) -> Option<&FileId> {
        match self {
            Self::Document { file, .. } | Self::Photo { file, .. } => Some(file),
            Self::Send { .. }
            | Self::Edit { .. }
            | Self::AnswerButton { .. }
            | Self::Copy { .. }
            | Self::EditCaption { .. }
            | Self::OpenTopic { .. }
            | Self::Menu { .. } => None,
        }
    }

    /// The words people read in it: those of a message, or those attached to a file; empty where there are none.
    pub fn words(&self) -> &str {
        match self {
            Self::Send { message } | Self::Edit { message, .. } => &message.text,
            Self::Copy { caption, .. } => caption.as_deref().unwrap_or_default(),
            Self::EditCaption { caption, .. } | Self::Document { caption, .. } | Self::Photo { caption, .. } => caption,
            Self::AnswerButton { .. } | Self::OpenTopic { .. } | Self::Menu { .. } => "",
        }
    }

    /// Whether the channel counts it as a message when it limits the pace.
    pub const fn is_paced(&self) -> bool {
        !matches!(self, Self::AnswerButton { .. } | Self::Menu { .. })
    }
}

/// What a row is for. Decides what the send gate asks and what becomes of it when its fate is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// The desk answers what the contact wrote.
    Reply,
    /// A receipt or plain line due by contract: opted out, a person is joining, an answer about being a machine.
    Notice,
    /// An operator's words to the contact.
    Relay,
    /// To an operator: hand-over cards, the contact's words, answers to commands.
    Staff,
}

impl Purpose {
    /// The word stored in the purpose column.
    pub const fn column(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Notice => "notice",
            Self::Relay => "relay",
            Self::Staff => "staff",
        }
    }

    /// Reads [`Self::column`].
    pub fn from_column(word: &str) -> Option<Self> {
        [Self::Reply, Self::Notice, Self::Relay, Self::Staff].into_iter().find(|purpose| purpose.column() == word)
    }
}

/// Whether a row says that an AI is writing, and the words that would be put before it if that turns out to be due.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disclosure {
    /// The row's own words say it.
    pub is_in_text: bool,
    /// The words the send gate puts before the text if disclosure is due and not in it.
    pub words: String,
}

/// A row to be inserted into the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxRow {
    /// Its id.
    pub id: OutboxId,
    /// Why it may be written at all.
    pub permit: Permit,
    /// Over which connection.
    pub connection: ConnectionId,
    /// To which chat.
    pub chat: ChatId,
    /// The conversation it belongs to: for staff rows, the contact's, so that a reply to it finds the contact.
    pub conversation: Option<ConversationId>,
    /// The turn that caused it.
    pub turn: TurnId,
    /// Its place among the rows of the turn, from 0. (turn, seq) is unique.
    pub seq: i64,
    /// What it is for.
    pub purpose: Purpose,
    /// Who says it.
    pub author: Author,
    /// What to do.
    pub delivery: Delivery,
    /// About being an AI; only rows authored by the desk need it.
    pub disclosure: Disclosure,
    /// The message it carries on, so that answers and edits find their way.
    pub carries: Option<Carried>,
    /// The conversation whose topic it goes to, in a group with topics; where it has none, the group's general topic.
    pub topic_of: Option<ConversationId>,
}

/// A message that a row carries to somebody else, at the same connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The chat it was written in.
    pub chat: ChatId,
    /// Its number there.
    pub message_id: MessageId,
}
