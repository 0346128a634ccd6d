//! Finds a command such as `/start@shop_bot payload` at the start of a text. Telegram marks it with an entity whose
//! length counts UTF-16 code units (Bot API, `MessageEntity`); the mark decides, not the slash.

use candor_core::message::Content;
use serde_json::Value;

/// The command a text begins with, if Telegram marked one there.
pub(super) fn at_the_start(text: &str, entities: Option<&Value>) -> Option<Content> {
    let length = entities?.as_array()?.iter().find_map(length_at_start)?;
    let (word, rest) = split_utf16(text, length);
    let name = word.strip_prefix('/')?.split('@').next().unwrap_or_default();
    if name.is_empty() {
        return None;
    }
    Some(Content::Command { name: name.to_lowercase(), argument: rest.trim().to_owned() })
}

fn length_at_start(entity: &Value) -> Option<u64> {
    let is_command = entity.get("type")?.as_str()? == "bot_command";
    let is_first = entity.get("offset")?.as_u64()? == 0;
    (is_command && is_first).then(|| entity.get("length")?.as_u64()).flatten()
}

/// Cuts after so many UTF-16 code units, never inside a character.
fn split_utf16(text: &str, units: u64) -> (&str, &str) {
    let mut counted = 0;
    for (at, character) in text.char_indices() {
        if counted >= units {
            return text.split_at_checked(at).unwrap_or((text, ""));
        }
        counted += if u32::from(character) > 0xFFFF { 2 } else { 1 };
    }
    (text, "")
}
