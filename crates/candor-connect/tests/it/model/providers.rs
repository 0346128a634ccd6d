//! Answers as each provider that speaks OpenAI's words documents them, shortened by nothing that is read.

use candor_connect::model::Dialect;
use candor_core::model::{ModelReply, Stop, Tokens};
use serde_json::{Value, json};

use super::far_side::{answer_to, ok};

async fn read(body: Value) -> ModelReply {
    answer_to(Dialect::OpenAi, ok(body)).await.unwrap()
}

fn is(reply: &ModelReply, text: &str, stop: Stop, tokens: [u64; 3]) {
    let [prompt, cached, output] = tokens;
    assert_eq!((reply.text.as_str(), reply.stop), (text, stop));
    assert_eq!(reply.tokens, Tokens { prompt, cached, output });
}

#[tokio::test]
async fn openai_tells_what_came_from_its_cache() {
    let reply = read(json!({
        "id": "chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT", "object": "chat.completion", "created": 1741569952,
        "model": "gpt-5-mini-2025-08-07",
        "choices": [{"index": 0, "logprobs": null, "finish_reason": "stop", "message":
            {"role": "assistant", "content": "A lesson costs 500.", "refusal": null, "annotations": []}}],
        "usage": {"prompt_tokens": 2006, "completion_tokens": 300, "total_tokens": 2306,
            "prompt_tokens_details": {"cached_tokens": 1920, "audio_tokens": 0},
            "completion_tokens_details": {"reasoning_tokens": 192, "audio_tokens": 0}},
        "service_tier": "default", "system_fingerprint": null
    }))
    .await;
    is(&reply, "A lesson costs 500.", Stop::Done, [2006, 1920, 300]);
    assert_eq!(reply.model, "gpt-5-mini-2025-08-07");
}

#[tokio::test]
async fn a_refusal_is_one_and_its_words_are_not_the_answer() {
    let choice = |finish: &str, message: Value| {
        json!({"choices": [{"finish_reason": finish, "message": message}],
        "usage": {"prompt_tokens": 81, "completion_tokens": 11}})
    };
    let declined = json!({"role": "assistant", "content": null, "refusal": "I'm sorry, I cannot assist with that."});
    is(&read(choice("stop", declined)).await, "", Stop::Refused, [81, 0, 11]);
    let filtered = json!({"role": "assistant", "content": "Half a "});
    is(&read(choice("content_filter", filtered)).await, "Half a ", Stop::Refused, [81, 0, 11]);
}

#[tokio::test]
async fn an_answer_that_reached_its_limit_is_cut_off_even_without_a_word() {
    let choice = |content: Value| {
        json!({"choices": [{"finish_reason": "length", "message": {"content": content}}],
        "usage": {"prompt_tokens": 10, "completion_tokens": 300}})
    };
    is(&read(choice(json!("A lesson co"))).await, "A lesson co", Stop::Length, [10, 0, 300]);
    is(&read(choice(json!(""))).await, "", Stop::Length, [10, 0, 300]);
}

#[tokio::test]
async fn deepseeks_cache_is_counted_and_its_reasoning_is_not_the_answer() {
    let reply = read(json!({
        "id": "930c60df-bf64-41c9-a88e-3ec75f81e00e", "object": "chat.completion", "model": "deepseek-reasoner",
        "choices": [{"index": 0, "finish_reason": "stop", "message":
            {"role": "assistant", "reasoning_content": "He asks for the price.", "content": "500 a lesson."}}],
        "usage": {"prompt_tokens": 1600, "completion_tokens": 40, "total_tokens": 1640, "prompt_cache_hit_tokens": 1536,
            "prompt_cache_miss_tokens": 64, "completion_tokens_details": {"reasoning_tokens": 30}}
    }))
    .await;
    is(&reply, "500 a lesson.", Stop::Done, [1600, 1536, 40]);
}

#[tokio::test]
async fn deepseek_without_room_is_down() {
    let body = json!({"choices": [{"finish_reason": "insufficient_system_resource", "message": {"content": "5"}}]});
    assert_eq!(answer_to(Dialect::OpenAi, ok(body)).await.unwrap_err().word(), "down");
}

