//! Reply markup: checks what a bot sends with the real server's words (`get_reply_markup` in Client.cpp) and keeps the
//! fields Telegram keeps.

use serde_json::{Map, Value, json};

use crate::answer::Refusal;
use crate::parse::Params;

/// More buttons than this are refused. Telegram publishes no number; about a hundred is what bots meet.
const MOST_BUTTONS: usize = 100;

/// Kinds of inline buttons that are accepted; each button needs exactly one.
const INLINE_KINDS: [&str; 9] = [
    "callback_data",
    "url",
    "login_url",
    "web_app",
    "copy_text",
    "disabled",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
];

/// Kinds that belong to invoices and games, and are refused anywhere else.
const FOREIGN_KINDS: [&str; 2] = ["pay", "callback_game"];

/// A checked markup.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Markup {
    /// `{"inline_keyboard": ...}`, shown under the message. `None` where it has no buttons.
    Inline(Option<Value>),
    /// A reply keyboard, its removal, or a forced reply: changes what the person types with.
    Reply(Value),
}

/// Reads `reply_markup`.
pub(crate) fn markup(params: &Params) -> Result<Option<Markup>, Refusal> {
    match params.json("reply_markup") {
        None => Ok(None),
        Some(Err(_)) => Err(Refusal::bad_request("Can't parse reply keyboard markup JSON object")),
        Some(Ok(Value::Object(fields))) => read(&fields),
        Some(Ok(_)) => Err(Refusal::bad_request("Object expected as reply markup")),
    }
}

/// Reads `reply_markup` where only an inline keyboard is allowed: edits.
pub(crate) fn inline_markup(params: &Params) -> Result<Option<Value>, Refusal> {
    match markup(params)? {
        None => Ok(None),
        Some(Markup::Inline(keyboard)) => Ok(keyboard),
        Some(Markup::Reply(_)) => Err(Refusal::bad_request("Inline keyboard expected")),
    }
}

fn read(fields: &Map<String, Value>) -> Result<Option<Markup>, Refusal> {
    if let Some(rows) = fields.get("inline_keyboard") {
        let rows = rows_of(rows, "inline_keyboard", "InlineKeyboardMarkup", inline_button)?;
        let keyboard = (!rows.is_empty()).then(|| json!({ "inline_keyboard": rows }));
        return Ok(Some(Markup::Inline(keyboard)));
    }
    if let Some(rows) = fields.get("keyboard") {
        let rows = rows_of(rows, "keyboard", "ReplyKeyboardMarkup", reply_button)?;
        if rows.is_empty() {
            return Ok(None);
        }
        let flags = ["is_persistent", "resize_keyboard", "one_time_keyboard", "input_field_placeholder", "selective"];
        return Ok(Some(Markup::Reply(kept(json!({ "keyboard": rows }), fields, &flags))));
    }
    if fields.get("remove_keyboard").is_some_and(is_yes) {
        return Ok(Some(Markup::Reply(kept(json!({ "remove_keyboard": true }), fields, &["selective"]))));
    }
    if fields.get("force_reply").is_some_and(is_yes) {
        let flags = ["input_field_placeholder", "selective"];
        return Ok(Some(Markup::Reply(kept(json!({ "force_reply": true }), fields, &flags))));
    }
    Ok(None)
}

fn rows_of(
    rows: &Value,
    field: &str,
    kind: &str,
    button: fn(&Map<String, Value>) -> Result<Value, String>,
) -> Result<Vec<Value>, Refusal> {
    let array = |what: &str| Refusal::bad_request(&format!("Field \"{field}\" of the {kind} must be an {what}"));
    let mut read = Vec::new();
    let mut count = 0_usize;
    for row in rows.as_array().ok_or_else(|| array("Array"))? {
        let mut buttons = Vec::new();
        for given in row.as_array().ok_or_else(|| array("Array of Arrays"))? {
            let what = if field == "inline_keyboard" { "inline keyboard button" } else { "keyboard button" };
            let checked = match given {
                Value::Object(fields) => button(fields),
                // A reply button may be given as its text alone.
                Value::String(text) if field == "keyboard" => {
                    button(&Map::from_iter([("text".to_owned(), Value::from(text.as_str()))]))
                }
                _ => Err("Object expected".to_owned()),
            };
            buttons.push(checked.map_err(|words| match words.strip_prefix('!') {
                // Refused by Telegram's backend, not by the JSON reader: no "can't parse".
                Some(code) => Refusal::bad_request(code),
                None => Refusal::bad_request(&format!("Can't parse {what}: {words}")),
            })?);
            count = count.saturating_add(1);
        }
        if !buttons.is_empty() {
            read.push(Value::Array(buttons));
        }
    }
    if count > MOST_BUTTONS {
        return Err(Refusal::bad_request("reply markup is too long"));
    }
    Ok(read)
}

