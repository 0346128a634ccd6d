//! Command lists of a bot: scopes, languages, who is shown which, and the limits of `BotCommand`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::answer::Refusal;
use crate::methods::Call;

/// The key a command list is kept under: the scope as canonical JSON, and the language.
pub(crate) type Key = (String, String);

/// Where commands are looked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Whose {
    /// The group; `None` for the private chat with the bot.
    pub group_id: Option<i64>,
    pub user_id: i64,
    /// The person is the creator or an administrator of the group.
    pub is_admin: bool,
}

/// The key the call names: its `scope` and `language_code`.
pub(crate) fn key(call: &Call<'_>) -> Result<Key, Refusal> {
    let scope = scope(call)?;
    let language = call.params.text("language_code").into_owned();
    let is_language = language.is_empty() || (language.len() == 2 && language.bytes().all(|b| b.is_ascii_lowercase()));
    if !is_language {
        return Err(Refusal::bad_request("Invalid language code specified"));
    }
    Ok((scope.to_string(), language))
}

/// The list a person is shown, by the order of core.telegram.org/bots/api#determining-list-of-commands: the narrowest scope
/// first, in each the person's language before all others.
pub(crate) fn shown<'a>(lists: &'a BTreeMap<Key, Value>, whose: Whose, language: &str) -> Option<(&'a Key, &'a Value)> {
    scopes(whose).into_iter().find_map(|scope| {
        let scope = scope.to_string();
        let of = |language: &str| lists.get_key_value(&(scope.clone(), language.to_owned()));
        of(language).or_else(|| of(""))
    })
}

fn scopes(whose: Whose) -> Vec<Value> {
    let plain = |kind: &str| json!({ "type": kind });
    let Whose { group_id, user_id, is_admin } = whose;
    let Some(chat_id) = group_id else {
        return vec![json!({ "type": "chat", "chat_id": user_id }), plain("all_private_chats"), plain("default")];
    };
    let mut scopes = vec![json!({ "type": "chat_member", "chat_id": chat_id, "user_id": user_id })];
    if is_admin {
        scopes.push(json!({ "type": "chat_administrators", "chat_id": chat_id }));
    }
    scopes.push(json!({ "type": "chat", "chat_id": chat_id }));
    if is_admin {
        scopes.push(plain("all_chat_administrators"));
    }
    scopes.extend([plain("all_group_chats"), plain("default")]);
    scopes
}

/// Reads the scope; a chat in it has to be one the bot knows (`check_bot_command_scope` in Client.cpp).
fn scope(call: &Call<'_>) -> Result<Value, Refusal> {
    let wrong = |words: &str| Refusal::bad_request(&format!("Can't parse BotCommandScope: {words}"));
    let given = match call.params.json("scope") {
        None => return Ok(json!({ "type": "default" })),
        Some(Err(_)) => return Err(Refusal::bad_request("Can't parse BotCommandScope JSON object")),
        Some(Ok(Value::Object(given))) => given,
        Some(Ok(_)) => return Err(wrong("BotCommandScope must be an Object")),
    };
    let field = |name: &str| given.get(name).filter(|value| !value.is_null());
    let required = |name: &str| field(name).ok_or_else(|| wrong(&format!("Can't find field \"{name}\"")));
    let kind = required("type")?.as_str().ok_or_else(|| wrong("Field \"type\" must be of type String"))?;
    match kind {
        "default" | "all_private_chats" | "all_group_chats" | "all_chat_administrators" => {
            return Ok(json!({ "type": kind }));
        }
        "chat" | "chat_administrators" | "chat_member" => {}
        _ => return Err(wrong("Unsupported type specified")),
    }
    let chat = match required("chat_id")? {
        Value::String(text) if text.is_empty() => return Err(wrong("Empty chat_id specified")),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return Err(wrong("Field \"chat_id\" must be of type String")),
    };
    let user_id = if kind == "chat_member" {
        let value = required("user_id")?;
        let number = value.as_i64().or_else(|| value.as_str()?.parse().ok());
        let user_id = number.ok_or_else(|| wrong("Field \"user_id\" must be of type Number"))?;
        Some(user_id).filter(|id| *id > 0).ok_or_else(|| wrong("Invalid user_id specified")).map(Some)?
    } else {
        None
    };
    let chat_id = call.chat_named(&chat)?;
    if user_id.is_some_and(|id| !call.world.users.contains_key(&id) && !call.world.bots.contains_key(&id)) {
        return Err(Refusal::bad_request("user not found"));
    }
    if call.group(chat_id).is_none() && kind != "chat" {
        return Err(Refusal::bad_request("Can't use specified scope in private chats"));
    }
    Ok(match user_id {
        Some(user_id) => json!({ "type": kind, "chat_id": chat_id, "user_id": user_id }),
        None => json!({ "type": kind, "chat_id": chat_id }),
    })
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
    let refused = |words: &str| Err(Refusal::bad_request(words));
    if name.is_empty() {
        return refused("Command must be non-empty");
    }
    if name.chars().count() > 32 {
        return refused("Command length must not exceed 32");
    }
    let description = text("description")?.trim();
    if description.is_empty() {
        return refused("Command description must be non-empty");
    }
    if description.chars().count() > 256 {
        return refused("Command description length must not exceed 256");
    }
    // The backend's own check.
    if !name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_') {
        return refused("BOT_COMMAND_INVALID");
    }
    let mut command = json!({ "command": name, "description": description });
    if fields.get("is_ephemeral") == Some(&Value::Bool(true))
        && let Some(command) = command.as_object_mut()
    {
        command.insert("is_ephemeral".to_owned(), true.into());
    }
    Ok(command)
}
