//! `reply_parameters`: which message a new one replies to.

use serde_json::{Value, json};

use crate::answer::Refusal;
use crate::parse::Params;
use crate::world::{Message, World};

/// The message replied to, and what is quoted of it.
#[derive(Debug)]
pub(crate) struct Reply {
    pub message: Message,
    pub quote: Option<Value>,
}

/// Finds the message `reply_parameters` (or the older `reply_to_message_id`) names in the chat.
pub(crate) fn reply(world: &World, bot_id: i64, chat_id: i64, params: &Params) -> Result<Option<Reply>, Refusal> {
    let given = match params.json("reply_parameters") {
        Some(Ok(Value::Object(fields))) => fields,
        Some(Ok(_)) => return Err(Refusal::bad_request("Object expected as reply parameters")),
        Some(Err(_)) => return Err(Refusal::bad_request("Can't parse reply parameters JSON object")),
        None => match params.integer("reply_to_message_id", 0, 0, i64::MAX) {
            0 => return Ok(None),
            id => serde_json::Map::from_iter([
                ("message_id".to_owned(), Value::from(id)),
                ("allow_sending_without_reply".to_owned(), params.is_true("allow_sending_without_reply").into()),
            ]),
        },
    };
    let number = |name: &str| {
        let value = given.get(name)?;
        value.as_i64().or_else(|| value.as_str()?.parse().ok())
    };
    let Some(given_id) = given.get("message_id") else {
        // `{}` is no reply; anything else needs the message.
        return match given.is_empty() {
            true => Ok(None),
            false => Err(Refusal::bad_request("Can't find field \"message_id\"")),
        };
    };
    let Some(message_id) = number("message_id") else {
        return match given_id.is_null() {
            true => Ok(None),
            false => Err(Refusal::bad_request("Field \"message_id\" must be of type Number")),
        };
    };
    if message_id <= 0 {
        return Ok(None);
    }
    let is_same_chat = given.get("chat_id").is_none_or(Value::is_null) || number("chat_id") == Some(chat_id);
    let Some(message) = world.message(bot_id, chat_id, message_id).filter(|_| is_same_chat) else {
        return match given.get("allow_sending_without_reply") {
            Some(Value::Bool(true)) => Ok(None),
            _ => Err(Refusal::bad_request("message to be replied not found")),
        };
    };
    let quote = match given.get("quote").and_then(Value::as_str).filter(|quote| !quote.is_empty()) {
        None => None,
        Some(quote) => {
            let (before, _) =
                words(message).split_once(quote).ok_or_else(|| Refusal::bad_request("QUOTE_TEXT_INVALID"))?;
            let position = before.encode_utf16().count();
            Some(json!({ "text": quote, "position": position, "is_manual": true }))
        }
    };
    Ok(Some(Reply { message: message.clone(), quote }))
}

/// What can be quoted: the text, or the caption of anything else.
fn words(message: &Message) -> &str {
    if message.text().is_empty() { message.caption() } else { message.text() }
}