/// Errors that begin with `!` come from the backend.
fn inline_button(fields: &Map<String, Value>) -> Result<Value, String> {
    let text = required_text(fields)?;
    if FOREIGN_KINDS.iter().any(|kind| fields.get(*kind).is_some_and(|value| value.is_object() || is_yes(value))) {
        return Err("!BUTTON_TYPE_INVALID".to_owned());
    }
    let Some(kind) = INLINE_KINDS.iter().find(|kind| fields.get(**kind).is_some_and(|value| !value.is_null())) else {
        return Err("Text buttons are unallowed in the inline keyboard".to_owned());
    };
    let value = fields.get(*kind).cloned().unwrap_or_default();
    let value = match *kind {
        "callback_data" => callback_data(&value)?,
        "url" => Value::String(button_url(value.as_str().unwrap_or_default())?),
        "login_url" | "web_app" => linked(&value)?,
        _ => value,
    };
    let mut button = json!({ "text": text, *kind: value });
    keep(&mut button, fields, &["icon_custom_emoji_id", "style"]);
    Ok(button)
}

fn reply_button(fields: &Map<String, Value>) -> Result<Value, String> {
    let mut button = json!({ "text": required_text(fields)? });
    let requests = [
        "icon_custom_emoji_id",
        "style",
        "request_users",
        "request_chat",
        "request_managed_bot",
        "request_contact",
        "request_location",
        "request_poll",
        "web_app",
    ];
    keep(&mut button, fields, &requests);
    Ok(button)
}

fn required_text(fields: &Map<String, Value>) -> Result<String, String> {
    let text = match fields.get("text") {
        None | Some(Value::Null) => return Err("Can't find field \"text\"".to_owned()),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(_) => return Err("Field \"text\" must be of type String".to_owned()),
    };
    if text.trim().is_empty() { Err("!BUTTON_INVALID".to_owned()) } else { Ok(text) }
}

fn callback_data(value: &Value) -> Result<Value, String> {
    let data = match value {
        Value::String(data) => data.clone(),
        Value::Number(number) => number.to_string(),
        _ => return Err("Field \"callback_data\" must be of type String".to_owned()),
    };
    if data.is_empty() || data.len() > 64 { Err("!BUTTON_DATA_INVALID".to_owned()) } else { Ok(data.into()) }
}

fn button_url(url: &str) -> Result<String, String> {
    let is_bad = url.is_empty() || url.contains(|letter: char| letter.is_whitespace() || letter.is_control());
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        _ if is_bad => Err("!BUTTON_URL_INVALID".to_owned()),
        Some("http" | "https" | "tg" | "ton") => Ok(url.to_owned()),
        Some(_) => Err("!BUTTON_URL_INVALID".to_owned()),
        None if url.contains('.') && !url.contains(':') => Ok(format!("http://{url}")),
        None => Err("!BUTTON_URL_INVALID".to_owned()),
    }
}

fn linked(value: &Value) -> Result<Value, String> {
    let url = value.get("url").and_then(Value::as_str).ok_or_else(|| "Can't find field \"url\"".to_owned())?;
    if url.starts_with("https://") { Ok(value.clone()) } else { Err("!BUTTON_URL_INVALID".to_owned()) }
}

fn kept(mut markup: Value, fields: &Map<String, Value>, names: &[&str]) -> Value {
    keep(&mut markup, fields, names);
    markup
}

fn keep(object: &mut Value, fields: &Map<String, Value>, names: &[&str]) {
    let Some(object) = object.as_object_mut() else { return };
    for name in names {
        if let Some(value) = fields.get(*name).filter(|value| !value.is_null() && **value != Value::Bool(false)) {
            object.insert((*name).to_owned(), value.clone());
        }
    }
}

fn is_yes(value: &Value) -> bool {
    *value == Value::Bool(true)
}