#[tokio::test]
async fn ollamas_thoughts_are_taken_off_in_both_ways_it_gives_them() {
    let message = |message: Value| {
        json!({
        "id": "chatcmpl-512", "object": "chat.completion", "created": 1752595200, "model": "qwen3:8b",
        "system_fingerprint": "fp_ollama", "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 26, "completion_tokens": 120, "total_tokens": 146}})
    };
    let apart = json!({"role": "assistant", "content": "500 a lesson.", "reasoning": "He asks for the price."});
    is(&read(message(apart)).await, "500 a lesson.", Stop::Done, [26, 0, 120]);
    let inside = json!({"role": "assistant", "content": "<think>\nHe asks for the price.\n</think>\n\n500 a lesson."});
    is(&read(message(inside)).await, "500 a lesson.", Stop::Done, [26, 0, 120]);
}

#[tokio::test]
async fn llama_cpp_is_read_with_its_timings() {
    let reply = read(json!({
        "choices": [{"finish_reason": "stop", "index": 0, "message": {"role": "assistant", "content": "500 a lesson."}}],
        "created": 1763700000, "model": "local", "system_fingerprint": "b7100-0", "object": "chat.completion",
        "usage": {"completion_tokens": 9, "prompt_tokens": 65, "total_tokens": 74}, "id": "chatcmpl-xyz",
        "timings": {"cache_n": 0, "prompt_n": 65, "prompt_ms": 881.7, "predicted_n": 9, "predicted_ms": 240.1}
    }))
    .await;
    is(&reply, "500 a lesson.", Stop::Done, [65, 0, 9]);
}

#[tokio::test]
async fn vllm_is_read_with_its_nulls() {
    let reply = read(json!({
        "id": "chatcmpl-4b1c", "object": "chat.completion", "created": 1763700000, "model": "Qwen/Qwen3-8B",
        "choices": [{"index": 0, "message": {"role": "assistant", "reasoning_content": null, "content": "500 a lesson.",
            "tool_calls": []}, "logprobs": null, "finish_reason": "stop", "stop_reason": null}],
        "usage": {"prompt_tokens": 65, "total_tokens": 74, "completion_tokens": 9, "prompt_tokens_details": null},
        "prompt_logprobs": null, "kv_transfer_params": null
    }))
    .await;
    is(&reply, "500 a lesson.", Stop::Done, [65, 0, 9]);
}

#[tokio::test]
async fn openrouter_is_read_and_its_error_inside_a_success_is_one() {
    let reply = read(json!({
        "id": "gen-1763700000-abc", "provider": "DeepInfra", "model": "mistralai/mistral-small", "object": "chat.completion",
        "choices": [{"logprobs": null, "finish_reason": "stop", "native_finish_reason": "stop", "index": 0, "message":
            {"role": "assistant", "content": "500 a lesson.", "refusal": null, "reasoning": null}}],
        "usage": {"prompt_tokens": 65, "completion_tokens": 9, "total_tokens": 74, "cost": 0.0001,
            "prompt_tokens_details": {"cached_tokens": 0}}
    }))
    .await;
    is(&reply, "500 a lesson.", Stop::Done, [65, 0, 9]);
    let complaint =
        json!({"code": 502, "message": "Provider returned error", "metadata": {"provider_name": "X", "raw": "…"}});
    for body in [
        json!({"error": complaint, "user_id": "user_1"}),
        json!({"choices": [{"finish_reason": "error", "message": {"content": "5"}, "error": complaint}]}),
    ] {
        assert_eq!(answer_to(Dialect::OpenAi, ok(body)).await.unwrap_err().word(), "down");
    }
}

#[tokio::test]
async fn content_in_parts_is_put_together() {
    let parts = json!([{"type": "thinking", "thinking": [{"type": "text", "text": "He asks."}]},
        {"type": "text", "text": "500 "}, {"type": "text", "text": "a lesson."}]);
    let body = json!({"choices": [{"finish_reason": "stop", "message": {"content": parts}}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 2}});
    is(&read(body).await, "500 a lesson.", Stop::Done, [1, 0, 2]);
}

#[tokio::test]
async fn a_provider_that_does_not_count_is_counted_by_a_guess() {
    let reply = read(json!({"choices": [{"message": {"content": "500 a lesson."}}]})).await;
    assert!(reply.tokens.prompt > 20 && reply.tokens.output == 7, "{:?}", reply.tokens);
    assert_eq!((reply.model.as_str(), reply.stop), ("model-1", Stop::Done));
}

#[tokio::test]
async fn what_is_no_answer_is_told_apart_from_an_empty_one() {
    for body in [
        json!({}),
        json!([]),
        json!({"choices": []}),
        json!({"choices": [{}]}),
        json!({"choices": [{"finish_reason": "stop", "message": {"content": " \n"}}]}),
        json!({"choices": [{"finish_reason": "tool_calls", "message": {"content": null, "tool_calls": [{"id": "1"}]}}]}),
    ] {
        let error = answer_to(Dialect::OpenAi, ok(body.clone())).await.unwrap_err();
        assert_eq!(error.word(), "bad_answer", "{body}");
    }
}
