//! The key of a request: the same for the same request, in whatever order its fields were written and whichever build
//! wrote them.

use candor_core::model::ModelRequest;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// SHA-256 over the request as JSON without blanks, its fields sorted, in 64 hexadecimal digits.
pub fn key(request: &ModelRequest) -> String {
    let mut text = String::new();
    // A request holds nothing that JSON cannot; if it did, nothing would be found under the empty key's digest.
    write(&serde_json::to_value(request).unwrap_or_default(), &mut text);
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut sorted: Vec<_> = fields.iter().collect();
            sorted.sort_by_key(|(name, _)| *name);
            let pairs = sorted.into_iter().map(|(name, inner)| (Some(name), inner));
            write_all(pairs, ('{', '}'), text);
        }
        Value::Array(items) => write_all(items.iter().map(|inner| (None, inner)), ('[', ']'), text),
        other => text.push_str(&other.to_string()),
    }
}

fn write_all<'a>(
    items: impl Iterator<Item = (Option<&'a String>, &'a Value)>,
    brackets: (char, char),
    text: &mut String,
) {
    text.push(brackets.0);
    for (place, (name, inner)) in items.enumerate() {
        if place > 0 {
            text.push(',');
        }
        if let Some(name) = name {
            text.push_str(&Value::from(name.as_str()).to_string());
            text.push(':');
        }
        write(inner, text);
    }
    text.push(brackets.1);
}
