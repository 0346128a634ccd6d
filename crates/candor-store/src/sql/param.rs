//! Values that go into statements. Each has a type even where it is null, for PostgreSQL asks for it.

use std::borrow::Cow;

use candor_core::{
    ids::{
        ApiTokenId, BusinessId, ChatId, ConnectionId, ContactId, ConversationId, DeliveryId, FileId, MessageId,
        OperatorId, OutboxId, TemplateId, TurnId, WebhookId,
    },
    moment::Moment,
};

/// A value for a placeholder.
#[derive(Clone, Debug)]
pub(crate) enum Param<'a> {
    /// A number.
    Int(i64),
    /// A number or null.
    OptInt(Option<i64>),
    /// A text.
    Text(Cow<'a, str>),
    /// A text or null.
    OptText(Option<Cow<'a, str>>),
    /// A flag.
    Bool(bool),
    /// Bytes.
    Bytes(&'a [u8]),
}

/// The values of a statement, in order: `params![id, now, "ready"]`.
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::sql::Param::from($value)),*] };
}
pub(crate) use params;

/// A text as it can be stored: PostgreSQL refuses U+0000, so it becomes U+FFFD, on both databases.
pub(crate) fn storable(text: &str) -> Cow<'_, str> {
    if text.contains('\0') { Cow::Owned(text.replace('\0', "\u{fffd}")) } else { Cow::Borrowed(text) }
}

impl From<i64> for Param<'_> {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<Option<i64>> for Param<'_> {
    fn from(value: Option<i64>) -> Self {
        Self::OptInt(value)
    }
}

impl From<bool> for Param<'_> {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl<'a> From<&'a str> for Param<'a> {
    fn from(value: &'a str) -> Self {
        Self::Text(storable(value))
    }
}

impl<'a> From<&'a String> for Param<'a> {
    fn from(value: &'a String) -> Self {
        Self::Text(storable(value))
    }
}

impl<'a> From<Option<&'a str>> for Param<'a> {
    fn from(value: Option<&'a str>) -> Self {
        Self::OptText(value.map(storable))
    }
}

impl<'a> From<&'a [u8]> for Param<'a> {
    fn from(value: &'a [u8]) -> Self {
        Self::Bytes(value)
    }
}

impl From<Moment> for Param<'_> {
    fn from(value: Moment) -> Self {
        Self::Int(value.millis())
    }
}

impl From<Option<Moment>> for Param<'_> {
    fn from(value: Option<Moment>) -> Self {
        Self::OptInt(value.map(Moment::millis))
    }
}

impl From<ChatId> for Param<'_> {
    fn from(value: ChatId) -> Self {
        Self::Int(value.0)
    }
}

impl From<Option<ChatId>> for Param<'_> {
    fn from(value: Option<ChatId>) -> Self {
        Self::OptInt(value.map(|chat| chat.0))
    }
}

impl From<MessageId> for Param<'_> {
    fn from(value: MessageId) -> Self {
        Self::Int(value.0)
    }
}

impl From<Option<MessageId>> for Param<'_> {
    fn from(value: Option<MessageId>) -> Self {
        Self::OptInt(value.map(|message| message.0))
    }
}

macro_rules! id_params {
    ($($id:ident),*) => {$(
        impl<'a> From<&'a $id> for Param<'a> {
            fn from(value: &'a $id) -> Self {
                Self::from(value.as_str())
            }
        }
    )*};
}

id_params!(
    ApiTokenId,
    BusinessId,
    ConnectionId,
    ContactId,
    ConversationId,
    FileId,
    OperatorId,
    OutboxId,
    TemplateId,
    TurnId,
    DeliveryId,
    WebhookId
);
