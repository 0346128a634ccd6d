//! Everything a test, a page or the control API can do with the simulator: make bots and people, let people act, read what
//! is there. The Bot API side is in `methods`.

mod blocking;
mod chats;
mod files;
mod injecting;
mod making;
mod pressing;
mod reading;
mod writing;
mod written;

pub use chats::{CallbackSeen, ChatSeen, MessageSeen};
pub use files::{FileContent, FileSeen};
pub use making::{BotSeen, NewBot, NewUser, UserSeen};
pub use pressing::Press;
pub use reading::{CommandsSeen, Totals};
pub use written::{NewFile, Written};

use crate::world::{Bot, User, World};

/// Why somebody cannot do what they were told to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotAct {
    /// No bot has this id.
    #[error("no bot has the id {0}; list the bots or add one")]
    UnknownBot(i64),
    /// No person has this id.
    #[error("no user has the id {0}; list the users or add one")]
    UnknownUser(i64),
    /// The chat has no such message, or it was deleted.
    #[error("the chat has no message {0}; read the chat again")]
    UnknownMessage(i64),
    /// The chat has no such topic.
    #[error("the chat has no topic {0}; read the chat again")]
    UnknownTopic(i64),
    /// The message cannot be edited by this person.
    #[error("message {0} was not written by the user; edit another one")]
    NotTheirs(i64),
    /// The message has no such button, or pressing it sends nothing to the bot.
    #[error("message {0} has no such callback button; read its reply_markup")]
    NoSuchButton(i64),
    /// The person has blocked the bot and cannot write before unblocking it.
    #[error("the user has blocked the bot; unblock it first")]
    Blocked,
    /// The chat was never opened, so there is nothing to block or unblock.
    #[error("the user has never written to the bot; start the chat first")]
    NotStarted,
    /// Telegram's apps do not send such a text.
    #[error("a text must have 1 to 4096 characters, this one has {0}; send several, or a raw message")]
    TextLength(usize),
    /// Telegram's apps do not send such a caption.
    #[error("a caption has at most 1024 characters, this one has {0}; shorten it, or send a raw message")]
    CaptionLength(usize),
    /// The message has neither text nor caption.
    #[error("message {0} has neither text nor caption; edit another one")]
    NothingToEdit(i64),
    /// The token is not one, or is taken.
    #[error("a token looks like 123456:letters-and-digits and belongs to one bot only; choose another")]
    BadToken,
    /// The id is taken by another bot or person.
    #[error("the id {0} is taken or not positive; choose another")]
    TakenId(i64),
    /// What was given is not the JSON object that is needed.
    #[error("{0}")]
    NotAnObject(&'static str),
}

impl World {
    fn bot_mut(&mut self, bot_id: i64) -> Result<&mut Bot, CannotAct> {
        self.bots.get_mut(&bot_id).ok_or(CannotAct::UnknownBot(bot_id))
    }

    /// A bot and a person at once.
    fn pair(&mut self, bot_id: i64, user_id: i64) -> Result<(&mut Bot, &User), CannotAct> {
        let user = self.users.get(&user_id).ok_or(CannotAct::UnknownUser(user_id))?;
        let bot = self.bots.get_mut(&bot_id).ok_or(CannotAct::UnknownBot(bot_id))?;
        Ok((bot, user))
    }
}
