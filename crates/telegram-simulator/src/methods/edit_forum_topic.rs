//! editForumTopic: another name or icon; what is not given stays.

use serde_json::json;

use super::{Call, topics};
use crate::answer::{Refusal, Success};
use crate::world::{TopicChange, topic_name};

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    let params = call.params;
    let (chat_id, topic_id) = (topics::forum(call)?, topics::topic_id(call)?);
    topics::may_change(call, chat_id, topic_id, "Not enough rights to edit the topic")?;
    let name = params.has("name").then(|| topic_name(&params.text("name")));
    if name.as_ref().is_some_and(String::is_empty) {
        return Err(Refusal::bad_request("Name must be non-empty"));
    }
    // Given and empty takes the icon away.
    let icon = params.is_given("icon_custom_emoji_id").then(|| {
        let icon = params.integer("icon_custom_emoji_id", 0, 0, i64::MAX);
        if icon == 0 { String::new() } else { icon.to_string() }
    });
    if name.is_some() || icon.is_some() {
        topics::change(call, chat_id, topic_id, &TopicChange::Edited { name, icon_custom_emoji_id: icon })?;
    }
    Ok(json!(true).into())
}
