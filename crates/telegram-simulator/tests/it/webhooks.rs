//! Webhooks: setting, delivering, retrying, replying.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use telegram_simulator::{NewUser, Receipt, Simulator};

use crate::bench::{Bench, SOON};

/// Status, `Retry-After` and body of an answer.
type Reply = (u16, Option<u64>, String);

/// An update and the secret token it came with.
type Seen = (Value, Option<String>);

/// A web server of a bot: answers what it was told to, then 200, and remembers what came.
#[derive(Clone, Default)]
struct Hook {
    replies: Arc<Mutex<VecDeque<Reply>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
    /// While held, nobody is answered.
    gate: Arc<tokio::sync::Mutex<()>>,
}

impl Hook {
    async fn start(&self) -> String {
        let hook = self.clone();
        let routes = axum::Router::new().fallback(move |headers: HeaderMap, body: Bytes| {
            let hook = hook.clone();
            async move { hook.take(&headers, &body).await }
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        url
    }

    async fn take(&self, headers: &HeaderMap, body: &[u8]) -> Response {
        let secret = headers.get("X-Telegram-Bot-Api-Secret-Token").map(|value| value.to_str().unwrap().to_owned());
        self.seen.lock().unwrap().push((serde_json::from_slice(body).unwrap(), secret));
        let _open = self.gate.lock().await;
        let (status, retry_after, body) =
            self.replies.lock().unwrap().pop_front().unwrap_or((200, None, String::new()));
        let mut response = (StatusCode::from_u16(status).unwrap(), body).into_response();
        if let Some(seconds) = retry_after {
            response.headers_mut().insert("Retry-After", seconds.into());
        }
        response
    }

    fn reply(&self, status: u16, retry_after: Option<u64>, body: &str) {
        self.replies.lock().unwrap().push_back((status, retry_after, body.to_owned()));
    }

    fn texts(&self) -> Vec<String> {
        let seen = self.seen.lock().unwrap();
        seen.iter().map(|(update, _)| update["message"]["text"].as_str().unwrap_or("-").to_owned()).collect()
    }
}

async fn drained(bench: &Bench) {
    let is_drained = |simulator: &Simulator| (simulator.pending_updates(bench.bot.id) == 0).then_some(());
    bench.simulator.wait_for(SOON, is_drained).await.unwrap();
}

#[tokio::test]
async fn updates_are_posted_with_the_secret_token_and_acknowledged_by_200() {
    let bench = Bench::new().await;
    let hook = Hook::default();
    let url = hook.start().await;
    bench.simulator.user_sends(bench.bot.id, bench.anna, "before").unwrap();
    bench.ok("setWebhook", json!({ "url": url, "secret_token": "s3_cret-" })).await;
    bench.simulator.user_sends(bench.bot.id, bench.anna, "after").unwrap();
    drained(&bench).await;
    assert_eq!(hook.texts(), ["before", "after"]);
    assert!(hook.seen.lock().unwrap().iter().all(|(_, secret)| secret.as_deref() == Some("s3_cret-")));
    let info = bench.ok("getWebhookInfo", json!({})).await;
    crate::bench::fits("WebhookInfo", &info);
    assert_eq!((&info["url"], &info["pending_update_count"]), (&json!(url), &json!(0)));
    assert!(info.get("last_error_message").is_none());
    let last = bench.simulator.acknowledged(bench.bot.id).pop().unwrap();
    assert!(last.how.is_by_bot());
}

#[tokio::test]
async fn what_was_refused_comes_again_with_the_same_id_and_in_order() {
    let bench = Bench::new().await;
    let hook = Hook::default();
    let url = hook.start().await;
    hook.reply(500, None, "");
    bench.simulator.user_sends_many(bench.bot.id, bench.anna, "m{n}", 3).unwrap();
    bench.ok("setWebhook", json!({ "url": url })).await;
    drained(&bench).await;
    assert_eq!(hook.texts(), ["m1", "m1", "m2", "m3"]);
    {
        let seen = hook.seen.lock().unwrap();
        assert_eq!(seen[0].0, seen[1].0);
    }
    let info = bench.ok("getWebhookInfo", json!({})).await;
    assert_eq!(info["last_error_message"], "Wrong response from the webhook: 500 Internal Server Error");
    assert_eq!(info["last_error_date"], crate::bench::START_OF_TIME);
}

#[tokio::test]
async fn further_retries_wait_longer_and_longer_on_the_simulators_clock() {
    let bench = Bench::new().await;
    let hook = Hook::default();
    let url = hook.start().await;
    hook.reply(500, None, "");
    hook.reply(503, None, "");
    hook.reply(429, Some(30), "");
    bench.simulator.user_sends(bench.bot.id, bench.anna, "again").unwrap();
    bench.ok("setWebhook", json!({ "url": url })).await;
    let failed = |words: &'static str| {
        let http = bench.http.clone();
        let url = bench.url("getWebhookInfo");
        async move {
            let deadline = tokio::time::Instant::now() + SOON;
            loop {
                let info: Value = http.get(&url).send().await.unwrap().json().await.unwrap();
                if info["result"]["last_error_message"] == words {
                    return;
                }
                assert!(tokio::time::Instant::now() < deadline, "{info}");
                tokio::task::yield_now().await;
            }
        }
    };
    failed("Wrong response from the webhook: 503 Service Unavailable").await;
    assert_eq!(hook.texts().len(), 2, "the first retry came at once");
    bench.simulator.advance(Duration::from_secs(2));
    failed("Wrong response from the webhook: 429 Too Many Requests").await;
    bench.simulator.advance(Duration::from_secs(29));
    assert_eq!(bench.simulator.pending_updates(bench.bot.id), 1, "Retry-After is honoured");
    bench.simulator.advance(Duration::from_secs(1));
    drained(&bench).await;
    assert_eq!(hook.texts().len(), 4);
}

#[tokio::test]
async fn an_outage_holds_deliveries_back_until_it_ends() {
    let bench = Bench::new().await;
    let hook = Hook::default();
    let url = hook.start().await;
    bench.ok("setWebhook", json!({ "url": url })).await;
    bench.simulator.set_outage(true);
    bench.simulator.user_sends(bench.bot.id, bench.anna, "meanwhile").unwrap();
    assert_eq!(bench.get("stats").await["pending_updates"], 1);
    assert!(hook.texts().is_empty());
    bench.simulator.set_outage(false);
    drained(&bench).await;
    assert_eq!(hook.texts(), ["meanwhile"]);
}

#[tokio::test]
async fn one_chat_waits_for_its_own_updates_only() {
    let bench = Bench::new().await;
    let hook = Hook::default();
    let url = hook.start().await;
    let boris = bench.simulator.add_user(NewUser::named("Boris")).unwrap();
    let closed = hook.gate.clone().lock_owned().await;
    for text in ["a1", "a2"] {
        bench.simulator.user_sends(bench.bot.id, bench.anna, text).unwrap();
    }
    bench.simulator.user_sends(bench.bot.id, boris, "b1").unwrap();
    bench.ok("setWebhook", json!({ "url": url })).await;
    let deadline = tokio::time::Instant::now() + SOON;
    while hook.texts().len() < 2 {
        assert!(tokio::time::Instant::now() < deadline);
        tokio::task::yield_now().await;
    }
    let mut under_way = hook.texts();
    under_way.sort();
    assert_eq!(under_way, ["a1", "b1"], "a2 waits for a1, b1 waits for nobody");
    drop(closed);
    drained(&bench).await;
    assert_eq!(hook.texts().len(), 3);
}

#[tokio::test]
async fn a_method_in_the_reply_is_executed_and_some_are_not() {
    let bench = Bench::new().await;
    let hook = Hook::default();
    let url = hook.start().await;
    let reply = json!({ "method": "sendMessage", "chat_id": bench.anna, "text": "by reply" });
    hook.reply(200, None, &reply.to_string());
    hook.reply(200, None, r#"{"method":"deleteWebhook"}"#);
    hook.reply(200, None, "not json");
    bench.ok("setWebhook", json!({ "url": url })).await;
    bench.simulator.user_sends_many(bench.bot.id, bench.anna, "m{n}", 3).unwrap();
    drained(&bench).await;
    let is_sent = |simulator: &Simulator| simulator.delivered(bench.bot.id).first().cloned();
    let sent = bench.simulator.wait_for(SOON, is_sent).await.unwrap();
    assert_eq!((sent.text.as_str(), sent.receipt), ("by reply", Receipt::Webhook));
    assert_eq!(bench.ok("getWebhookInfo", json!({})).await["url"], url);
}

#[tokio::test]
async fn wrong_urls_and_secret_tokens_are_refused() {
    let bench = Bench::new().await;
    let set = |url: &str, secret: String| bench.call("setWebhook", json!({ "url": url, "secret_token": secret }));
    let url = "http://127.0.0.1:9/hook";
    set(url, "a b".into()).await.refused(400, "Bad Request: secret token contains unallowed characters");
    set(url, "a".repeat(257)).await.refused(400, "Bad Request: secret token is too long");
    set("ftp://127.0.0.1/", String::new()).await.refused(400, "Bad Request: invalid webhook URL specified");
    set("nonsense", String::new()).await.refused(400, "Bad Request: invalid webhook URL specified");
}

#[tokio::test]
async fn setting_the_same_again_changes_nothing_and_deleting_returns_to_polling() {
    let bench = Bench::new().await;
    let set = || bench.call("setWebhook", json!({ "url": "http://127.0.0.1:9/hook", "allowed_updates": ["message"] }));
    assert_eq!(set().await.body["description"], "Webhook was set");
    assert_eq!(set().await.body["description"], "Webhook is already set");
    assert_eq!(bench.ok("getWebhookInfo", json!({})).await["allowed_updates"], json!(["message"]));
    bench.simulator.user_sends(bench.bot.id, bench.anna, "kept").unwrap();
    assert_eq!(bench.call("deleteWebhook", json!({})).await.body["description"], "Webhook was deleted");
    assert_eq!(bench.call("deleteWebhook", json!({})).await.body["description"], "Webhook is already deleted");
    assert_eq!(bench.ok("getUpdates", json!({})).await[0]["message"]["text"], "kept");
    bench.ok("deleteWebhook", json!({ "drop_pending_updates": true })).await;
    assert_eq!(bench.ok("getUpdates", json!({})).await, json!([]));
    assert_eq!(bench.ok("getWebhookInfo", json!({})).await["url"], "");
}

#[tokio::test]
async fn an_endpoint_that_is_gone_for_23_hours_loses_its_webhook() {
    let bench = Bench::new().await;
    let hook = Hook::default();
    let url = hook.start().await;
    for _ in 0..100 {
        hook.reply(410, None, "");
    }
    bench.ok("setWebhook", json!({ "url": url })).await;
    bench.simulator.user_sends(bench.bot.id, bench.anna, "x").unwrap();
    let is_removed = |simulator: &Simulator| simulator.bots()[0].webhook_url.is_none();
    for _ in 0..30 {
        let before = hook.texts().len();
        let is_done = |simulator: &Simulator| (is_removed(simulator) || hook.texts().len() > before).then_some(());
        bench.simulator.wait_for(SOON, is_done).await.unwrap();
        bench.simulator.advance(Duration::from_secs(3600));
    }
    let until = |simulator: &Simulator| is_removed(simulator).then_some(());
    bench.simulator.wait_for(SOON, until).await.unwrap();
}
