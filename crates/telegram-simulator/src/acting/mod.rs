//! Everything a test, a page or the control API can do with the simulator: make bots and people, let people act, read what
//! is there. The Bot API side is in `methods`.

mod blocking;
mod chats;
mod files;
mod groups;
mod injecting;
mod making;
mod pressing;
mod previews;
mod reading;
mod topics;
mod writing;
mod written;

pub use chats::{ActionSeen, CallbackSeen, ChatSeen, MessageSeen};
pub use files::{FileContent, FileSeen};
pub use groups::{GroupSeen, MemberSeen, NewGroup, TopicSeen};
pub use making::{BotSeen, NewBot, NewUser, UserSeen};
pub use pressing::Press;
pub use previews::PreviewSeen;
pub use reading::{CommandsSeen, Totals};
pub use written::{NewFile, Written};

use crate::hints::Hint;
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
    /// No group has this id.
    #[error("no group has the id {0}; list the groups or make one")]
    UnknownGroup(i64),
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
    /// The bot is writing nothing that can be stopped.
    #[error("no Stop button is shown: the bot is writing nothing, or it asked for no button; read the chat's preview")]
    NothingToStop,
    /// The person has blocked the bot and cannot write before unblocking it.
    #[error("the user has blocked the bot; unblock it first")]
    Blocked,
    /// The person is not in the group.
    #[error("{0} is not a member of the group; add them first")]
    NotAMember(i64),
    /// The person or bot may only read in the group.
    #[error("the user may not write in the group; give them another role")]
    Muted,
    /// The topic is closed to this person.
    #[error("the topic {0} is closed; reopen it, or write as somebody who manages topics")]
    TopicClosed(i64),
    /// The group has no topics.
    #[error("the group has no topics; make it a forum first")]
    NotAForum,
    /// The person may not do this in the group.
    #[error("the user has no right to {0}; act as the creator or give them the right")]
    NoRight(&'static str),
    /// The creator of a group stays its creator, and nobody else becomes it.
    #[error("a group keeps the creator it was made with; choose another role or person")]
    CreatorStays,
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
    /// The chat a person and a bot or group have in common, by the id the Bot API gives it.
    fn meeting(&self, peer_id: i64, user_id: i64) -> Result<i64, CannotAct> {
        if !self.users.contains_key(&user_id) {
            return Err(CannotAct::UnknownUser(user_id));
        }
        match self.groups.get(&peer_id) {
            Some(group) if group.role(user_id).is_present() => Ok(peer_id),
            Some(_) => Err(CannotAct::NotAMember(user_id)),
            None if peer_id < 0 => Err(CannotAct::UnknownGroup(peer_id)),
            None if self.bots.contains_key(&peer_id) => Ok(user_id),
            None => Err(CannotAct::UnknownBot(peer_id)),
        }
    }

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

/// A hint about a chat: the one of a bot and a person, or a group.
fn hint(kind: &'static str, peer_id: i64, chat_id: i64) -> Hint {
    let hint = Hint::of(kind).chat(chat_id);
    if peer_id == chat_id { hint } else { hint.bot(peer_id) }
}
