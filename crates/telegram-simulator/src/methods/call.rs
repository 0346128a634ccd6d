//! One call while it is being applied: who calls, with what, and on which world.

use crate::answer::Refusal;
use crate::hints::Hint;
use crate::parse::Params;
use crate::world::{Bot, Receipt, User, World};

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
        self.world.bots.get_mut(&self.bot_id).ok_or_else(|| Refusal::coded(401, "Unauthorized"))
    }

    /// The bot and the person of the private chat `chat_id` names, whatever the person thinks of the bot.
    pub(crate) fn chat(&mut self) -> Result<(&mut Bot, &User), Refusal> {
        let given = self.params.text("chat_id");
        if given.is_empty() {
            return Err(Refusal::bad_request("chat_id is empty"));
        }
        let not_found = || Refusal::bad_request("chat not found");
        let chat_id: i64 = given.parse().map_err(|_| not_found())?;
        if self.world.bots.contains_key(&chat_id) {
            return Err(Refusal::forbidden("bot can't send messages to bots"));
        }
        let user = self.world.users.get(&chat_id).ok_or_else(not_found)?;
        let bot = self.world.bots.get_mut(&self.bot_id).ok_or_else(|| Refusal::coded(401, "Unauthorized"))?;
        Ok((bot, user))
    }

    /// The same, where the bot may write: the person started it, has not blocked it and still exists.
    pub(crate) fn open_chat(&mut self) -> Result<(&mut Bot, &User), Refusal> {
        let (bot, user) = self.chat()?;
        if user.is_deactivated {
            return Err(Refusal::forbidden("user is deactivated"));
        }
        match bot.chats.get(&user.id) {
            Some(chat) if chat.is_blocked => Err(Refusal::forbidden("bot was blocked by the user")),
            Some(chat) if chat.is_started => Ok((bot, user)),
            _ => Err(Refusal::forbidden("bot can't initiate conversation with a user")),
        }
    }

    /// The message id of the call. Negative and absent ones name no message.
    pub(crate) fn message_id(&self) -> i64 {
        self.params.integer("message_id", 0, 0, i64::MAX)
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

    /// Refuses message spaces that do not exist here: no business account is connected, no private chat has topics.
    pub(crate) fn refuse_other_spaces(&self) -> Result<(), Refusal> {
        if self.params.has("business_connection_id") {
            return Err(Refusal::bad_request("business connection not found"));
        }
        if self.params.integer("message_thread_id", 0, 0, i64::MAX) != 0 {
            return Err(Refusal::bad_request("message thread not found"));
        }
        Ok(())
    }

    /// Notes something unsupported that the caller is about to refuse.
    pub(crate) fn note_unsupported(&mut self, what: &str) {
        self.world.journal.note_unsupported(what);
    }
}
