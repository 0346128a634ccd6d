//! Webhooks through the API.

use axum::http::{Method, StatusCode};
use candor_core::{event::EventKind, webhook::schedule::Trouble};
use candor_store::{DeliveryEnd, DeliveryTry};
use serde_json::{Value, json};

use super::house::{Answer, House};
use crate::stage::{NOW, business};

impl House {
    /// Makes a webhook; its path and what was answered.
    async fn hook(&self, token: &str) -> (String, Value) {
        let body = json!({ "url": "https://example.org/token", "kinds": ["*"], "note": "CRM" });
        let made = self.post("/webhooks", token, body).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        (made.header("location").trim_start_matches("/api/v1").to_owned(), made.json())
    }

    async fn patch(&self, path: &str, token: &str, version: &str, body: Value) -> Answer {
        self.ask(Method::PATCH, path, token, Some(body), &[("if-match", version)]).await
    }
}

#[tokio::test]
async fn a_webhook_is_made_changed_and_removed_and_its_secret_is_told_once() {
    let house = House::build().await;
    let token = house.owner().await;
    let (path, made) = house.hook(&token).await;
    let secret = made["secret"].as_str().unwrap();
    assert!(secret.starts_with("whsec_"), "{made}");
    let read = house.get(&path, &token).await;
    assert_eq!(read.json(), made["webhook"]);
    assert!(!read.text.contains("whsec_"));
    let version = read.header("etag").to_owned();
    let changed = house.patch(&path, &token, &version, json!({ "kinds": ["lead.changed"], "is_on": false })).await;
    assert_eq!((&changed.json()["kinds"], &changed.json()["is_on"]), (&json!(["lead.changed"]), &json!(false)));
    let lost = house.patch(&path, &token, &version, json!({ "note": "x" })).await;
    assert_eq!(lost.status, StatusCode::PRECONDITION_FAILED);
    let rotated = house.post(&format!("{path}/secret"), &token, json!({})).await.json();
    assert!(rotated["secret"].as_str().unwrap() != secret && rotated["webhook"]["old_secret_signs_until"].is_string());
    assert_eq!(house.get("/webhooks", &token).await.json()["items"].as_array().unwrap().len(), 1);
    let removed = house.ask(Method::DELETE, &path, &token, None, &[]).await;
    assert_eq!(removed.status, StatusCode::NO_CONTENT);
    assert_eq!(house.get(&path, &token).await.code(), "no_such_webhook");
    let log = house.stage.store.audit_log(&business(), None, 50).await.unwrap();
    assert!(!format!("{log:?}").contains("whsec_") && !format!("{log:?}").contains("org/token"));
}

#[tokio::test]
async fn a_webhook_made_twice_under_one_key_is_one_and_shows_no_secret_again() {
    let house = House::build().await;
    let token = house.owner().await;
    let body = json!({ "url": "https://example.org/", "kinds": ["*"] });
    let once = [("idempotency-key", "k1")];
    let first = house.ask(Method::POST, "/webhooks", &token, Some(body.clone()), &once).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text);
    let again = house.ask(Method::POST, "/webhooks", &token, Some(body), &once).await;
    assert_eq!((again.status, again.code()), (StatusCode::CONFLICT, "shown_once".into()));
    assert_eq!(house.get("/webhooks", &token).await.json()["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_no_webhook_can_be_is_refused_with_why() {
    let house = House::build().await;
    let token = house.owner().await;
    for (url, code) in [
        ("https://127.0.0.1/", "bad_webhook_address"),
        ("http://example.org/", "bad_webhook_address"),
        ("nowhere", "bad_webhook_address"),
    ] {
        let refused = house.post("/webhooks", &token, json!({ "url": url, "kinds": ["*"] })).await;
        assert_eq!((refused.status, refused.code()), (StatusCode::UNPROCESSABLE_ENTITY, code.into()), "{url}");
    }
    let nothing = house.post("/webhooks", &token, json!({ "url": "https://example.org/", "kinds": [] })).await;
    assert_eq!(nothing.code(), "nothing_wanted");
    let unknown =
        house.post("/webhooks", &token, json!({ "url": "https://example.org/", "kinds": ["lead.lost"] })).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_log_shows_what_was_delivered_and_what_failed_is_delivered_once_more() {
    let house = House::build().await;
    let token = house.owner().await;
    let (path, _) = house.hook(&token).await;
    for _ in 0..3 {
        assert_eq!(house.post(&format!("{path}/try"), &token, json!({})).await.status, StatusCode::OK);
    }
    let due = house.desk.store.claim_delivery(NOW, 1_000).await.unwrap().unwrap();
    let tried = DeliveryTry { status: None, trouble: Some(Trouble::TimedOut), millis: 9, end: DeliveryEnd::Failed };
    assert!(house.desk.store.settle_delivery(&due, tried, None, NOW).await.unwrap());
    let page = house.get(&format!("{path}/deliveries?limit=2"), &token).await.json();
    assert_eq!(page["items"].as_array().unwrap().len(), 2);
    let next = page["next"].as_str().unwrap();
    let last = house.get(&format!("{path}/deliveries?limit=2&cursor={next}"), &token).await.json();
    assert_eq!((&last["items"][0]["state"], &last["items"][0]["trouble"]), (&json!("failed"), &json!("timed_out")));
    assert_eq!(last["items"][0]["kind"], EventKind::Ping.word());
    let waits = page["items"][0]["id"].as_str().unwrap();
    let early = house.post(&format!("{path}/deliveries/{waits}/replay"), &token, json!({})).await;
    assert_eq!(early.code(), "delivery_not_settled");
    let failed = last["items"][0]["id"].as_str().unwrap();
    let again = house.post(&format!("{path}/deliveries/{failed}/replay"), &token, json!({})).await.json();
    assert_eq!((&again["state"], &again["id"]), (&json!("ready"), &json!(failed)));
    let none = house.post(&format!("{path}/replay"), &token, json!({ "hours": 24 })).await;
    assert_eq!(none.code(), "nothing_failed");
    assert_eq!(
        house.post(&format!("{path}/deliveries/msg_0/replay"), &token, json!({})).await.code(),
        "no_such_delivery"
    );
}
