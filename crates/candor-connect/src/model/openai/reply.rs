//! An answer in OpenAI's words. What providers differ in:
//!
//! - `content` is a text, or a list of parts of which those of type `text` count (Mistral), or null beside a `refusal`;
//! - thoughts come in `reasoning_content` (DeepSeek, vLLM, llama.cpp) or `reasoning` (OpenRouter, Ollama), which are not
//!   looked at, or in the content itself: [`crate::model::thought`];
//! - tokens read from a cache are `prompt_tokens_details.cached_tokens`, at DeepSeek `prompt_cache_hit_tokens`;
//! - `finish_reason` is `stop`, `length`, `content_filter`, a call of a tool nobody offered, at OpenRouter `error`, at
//!   DeepSeek `insufficient_system_resource`, and whatever else a server's own model ends with.

use candor_core::model::{Stop, Tokens};
use serde_json::Value;

use crate::model::{ModelError, answer::Answer, complaint::Complaint, thought::Thoughts};

/// Reads a whole answer.
///
/// # Errors
/// It is none, or holds a complaint in place of words.
pub(super) fn read(value: &Value) -> Result<Answer, ModelError> {
    let choice = value.pointer("/choices/0").ok_or_else(|| ModelError::BadAnswer("it has no choices".to_owned()))?;
    let message = choice.get("message").ok_or_else(|| ModelError::BadAnswer("it has no message".to_owned()))?;
    let mut answer = Answer { stop: stop(choice)?, tokens: tokens(value), ..Answer::default() };
    answer.named(value.get("model").and_then(Value::as_str));
    if is_refusal(message) {
        answer.stop = Some(Stop::Refused);
    }
    answer.add(&Thoughts::off(&words(message)))?;
    Ok(answer)
}

/// The words in a message, or in what a stream adds to one.
pub(super) fn words(message: &Value) -> String {
    match message.get("content") {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(parts)) => {
            let texts = parts.iter().filter(|part| part.get("type").and_then(Value::as_str) == Some("text"));
            texts.filter_map(|part| part.get("text")?.as_str()).collect()
        }
        _ => String::new(),
    }
}

/// Whether the model declines. In what words does not matter.
pub(super) fn is_refusal(message: &Value) -> bool {
    message.get("refusal").and_then(Value::as_str).is_some_and(|words| !words.is_empty())
}

/// Why it stopped; none while it has not.
///
/// # Errors
/// It stopped because something failed.
pub(super) fn stop(choice: &Value) -> Result<Option<Stop>, ModelError> {
    match choice.get("finish_reason").and_then(Value::as_str) {
        None => Ok(None),
        Some("length") => Ok(Some(Stop::Length)),
        Some("content_filter") => Ok(Some(Stop::Refused)),
        Some("error") => Err(Complaint::in_success(choice).map_or_else(
            || ModelError::Down("an error inside the answer".to_owned()),
            |complaint| complaint.error(None),
        )),
        Some("insufficient_system_resource") => Err(ModelError::Down("the provider ran out of room".to_owned())),
        Some("tool_calls" | "function_call") => Err(ModelError::BadAnswer("it calls a tool nobody offered".to_owned())),
        Some(_) => Ok(Some(Stop::Done)),
    }
}

/// What was used, if it says so.
pub(super) fn tokens(value: &Value) -> Option<Tokens> {
    let usage = value.get("usage")?;
    let count = |pointer: &str| usage.pointer(pointer).and_then(Value::as_u64);
    let cached = count("/prompt_tokens_details/cached_tokens").or_else(|| count("/prompt_cache_hit_tokens"));
    Some(Tokens {
        prompt: count("/prompt_tokens")?,
        cached: cached.unwrap_or(0),
        output: count("/completion_tokens").unwrap_or(0),
    })
}
