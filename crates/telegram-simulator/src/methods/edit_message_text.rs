//! editMessageText: new words (and keyboard) for a text message the bot sent.

use serde_json::Value;

use super::Call;
use crate::answer::{Refusal, Success};
use crate::entities;
use crate::keyboard;

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    call.refuse_unsupported("editMessageText", &["rich_message"])?;
    let params = call.params;
    let text = entities::sent_text(call)?;
    let keyboard = keyboard::inline_markup(params)?;
    let preview = params.json("link_preview_options");
    let edited = super::edit::edit(call, "edited", |message| {
        if message.wire.get("text").is_none() {
            return Err(Refusal::bad_request("there is no text in the message to edit"));
        }
        message.put("text", Some(text.text.clone().into()));
        message.put("entities", text.entities_wire());
        message.put("reply_markup", keyboard);
        if let Some(Ok(options @ Value::Object(_))) = preview {
            message.put("link_preview_options", Some(options));
        }
        Ok(())
    })?;
    Ok(edited.into())
}
