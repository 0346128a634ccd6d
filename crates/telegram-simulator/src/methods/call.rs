//! One call while it is being applied: who calls, with what, and on which world.

use crate::answer::Refusal;
use crate::hints::Hint;
use crate::parse::Params;
use crate::world::{Bot, Group, Receipt, Role, World};

/// A call being applied.
pub(crate) struct Call<'a> {
    pub world: &'a mut World,
    pub bot_id: i64,
    pub params: &'a Params,
    pub now_ms: i64,
    pub arrival: u64,
    pub receipt: Receipt,
    /// What changed, told after the lock is released.
    pub hints: Vec<Hint>,
    /// The webhook was set or deleted, so that its deliverer has to be started or ended.
    pub has_changed_webhook: bool,
}

impl Call<'_> {
    /// The calling bot. Its existence was checked with the token; a bot removed since then is unauthorized.
    pub(crate) fn bot(&mut self) -> Result<&mut Bot, Refusal> {
        self.world.bots.get_mut(&self.bot_id).ok_or_else(unauthorized)
    }

    /// The chat `chat_id` names, where the bot may look into it, whatever the person thinks of the bot.
    pub(crate) fn chat(&self) -> Result<i64, Refusal> {
        let given = self.params.text("chat_id");
        if given.is_empty() {
            return Err(Refusal::bad_request("chat_id is empty"));
        }
        self.chat_named(&given)
    }

    /// The same for an id or `@name` from elsewhere. From a group the bot was removed from every call is refused.
    pub(crate) fn chat_named(&self, given: &str) -> Result<i64, Refusal> {
        let not_found = || Refusal::bad_request("chat not found");
        let chat_id = match given.strip_prefix('@') {
            Some(username) => self.world.group_named(username).map(|group| group.id).ok_or_else(not_found)?,
            None => given.parse().map_err(|_| not_found())?,
        };
        if self.world.bots.contains_key(&chat_id) {
            return Err(Refusal::forbidden("bot can't send messages to bots"));
        }
        if let Some(group) = self.world.groups.get(&chat_id) {
            return match group.members.get(&self.bot_id).map(|member| member.role) {
                None => Err(not_found()),
                Some(Role::Removed) => Err(Refusal::forbidden("bot was kicked from the supergroup chat")),
                Some(Role::Left) => Err(Refusal::forbidden("bot is not a member of the supergroup chat")),
                Some(_) => Ok(chat_id),
            };
        }
        self.world.users.get(&chat_id).map(|user| user.id).ok_or_else(not_found)
    }

    /// The chat `chat_id` names, where the bot may write: a group it is in, or a person who started it, has not blocked it
    /// and still exists.
    pub(crate) fn open_chat(&self) -> Result<i64, Refusal> {
        let chat_id = self.chat()?;
        if self.world.groups.contains_key(&chat_id) {
            return Ok(chat_id);
        }
        if self.world.users.get(&chat_id).is_some_and(|user| user.is_deactivated) {
            return Err(Refusal::forbidden("user is deactivated"));
        }
        let bot = self.world.bots.get(&self.bot_id).ok_or_else(unauthorized)?;
        match bot.chats.get(&chat_id) {
            Some(chat) if chat.is_blocked => Err(Refusal::forbidden("bot was blocked by the user")),
            Some(chat) if chat.is_started => Ok(chat_id),
            _ => Err(Refusal::forbidden("bot can't initiate conversation with a user")),
        }
    }

    /// The topic `message_thread_id` names. In a group without topics it is ignored, in a private chat there is none here
    /// (`check_message_topic` in Client.cpp).
    pub(crate) fn topic(&self, chat_id: i64) -> Result<Option<i64>, Refusal> {
        let thread_id = self.params.integer("message_thread_id", 0, 0, i64::MAX);
        let group = self.world.groups.get(&chat_id);
        if thread_id == 0 || group.is_some_and(|group| !group.is_forum) {
            return Ok(None);
        }
        match group.and_then(|group| group.topics.get(&thread_id)) {
            Some(_) => Ok(Some(thread_id)),
            None => Err(Refusal::bad_request("message thread not found")),
        }
    }

    /// The group `chat_id` names, where it is one.
    pub(crate) fn group(&self, chat_id: i64) -> Option<&Group> {
        self.world.groups.get(&chat_id)
    }

    /// The message id of the call. Negative and absent ones name no message.
    pub(crate) fn message_id(&self) -> i64 {
        self.params.integer("message_id", 0, 0, i64::MAX)
    }

    /// The `User` object of the calling bot, and the `Chat` object of a chat.
    pub(crate) fn ends(&self, chat_id: i64) -> Result<(serde_json::Value, serde_json::Value), Refusal> {
        let bot = self.world.bots.get(&self.bot_id).ok_or_else(unauthorized)?;
        Ok((bot.wire(), self.world.chat_wire(chat_id)))
    }

    /// Refuses parameters that the schema knows and the simulator does not act on, instead of ignoring them.
    pub(crate) fn refuse_unsupported(&mut self, method: &str, parameters: &[&str]) -> Result<(), Refusal> {
        for parameter in parameters {
            if self.params.has(parameter) {
                let what = format!("{parameter} of {method}");
                self.world.journal.note_unsupported(&what);
                return Err(Refusal::bad_request(&format!("the simulator does not support {what}")));
            }
        }
        Ok(())
    }

    /// Refuses business accounts: none is connected here.
    pub(crate) fn refuse_business(&self) -> Result<(), Refusal> {
        match self.params.has("business_connection_id") {
            true => Err(Refusal::bad_request("business connection not found")),
            false => Ok(()),
        }
    }

    /// Notes something unsupported that the caller is about to refuse.
    pub(crate) fn note_unsupported(&mut self, what: &str) {
        self.world.journal.note_unsupported(what);
    }
}

fn unauthorized() -> Refusal {
    Refusal::coded(401, "Unauthorized")
}
