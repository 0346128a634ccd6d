//! leaveChat: the bot goes; it gets 403 there from now on.

use serde_json::json;

use super::Call;
use crate::answer::{Refusal, Success};
use crate::hints::Hint;
use crate::world::Role;

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    let chat_id = call.chat()?;
    if call.group(chat_id).is_none() {
        return Err(Refusal::bad_request("Can't leave private chats"));
    }
    call.world.change_role(chat_id, call.bot_id, Role::Left, call.bot_id, call.now_ms);
    call.hints.push(Hint::of("member").bot(call.bot_id).chat(chat_id));
    Ok(json!(true).into())
}
