//! Updates of any content, put straight into a bot's queue.

use serde_json::Value;

use super::CannotAct;
use crate::simulator::Simulator;
use crate::world::Bot;

impl Simulator {
    /// Puts an update of any content into a bot's queue; an `update_id` is added where it is missing. Its place in the
    /// queue is that of the id returned.
    ///
    /// # Errors
    /// [`CannotAct`] for an unknown bot or an update that is no object.
    pub fn inject_update(&self, bot_id: i64, update: Value) -> Result<i64, CannotAct> {
        let Value::Object(fields) = update else {
            return Err(CannotAct::NotAnObject("an update is a JSON object; use inject_text for anything else"));
        };
        self.injected(bot_id, |bot, now_ms| bot.queue.push_fields(fields, now_ms))
    }

    /// Puts any text into a bot's queue, to be handed out as one element of `result` or as the body of a webhook call:
    /// broken JSON breaks the whole answer, as it should. Its place in the queue is that of the id returned.
    ///
    /// # Errors
    /// [`CannotAct::UnknownBot`].
    pub fn inject_text(&self, bot_id: i64, text: &str) -> Result<i64, CannotAct> {
        self.injected(bot_id, |bot, now_ms| bot.queue.push_text(text.to_owned(), now_ms))
    }

    fn injected(&self, bot_id: i64, push: impl FnOnce(&mut Bot, i64) -> i64) -> Result<i64, CannotAct> {
        let now_ms = self.now_ms();
        let update_id = {
            let world = &mut *self.world();
            let bot = world.bot_mut(bot_id)?;
            let update_id = push(bot, now_ms);
            bot.stir();
            update_id
        };
        self.tell(Vec::new());
        Ok(update_id)
    }
}
