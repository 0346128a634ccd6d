//! deleteMessage, in private chats: the bot's own messages and the person's, within 48 hours.

use serde_json::json;

use super::Call;
use crate::answer::{Refusal, Success};
use crate::hints::Hint;

/// deleteMessage: "A message can only be deleted if it was sent less than 48 hours ago".
const DELETABLE_MS: i64 = 48 * 3_600_000;

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    let message_id = call.message_id();
    if call.params.has("chat_id") && message_id == 0 {
        return Err(Refusal::bad_request("Message identifier is not specified"));
    }
    let (bot_id, chat_id, now_ms) = (call.bot_id, call.chat()?, call.now_ms);
    let message = call.world.message_mut(bot_id, chat_id, message_id);
    let message = message.ok_or_else(|| Refusal::bad_request("message to delete not found"))?;
    if now_ms.saturating_sub(message.sent_ms) >= DELETABLE_MS {
        return Err(Refusal::bad_request("message can't be deleted"));
    }
    message.is_deleted = true;
    call.hints.push(Hint::of("deleted").bot(bot_id).chat(chat_id).message(message_id));
    Ok(json!(true).into())
}
