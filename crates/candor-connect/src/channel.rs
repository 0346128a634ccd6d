//! The seam between the desk and whatever carries its messages. The desk knows this trait and these errors and
//! nothing of Telegram; each error says what becomes of the outbox row.

use std::time::Duration;

use candor_core::{
    ids::{ChatId, MessageId},
    outbox::Delivery,
};
use futures_util::future::BoxFuture;

/// Where a delivery goes, and the bytes it carries.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// The chat.
    pub chat: ChatId,
    /// The topic of a group; none for its general one and for chats without topics.
    pub topic: Option<i64>,
    /// The bytes of the file, where the delivery is one.
    pub bytes: Option<Vec<u8>>,
}

impl Parcel {
    /// A parcel without a topic or a file.
    pub const fn to(chat: ChatId) -> Self {
        Self { chat, topic: None, bytes: None }
    }
}

/// A message that is still being written. The person may stop it, and then keeps before them what they have read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfinished<'a> {
    /// A number of it, not 0; it comes back in [`crate::telegram::translate::Translated::stopped`].
    pub number: i64,
    /// The words so far: plain words, no markup is ever parsed out of them.
    pub text: &'a str,
}

/// One connection over which messages leave.
pub trait Channel: Send + Sync {
    /// Does one delivery. Not to be called twice for one that is not idempotent and whose fate is
    /// [`ChannelError::Uncertain`].
    fn send<'a>(&'a self, to: Parcel, delivery: &'a Delivery) -> BoxFuture<'a, Result<Delivered, ChannelError>>;

    /// Shows that somebody is writing, for about five seconds. Failing is harmless.
    fn show_typing(&self, chat: ChatId) -> BoxFuture<'_, Result<(), ChannelError>>;

    /// Shows a message that is still being written, in a private chat, in place of what was shown of it before. It is no message: it
    /// is gone after half a minute, with the next message, or with the person's Stop. Failing is harmless.
    fn show_unfinished<'a>(
        &'a self,
        chat: ChatId,
        unfinished: Unfinished<'a>,
    ) -> BoxFuture<'a, Result<(), ChannelError>>;

    /// Asks whether this chat is a group with topics in which the connection may open them, and whether this person is
    /// an administrator of it. Asking changes nothing.
    fn group(&self, chat: ChatId, person: i64) -> BoxFuture<'_, Result<GroupSeen, ChannelError>>;

    /// Fetches a file that went over this connection, from whomever; `None` if it has more than `at_most` bytes or the
    /// channel does not give it away. A refusal ([`ChannelError::Rejected`]) means that it is too large for bots or gone.
    fn file<'a>(&'a self, id: &'a str, at_most: usize) -> BoxFuture<'a, Result<Option<Vec<u8>>, ChannelError>>;

    /// Asks who this connection is. Also the way to learn that it works.
    fn identity(&self) -> BoxFuture<'_, Result<Identity, ChannelError>>;
}

/// A delivery the channel accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// The number of the message sent or edited; none for answered buttons, or where the channel accepted the message
    /// without saying its number.
    pub message_id: Option<MessageId>,
    /// The number of the topic that was opened.
    pub topic: Option<i64>,
    /// The channel's id of the file that was sent, where there was one: by it the file can be fetched.
    pub file: Option<String>,
}

/// What the channel says of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupSeen {
    /// It has topics.
    pub has_topics: bool,
    /// The connection may open topics in it.
    pub may_open_topics: bool,
    /// The person asked about is one of its administrators.
    pub is_administrator: bool,
}

/// Who a connection is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The number of the bot.
    pub id: i64,
    /// The name people open it by, without `@`.
    pub username: Option<String>,
    /// The name people see.
    pub name: String,
}

/// Why a delivery did not come about, by what to do next. No text in it carries an address or a token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChannelError {
    /// Too fast: not accepted. Try again after this time, and keep this chat or the bot quiet until then.
    #[error("the channel asks to wait {} s; try again then", .0.as_secs())]
    RetryAfter(Duration),
    /// No byte of the request left this machine: name look-up, connection or TLS failed. Try again.
    #[error("nothing was sent ({0}); try again")]
    NotSent(String),
    /// The request left and its fate is unknown: time ran out, the connection broke, the server failed, the answer was
    /// unreadable. Never resend blindly unless the delivery is idempotent.
    #[error("it is unknown whether this arrived ({0}); do not send it again blindly")]
    Uncertain(String),
    /// The person blocked the bot, deleted the account or never wrote. Stop until they write again.
    #[error("this person cannot be written to; stop until they write")]
    Blocked,
    /// The channel refuses this very delivery and always will. Drop it and show it to a person.
    #[error("the channel refuses this message ({code}: {why}); do not repeat it")]
    Rejected {
        /// The channel's error code.
        code: i64,
        /// The channel's words.
        why: String,
    },
    /// The chat has a new number. Not accepted: store the number and send there.
    #[error("the chat has a new number; send there")]
    Migrated(ChatId),
    /// The connection's token is wrong or revoked. Stop the connection and ask the owner for a new one.
    #[error("the bot's token is wrong or revoked; ask @BotFather for the right one")]
    Unauthorized,
    /// Whatever answers is not able to serve, and accepted nothing. Try again later; tell the owner if it lasts.
    #[error("the channel does not work at present ({0}); try again later")]
    Down(String),
}

impl ChannelError {
    /// Whether the same delivery may be tried again without any risk of doing it twice.
    pub const fn is_worth_retrying(&self) -> bool {
        matches!(self, Self::RetryAfter(_) | Self::NotSent(_) | Self::Down(_))
    }
}
