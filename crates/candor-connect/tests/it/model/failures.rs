//! What goes wrong between the desk and a provider, and what it is taken for. Alike in both dialects.

use std::time::Duration;

use candor_connect::model::{Dialect, ModelError, OpenError, Provider, open};
use serde_json::json;
use tokio::net::TcpListener;

use super::{
    far_side::{FarSide, SOON, answer_to, request},
    openai::said,
};
use crate::world::{Answer, DEADLINE};

const DIALECTS: [Dialect; 2] = [Dialect::OpenAi, Dialect::Anthropic];

async fn word_for(dialect: Dialect, answer: Answer) -> &'static str {
    answer_to(dialect, answer).await.unwrap_err().word()
}

#[tokio::test]
async fn a_provider_that_is_asked_too_fast_says_for_how_long_to_wait() {
    let limited =
        json!({"error": {"type": "rate_limit_error", "message": "…", "code": "rate_limit_exceeded"}}).to_string();
    let date = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nRetry-After: Sun, 06 Nov 1994 08:50:07 GMT\r\n";
    for dialect in DIALECTS {
        for (headers, seconds) in [("Retry-After: 20\r\n", 20), (date, 30), ("", 5)] {
            let error = answer_to(dialect, Answer::text(429, headers, &limited)).await.unwrap_err();
            assert_eq!(error, ModelError::RetryAfter(Duration::from_secs(seconds)));
        }
    }
}

#[tokio::test]
async fn a_provider_that_fails_is_down_whatever_its_page_says() {
    for dialect in DIALECTS {
        for status in [500, 502, 503, 529] {
            assert_eq!(word_for(dialect, Answer::text(status, "", "<html>Bad gateway</html>")).await, "down");
        }
        assert_eq!(word_for(dialect, Answer::text(503, "Retry-After: 7\r\n", "")).await, "rate_limited");
        let overloaded = json!({"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}});
        let error = answer_to(dialect, Answer::json(529, &overloaded)).await.unwrap_err();
        assert_eq!(error, ModelError::Down("HTTP 529, overloaded_error".to_owned()));
        assert_eq!(word_for(dialect, Answer::json(200, &overloaded)).await, "down", "inside a success");
        assert_eq!(word_for(dialect, Answer::Drop).await, "down");
        let half = b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{".to_vec();
        assert_eq!(word_for(dialect, Answer::BytesThenDrop(half)).await, "down");
    }
}

#[tokio::test]
async fn one_that_says_nothing_is_given_up_in_time() {
    for dialect in DIALECTS {
        let half = Answer::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{".to_vec());
        let far = FarSide::that_says([half, Answer::Hold]).await;
        let mut provider = far.provider(dialect);
        provider.timeout = SOON;
        let model = open(provider).unwrap();
        assert_eq!(model.complete(&request()).await.unwrap_err(), ModelError::TimedOut, "in the middle");
        assert_eq!(model.complete(&request()).await.unwrap_err(), ModelError::TimedOut, "from the beginning");
    }
}

#[tokio::test]
async fn a_giant_answer_is_not_read_to_its_end() {
    let text = "x".repeat(2 * 1024 * 1024);
    let declared = Answer::text(200, "", &said(&text).to_string());
    let undeclared = Answer::BytesThenDrop(format!("HTTP/1.1 200 OK\r\n\r\n{}", said(&text)).into_bytes());
    for answer in [declared, undeclared] {
        let error = answer_to(Dialect::OpenAi, answer).await.unwrap_err();
        assert_eq!(error, ModelError::BadAnswer("it is too long".to_owned()));
    }
    assert_eq!(word_for(Dialect::OpenAi, Answer::text(500, "", &text)).await, "down", "a refusal keeps its status");
}

#[tokio::test]
async fn what_is_not_json_or_not_text_is_no_answer() {
    for dialect in DIALECTS {
        for body in ["", "<html>Sign in</html>", "{\"choices\": [", "null"] {
            assert_eq!(word_for(dialect, Answer::text(200, "", body)).await, "bad_answer", "{body}");
        }
        let mut bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{\"a\":\"".to_vec();
        bytes.push(0xff);
        assert_eq!(word_for(dialect, Answer::Bytes(bytes)).await, "bad_answer");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let mut far = FarSide::that_says([]).await;
    let location = format!("Location: {}\r\n", far.url("/elsewhere"));
    for status in [301, 302, 307, 308] {
        let mut redirecting = FarSide::that_says([Answer::text(status, &location, "")]).await;
        let error = redirecting.model(Dialect::OpenAi).complete(&request()).await.unwrap_err();
        assert_eq!(error.word(), "misconfigured");
        assert_eq!(redirecting.calls_so_far(), 1);
    }
    assert_eq!(far.calls_so_far(), 0);
}

#[tokio::test]
async fn nobody_there_means_nothing_was_sent() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    for scheme in ["http", "https"] {
        let mut provider = Provider::new("fast", Dialect::OpenAi, &base.replace("http", scheme), "m");
        provider.allows_private_address = true;
        provider.timeout = DEADLINE;
        let error = open(provider).unwrap().complete(&request()).await.unwrap_err();
        assert_eq!(error.word(), "not_sent", "{error}");
    }
}

#[tokio::test]
async fn this_machine_is_called_only_where_the_owner_allowed_it() {
    let mut far = FarSide::that_says([]).await;
    let port = far.url("").rsplit_once(':').unwrap().1.to_owned();
    for base in
        [format!("http://127.0.0.1:{port}/v1"), format!("http://localhost:{port}/v1"), format!("https://[::1]:{port}")]
    {
        let refused = open(Provider::new("fast", Dialect::OpenAi, &base, "m")).err().unwrap();
        assert!(matches!(refused, OpenError::Address(_)), "{base}");
    }
    // A name says where it leads only when it is looked up.
    let by_name = Provider::new("fast", Dialect::Anthropic, &format!("https://localhost:{port}"), "m");
    let error = open(by_name).unwrap().complete(&request()).await.unwrap_err();
    assert_eq!(error.word(), "misconfigured");
    assert!(error.to_string().contains("on this machine or a private network"), "{error}");
    let mut metadata = Provider::new("fast", Dialect::OpenAi, "http://169.254.169.254/latest", "m");
    metadata.allows_private_address = true;
    assert!(matches!(open(metadata).err().unwrap(), OpenError::Address(_)));
    assert_eq!(far.calls_so_far(), 0);
}

#[tokio::test]
async fn a_name_that_was_allowed_is_called() {
    let far = FarSide::that_says([Answer::json(200, &said("Yes."))]).await;
    let mut provider = far.provider(Dialect::OpenAi);
    provider.base_url = far.url("/v1").replace("127.0.0.1", "localhost");
    assert_eq!(open(provider).unwrap().complete(&request()).await.unwrap().text, "Yes.");
}
