//! sendMessageDraft: the words of a message that is still being written, shown for thirty seconds and never kept.
//!
//! What the documentation leaves open is as the real server does it: a group is refused as `TEXTDRAFT_PEER_INVALID`, a missing
//! draft id as `RANDOM_ID_INVALID`, and a bot that goes on after it was stopped shows its words again.

use serde_json::json;

use super::Call;
use crate::answer::{Refusal, Success};
use crate::entities::{self, LONGEST_TEXT};
use crate::hints::Hint;
use crate::world::{PREVIEW_MS, Preview};

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    let text = entities::draft_text(call)?;
    let chat_id = call.open_chat()?;
    if call.group(chat_id).is_some() {
        return Err(Refusal::bad_request("TEXTDRAFT_PEER_INVALID"));
    }
    call.topic(chat_id)?;
    let draft_id = call.params.integer("draft_id", 0, i64::MIN, i64::MAX);
    if draft_id == 0 {
        return Err(Refusal::bad_request("RANDOM_ID_INVALID"));
    }
    if text.text.chars().count() > LONGEST_TEXT {
        return Err(Refusal::bad_request("message is too long"));
    }
    let preview = Preview {
        draft_id,
        entities: text.entities_wire(),
        text: text.text,
        can_stop: call.params.is_true("can_stop"),
        keep_on_stop: call.params.is_true("keep_on_stop"),
        until_ms: call.now_ms.saturating_add(PREVIEW_MS),
    };
    let bot_id = call.bot_id;
    call.world.show_preview(bot_id, chat_id, Some(preview));
    call.hints.push(Hint::of("preview").bot(bot_id).chat(chat_id));
    Ok(json!(true).into())
}
