//! A request in OpenAI's words. What providers differ in:
//!
//! - the limit of an answer is `max_completion_tokens` at OpenAI (its reasoning models refuse `max_tokens`) and `max_tokens`
//!   at all others: [`crate::model::LimitField`];
//! - a shape is `response_format` of type `json_schema`, or `json_object` where that is all there is (DeepSeek, whose
//!   documentation wants the word "json" in the instructions), or only words: [`crate::model::Structured`];
//! - a stream tells what was used only if `stream_options.include_usage` asks for it; servers that do not know the field
//!   ignore it.
//!
//! Reasoning models refuse a `temperature`; the owner takes it out with `extra_body`.

use candor_core::model::{ModelRequest, Speaker};
use serde_json::{Map, Value, json};

use crate::model::{Provider, Structured, shape};

/// The body of a request.
pub(super) fn body(request: &ModelRequest, provider: &Provider, is_stream: bool) -> Map<String, Value> {
    let mut body = Map::new();
    let mut put = |name: &str, value: Value| body.insert(name.to_owned(), value);
    put("model", json!(provider.model));
    put("messages", messages(request, provider.structured));
    put(provider.limit_field.word(), json!(provider.output_limit(request.max_output_tokens)));
    put("temperature", json!(f64::from(request.temperature_percent) / 100.0));
    if let Some(shape) = &request.shape {
        match provider.structured {
            Structured::Schema => {
                let schema = json!({"name": shape.name, "strict": true, "schema": shape.schema});
                put("response_format", json!({"type": "json_schema", "json_schema": schema}));
            }
            Structured::JsonObject => drop(put("response_format", json!({"type": "json_object"}))),
            Structured::Prompted => {}
        }
    }
    if is_stream {
        put("stream", json!(true));
        put("stream_options", json!({"include_usage": true}));
    }
    body
}

fn messages(request: &ModelRequest, structured: Structured) -> Value {
    let in_words = request.shape.as_ref().filter(|_| structured != Structured::Schema).map(shape::in_words);
    let system: Vec<&str> = [request.front.as_str(), in_words.as_deref().unwrap_or_default()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let front = (!system.is_empty()).then(|| json!({"role": "system", "content": system.join("\n\n")}));
    let lines = request.lines.iter().map(|line| json!({"role": role(line.speaker), "content": line.text}));
    front.into_iter().chain(lines).collect()
}

const fn role(speaker: Speaker) -> &'static str {
    match speaker {
        Speaker::User => "user",
        Speaker::Assistant => "assistant",
    }
}
