//! getMyCommands: the list of exactly this scope and language, empty where none was set.

use serde_json::json;

use super::Call;
use crate::answer::{Refusal, Success};
use crate::commands;

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    let key = commands::key(call)?;
    let list = call.bot()?.commands.get(&key).cloned();
    Ok(list.unwrap_or_else(|| json!([])).into())
}
