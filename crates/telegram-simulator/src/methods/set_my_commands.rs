//! setMyCommands: the command list of one scope and language.

use serde_json::{Value, json};

use super::Call;
use crate::answer::{Refusal, Success};
use crate::commands;

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    let key = commands::key(call)?;
    let list = commands::commands(call.params.json("commands"))?;
    let bot = call.bot()?;
    if list.is_empty() {
        bot.commands.remove(&key);
    } else {
        bot.commands.insert(key, Value::Array(list));
    }
    Ok(json!(true).into())
}
