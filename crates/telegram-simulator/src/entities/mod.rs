//! Texts and their entities: what a bot sends, parsed and checked as Telegram does it, and what is found in plain text.
//!
//! Offsets and lengths are UTF-16 code units; limits on texts count Unicode code points after parsing.

mod clean;
mod detect;
mod given;
mod html;
mod markdown;
mod nest;

pub(crate) use detect::detected;

use serde_json::{Map, Value};

use crate::answer::Refusal;
use crate::methods::Call;

/// The longest text of a message (sendMessage, `text`: 1-4096 characters after entities parsing).
pub(crate) const LONGEST_TEXT: usize = 4096;

/// The longest caption (sendDocument, `caption`: 0-1024 characters after entities parsing).
const LONGEST_CAPTION: usize = 1024;

/// The longest text before parsing, in bytes.
const LONGEST_RAW_BYTES: usize = 32_768;

/// A part of a text that means something.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entity {
    pub kind: String,
    pub offset: usize,
    pub length: usize,
    /// `url`, `user`, `language`, `custom_emoji_id`.
    pub extra: Map<String, Value>,
}

/// A text after parsing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Formatted {
    pub text: String,
    pub entities: Vec<Entity>,
}

impl Entity {
    pub(crate) fn plain(kind: &str, offset: usize, length: usize) -> Self {
        Self { kind: kind.to_owned(), offset, length, extra: Map::new() }
    }

    pub(crate) fn with(kind: &str, offset: usize, length: usize, name: &str, value: impl Into<Value>) -> Self {
        Self { extra: Map::from_iter([(name.to_owned(), value.into())]), ..Self::plain(kind, offset, length) }
    }

    fn end(&self) -> usize {
        self.offset.saturating_add(self.length)
    }

    fn wire(&self) -> Value {
        let mut wire = Map::new();
        wire.insert("offset".into(), self.offset.into());
        wire.insert("length".into(), self.length.into());
        wire.insert("type".into(), self.kind.clone().into());
        wire.extend(self.extra.clone());
        Value::Object(wire)
    }
}

impl Formatted {
    /// The entities as they go over the wire; `None` where there are none.
    pub(crate) fn entities_wire(&self) -> Option<Value> {
        (!self.entities.is_empty()).then(|| self.entities.iter().map(Entity::wire).collect())
    }

    /// Puts `text` and `entities` into a message.
    pub(crate) fn write_into(&self, wire: &mut Map<String, Value>) {
        wire.insert("text".into(), self.text.clone().into());
        if let Some(entities) = self.entities_wire() {
            wire.insert("entities".into(), entities);
        }
    }

    /// Puts `caption` and `caption_entities` into a message, or nothing where the caption is empty.
    pub(crate) fn write_caption_into(&self, wire: &mut Map<String, Value>) {
        if !self.text.is_empty() {
            wire.insert("caption".into(), self.text.clone().into());
        }
        if let Some(entities) = self.entities_wire() {
            wire.insert("caption_entities".into(), entities);
        }
    }
}

/// Reads `text`, `parse_mode` and `entities` of a call.
pub(crate) fn sent_text(call: &mut Call<'_>) -> Result<Formatted, Refusal> {
    if call.params.text("text").is_empty() {
        return Err(Refusal::bad_request("message text is empty"));
    }
    let formatted = sent(call, "text", "entities")?;
    if clean::is_invisible(&formatted.text) {
        return Err(Refusal::bad_request("text must be non-empty"));
    }
    if formatted.text.chars().count() > LONGEST_TEXT {
        return Err(Refusal::bad_request("message is too long"));
    }
    Ok(formatted)
}

/// Reads `text`, `parse_mode` and `entities` of a draft; empty where there is nothing to see yet. Its length is not looked at.
pub(crate) fn draft_text(call: &mut Call<'_>) -> Result<Formatted, Refusal> {
    if call.params.text("text").is_empty() {
        return Ok(Formatted::default());
    }
    let formatted = sent(call, "text", "entities")?;
    Ok(if clean::is_invisible(&formatted.text) { Formatted::default() } else { formatted })
}

/// Reads `caption`, `parse_mode` and `caption_entities` of a call; empty where there is none.
pub(crate) fn sent_caption(call: &mut Call<'_>) -> Result<Formatted, Refusal> {
    if call.params.text("caption").is_empty() {
        return Ok(Formatted::default());
    }
    let formatted = sent(call, "caption", "caption_entities")?;
    if clean::is_invisible(&formatted.text) {
        return Ok(Formatted::default());
    }
    if formatted.text.chars().count() > LONGEST_CAPTION {
        return Err(Refusal::bad_request("message caption is too long"));
    }
    Ok(formatted)
}

fn sent(call: &mut Call<'_>, words: &str, entities: &str) -> Result<Formatted, Refusal> {
    let params = call.params;
    let raw = params.text(words);
    if raw.len() > LONGEST_RAW_BYTES {
        return Err(Refusal::bad_request("text is too long"));
    }
    let mode = params.text("parse_mode").trim().to_lowercase();
    let unparsable = |words: String| Refusal::bad_request(&format!("can't parse entities: {words}"));
    let formatted = match mode.as_str() {
        "" => Formatted { entities: given::entities(call, &raw, entities)?, text: raw.into_owned() },
        "html" => html::parse(&raw).map_err(unparsable)?,
        "markdownv2" => markdown::parse(&raw).map_err(unparsable)?,
        "markdown" => {
            let what = "the parse_mode Markdown, the older one; use MarkdownV2 or HTML";
            call.note_unsupported("parse_mode Markdown");
            return Err(Refusal::bad_request(&format!("the simulator does not support {what}")));
        }
        _ => return Err(Refusal::bad_request("unsupported parse_mode")),
    };
    let mut formatted = clean::cleaned(formatted);
    detect::add_detected(&mut formatted);
    Ok(formatted)
}

/// The length of a text in UTF-16 code units.
pub(crate) fn utf16_length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}
