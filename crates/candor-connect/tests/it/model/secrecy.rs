//! The key and the words of a request appear in no error, no log and no debug print, however the other side repeats them.

use std::error::Error;

use candor_connect::model::{Dialect, ModelError, open};
use serde_json::json;
use tokio::net::TcpListener;

use super::{
    far_side::{FarSide, KEY, SOON, WORDS, listen, request, silent_stream},
    openai::said,
};
use crate::{secrecy::Pages, world::Answer};

fn is_clean(text: &str) -> bool {
    let text = text.to_lowercase();
    !text.contains("canary") && !text.contains("79991234567") && !text.contains("127.0.0.1")
}

fn printed(error: &ModelError) -> String {
    format!("{error} | {error:?} | {error:#?} | {:?}", error.source())
}

async fn every_failure(dialect: Dialect) -> Vec<ModelError> {
    let echo = format!("wrong key {KEY} at http://127.0.0.1/v1 for {WORDS}");
    let json = |status| {
        let error = json!({"type": KEY, "code": WORDS, "message": echo, "param": echo, "metadata": {"raw": echo}});
        Answer::json(status, &json!({"type": "error", "error": error, "request_id": echo}))
    };
    let mut answers: Vec<Answer> =
        [200, 400, 401, 402, 403, 404, 408, 413, 422, 429, 500, 503, 529].into_iter().map(json).collect();
    answers.extend([
        Answer::text(400, "", &echo),
        Answer::text(500, "", &echo),
        Answer::text(200, "", &echo),
        Answer::text(302, &format!("Location: http://127.0.0.1:1/{KEY}\r\n"), &echo),
        Answer::text(404, "", &json!({"detail": echo}).to_string()),
        Answer::json(200, &json!({"choices": [{"finish_reason": "tool_calls", "message": {"content": echo}}]})),
        Answer::Drop,
        Answer::BytesThenDrop(format!("{echo}\r\n\r\n").into_bytes()),
        Answer::Hold,
    ]);
    let mut errors = Vec::new();
    for answer in answers {
        let far = FarSide::that_says([answer.clone(), answer]).await;
        let mut provider = far.provider(dialect);
        provider.timeout = SOON * 3;
        let model = open(provider).unwrap();
        errors.push(model.complete(&request()).await.unwrap_err());
        errors.push(listen(&*model, &request()).await.1.unwrap_err());
    }
    let far = FarSide::that_says([silent_stream(&[&format!("data: {echo}\n\n")])]).await;
    errors.push(listen(&*far.model(dialect), &request()).await.1.unwrap_err());
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = closed.local_addr().unwrap();
    drop(closed);
    for scheme in ["http", "https"] {
        let mut provider = far.provider(dialect);
        provider.base_url = format!("{scheme}://{address}/{KEY}");
        errors.push(open(provider).unwrap().complete(&request()).await.unwrap_err());
    }
    errors
}

#[tokio::test]
async fn the_key_of_a_model_and_what_it_was_asked_are_in_no_error() {
    for dialect in [Dialect::OpenAi, Dialect::Anthropic] {
        for error in every_failure(dialect).await {
            assert!(is_clean(&printed(&error)), "{}", printed(&error));
        }
    }
}

#[tokio::test]
async fn the_key_of_a_model_and_what_it_was_asked_are_in_no_log_even_at_the_finest_level() {
    let pages = Pages::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(pages.clone())
        .with_ansi(false)
        .finish();
    // The runtime of this test has one thread, so this catches what the client's background tasks say as well.
    let listening = tracing::subscriber::set_default(subscriber);
    for dialect in [Dialect::OpenAi, Dialect::Anthropic] {
        every_failure(dialect).await;
    }
    let far = FarSide::that_says([Answer::json(200, &said(WORDS))]).await;
    let reply = far.model(Dialect::OpenAi).complete(&request()).await.unwrap();
    drop(listening);
    let log = String::from_utf8(pages.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("model call"), "the log was caught: {log}");
    assert!(!log.to_lowercase().contains("canary") && !log.contains("79991234567"), "{log}");
    assert!(is_clean(&format!("{reply:?} {:?} {:?}", request(), far.provider(Dialect::OpenAi))));
}
