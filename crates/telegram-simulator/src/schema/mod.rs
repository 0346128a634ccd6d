//! The Bot API schema, embedded: which methods and types exist, and which fields they need. Read once, when first asked.
//!
//! It knows nothing of what the simulator can do; it only says what Telegram's documentation says (schema/SOURCE.md).

mod check;

pub(crate) use check::Problem;

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

/// The schema, parsed.
pub(crate) static SCHEMA: LazyLock<Schema> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../schema/bot-api-10.3.json")).unwrap_or_else(|problem| {
        tracing::error!(%problem, "the embedded schema cannot be read; requests go unchecked");
        Schema::default()
    })
});

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Schema {
    /// `Bot API 10.3`.
    pub(crate) version: String,
    pub(crate) methods: HashMap<String, Method>,
    types: HashMap<String, Kind>,
}

/// A method of the Bot API.
#[derive(Debug, Deserialize)]
pub(crate) struct Method {
    pub(crate) name: String,
    #[serde(default)]
    fields: Vec<Field>,
}

/// A type of the Bot API: an object with fields, or a union of other types.
#[derive(Debug, Deserialize)]
struct Kind {
    #[serde(default)]
    fields: Vec<Field>,
    #[serde(default)]
    subtypes: Vec<String>,
    discriminator: Option<Discriminator>,
}

#[derive(Debug, Deserialize)]
struct Discriminator {
    field: String,
    mapping: HashMap<String, String>,
}

#[derive(Debug, Deserialize)]
struct Field {
    name: String,
    types: Vec<String>,
    required: bool,
    #[serde(default)]
    constraints: Constraints,
}

#[derive(Debug, Default, Deserialize)]
struct Constraints {
    #[serde(rename = "const")]
    constant: Option<Value>,
}

/// Holds an object against a type of the Bot API schema: `check_object("Message", &message)`. The keys the schema does not
/// know, or the words of the first thing that is wrong. A type the schema does not have fits anything.
///
/// # Errors
/// What is missing or of the wrong type, in the words of Telegram's JSON reader.
pub fn check_object(kind: &str, value: &Value) -> Result<Vec<String>, String> {
    let mut unknown = Vec::new();
    SCHEMA.check_object(kind, value, &mut unknown).map(|()| unknown)
}

impl Schema {
    /// The documented name of a method, whatever the case of the letters.
    pub(crate) fn method_named(&self, name: &str) -> Option<&Method> {
        self.methods.get(name).or_else(|| self.methods.values().find(|method| method.name.eq_ignore_ascii_case(name)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

    use super::SCHEMA;

    #[test]
    fn the_embedded_schema_is_the_whole_bot_api() {
        assert_eq!(SCHEMA.methods.len(), 185);
        assert_eq!(SCHEMA.types.len(), 400);
        assert_eq!(SCHEMA.method_named("SENDMESSAGE").unwrap().name, "sendMessage");
        assert!(SCHEMA.method_named("nope").is_none());
    }
}
