//! copyMessage: the content of another message, sent as the bot's own, with nothing that leads back to the original.

use serde_json::json;

use super::Call;
use crate::answer::{Refusal, Success};
use crate::entities;
use crate::sending::{self, Content};

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    call.refuse_unsupported("copyMessage", &sending::UNSUPPORTED)?;
    let params = call.params;
    let from = params.text("from_chat_id");
    if from.is_empty() {
        return Err(Refusal::required("from_chat_id"));
    }
    // An empty caption that is given takes the caption away; one that is not given leaves it.
    let caption = if params.is_given("caption") { Some(entities::sent_caption(call)?) } else { None };
    let from_chat_id = call.chat_named(&from)?;
    let original = call.world.message(call.bot_id, from_chat_id, call.message_id());
    let original = original.ok_or_else(|| Refusal::bad_request("message to copy not found"))?;
    let cannot = || Refusal::bad_request("the message can't be copied");
    if original.wire.get("has_protected_content").is_some() {
        return Err(cannot());
    }
    let mut fields = original.copied().ok_or_else(cannot)?;
    let mut words = if original.text().is_empty() { original.caption() } else { original.text() }.to_owned();
    if let Some(caption) = caption.filter(|_| original.takes_caption()) {
        for name in ["caption", "caption_entities", "show_caption_above_media"] {
            fields.remove(name);
        }
        caption.write_caption_into(&mut fields);
        if params.is_true("show_caption_above_media") && !caption.text.is_empty() {
            fields.insert("show_caption_above_media".into(), true.into());
        }
        words = caption.text;
    }
    let sent = sending::send(call, "copyMessage", Content { fields, file: None, words })?;
    Ok(json!({ "message_id": sent.get("message_id") }).into())
}
