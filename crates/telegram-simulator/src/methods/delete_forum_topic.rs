//! deleteForumTopic: the topic goes with every message in it.

use serde_json::json;

use super::{Call, topics};
use crate::answer::{Refusal, Success};
use crate::hints::Hint;

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    let (chat_id, topic_id) = (topics::forum(call)?, topics::topic_id(call)?);
    let may_delete = call.group(chat_id).is_some_and(|group| group.role(call.bot_id).may_delete());
    match topics::is_own(call, chat_id, topic_id) {
        None => return Err(Refusal::bad_request("TOPIC_ID_INVALID")),
        Some(false) if !may_delete => return Err(Refusal::bad_request("Not enough rights to delete the topic")),
        Some(_) => {}
    }
    call.world.delete_topic(chat_id, topic_id);
    call.hints.push(Hint::of("topic").bot(call.bot_id).chat(chat_id).message(topic_id));
    Ok(json!(true).into())
}
