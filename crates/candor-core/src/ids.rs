//! Typed, prefixed ids, so that a log line or a support ticket says what it talks about.
//! The text is made outside (the desk's id source); the core only carries it.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// What every id of this kind begins with.
            pub const PREFIX: &'static str = $prefix;

            /// Makes an id from a unique part (time-ordered, such as a UUID v7 in hex).
            pub fn from_unique(unique: &str) -> Self {
                Self(format!("{}{unique}", $prefix))
            }

            /// Takes an id as it was stored.
            pub fn from_stored(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// One business: the unit that owns connections, scripts, contacts and consent.
    BusinessId = "biz_";
    /// One bot, or one business account behind a bot.
    ConnectionId = "cnn_";
    /// One person who writes.
    ContactId = "ctc_";
    /// One conversation of one contact over one connection.
    ConversationId = "cnv_";
    /// One member of the staff.
    OperatorId = "opr_";
    /// One answer to everything said since the last one.
    TurnId = "trn_";
    /// One message waiting to be sent, being sent, or sent.
    OutboxId = "out_";
    /// One file kept until it was sent.
    FileId = "fil_";
    /// One short text of the business's, to be answered with.
    TemplateId = "tpl_";
    /// One address of the owner's that is told of what happens.
    WebhookId = "whk_";
    /// One event on its way to one webhook; receivers know it by this.
    DeliveryId = "msg_";
    /// One token by which a program acts for a member of the staff.
    ApiTokenId = "tok_";
}

/// Telegram's number of a chat. In a private chat it equals the number of the person (Bot API, `Chat.id`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChatId(pub i64);

/// Telegram's number of a message, unique within its chat (Bot API, `Message.message_id`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageId(pub i64);
