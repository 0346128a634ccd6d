//! A request in Anthropic's words. The instructions are blocks of `system`, the last marked `cache_control: ephemeral`: the
//! provider keeps what it made of everything before the mark for five minutes, and reads it again at a tenth of the price.
//!
//! A shape is `output_config.format` of type `json_schema`. Models before 4.5 do not know that and are made to call a tool
//! whose input has the shape; the newest refuse such a call. So the owner's settings say which ([`Structured`]). Models since
//! 4.7 refuse a `temperature`; the owner takes it out with `extra_body`.

use candor_core::model::{ModelRequest, Speaker};
use serde_json::{Map, Value, json};

use crate::model::{Provider, Structured, shape};

/// The body of a request.
pub(super) fn body(request: &ModelRequest, provider: &Provider, is_stream: bool) -> Map<String, Value> {
    let mut body = Map::new();
    let mut put = |name: &str, value: Value| body.insert(name.to_owned(), value);
    put("model", json!(provider.model));
    put("max_tokens", json!(provider.output_limit(request.max_output_tokens)));
    // It goes from 0 to 1 here.
    put("temperature", json!(f64::from(request.temperature_percent.min(100)) / 100.0));
    if let Some(system) = system(request, provider.structured) {
        put("system", system);
    }
    let lines = request.lines.iter().map(|line| json!({"role": role(line.speaker), "content": line.text}));
    put("messages", lines.collect());
    if let Some(shape) = &request.shape {
        match provider.structured {
            Structured::Schema => {
                put("output_config", json!({"format": {"type": "json_schema", "schema": shape.schema}}));
            }
            Structured::JsonObject => {
                let what = "Takes the answer. Call it exactly once.";
                put("tools", json!([{"name": shape.name, "description": what, "input_schema": shape.schema}]));
                put("tool_choice", json!({"type": "tool", "name": shape.name}));
            }
            Structured::Prompted => {}
        }
    }
    if is_stream {
        put("stream", json!(true));
    }
    body
}

fn system(request: &ModelRequest, structured: Structured) -> Option<Value> {
    let in_words = request.shape.as_ref().filter(|_| structured == Structured::Prompted).map(shape::in_words);
    let parts = [request.front.as_str(), in_words.as_deref().unwrap_or_default()];
    let mut blocks: Vec<Value> =
        parts.into_iter().filter(|part| !part.is_empty()).map(|part| json!({"type": "text", "text": part})).collect();
    let last = blocks.last_mut()?.as_object_mut()?;
    last.insert("cache_control".to_owned(), json!({"type": "ephemeral"}));
    Some(Value::Array(blocks))
}

const fn role(speaker: Speaker) -> &'static str {
    match speaker {
        Speaker::User => "user",
        Speaker::Assistant => "assistant",
    }
}
