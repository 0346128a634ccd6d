//! getChatMember: who somebody is in a chat; `left` for people who never were there.

use serde_json::json;

use super::Call;
use crate::answer::{Refusal, Success};

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    let user_id = call.params.integer("user_id", 0, 0, i64::MAX);
    if user_id == 0 {
        return Err(Refusal::bad_request("Invalid user_id specified"));
    }
    let chat_id = call.chat()?;
    let is_known = call.world.users.contains_key(&user_id) || call.world.bots.contains_key(&user_id);
    match call.group(chat_id) {
        Some(group) if is_known => Ok(call.world.member_wire(group, user_id).into()),
        None if user_id == chat_id || user_id == call.bot_id => {
            Ok(json!({ "user": call.world.user_wire(user_id), "status": "member" }).into())
        }
        _ => Err(Refusal::bad_request("Member not found")),
    }
}
