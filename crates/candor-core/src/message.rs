//! What a person sent and what the desk sends, over whatever channel. Wire formats stay in `candor-connect`.

use serde::{Deserialize, Serialize};

use crate::{attachment::Attachment, ids::MessageId, moment::Moment};

/// The longest text of one message, in Unicode code points after entity parsing (Bot API, `sendMessage.text`).
pub const MAX_TEXT_CHARS: usize = 4096;

/// Something a person sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incoming {
    /// The number of the message at the channel; for a pressed button, that of the message carrying it.
    pub message_id: Option<MessageId>,
    /// When the channel says it was sent.
    pub at: Moment,
    /// What was sent.
    pub content: Content,
}

/// What an incoming message carries. Texts are the person's own words: data, never markup, instruction or formula (H13).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Content {
    /// Words.
    Text {
        /// The words as written, up to [`MAX_TEXT_CHARS`].
        text: String,
        /// The message this one answers, if it was sent as a reply.
        reply_to: Option<MessageId>,
    },
    /// A command such as `/start payload`.
    Command {
        /// The word after the slash, lower case, without the bot's name.
        name: String,
        /// All that follows.
        argument: String,
    },
    /// A pressed inline button.
    Button {
        /// The channel's id of the press, to be answered so that the button stops spinning.
        query_id: String,
        /// The data the button carried. Anyone can forge it: look it up, never trust it.
        data: String,
    },
    /// A shared phone number (Bot API, `Message.contact` whose `user_id` is the sender's).
    Phone {
        /// As the channel wrote it.
        number: String,
    },
    /// Sticker, photo, voice and all else without words the desk understands.
    Other {
        /// The channel's name of it, such as `sticker`.
        what: String,
        /// Words attached to it, if any.
        caption: Option<String>,
        /// The message this one answers, if it was sent as a reply.
        reply_to: Option<MessageId>,
        /// The file, where it is one that can be fetched.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file: Option<Attachment>,
    },
    /// New words of a message sent before; [`Incoming::message_id`] says which. Kept and shown, not answered as if new.
    Edited {
        /// The words, or the words attached to it; none if it has none any more.
        words: Option<String>,
    },
    /// The person blocked the bot (Bot API, `my_chat_member` with status `kicked`).
    Blocked,
    /// The person unblocked the bot.
    Unblocked,
}

impl Content {
    /// The words in it, if there are any.
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Text { text, .. } => Some(text),
            Self::Other { caption, .. } => caption.as_deref(),
            Self::Edited { words } => words.as_deref(),
            Self::Command { .. } | Self::Button { .. } | Self::Phone { .. } | Self::Blocked | Self::Unblocked => None,
        }
    }

    /// The file in it, if it carries one that can be fetched.
    pub const fn file(&self) -> Option<&Attachment> {
        match self {
            Self::Other { file, .. } => file.as_ref(),
            Self::Text { .. }
            | Self::Command { .. }
            | Self::Button { .. }
            | Self::Phone { .. }
            | Self::Edited { .. }
            | Self::Blocked
            | Self::Unblocked => None,
        }
    }

    /// The message this one answers, if it was sent as a reply.
    pub const fn reply_to(&self) -> Option<MessageId> {
        match self {
            Self::Text { reply_to, .. } | Self::Other { reply_to, .. } => *reply_to,
            Self::Command { .. }
            | Self::Button { .. }
            | Self::Phone { .. }
            | Self::Edited { .. }
            | Self::Blocked
            | Self::Unblocked => None,
        }
    }
}

/// A message ready for the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    /// Plain words; no markup is ever parsed out of them.
    pub text: String,
    /// Inline buttons, row by row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<Vec<Button>>,
    /// The message it answers, in the same chat. Where that one is gone it is sent all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
}

impl Outgoing {
    /// Words alone.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), buttons: Vec::new(), reply_to: None }
    }

    /// The same with these buttons below it, row by row.
    #[must_use]
    pub fn with_buttons(mut self, buttons: Vec<Vec<Button>>) -> Self {
        self.buttons = buttons;
        self
    }

    /// The same as an answer to a message of the same chat.
    #[must_use]
    pub const fn answering(mut self, message: Option<MessageId>) -> Self {
        self.reply_to = message;
        self
    }
}

/// One inline button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// What the person reads.
    pub label: String,
    /// What comes back when it is pressed: 1 to 64 bytes (Bot API, `InlineKeyboardButton.callback_data`).
    pub data: String,
}

impl Button {
    /// A button of the staff that reads so and brings this back.
    pub fn of_staff(label: impl Into<String>, press: &crate::press::StaffPress) -> Self {
        Self { label: label.into(), data: press.data() }
    }
}

/// Who wrote a message. Set by the core alone, kept in a column, shown everywhere, never edited (H3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Author {
    /// The contact.
    Contact,
    /// The desk: an AI.
    Ai,
    /// A named person of the staff.
    Operator {
        /// The name contacts see.
        name: String,
    },
    /// A plain line of the system, such as "a person is joining".
    System,
}

impl Author {
    /// The word stored in the author column.
    pub const fn column(&self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Ai => "ai",
            Self::Operator { .. } => "operator",
            Self::System => "system",
        }
    }
}
