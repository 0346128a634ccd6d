//! deleteMyCommands: forgets the list of one scope and language.

use serde_json::json;

use super::Call;
use crate::answer::{Refusal, Success};
use crate::commands;

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    let key = commands::key(call)?;
    call.bot()?.commands.remove(&key);
    Ok(json!(true).into())
}
