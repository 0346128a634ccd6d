//! What a Bot API call ends with: the envelope of a success, or a refusal with Telegram's code and words.
//!
//! Descriptions carry their prefix ("Bad Request: ...") exactly as they go over the wire.

use serde_json::{Value, json};

/// An error answer of the Bot API.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refusal {
    pub code: u16,
    pub description: String,
    pub parameters: Option<Value>,
}

impl Refusal {
    /// A 400. The first letter is lower-cased unless the second one is `_` or a capital, as the real server does
    /// (`fail_query_with_error` in Client.cpp), so that `BUTTON_DATA_INVALID` stays as it is.
    pub(crate) fn bad_request(words: &str) -> Self {
        Self::coded(400, format!("Bad Request: {}", lowered(words)))
    }

    pub(crate) fn forbidden(words: &str) -> Self {
        Self::coded(403, format!("Forbidden: {}", lowered(words)))
    }

    pub(crate) fn conflict(words: &str) -> Self {
        Self::coded(409, format!("Conflict: {words}"))
    }

    pub(crate) fn required(parameter: &str) -> Self {
        Self::bad_request(&format!("Parameter \"{parameter}\" is required"))
    }

    /// The honest 404: real Telegram can do this, the simulator cannot.
    pub(crate) fn unsupported(what: &str) -> Self {
        Self::coded(404, format!("Not Found: the simulator does not support {what}"))
    }

    pub(crate) fn too_many(retry_after: u64) -> Self {
        Self {
            code: 429,
            description: format!("Too Many Requests: retry after {retry_after}"),
            parameters: Some(json!({ "retry_after": retry_after })),
        }
    }

    pub(crate) fn coded(code: u16, description: impl Into<String>) -> Self {
        Self { code, description: description.into(), parameters: None }
    }

    /// The body, keys in the order of the real server.
    pub(crate) fn body(&self) -> String {
        let description = Value::from(self.description.as_str());
        match &self.parameters {
            Some(parameters) => format!(
                r#"{{"ok":false,"error_code":{},"description":{description},"parameters":{parameters}}}"#,
                self.code
            ),
            None => format!(r#"{{"ok":false,"error_code":{},"description":{description}}}"#, self.code),
        }
    }

    pub(crate) fn retry_after(&self) -> Option<u64> {
        self.parameters.as_ref()?.get("retry_after")?.as_u64()
    }
}

/// A successful result.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Success {
    /// The `result` of the envelope.
    Result(Value),
    /// The `result` and a `description` beside it ("Webhook was set").
    Described(Value, &'static str),
    /// The `result` already written as JSON (updates are kept byte for byte).
    Written(String),
}

impl Success {
    pub(crate) fn body(&self) -> String {
        match self {
            Self::Result(result) => format!(r#"{{"ok":true,"result":{result}}}"#),
            Self::Described(result, words) => {
                format!(r#"{{"ok":true,"result":{result},"description":{}}}"#, Value::from(*words))
            }
            Self::Written(result) => format!(r#"{{"ok":true,"result":{result}}}"#),
        }
    }
}

impl From<Value> for Success {
    fn from(result: Value) -> Self {
        Self::Result(result)
    }
}

fn lowered(words: &str) -> String {
    let mut letters = words.chars();
    let (Some(first), second) = (letters.next(), letters.clone().next()) else { return String::new() };
    if second.is_some_and(|letter| letter == '_' || letter.is_ascii_uppercase()) {
        return words.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}
