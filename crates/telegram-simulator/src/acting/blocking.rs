//! People blocking and unblocking a bot.

use serde_json::json;

use super::CannotAct;
use crate::hints::Hint;
use crate::simulator::Simulator;

impl Simulator {
    /// A person blocks the bot: it gets `my_chat_member`, and 403 when it writes.
    ///
    /// # Errors
    /// [`CannotAct`] for an unknown bot or person, or a chat that was never started.
    pub fn user_blocks(&self, bot_id: i64, user_id: i64) -> Result<(), CannotAct> {
        self.change_membership(bot_id, user_id, true)
    }

    /// A person takes the bot off the block list.
    ///
    /// # Errors
    /// As [`Simulator::user_blocks`].
    pub fn user_unblocks(&self, bot_id: i64, user_id: i64) -> Result<(), CannotAct> {
        self.change_membership(bot_id, user_id, false)
    }

    fn change_membership(&self, bot_id: i64, user_id: i64, is_blocked: bool) -> Result<(), CannotAct> {
        let now_ms = self.now_ms();
        {
            let world = &mut *self.world();
            let (bot, user) = world.pair(bot_id, user_id)?;
            let chat = bot.chats.get_mut(&user_id).filter(|chat| chat.is_started).ok_or(CannotAct::NotStarted)?;
            if chat.is_blocked == is_blocked {
                return Ok(());
            }
            chat.is_blocked = is_blocked;
            let me = bot.wire();
            let member = json!({ "user": me, "status": "member" });
            let kicked = json!({ "user": me, "status": "kicked", "until_date": 0 });
            let (old, new) = if is_blocked { (member, kicked) } else { (kicked, member) };
            let update = json!({
                "chat": user.chat_wire(),
                "from": user.wire(),
                "date": now_ms.div_euclid(1000),
                "old_chat_member": old,
                "new_chat_member": new,
            });
            world.tell_bot(bot_id, "my_chat_member", update, now_ms);
        }
        self.tell(vec![Hint::of(if is_blocked { "blocked" } else { "unblocked" }).bot(bot_id).chat(user_id)]);
        Ok(())
    }
}
