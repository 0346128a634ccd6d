//! editMessageReplyMarkup: another inline keyboard, or none, under a message the bot sent.

use super::Call;
use crate::answer::{Refusal, Success};
use crate::hints::Hint;
use crate::keyboard;

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    let keyboard = keyboard::inline_markup(call.params)?;
    let now_ms = call.now_ms;
    let (bot_id, chat_id, message_id) = own_message(call)?;
    let bot = call.bot()?;
    let Some(message) = bot.messages.get_mut(&message_id) else {
        return Err(Refusal::bad_request("message to edit not found"));
    };
    if message.wire.get("reply_markup") == keyboard.as_ref() {
        return Err(not_modified());
    }
    message.put("reply_markup", keyboard);
    message.put("edit_date", Some(now_ms.div_euclid(1000).into()));
    let wire = message.wire.clone();
    call.hints.push(Hint::of("markup").bot(bot_id).chat(chat_id).message(message_id));
    Ok(wire.into())
}

/// The bot, chat and message of an edit; only messages of the bot itself can be edited.
pub(super) fn own_message(call: &mut Call<'_>) -> Result<(i64, i64, i64), Refusal> {
    let message_id = call.message_id();
    let params = call.params;
    if !params.has("chat_id") && message_id == 0 {
        return Err(match params.text("inline_message_id").is_empty() {
            true => Refusal::bad_request("Message identifier is not specified"),
            // The simulator has no inline messages, so none of these can be known.
            false => Refusal::bad_request("MESSAGE_ID_INVALID"),
        });
    }
    let (bot, user) = call.chat()?;
    let message =
        bot.message_in(user.id, message_id).ok_or_else(|| Refusal::bad_request("message to edit not found"))?;
    if !message.is_from_bot {
        return Err(Refusal::bad_request("message can't be edited"));
    }
    Ok((bot.id, user.id, message_id))
}

pub(super) fn not_modified() -> Refusal {
    Refusal::bad_request(
        "message is not modified: specified new message content and reply markup are exactly the same as a current \
         content and reply markup of the message",
    )
}
