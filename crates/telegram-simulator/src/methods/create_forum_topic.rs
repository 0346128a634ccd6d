//! createForumTopic: a topic of a forum supergroup.

use serde_json::Value;

use super::{Call, topics};
use crate::answer::{Refusal, Success};
use crate::hints::Hint;
use crate::world::{ICON_COLORS, Topic, topic_name};

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    let params = call.params;
    let chat_id = topics::forum(call)?;
    let (bot_id, now_ms) = (call.bot_id, call.now_ms);
    if !call.group(chat_id).is_some_and(|group| group.role(bot_id).may_manage_topics()) {
        return Err(Refusal::bad_request("Not enough rights to create a topic"));
    }
    let name = topic_name(&params.text("name"));
    if name.is_empty() {
        return Err(Refusal::bad_request("Name must be non-empty"));
    }
    let [usual, ..] = ICON_COLORS;
    let color = match params.integer("icon_color", 0, i64::from(i32::MIN), i64::from(i32::MAX)) {
        0 => usual,
        color if !(0..=0xFF_FF_FF).contains(&color) => {
            return Err(Refusal::bad_request("Invalid icon color specified"));
        }
        color if ICON_COLORS.contains(&color) => color,
        _ => {
            call.note_unsupported("icon colours that are not documented");
            return Err(Refusal::bad_request("the simulator does not support icon colours that are not documented"));
        }
    };
    let icon = params.integer("icon_custom_emoji_id", 0, 0, i64::MAX);
    let topic = Topic::new(name, color, (icon != 0).then(|| icon.to_string()), bot_id);
    let mut wire = topic.wire();
    let topic_id = call.world.create_topic(chat_id, topic, now_ms);
    let topic_id = topic_id.ok_or_else(|| Refusal::bad_request("chat not found"))?;
    wire.insert("message_thread_id".into(), topic_id.into());
    call.hints.push(Hint::of("topic").bot(bot_id).chat(chat_id).message(topic_id));
    Ok(Value::Object(wire).into())
}
