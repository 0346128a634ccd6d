//! editMessageText: new words (and keyboard) for a text message the bot sent.

use serde_json::Value;

use super::Call;
use crate::answer::{Refusal, Success};
use crate::entities;
use crate::hints::Hint;
use crate::keyboard;

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    call.refuse_unsupported("editMessageText", &["rich_message"])?;
    let params = call.params;
    let text = entities::sent_text(call)?;
    let keyboard = keyboard::inline_markup(params)?;
    let now_ms = call.now_ms;
    let (bot_id, chat_id, message_id) = super::edit_message_reply_markup::own_message(call)?;
    let bot = call.bot()?;
    let Some(message) = bot.messages.get_mut(&message_id) else {
        return Err(Refusal::bad_request("message to edit not found"));
    };
    if message.wire.get("text").is_none() {
        return Err(Refusal::bad_request("there is no text in the message to edit"));
    }
    let before = message.wire.clone();
    message.put("text", Some(text.text.clone().into()));
    message.put("entities", text.entities_wire());
    message.put("reply_markup", keyboard);
    if let Some(Ok(options @ Value::Object(_))) = params.json("link_preview_options") {
        message.put("link_preview_options", Some(options));
    }
    if message.wire == before {
        return Err(super::edit_message_reply_markup::not_modified());
    }
    message.put("edit_date", Some(now_ms.div_euclid(1000).into()));
    let wire = message.wire.clone();
    call.hints.push(Hint::of("edited").bot(bot_id).chat(chat_id).message(message_id));
    Ok(wire.into())
}
