//! getChatAdministrators: the creator and the administrators of a group; of the bots only the calling one, unless all are
//! asked for.

use serde_json::Value;

use super::Call;
use crate::answer::{Refusal, Success};

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    let chat_id = call.chat()?;
    let with_bots = call.params.is_true("return_bots");
    let Some(group) = call.group(chat_id) else {
        return Err(Refusal::bad_request("there are no administrators in the private chat"));
    };
    let is_shown = |id: i64| with_bots || id == call.bot_id || !call.world.bots.contains_key(&id);
    let admins = group.present().filter(|(id, member)| member.role.is_admin() && is_shown(*id));
    let admins: Vec<Value> = admins.map(|(id, _)| call.world.member_wire(group, id)).collect();
    Ok(Value::Array(admins).into())
}
