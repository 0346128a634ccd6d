//! What a bot can ask about a group: whether it has topics, what the bot may do in it, who runs it.

use candor_core::ids::ChatId;
use serde_json::{Value, json};

use super::{client::BotApi, errors::ApiError, methods::ASK_TIMEOUT};
use crate::channel::GroupSeen;

impl BotApi {
    /// `getChat` and `getChatMember`, twice: for the bot and for a person.
    pub async fn group(&self, chat: ChatId, person: i64) -> Result<GroupSeen, ApiError> {
        let info = self.call("getChat", &json!({"chat_id": chat.0}), ASK_TIMEOUT).await?;
        let own = self.member(chat, self.bot_id()).await?;
        let theirs = self.member(chat, person).await?;
        let says = |value: &Value, field: &str| value.get(field).and_then(Value::as_bool).unwrap_or(false);
        Ok(GroupSeen {
            has_topics: says(&info, "is_forum"),
            may_open_topics: status(&own) == "administrator" && says(&own, "can_manage_topics"),
            is_administrator: matches!(status(&theirs), "creator" | "administrator"),
        })
    }

    async fn member(&self, chat: ChatId, user: i64) -> Result<Value, ApiError> {
        self.call("getChatMember", &json!({"chat_id": chat.0, "user_id": user}), ASK_TIMEOUT).await
    }
}

fn status(member: &Value) -> &str {
    member.get("status").and_then(Value::as_str).unwrap_or_default()
}
