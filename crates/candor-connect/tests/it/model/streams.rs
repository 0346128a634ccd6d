//! Answers that come piece by piece.

use candor_connect::model::{Dialect, Listening, Model, ModelError, open};
use candor_core::model::{Stop, Tokens};
use serde_json::{Value, json};

use super::{
    far_side::{FarSide, SOON, broken_stream, data, event, listen, ok, request, silent_stream, stream},
    openai::said,
};
use crate::world::Answer;

fn chunk(delta: Value, finish: Value) -> String {
    data(&json!({"id": "chatcmpl-1", "object": "chat.completion.chunk", "model": "gpt-5-mini-2025-08-07",
        "choices": [{"index": 0, "delta": delta, "logprobs": null, "finish_reason": finish}], "usage": null}))
}

fn words(text: &str) -> String {
    chunk(json!({"content": text}), Value::Null)
}

fn openai(pieces: &[&str]) -> Vec<String> {
    let first = chunk(json!({"role": "assistant", "content": "", "refusal": null}), Value::Null);
    std::iter::once(first).chain(pieces.iter().map(|piece| words(piece))).collect()
}

fn refs(pieces: &[String]) -> Vec<&str> {
    pieces.iter().map(String::as_str).collect()
}

fn anthropic(deltas: &[Value], stop: &str) -> Vec<String> {
    let usage = json!({"input_tokens": 20, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 1000, "output_tokens": 1});
    let message = json!({"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-sonnet-5", "content": [],
        "stop_reason": null, "stop_sequence": null, "usage": usage});
    let mut events = vec![
        event(&json!({"type": "message_start", "message": message})),
        event(&json!({"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}})),
        event(&json!({"type": "ping"})),
    ];
    events
        .extend(deltas.iter().map(|delta| event(&json!({"type": "content_block_delta", "index": 0, "delta": delta}))));
    events.push(event(&json!({"type": "content_block_stop", "index": 0})));
    events.push(event(&json!({"type": "something_new", "index": 0})));
    let delta = json!({"stop_reason": stop, "stop_sequence": null});
    events.push(event(&json!({"type": "message_delta", "delta": delta, "usage": {"output_tokens": 15}})));
    events.push(event(&json!({"type": "message_stop"})));
    events
}

fn text(text: &str) -> Value {
    json!({"type": "text_delta", "text": text})
}

#[tokio::test]
async fn openais_pieces_are_handed_over_as_they_come_and_counted_at_the_end() {
    let mut pieces = openai(&["500 ", "a ", "lesson."]);
    pieces.push(chunk(json!({}), json!("stop")));
    pieces.push(data(&json!({"model": "gpt-5-mini-2025-08-07", "choices": [], "usage": {"prompt_tokens": 1200,
        "completion_tokens": 9, "prompt_tokens_details": {"cached_tokens": 1024}}})));
    pieces.push("data: [DONE]\n\n".to_owned());
    let mut far = FarSide::that_says([stream(&refs(&pieces))]).await;
    let (heard, reply) = listen(&*far.model(Dialect::OpenAi), &request()).await;
    assert_eq!(heard, ["500 ", "a ", "lesson."]);
    let reply = reply.unwrap();
    assert_eq!((reply.text.as_str(), reply.stop), ("500 a lesson.", Stop::Done));
    assert_eq!(reply.tokens, Tokens { prompt: 1200, cached: 1024, output: 9 });
    assert_eq!(reply.model, "gpt-5-mini-2025-08-07");
    let body = far.next_call().await.body;
    assert_eq!((&body["stream"], &body["stream_options"]), (&json!(true), &json!({"include_usage": true})));
}

#[tokio::test]
async fn anthropics_events_are_read_pings_and_unknown_ones_passed_over() {
    let thinking = json!({"type": "thinking_delta", "thinking": "He asks."});
    let events = anthropic(&[thinking, text("500 "), text("a lesson.")], "end_turn");
    let mut far = FarSide::that_says([stream(&refs(&events))]).await;
    let (heard, reply) = listen(&*far.model(Dialect::Anthropic), &request()).await;
    assert_eq!(heard, ["500 ", "a lesson."]);
    let reply = reply.unwrap();
    assert_eq!(
        (reply.text.as_str(), reply.stop, reply.model.as_str()),
        ("500 a lesson.", Stop::Done, "claude-sonnet-5")
    );
    assert_eq!(reply.tokens, Tokens { prompt: 1020, cached: 1000, output: 15 });
    assert_eq!(far.next_call().await.body["stream"], json!(true));
}

#[tokio::test]
async fn the_input_of_a_forced_tool_and_a_refusal_come_in_pieces_as_well() {
    let part = |text: &str| json!({"type": "input_json_delta", "partial_json": text});
    let events = anthropic(&[part("{\"price\""), part(": true}")], "tool_use");
    let refused = anthropic(&[text("I ca")], "refusal");
    let far = FarSide::that_says([stream(&refs(&events)), stream(&refs(&refused))]).await;
    let model = far.model(Dialect::Anthropic);
    assert_eq!(listen(&*model, &request()).await.1.unwrap().text, "{\"price\": true}");
    assert_eq!(listen(&*model, &request()).await.1.unwrap().stop, Stop::Refused);
}

#[tokio::test]
async fn comments_keep_a_stream_alive_and_letters_may_be_divided() {
    let text = ": OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n".to_owned()
        + &words("Урок ")
        + &words("стоит 500 ₽.")
        + &chunk(json!({}), json!("stop"))
        + "data: [DONE]\n\n";
    // Every byte in a chunk of its own.
    let mut bytes =
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    for byte in text.bytes() {
        bytes.extend_from_slice(b"1\r\n");
        bytes.push(byte);
        bytes.extend_from_slice(b"\r\n");
    }
    let far = FarSide::that_says([Answer::Bytes(bytes)]).await;
    let (heard, reply) = listen(&*far.model(Dialect::OpenAi), &request()).await;
    assert_eq!(heard, ["Урок ", "стоит 500 ₽."]);
    assert_eq!(reply.unwrap().text, "Урок стоит 500 ₽.");
}

#[tokio::test]
async fn thoughts_are_not_handed_over_and_what_only_looked_like_them_is() {
    let done = |mut pieces: Vec<String>| {
        pieces.push(chunk(json!({}), json!("stop")));
        pieces
    };
    let thinking = done(openai(&["<thi", "nk>He as", "ks.</th", "ink>\n", "\n500", "."]));
    let short = done(openai(&["<thi"]));
    let apart =
        done(vec![chunk(json!({"content": null, "reasoning_content": "He asks."}), Value::Null), words("Yes.")]);
    let far = FarSide::that_says([stream(&refs(&thinking)), stream(&refs(&short)), stream(&refs(&apart))]).await;
    let model = far.model(Dialect::OpenAi);
    let (heard, reply) = listen(&*model, &request()).await;
    assert_eq!((heard, reply.unwrap().text), (vec!["500".to_owned(), ".".to_owned()], "500.".to_owned()));
    let (heard, reply) = listen(&*model, &request()).await;
    assert_eq!((heard, reply.unwrap().text), (vec!["<thi".to_owned()], "<thi".to_owned()));
    assert_eq!(listen(&*model, &request()).await.0, ["Yes."]);
}

#[tokio::test]
async fn whoever_has_heard_enough_hangs_up() {
    let pieces = openai(&["500 ", "a ", "lesson."]);
    let mut far = FarSide::that_says([silent_stream(&refs(&pieces))]).await;
    let model = far.model(Dialect::OpenAi);
    let mut heard = 0;
    let mut on_text = |_: &str| {
        heard += 1;
        if heard == 2 { Listening::Stop } else { Listening::GoOn }
    };
    let reply = model.stream(&request(), &mut on_text).await.unwrap();
    assert_eq!((reply.text.as_str(), reply.stop), ("500 a ", Stop::Length));
    assert!(reply.tokens.prompt > 0 && reply.tokens.output > 0, "an interrupted answer is not free");
    assert_eq!(heard, 2, "nothing is handed over after that");
    far.hung_up().await;
}

#[tokio::test]
async fn a_call_that_is_dropped_hangs_up() {
    let mut far = FarSide::that_says([Answer::Hold]).await;
    let model = far.model(Dialect::Anthropic);
    let call = tokio::spawn(async move { model.complete(&request()).await });
    far.next_call().await;
    call.abort();
    far.hung_up().await;
}

#[tokio::test]
async fn a_stream_that_breaks_off_is_no_answer_unless_all_that_matters_has_come() {
    let cut = openai(&["500 "]);
    let mut whole = cut.clone();
    whole.push(chunk(json!({}), json!("stop")));
    let mut events = anthropic(&[text("500 ")], "end_turn");
    events.truncate(5);
    let answers = [broken_stream(&refs(&cut)), stream(&refs(&cut)), broken_stream(&refs(&whole))];
    let far = FarSide::that_says(answers).await;
    let model = far.model(Dialect::OpenAi);
    for _ in 0..2 {
        let (heard, reply) = listen(&*model, &request()).await;
        assert_eq!((heard.len(), reply.unwrap_err().word()), (1, "down"));
    }
    assert_eq!(listen(&*model, &request()).await.1.unwrap().text, "500 ");
    let far = FarSide::that_says([broken_stream(&refs(&events)), stream(&refs(&events))]).await;
    for _ in 0..2 {
        assert_eq!(listen(&*far.model(Dialect::Anthropic), &request()).await.1.unwrap_err().word(), "down");
    }
}

#[tokio::test]
async fn a_stream_that_falls_silent_is_given_up() {
    for (dialect, pieces) in
        [(Dialect::OpenAi, openai(&["500 "])), (Dialect::Anthropic, anthropic(&[], "end_turn")[..3].to_vec())]
    {
        let far = FarSide::that_says([silent_stream(&refs(&pieces))]).await;
        let mut provider = far.provider(dialect);
        provider.silence = SOON;
        assert_eq!(listen(&*open(provider).unwrap(), &request()).await.1.unwrap_err(), ModelError::TimedOut);
    }
}

#[tokio::test]
async fn an_error_inside_a_stream_ends_it() {
    let mut openrouter = openai(&["500 "]);
    openrouter.push(data(&json!({"id": "cmpl-1", "object": "chat.completion.chunk", "model": "m", "provider": "X",
        "error": {"code": 429, "message": "Rate limit exceeded"}, "choices": [{"index": 0, "delta": {"content": ""},
        "finish_reason": "error"}]})));
    let mut vllm = openai(&["500 "]);
    vllm.push(data(&json!({"error": {"message": "…", "type": "InternalServerError", "param": null, "code": 500}})));
    let anthropic = [event(&json!({"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}))];
    for (dialect, pieces, word) in [
        (Dialect::OpenAi, &openrouter[..], "rate_limited"),
        (Dialect::OpenAi, &vllm[..], "down"),
        (Dialect::Anthropic, &anthropic[..], "down"),
    ] {
        let far = FarSide::that_says([silent_stream(&refs(pieces))]).await;
        assert_eq!(listen(&*far.model(dialect), &request()).await.1.unwrap_err().word(), word);
    }
}

#[tokio::test]
async fn a_stream_of_rubbish_is_no_answer() {
    let no_json = silent_stream(&["data: {\"choices\"\n\n"]);
    let no_text = {
        let mut bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: ".to_vec();
        bytes.extend_from_slice(b"\xff\n\n");
        Answer::BytesThenDrop(bytes)
    };
    let endless = silent_stream(&[&"x".repeat(1024 * 1024 + 1)]);
    let too_much = silent_stream(&refs(&openai(&[&"x".repeat(600_000), &"x".repeat(600_000)])));
    for answer in [no_json, no_text, endless, too_much] {
        let far = FarSide::that_says([answer]).await;
        assert_eq!(listen(&*far.model(Dialect::OpenAi), &request()).await.1.unwrap_err().word(), "bad_answer");
    }
}

#[tokio::test]
async fn a_provider_that_does_not_stream_answers_at_once() {
    let anthropic =
        json!({"type": "message", "content": [{"type": "text", "text": "Yes."}], "stop_reason": "end_turn"});
    for (dialect, body) in [(Dialect::OpenAi, said("Yes.")), (Dialect::Anthropic, anthropic)] {
        let far = FarSide::that_says([ok(body)]).await;
        let model: &dyn Model = &*far.model(dialect);
        let (heard, reply) = listen(model, &request()).await;
        assert_eq!((heard, reply.unwrap().text), (vec!["Yes.".to_owned()], "Yes.".to_owned()));
    }
}
