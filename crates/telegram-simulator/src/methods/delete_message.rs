//! deleteMessage, within 48 hours: the bot's own messages, the person's in a private chat, and anybody's in a group where
//! the bot has the right to.

use serde_json::json;

use super::Call;
use crate::answer::{Refusal, Success};
use crate::hints::Hint;
use crate::world::Author;

/// deleteMessage: "A message can only be deleted if it was sent less than 48 hours ago".
const DELETABLE_MS: i64 = 48 * 3_600_000;

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    let message_id = call.message_id();
    if call.params.has("chat_id") && message_id == 0 {
        return Err(Refusal::bad_request("Message identifier is not specified"));
    }
    let (bot_id, chat_id, now_ms) = (call.bot_id, call.chat()?, call.now_ms);
    let may_delete_any = call.group(chat_id).is_none_or(|group| group.role(bot_id).may_delete());
    let message = call.world.message_mut(bot_id, chat_id, message_id);
    let message = message.ok_or_else(|| Refusal::bad_request("message to delete not found"))?;
    let is_allowed = may_delete_any || message.author == Author::Bot(bot_id);
    if !is_allowed || now_ms.saturating_sub(message.sent_ms) >= DELETABLE_MS {
        return Err(Refusal::bad_request("message can't be deleted"));
    }
    message.is_deleted = true;
    call.hints.push(Hint::of("deleted").bot(bot_id).chat(chat_id).message(message_id));
    Ok(json!(true).into())
}
