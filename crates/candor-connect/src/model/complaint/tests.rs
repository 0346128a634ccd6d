//! The bodies are those of the providers' documentation and of issues about them, shortened.

use serde_json::json;

use super::*;

fn under(status: u16, body: &Value) -> ModelError {
    Complaint::under(status, body.to_string().as_bytes()).error(None)
}

fn openai(kind: &str, code: &Value, message: &str) -> Value {
    json!({"error": {"message": message, "type": kind, "param": null, "code": code}})
}

#[test]
fn a_request_that_is_too_long_is_known_in_every_dialect() {
    let words = "This model's maximum context length is 8192 tokens. However, your messages resulted in 9001 tokens.";
    for (status, body) in [
        (400, openai("invalid_request_error", &json!("context_length_exceeded"), words)),
        (400, json!({"object": "error", "message": words, "type": "BadRequestError", "param": null, "code": 400})),
        (
            400,
            json!({"error": {"code": 400, "message": "the request exceeds the available context size", "type":
            "exceed_context_size_error", "n_prompt_tokens": 1407, "n_ctx": 256}}),
        ),
        (500, json!({"error": {"code": 500, "message": "…", "type": "exceed_context_size_error"}})),
        (
            400,
            json!({"type": "error", "error": {"type": "invalid_request_error",
            "message": "prompt is too long: 208310 tokens > 200000 maximum"}}),
        ),
        (
            413,
            json!({"type": "error", "error": {"type": "request_too_large", "message": "Request exceeds the maximum size"}}),
        ),
    ] {
        assert_eq!(under(status, &body), ModelError::TooLong, "{body}");
    }
    assert_eq!(Complaint::under(413, b"<html>").error(None), ModelError::TooLong);
}

#[test]
fn whom_to_ask_follows_from_the_status() {
    let none = Value::Null;
    let word = |status, kind: &str| under(status, &openai(kind, &none, "…")).word();
    assert_eq!(word(400, "invalid_request_error"), "misconfigured");
    assert_eq!(word(401, "authentication_error"), "unauthorized");
    assert_eq!(word(402, "billing_error"), "misconfigured");
    assert_eq!(word(403, "permission_error"), "unauthorized");
    assert_eq!(word(404, "not_found_error"), "misconfigured");
    assert_eq!(word(408, "timeout"), "timeout");
    assert_eq!(word(422, "invalid_parameters"), "misconfigured");
    assert_eq!(word(429, "rate_limit_error"), "rate_limited");
    assert_eq!(word(500, "api_error"), "down");
    assert_eq!(word(503, "server_error"), "down");
    assert_eq!(word(504, "timeout_error"), "timeout");
    assert_eq!(word(529, "overloaded_error"), "down");
    assert_eq!(word(302, ""), "misconfigured");
}

#[test]
fn a_filter_refuses_and_an_empty_account_asks_the_owner() {
    let azure = openai("", &json!("content_filter"), "The response was filtered");
    assert_eq!(under(400, &azure), ModelError::Refused);
    let openrouter = json!({"error": {"code": 403, "message": "flagged", "metadata": {"reasons": ["violence"]}}});
    assert_eq!(under(403, &openrouter), ModelError::Refused);
    let spent = openai("insufficient_quota", &json!("insufficient_quota"), "You exceeded your current quota");
    let anthropic = json!({"type": "error", "error": {"type": "invalid_request_error",
        "message": "Your credit balance is too low to access the Anthropic API."}});
    for error in
        [under(429, &spent), under(400, &anthropic), under(402, &openai("", &Value::Null, "Insufficient Balance"))]
    {
        assert!(error.to_string().contains("no credit left"), "{error}");
    }
}

#[test]
fn a_wait_that_was_asked_for_is_kept() {
    let wait = Some(Duration::from_secs(30));
    let error = |status| Complaint::under(status, b"").error(wait);
    assert_eq!(
        (error(429), error(503)),
        (ModelError::RetryAfter(Duration::from_secs(30)), ModelError::RetryAfter(Duration::from_secs(30)))
    );
    assert_eq!(Complaint::under(429, b"").error(None), ModelError::RetryAfter(Duration::from_secs(5)));
}

#[test]
fn an_error_inside_a_success_is_one() {
    let inside = |body: Value| Complaint::in_success(&body).map(|complaint| complaint.error(None).word());
    assert_eq!(inside(json!({"error": {"code": 502, "message": "Provider returned error"}})), Some("down"));
    assert_eq!(inside(json!({"error": {"code": 429, "message": "…"}})), Some("rate_limited"));
    assert_eq!(inside(json!({"error": {"message": "…", "type": "server_error"}})), Some("down"));
    assert_eq!(
        inside(json!({"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}})),
        Some("down")
    );
    assert_eq!(
        inside(json!({"type": "error", "error": {"type": "rate_limit_error", "message": "…"}})),
        Some("rate_limited")
    );
    assert_eq!(
        inside(json!({"object": "error", "message": "…", "type": "NotFoundError", "code": 404})),
        Some("misconfigured")
    );
    assert_eq!(inside(json!({"error": "model 'qwen' not found, try pulling it first"})), Some("down"));
    assert_eq!(inside(json!({"error": {"code": "429", "message": "…"}})), Some("rate_limited"));
    for none in [json!(null), json!(""), json!({}), json!(false)] {
        assert_eq!(inside(json!({"choices": [], "error": none})), None);
    }
}

#[test]
fn nothing_of_a_message_is_repeated_but_names_of_fields() {
    let body = openai(
        "invalid_request_error",
        &json!("sk-canary-1"),
        "Unsupported parameter: 'max_tokens' for canary +79991234567 at https://canary/v1. `temperature` is deprecated.",
    );
    let error = under(400, &body).to_string();
    assert!(!error.contains("canary") && !error.contains("7999"), "{error}");
    assert!(error.contains("HTTP 400, invalid_request_error; it speaks of max_tokens, temperature"), "{error}");
}
