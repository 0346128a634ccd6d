//! People pressing inline buttons.

use serde_json::{Value, json};

use super::{CannotAct, hint};
use crate::chance::Chance;
use crate::simulator::Simulator;
use crate::world::{Author, Callback};

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
    /// A person presses a callback button under a message of a bot, in their private chat with it or in a group (`peer_id` as
    /// in [`Simulator::user_writes`]). The id of the callback query; its answer is read with [`Simulator::callback`].
    ///
    /// # Errors
    /// [`CannotAct`] for an unknown message, a missing button, or one that sends nothing to the bot.
    pub fn user_presses(
        &self,
        peer_id: i64,
        user_id: i64,
        message_id: i64,
        press: Press<'_>,
    ) -> Result<String, CannotAct> {
        let now_ms = self.now_ms();
        let (chat_id, id) = {
            let world = &mut *self.world();
            let chat_id = world.meeting(peer_id, user_id)?;
            let id = (world.chance.next() >> 1).to_string();
            let message = world.message(peer_id, chat_id, message_id);
            let message = message.ok_or(CannotAct::UnknownMessage(message_id))?;
            let data = data_of(&message.wire, press).ok_or(CannotAct::NoSuchButton(message_id))?;
            let bot_id = match message.author {
                Author::Bot(bot_id) => bot_id,
                Author::Person(_) => peer_id,
            };
            let query = json!({
                "id": id,
                "from": world.user_wire(user_id),
                "message": message.wire,
                "chat_instance": instance(bot_id, chat_id),
                "data": data,
            });
            let bot = world.bots.get_mut(&bot_id).ok_or(CannotAct::NoSuchButton(message_id))?;
            bot.callbacks.insert(id.clone(), Callback { chat_id, user_id, pressed_ms: now_ms, answer: None });
            world.tell_bot(bot_id, "callback_query", query, now_ms);
            (chat_id, id)
        };
        self.tell(vec![hint("pressed", peer_id, chat_id).message(message_id).callback(&id)]);
        Ok(id)
    }
}

/// `chat_instance`: the same for every button of a chat, and telling nothing of the chat's id.
fn instance(bot_id: i64, chat_id: i64) -> String {
    (Chance::seeded(bot_id.wrapping_mul(31).wrapping_add(chat_id).unsigned_abs()).next() >> 1).to_string()
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
