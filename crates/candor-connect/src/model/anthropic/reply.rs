//! An answer in Anthropic's words: blocks of which those of type `text` are words and a `tool_use` holds the shape; thoughts
//! and all others are not looked at. `input_tokens` leaves out what went into the cache and what came from it.

use candor_core::model::{Stop, Tokens};
use serde_json::Value;

use crate::model::{ModelError, answer::Answer};

/// Reads a whole answer.
///
/// # Errors
/// It is none.
pub(super) fn read(value: &Value) -> Result<Answer, ModelError> {
    let blocks = value.get("content").and_then(Value::as_array);
    let blocks = blocks.ok_or_else(|| ModelError::BadAnswer("it has no content".to_owned()))?;
    let mut answer = Answer { stop: stop(value), tokens: tokens(value, None), ..Answer::default() };
    answer.named(value.get("model").and_then(Value::as_str));
    for block in blocks {
        match block.get("type").and_then(Value::as_str) {
            Some("text") => answer.add(block.get("text").and_then(Value::as_str).unwrap_or_default())?,
            Some("tool_use") => answer.add(&block.get("input").unwrap_or(&Value::Null).to_string())?,
            _ => {}
        }
    }
    Ok(answer)
}

/// Why it stopped; none while it has not.
pub(super) fn stop(message: &Value) -> Option<Stop> {
    Some(match message.get("stop_reason")?.as_str()? {
        "max_tokens" | "model_context_window_exceeded" => Stop::Length,
        "refusal" => Stop::Refused,
        // `end_turn`, `stop_sequence`, `tool_use` for the tool that was forced, and whatever is new.
        _ => Stop::Done,
    })
}

/// What was used, if it says so; in a stream, what was said before holds where nothing new is said.
pub(super) fn tokens(message: &Value, before: Option<Tokens>) -> Option<Tokens> {
    let usage = message.get("usage").filter(|usage| usage.is_object());
    let Some(usage) = usage else { return before };
    let count = |name: &str| usage.get(name).and_then(Value::as_u64);
    let output = count("output_tokens").or(before.map(|before| before.output)).unwrap_or(0);
    let Some(fresh) = count("input_tokens").or(before.is_none().then_some(0)) else {
        return before.map(|before| Tokens { output, ..before });
    };
    let (cached, created) =
        (count("cache_read_input_tokens").unwrap_or(0), count("cache_creation_input_tokens").unwrap_or(0));
    Some(Tokens { prompt: fresh.saturating_add(cached).saturating_add(created), cached, output })
}
