//! Command lists of a bot: scopes, languages and the limits of `BotCommand`.

use serde_json::{Map, Value};

use crate::answer::Refusal;
use crate::parse::Params;

/// The key a command list is kept under: the scope as canonical JSON, and the language.
pub(crate) fn key(params: &Params) -> Result<(String, String), Refusal> {
    let language = params.text("language_code").into_owned();
    let is_language = language.is_empty() || (language.len() == 2 && language.bytes().all(|b| b.is_ascii_lowercase()));
    if !is_language {
        return Err(Refusal::bad_request("invalid language code specified"));
    }
    let scope = match params.json("scope") {
        None => return Ok((r#"{"type":"default"}"#.to_owned(), language)),
        Some(Err(_)) => return Err(Refusal::bad_request("Can't parse BotCommandScope JSON object")),
        Some(Ok(Value::Object(scope))) => scope,
        Some(Ok(_)) => return Err(Refusal::bad_request("BotCommandScope must be an Object")),
    };
    let needs: &[&str] = match scope.get("type").and_then(Value::as_str) {
        None => return Err(Refusal::bad_request("Can't find field \"type\"")),
        Some("default" | "all_private_chats" | "all_group_chats" | "all_chat_administrators") => &["type"],
        Some("chat" | "chat_administrators") => &["type", "chat_id"],
        Some("chat_member") => &["type", "chat_id", "user_id"],
        Some(_) => return Err(Refusal::bad_request("Unsupported type specified")),
    };
    let mut canonical = Map::new();
    for need in needs {
        let value = match scope.get(*need) {
            None => return Err(Refusal::bad_request(&format!("Can't find field \"{need}\""))),
            Some(Value::String(text)) if *need != "type" => {
                text.parse::<i64>().map_or(Value::from(&**text), Value::from)
            }
            Some(value) => value.clone(),
        };
        canonical.insert((*need).to_owned(), value);
    }
    Ok((Value::Object(canonical).to_string(), language))
}

/// Checks a list of commands: at most 100, names of 1-32 of `[a-z0-9_]`, descriptions of 1-256 characters.
pub(crate) fn commands(given: Option<Result<Value, serde_json::Error>>) -> Result<Vec<Value>, Refusal> {
    let given = match given {
        None => return Ok(Vec::new()),
        Some(Err(_)) => return Err(Refusal::bad_request("Can't parse commands JSON object")),
        Some(Ok(Value::Array(given))) => given,
        Some(Ok(_)) => return Err(Refusal::bad_request("Expected an Array of BotCommand")),
    };
    if given.len() > 100 {
        return Err(Refusal::bad_request("BOT_COMMANDS_TOO_MUCH"));
    }
    given.iter().map(command).collect()
}

fn command(given: &Value) -> Result<Value, Refusal> {
    let wrong = |words: &str| Refusal::bad_request(&format!("Can't parse BotCommand: {words}"));
    let fields = given.as_object().ok_or_else(|| wrong("expected an Object"))?;
    let text = |name: &str| match fields.get(name) {
        None | Some(Value::Null) => Err(wrong(&format!("Can't find field \"{name}\""))),
        Some(Value::String(text)) => Ok(text.as_str()),
        Some(_) => Err(wrong(&format!("Field \"{name}\" must be of type String"))),
    };
    let name = text("command")?.trim();
    let name = name.strip_prefix('/').unwrap_or(name);
    let is_name = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    if name.is_empty() || name.len() > 32 || !name.chars().all(is_name) {
        return Err(Refusal::bad_request("BOT_COMMAND_INVALID"));
    }
    let description = text("description")?.trim();
    if description.is_empty() || description.chars().count() > 256 {
        return Err(Refusal::bad_request("BOT_COMMAND_DESCRIPTION_INVALID"));
    }
    Ok(serde_json::json!({ "command": name, "description": description }))
}
