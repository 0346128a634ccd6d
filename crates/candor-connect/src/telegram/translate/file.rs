//! The file in a message: what Telegram says of it, none of which is trusted (Bot API, `Document`, `PhotoSize` and their like).

use candor_core::attachment::{Attachment, Held, clean_name};
use serde_json::Value;

/// What carries a file that a bot can fetch.
const WITH_FILE: [&str; 8] = ["photo", "document", "voice", "video", "video_note", "animation", "audio", "sticker"];

/// The longest id kept; Telegram's own have about a hundred characters.
const LONGEST_ID: usize = 512;

/// The file a message carries as this thing. Of a photo it is the largest size, which comes last.
pub(super) fn of(message: &Value, what: &str) -> Option<Attachment> {
    let thing = message.get(what).filter(|_| WITH_FILE.contains(&what))?;
    let file = if what == "photo" { thing.as_array()?.last()? } else { thing };
    let id = file.get("file_id")?.as_str().filter(|id| (1..=LONGEST_ID).contains(&id.len()))?;
    Some(Attachment {
        what: what.to_owned(),
        name: file.get("file_name").and_then(Value::as_str).map(clean_name),
        bytes: file.get("file_size").and_then(Value::as_u64),
        held: Held::AtChannel(id.to_owned()),
    })
}
