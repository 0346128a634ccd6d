//! People pressing inline buttons.

use serde_json::{Value, json};

use super::CannotAct;
use crate::hints::Hint;
use crate::simulator::Simulator;
use crate::world::Callback;

/// Which button is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press<'a> {
    /// The button with this `callback_data`.
    Data(&'a str),
    /// The button with this label.
    Label(&'a str),
    /// The button in this row and column, both from 0.
    At(usize, usize),
}

impl Simulator {
    /// A person presses a callback button under a message. The id of the callback query; its answer is read with
    /// [`Simulator::callback`].
    ///
    /// # Errors
    /// [`CannotAct`] for an unknown message, a missing button, or one that sends nothing to the bot.
    pub fn user_presses(
        &self,
        bot_id: i64,
        user_id: i64,
        message_id: i64,
        press: Press<'_>,
    ) -> Result<String, CannotAct> {
        let now_ms = self.now_ms();
        let id = {
            let world = &mut *self.world();
            let id = (world.chance.next() >> 1).to_string();
            let instance = (world.chance.next() >> 1).to_string();
            let (bot, user) = world.pair(bot_id, user_id)?;
            let message = bot.messages.find(user_id, message_id).ok_or(CannotAct::UnknownMessage(message_id))?;
            let data = data_of(&message.wire, press).ok_or(CannotAct::NoSuchButton(message_id))?;
            let query = json!({
                "id": id,
                "from": user.wire(),
                "message": message.wire,
                "chat_instance": instance,
                "data": data,
            });
            bot.callbacks.insert(id.clone(), Callback { chat_id: user_id, pressed_ms: now_ms, answer: None });
            world.tell_bot(bot_id, "callback_query", query, now_ms);
            id
        };
        self.tell(vec![Hint::of("pressed").bot(bot_id).chat(user_id).message(message_id).callback(&id)]);
        Ok(id)
    }
}

fn data_of(message: &Value, press: Press<'_>) -> Option<String> {
    let rows = message.get("reply_markup")?.get("inline_keyboard")?.as_array()?;
    let button = match press {
        Press::At(row, column) => rows.get(row)?.get(column)?,
        Press::Data(data) => with(rows, "callback_data", data)?,
        Press::Label(label) => with(rows, "text", label)?,
    };
    button.get("callback_data")?.as_str().map(str::to_owned)
}

fn with<'a>(rows: &'a [Value], field: &str, wanted: &str) -> Option<&'a Value> {
    let is_wanted = |button: &&Value| button.get(field).and_then(Value::as_str) == Some(wanted);
    rows.iter().filter_map(Value::as_array).flatten().find(is_wanted)
}
