//! editMessageCaption: new words (and keyboard) under a photo, document or the like the bot sent; none takes them away.

use super::Call;
use crate::answer::{Refusal, Success};
use crate::entities;
use crate::keyboard;

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    let params = call.params;
    let keyboard = keyboard::inline_markup(params)?;
    let caption = entities::sent_caption(call)?;
    let is_above = params.is_true("show_caption_above_media") && !caption.text.is_empty();
    let edited = super::edit::edit(call, "edited", |message| {
        if !message.takes_caption() {
            return Err(Refusal::bad_request("there is no caption in the message to edit"));
        }
        message.put("caption", (!caption.text.is_empty()).then(|| caption.text.clone().into()));
        message.put("caption_entities", caption.entities_wire());
        message.put("show_caption_above_media", is_above.then(|| true.into()));
        message.put("reply_markup", keyboard);
        Ok(())
    })?;
    Ok(edited.into())
}
