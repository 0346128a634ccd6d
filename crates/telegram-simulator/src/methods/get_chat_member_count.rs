//! getChatMemberCount: how many are in a chat, the bot too.

use serde_json::json;

use super::Call;
use crate::answer::{Refusal, Success};

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    let chat_id = call.chat()?;
    let count = call.group(chat_id).map_or(2, |group| group.present().count());
    Ok(json!(count).into())
}
