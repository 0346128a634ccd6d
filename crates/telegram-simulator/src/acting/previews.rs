//! What a bot is still writing, and people pressing Stop under it.

use serde::Serialize;
use serde_json::{Value, json};

use super::{CannotAct, hint};
use crate::simulator::Simulator;
use crate::world::Preview;

/// A message a bot is still writing, as the person sees it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PreviewSeen {
    /// The bot's id of it.
    pub draft_id: i64,
    /// The words so far; empty where "Thinking…" is shown.
    pub text: String,
    /// The entities in them.
    pub entities: Option<Value>,
    /// A Stop button is shown.
    pub can_stop: bool,
    /// Until when it is shown if nothing happens, milliseconds since 1970 on the simulator's clock.
    pub until_ms: i64,
}

impl PreviewSeen {
    pub(super) fn of(preview: Preview) -> Self {
        let Preview { draft_id, text, entities, can_stop, until_ms, .. } = preview;
        Self { draft_id, text, entities, can_stop, until_ms }
    }
}

impl Simulator {
    /// A person presses Stop under what a bot is writing: the bot is told by `stopped_message_generation`. The preview is gone,
    /// unless the bot asked to keep it; a kept one has no button any more. The id of the draft.
    ///
    /// # Errors
    /// [`CannotAct`] for an unknown bot or person, and [`CannotAct::NothingToStop`] where no Stop button is shown.
    pub fn user_stops(&self, bot_id: i64, user_id: i64) -> Result<i64, CannotAct> {
        let now_ms = self.now_ms();
        let draft_id = {
            let world = &mut *self.world();
            let (bot, user) = world.pair(bot_id, user_id)?;
            let chat = bot.chats.get(&user_id);
            let shown = chat.and_then(|chat| chat.preview_at(now_ms)).filter(|preview| preview.can_stop);
            let preview = shown.cloned().ok_or(CannotAct::NothingToStop)?;
            let draft_id = preview.draft_id;
            let update = json!({ "chat": user.chat_wire(), "draft_id": draft_id });
            let kept = preview.keep_on_stop.then_some(Preview { can_stop: false, ..preview });
            world.show_preview(bot_id, user_id, kept);
            world.tell_bot(bot_id, "stopped_message_generation", update, now_ms);
            draft_id
        };
        self.tell(vec![hint("stopped", bot_id, user_id)]);
        Ok(draft_id)
    }
}
