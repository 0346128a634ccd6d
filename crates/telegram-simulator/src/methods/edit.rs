//! What the methods that edit have in common: which message, whose it is, and whether anything changed.

use serde_json::Value;

use super::Call;
use crate::answer::Refusal;
use crate::hints::Hint;
use crate::world::{Author, Message};

/// Changes a message the bot sent. The message as it is now.
pub(super) fn edit(
    call: &mut Call<'_>,
    hint: &'static str,
    change: impl FnOnce(&mut Message) -> Result<(), Refusal>,
) -> Result<Value, Refusal> {
    let (chat_id, message_id) = own_message(call)?;
    let (bot_id, now_ms) = (call.bot_id, call.now_ms);
    let Some(message) = call.world.message_mut(bot_id, chat_id, message_id) else {
        return Err(Refusal::bad_request("message to edit not found"));
    };
    let mut edited = message.clone();
    change(&mut edited)?;
    if edited.wire == message.wire {
        return Err(Refusal::bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same as a current \
             content and reply markup of the message",
        ));
    }
    edited.put("edit_date", Some(now_ms.div_euclid(1000).into()));
    let wire = edited.wire.clone();
    *message = edited;
    call.hints.push(Hint::of(hint).bot(bot_id).chat(chat_id).message(message_id));
    Ok(wire)
}

/// The chat and message of an edit; only messages of the bot itself can be edited.
fn own_message(call: &Call<'_>) -> Result<(i64, i64), Refusal> {
    let message_id = call.message_id();
    let params = call.params;
    if !params.has("chat_id") && message_id == 0 {
        return Err(match params.text("inline_message_id").is_empty() {
            true => Refusal::bad_request("Message identifier is not specified"),
            // The simulator has no inline messages, so none of these can be known.
            false => Refusal::bad_request("MESSAGE_ID_INVALID"),
        });
    }
    let chat_id = call.chat()?;
    let message = call.world.message(call.bot_id, chat_id, message_id);
    let message = message.ok_or_else(|| Refusal::bad_request("message to edit not found"))?;
    if message.author != Author::Bot(call.bot_id) {
        return Err(Refusal::bad_request("message can't be edited"));
    }
    Ok((chat_id, message_id))
}
