//! getChat, for private chats and groups.

use serde_json::{Value, json};

use super::Call;
use crate::answer::{Refusal, Success};
use crate::world::{Group, permissions};

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    let chat_id = call.chat()?;
    if let Some(group) = call.group(chat_id) {
        return Ok(group_info(group).into());
    }
    // A bot knows only the people it has met.
    let has_met = call.bot()?.chats.contains_key(&chat_id);
    let Some(user) = call.world.users.get(&chat_id).filter(|_| has_met) else {
        return Err(Refusal::bad_request("chat not found"));
    };
    let mut chat = user.chat_wire();
    if let Some(fields) = chat.as_object_mut() {
        fields.insert("accent_color_id".into(), user.id.rem_euclid(7).into());
        fields.insert("max_reaction_count".into(), 11.into());
        fields.insert(
            "accepted_gift_types".into(),
            json!({
                "unlimited_gifts": true,
                "limited_gifts": true,
                "unique_gifts": true,
                "premium_subscription": true,
                "gifts_from_channels": true,
            }),
        );
        if let Some(username) = &user.username {
            fields.insert("active_usernames".into(), json!([username]));
        }
    }
    Ok(chat.into())
}

fn group_info(group: &Group) -> Value {
    let mut chat = group.wire();
    if let Some(fields) = chat.as_object_mut() {
        fields.insert("accent_color_id".into(), group.id.rem_euclid(7).into());
        fields.insert("max_reaction_count".into(), 11.into());
        fields.insert("permissions".into(), permissions(true));
        let gifts = ["unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"];
        fields.insert("accepted_gift_types".into(), gifts.into_iter().map(|gift| (gift, false)).collect());
        if let Some(username) = &group.username {
            fields.insert("active_usernames".into(), json!([username]));
        }
    }
    chat
}
