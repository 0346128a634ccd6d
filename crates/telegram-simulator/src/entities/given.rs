//! The `entities` or `caption_entities` array of a call: MessageEntity objects a bot made itself.

use serde_json::{Map, Value};

use super::{Entity, utf16_length};
use crate::answer::Refusal;
use crate::methods::Call;

/// Kinds a bot may set itself; the others are found in the text and dropped here, as the real server does.
const SETTABLE: [&str; 11] = [
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "blockquote",
    "expandable_blockquote",
    "code",
    "pre",
    "text_link",
    "text_mention",
];

/// Kinds Telegram finds by itself; harmless when given.
const FOUND: [&str; 8] = ["mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "date_time"];

/// Reads the parameter of this name, which describes `text`.
pub(crate) fn entities(call: &Call<'_>, text: &str, name: &str) -> Result<Vec<Entity>, Refusal> {
    let given = match call.params.json(name) {
        None => return Ok(Vec::new()),
        Some(Err(_)) => return Err(Refusal::bad_request("can't parse entities JSON object")),
        Some(Ok(Value::Array(given))) => given,
        Some(Ok(_)) => return Err(Refusal::bad_request("Expected an Array of MessageEntity")),
    };
    let end = utf16_length(text);
    let mut entities = Vec::new();
    for value in &given {
        let words = |words: &str| Refusal::bad_request(&format!("can't parse MessageEntity: {words}"));
        let fields = value.as_object().ok_or_else(|| words("expected an Object"))?;
        if let Some(entity) = entity(call, fields).map_err(|problem| words(&problem))? {
            if entity.length > 0 && entity.end() <= end {
                entities.push(entity);
            } else if entity.offset > end || entity.end() > end {
                return Err(Refusal::bad_request("ENTITY_BOUNDS_INVALID"));
            }
        }
    }
    entities.sort_by_key(|entity| (entity.offset, std::cmp::Reverse(entity.length)));
    Ok(entities)
}

fn entity(call: &Call<'_>, fields: &Map<String, Value>) -> Result<Option<Entity>, String> {
    let number = |name: &str| {
        let value = fields.get(name).ok_or_else(|| format!("Can't find field \"{name}\""))?;
        let number = value.as_i64().or_else(|| value.as_str()?.parse().ok());
        number.ok_or_else(|| format!("Field \"{name}\" must be of type Number"))
    };
    let text = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
    let (offset, length) = (number("offset")?, number("length")?);
    let kind = fields.get("type").ok_or("Can't find field \"type\"")?;
    let kind = kind.as_str().ok_or("Field \"type\" must be of type String")?;
    let offset = usize::try_from(offset).map_err(|_| "negative offset".to_owned())?;
    let length = usize::try_from(length).map_err(|_| "negative length".to_owned())?;
    if FOUND.contains(&kind) {
        return Ok(None);
    }
    Ok(Some(match kind {
        "text_link" if text("url").is_empty() => return Ok(None),
        "text_link" => Entity::with(kind, offset, length, "url", text("url")),
        "pre" if !text("language").is_empty() => Entity::with(kind, offset, length, "language", text("language")),
        "custom_emoji" => Entity::with(kind, offset, length, "custom_emoji_id", text("custom_emoji_id")),
        "text_mention" => {
            let id = fields.get("user").and_then(|user| user.get("id")).and_then(Value::as_i64);
            match id.and_then(|id| call.world.users.get(&id)) {
                Some(user) => Entity::with(kind, offset, length, "user", user.wire()),
                // Somebody nobody knows cannot be mentioned; the words stay plain.
                None => return Ok(None),
            }
        }
        kind if SETTABLE.contains(&kind) => Entity::plain(kind, offset, length),
        _ => return Err("Unsupported type specified".to_owned()),
    }))
}
