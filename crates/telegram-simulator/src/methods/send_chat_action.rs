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
    call.refuse_other_spaces()?;
    let now_ms = call.now_ms;
    let (bot, user) = call.open_chat()?;
    let (bot_id, user_id) = (bot.id, user.id);
    bot.chat_with(user).action = (action != "cancel").then(|| (action, now_ms.saturating_add(TYPING_MS)));
    call.hints.push(Hint::of("typing").bot(bot_id).chat(user_id));
    Ok(json!(true).into())
}
