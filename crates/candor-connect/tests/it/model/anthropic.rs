//! Anthropic's messages as documented, sent and read.

use candor_connect::model::{Dialect, Structured, open};
use candor_core::model::{Stop, Tokens};
use serde_json::{Value, json};

use super::far_side::{FarSide, KEY, WORDS, answer_to, ok, request, schema, shaped};

fn message(content: Value, stop: &str, usage: Value) -> Value {
    json!({"id": "msg_01XFDUDYJgAACzvnptvVoYEL", "type": "message", "role": "assistant", "model": "claude-sonnet-5",
        "content": content, "stop_reason": stop, "stop_sequence": null, "usage": usage})
}

fn usage() -> Value {
    json!({"input_tokens": 50, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0, "output_tokens": 5})
}

#[tokio::test]
async fn a_request_is_sent_as_documented_with_the_front_to_be_cached() {
    let text = json!([{"type": "text", "text": "500 a lesson."}]);
    let mut far = FarSide::that_says([ok(message(text, "end_turn", usage()))]).await;
    let reply = far.model(Dialect::Anthropic).complete(&request()).await.unwrap();
    assert_eq!(
        (reply.text.as_str(), reply.stop, reply.model.as_str()),
        ("500 a lesson.", Stop::Done, "claude-sonnet-5")
    );
    let call = far.next_call().await;
    assert_eq!(call.line, "POST /v1/messages");
    let headers: Vec<_> =
        call.headers.iter().map(|(name, value)| format!("{name}: {value}").replace(KEY, "***")).collect();
    assert_eq!(headers, ["anthropic-version: 2023-06-01", "content-type: application/json", "x-api-key: ***"]);
    assert_eq!(
        call.body,
        json!({
            "model": "model-1",
            "max_tokens": 300,
            "temperature": 0.4,
            "system": [{"type": "text", "text": "You write for a school.", "cache_control": {"type": "ephemeral"}}],
            "messages": [
                {"role": "user", "content": "Hello"},
                {"role": "assistant", "content": "Good day!"},
                {"role": "user", "content": WORDS},
            ],
        })
    );
}

#[tokio::test]
async fn a_version_in_the_base_address_is_not_said_twice() {
    let text = || json!([{"type": "text", "text": "Yes."}]);
    let mut far = FarSide::that_says([ok(message(text(), "end_turn", usage()))]).await;
    let mut provider = far.provider(Dialect::Anthropic);
    provider.base_url = far.url("/gate/v1/");
    open(provider).unwrap().complete(&request()).await.unwrap();
    assert_eq!(far.next_call().await.line, "POST /gate/v1/messages");
}

#[tokio::test]
async fn a_shape_is_asked_for_by_schema_by_tool_or_in_words() {
    let text = || message(json!([{"type": "text", "text": "{\"price\":true}"}]), "end_turn", usage());
    let tool = json!([{"type": "tool_use", "id": "toolu_1", "name": "heard", "input": {"price": true}}]);
    let answers = [ok(text()), ok(message(tool, "tool_use", usage())), ok(text())];
    let mut far = FarSide::that_says(answers).await;
    for structured in [Structured::Schema, Structured::JsonObject, Structured::Prompted] {
        let mut provider = far.provider(Dialect::Anthropic);
        provider.structured = structured;
        let reply = open(provider).unwrap().complete(&shaped()).await.unwrap();
        assert_eq!((reply.text.as_str(), reply.stop), ("{\"price\":true}", Stop::Done));
        let body = far.next_call().await.body;
        let system = body["system"].as_array().unwrap().clone();
        assert_eq!(system.last().unwrap()["cache_control"], json!({"type": "ephemeral"}));
        match structured {
            Structured::Schema => {
                assert_eq!(body["output_config"], json!({"format": {"type": "json_schema", "schema": schema()}}));
            }
            Structured::JsonObject => {
                assert_eq!(body["tools"][0]["input_schema"], schema());
                assert_eq!(body["tool_choice"], json!({"type": "tool", "name": "heard"}));
            }
            Structured::Prompted => assert!(system[1]["text"].as_str().unwrap().contains(&schema().to_string())),
        }
        assert_eq!(system.len(), if structured == Structured::Prompted { 2 } else { 1 });
    }
}

#[tokio::test]
async fn tokens_count_what_was_read_from_the_cache_and_what_was_put_into_it() {
    let usage = json!({"input_tokens": 21, "cache_creation_input_tokens": 188, "cache_read_input_tokens": 2086,
        "cache_creation": {"ephemeral_5m_input_tokens": 188, "ephemeral_1h_input_tokens": 0}, "output_tokens": 393,
        "service_tier": "standard"});
    let body = message(json!([{"type": "text", "text": "Yes."}]), "end_turn", usage);
    let reply = answer_to(Dialect::Anthropic, ok(body)).await.unwrap();
    assert_eq!(reply.tokens, Tokens { prompt: 2295, cached: 2086, output: 393 });
}

#[tokio::test]
async fn why_it_stopped_is_read_and_thoughts_are_not_the_answer() {
    let content = json!([{"type": "thinking", "thinking": "He asks.", "signature": "EqQB"},
        {"type": "redacted_thinking", "data": "…"}, {"type": "text", "text": "500 "}, {"type": "text", "text": "a"}]);
    for (word, stop) in [
        ("end_turn", Stop::Done),
        ("stop_sequence", Stop::Done),
        ("max_tokens", Stop::Length),
        ("model_context_window_exceeded", Stop::Length),
        ("refusal", Stop::Refused),
    ] {
        let reply = answer_to(Dialect::Anthropic, ok(message(content.clone(), word, usage()))).await.unwrap();
        assert_eq!((reply.text.as_str(), reply.stop), ("500 a", stop));
    }
    let refused = answer_to(Dialect::Anthropic, ok(message(json!([]), "refusal", usage()))).await.unwrap();
    assert_eq!((refused.text.as_str(), refused.stop), ("", Stop::Refused));
    for body in [json!({}), message(json!([]), "end_turn", usage())] {
        assert_eq!(answer_to(Dialect::Anthropic, ok(body)).await.unwrap_err().word(), "bad_answer");
    }
}
