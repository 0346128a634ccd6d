//! sendChatAction: "typing..." and its like, shown for five seconds or until the next message.

use serde_json::json;

use super::Call;
use crate::answer::{Refusal, Success};
use crate::hints::Hint;
use crate::world::TYPING_MS;

/// `get_chat_action` in Client.cpp, the old audio names among them.
const ACTIONS: [&str; 13] = [
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "record_audio",
    "upload_voice",
    "upload_audio",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
];

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    let action = call.params.text("action").trim().to_lowercase();
    if action != "cancel" && !ACTIONS.contains(&action.as_str()) {
        return Err(Refusal::bad_request("Wrong parameter action in request"));
    }
    call.refuse_business()?;
    let chat_id = call.open_chat()?;
    let topic_id = call.topic(chat_id)?;
    let shown = (action != "cancel").then(|| (action, call.now_ms.saturating_add(TYPING_MS)));
    let bot_id = call.bot_id;
    call.world.show_action(bot_id, chat_id, topic_id, shown);
    call.hints.push(Hint::of("typing").bot(bot_id).chat(chat_id));
    Ok(json!(true).into())
}
