//! Requests as they are sent in OpenAI's words.

use candor_connect::model::{Dialect, LimitField, Structured, open};
use candor_core::model::{ModelReply, Stop, Tokens};
use serde_json::{Value, json};

use super::far_side::{FarSide, KEY, WORDS, ok, request, schema, shaped};

/// The least a provider says.
pub fn said(text: &str) -> Value {
    json!({"model": "model-1", "choices": [{"index": 0, "finish_reason": "stop",
        "message": {"role": "assistant", "content": text}}], "usage": {"prompt_tokens": 50, "completion_tokens": 5}})
}

#[tokio::test]
async fn a_request_is_sent_as_documented_with_the_key_in_one_header() {
    let mut far = FarSide::that_says([ok(said("500 a lesson."))]).await;
    let reply = far.model(Dialect::OpenAi).complete(&request()).await.unwrap();
    let tokens = Tokens { prompt: 50, cached: 0, output: 5 };
    let model = "model-1".to_owned();
    assert_eq!(reply, ModelReply { text: "500 a lesson.".to_owned(), stop: Stop::Done, tokens, model });
    let call = far.next_call().await;
    assert_eq!(call.line, "POST /v1/chat/completions");
    let headers: Vec<_> =
        call.headers.iter().map(|(name, value)| format!("{name}: {value}").replace(KEY, "***")).collect();
    assert_eq!(headers, ["authorization: Bearer ***", "content-type: application/json"]);
    assert_eq!(
        call.body,
        json!({
            "model": "model-1",
            "messages": [
                {"role": "system", "content": "You write for a school."},
                {"role": "user", "content": "Hello"},
                {"role": "assistant", "content": "Good day!"},
                {"role": "user", "content": WORDS},
            ],
            "max_tokens": 300,
            "temperature": 0.4,
        })
    );
}

#[tokio::test]
async fn a_shape_is_asked_for_in_the_way_the_provider_has() {
    let mut far = FarSide::that_says((0..3).map(|_| ok(said("{\"price\":true}")))).await;
    for structured in [Structured::Schema, Structured::JsonObject, Structured::Prompted] {
        let mut provider = far.provider(Dialect::OpenAi);
        provider.structured = structured;
        assert_eq!(open(provider).unwrap().complete(&shaped()).await.unwrap().text, "{\"price\":true}");
        let body = far.next_call().await.body;
        let format = match structured {
            Structured::Schema => json!({"type": "json_schema",
                "json_schema": {"name": "heard", "strict": true, "schema": schema()}}),
            Structured::JsonObject => json!({"type": "json_object"}),
            Structured::Prompted => Value::Null,
        };
        assert_eq!(body["response_format"], format);
        let system = body["messages"][0]["content"].as_str().unwrap();
        assert!(system.starts_with("You write for a school."), "the front stays in front");
        assert_eq!(system.contains(&schema().to_string()), structured != Structured::Schema);
        assert_eq!(system.contains("JSON"), structured != Structured::Schema, "DeepSeek wants the word");
    }
}

#[tokio::test]
async fn what_the_owner_sets_changes_the_request() {
    let mut far = FarSide::that_says([ok(said("Yes.")), ok(said("Yes."))]).await;
    let mut provider = far.provider(Dialect::OpenAi);
    provider.limit_field = LimitField::MaxCompletionTokens;
    provider.max_output_tokens = Some(200);
    provider.extra_headers.push(("X-Title".to_owned(), "School".to_owned()));
    provider.extra_body = json!({"temperature": null, "reasoning_effort": "low"}).as_object().unwrap().clone();
    open(provider).unwrap().complete(&request()).await.unwrap();
    let call = far.next_call().await;
    assert_eq!(call.headers["x-title"], "School");
    assert_eq!((&call.body["max_completion_tokens"], &call.body["reasoning_effort"]), (&json!(200), &json!("low")));
    assert!(call.body.get("temperature").is_none() && call.body.get("max_tokens").is_none());
    let mut keyless = far.provider(Dialect::OpenAi);
    keyless.key = None;
    open(keyless).unwrap().complete(&request()).await.unwrap();
    assert!(!far.next_call().await.headers.contains_key("authorization"));
}
