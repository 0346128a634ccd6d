//! Reads what a provider says instead of an answer. All of them say nearly the same JSON, under an HTTP status or inside of
//! a success:
//!
//! - OpenAI, DeepSeek, llama.cpp, Ollama, vLLM: `{"error": {"message", "type", "code"}}`, `code` a word, a number or absent;
//! - OpenRouter: the same with the status as `code`, also inside a 200 and inside a stream, and `metadata`;
//! - Anthropic: `{"type": "error", "error": {"type", "message"}}`, also as an event of a stream;
//! - older vLLM: `{"object": "error", "message", "type", "code"}`; others: `{"error": "text"}`, `{"detail": "text"}`.
//!
//! The message may repeat the request. It is looked at, and no word of it leaves this file but names from a closed list.

use std::time::Duration;

use serde_json::Value;

use super::ModelError;

/// The longest kind of error kept, in letters.
const LONGEST_KIND: usize = 48;

/// Fields of a request that providers refuse by name: what the owner has to know to mend the settings.
const FIELDS: &[&str] = &[
    "max_completion_tokens",
    "max_tokens",
    "temperature",
    "response_format",
    "json_schema",
    "stream_options",
    "output_config",
    "output_format",
    "tool_choice",
    "cache_control",
    "reasoning_effort",
    "thinking",
    "messages",
    "model",
];

/// A refusal as it came.
#[derive(Debug)]
pub(super) struct Complaint {
    status: u16,
    /// `type` and `code`, where they are words.
    kinds: Vec<String>,
    /// The message in lower case.
    message: String,
    is_moderated: bool,
}

impl Complaint {
    /// What a body under this status complains of; of nothing in particular, if it is not JSON.
    pub(super) fn under(status: u16, body: &[u8]) -> Self {
        let value: Value = serde_json::from_slice(body).unwrap_or_default();
        Self::in_success(&value)
            .map(|complaint| Self { status, ..complaint })
            .unwrap_or_else(|| Self::read(status, &value))
    }

    /// A complaint inside what came as a success; none if it is not one.
    pub(super) fn in_success(value: &Value) -> Option<Self> {
        let is_bare = value.get("object").and_then(Value::as_str) == Some("error");
        let error = value.get("error").filter(|error| is_something(error)).or(is_bare.then_some(value))?;
        Some(Self::read(200, error))
    }

    fn read(status: u16, error: &Value) -> Self {
        let code = error.get("code");
        let named = ["type", "code"].iter().filter_map(|name| error.get(*name)?.as_str());
        let message = [Some(error), error.get("message"), error.get("detail")];
        let message = message.into_iter().flatten().find_map(Value::as_str).unwrap_or_default();
        Self {
            // The number in a body counts only where the head of the answer said nothing.
            status: code.and_then(number).filter(|_| status == 200).unwrap_or(status),
            kinds: named.filter(|kind| is_kind(kind)).map(str::to_owned).collect(),
            message: message.to_lowercase(),
            is_moderated: error.pointer("/metadata/reasons").is_some(),
        }
    }

    /// What to do about it. `wait` is what the head of the answer asked for.
    pub(super) fn error(&self, wait: Option<Duration>) -> ModelError {
        let is_refusal_of_request = matches!(self.status, 200 | 400 | 403 | 413 | 422 | 500);
        if is_refusal_of_request && self.is_too_long() {
            return ModelError::TooLong;
        }
        if self.is_moderated
            || (is_refusal_of_request && self.is_any(&["content_filter", "content_policy", "moderation"]))
        {
            return ModelError::Refused;
        }
        if self.status == 402
            || self.is_any(&["insufficient_quota", "billing", "insufficient_balance"])
            || self.is_broke()
        {
            return ModelError::Misconfigured(format!("the account has no credit left; {}", self.summary()));
        }
        match self.status {
            300..400 => ModelError::Misconfigured(format!("HTTP {}: it lies at another address now", self.status)),
            401 => ModelError::Unauthorized,
            403 if self.is_any(&["permission", "auth", "key"]) => ModelError::Unauthorized,
            // Said before a key is looked at, mostly to whole countries and to data centres.
            403 => ModelError::Misconfigured(format!("it does not serve this network or country; {}", self.summary())),
            404 => ModelError::Misconfigured(format!("no such model or address; {}", self.summary())),
            408 | 504 => ModelError::TimedOut,
            429 => ModelError::RetryAfter(wait.unwrap_or(WAIT_IF_UNSAID)),
            500.. => wait.map_or_else(|| ModelError::Down(self.summary()), ModelError::RetryAfter),
            400..500 => ModelError::Misconfigured(self.summary()),
            _ => self.by_kind(),
        }
    }

    /// Inside a success there may be no number to go by.
    fn by_kind(&self) -> ModelError {
        if self.is_any(&["rate_limit"]) {
            ModelError::RetryAfter(WAIT_IF_UNSAID)
        } else if self.is_any(&["authentication", "permission", "invalid_api_key"]) {
            ModelError::Unauthorized
        } else if self.is_any(&["not_found", "invalid_request"]) {
            ModelError::Misconfigured(self.summary())
        } else if self.is_any(&["timeout"]) {
            ModelError::TimedOut
        } else {
            ModelError::Down(self.summary())
        }
    }

    fn is_any(&self, parts: &[&str]) -> bool {
        self.kinds.iter().any(|kind| parts.iter().any(|part| kind.contains(part)))
    }

    fn is_too_long(&self) -> bool {
        const WORDS: &[&str] = &[
            "maximum context length",
            "context window",
            "context size",
            "context length",
            "prompt is too long",
            "input is too long",
        ];
        self.status == 413
            || self.is_any(&["context_length", "context_size", "context_window", "request_too_large"])
            || WORDS.iter().any(|words| self.message.contains(words))
    }

    fn is_broke(&self) -> bool {
        ["credit balance is too low", "insufficient balance", "insufficient credits"]
            .iter()
            .any(|words| self.message.contains(words))
    }

    /// Status, kinds and the fields it speaks of: nothing that could repeat a request, a key or an address.
    fn summary(&self) -> String {
        let status =
            if self.status == 200 { "an error inside the answer".to_owned() } else { format!("HTTP {}", self.status) };
        let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let words: Vec<&str> = self.message.split(|letter| !is_word(letter)).collect();
        let fields: Vec<&str> = FIELDS.iter().filter(|field| words.contains(field)).copied().collect();
        let mut summary = std::iter::once(status).chain(self.kinds.iter().cloned()).collect::<Vec<_>>().join(", ");
        if !fields.is_empty() {
            summary.push_str(&format!("; it speaks of {}", fields.join(", ")));
        }
        summary
    }
}

/// The wait when a provider says "too fast" without saying how long.
const WAIT_IF_UNSAID: Duration = Duration::from_secs(5);

fn number(code: &Value) -> Option<u16> {
    code.as_u64().and_then(|code| code.try_into().ok()).or_else(|| code.as_str()?.parse().ok())
}

/// Some say in every success that there is no error: null, or empty.
fn is_something(error: &Value) -> bool {
    match error {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        _ => true,
    }
}

/// A kind of error is one word of letters; a key has digits.
fn is_kind(text: &str) -> bool {
    (1..=LONGEST_KIND).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_')
}

#[cfg(test)]
mod tests;
