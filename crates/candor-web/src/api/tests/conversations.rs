//! Conversations through the API.

use axum::http::{Method, StatusCode};
use candor_core::roles::{Role, Scope};
use futures_util::StreamExt as _;
use serde_json::json;

use super::house::House;
use crate::stage::{HOSTILE, business};

#[tokio::test]
async fn a_conversation_is_found_read_taken_answered_and_given_back() {
    let house = House::build().await;
    let token = house.owner().await;
    let listed = house.get("/conversations?holder=waiting&unread=true", &token).await.json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    assert_eq!(listed["items"][0]["number"], 1);
    assert_eq!(house.get("/conversations?holder=operator", &token).await.json()["items"], json!([]));

    let said = house.get("/conversations/1/messages", &token).await.json();
    let lines = said["items"].as_array().unwrap();
    let contact = lines.iter().find(|line| line["author"] == "contact").unwrap();
    assert_eq!(contact["text"], HOSTILE.replace('\0', ""), "what was written arrives as text");
    assert!(lines.iter().any(|line| line["kind"] == "turn" && line["reasons"]["strategy"] == "script_80"));

    let early = house.post("/conversations/1/messages", &token, json!({ "text": "Hello" })).await;
    assert_eq!((early.status, early.code()), (StatusCode::CONFLICT, "not_yours".into()));
    let taken = house.post("/conversations/1/take", &token, json!({})).await.json();
    assert_eq!((&taken["holder"], &taken["operator"]["id"]), (&json!("operator"), &json!("opr_owner0")));
    let answered = house.post("/conversations/1/messages", &token, json!({ "text": "Hello" })).await;
    assert_eq!(answered.status, StatusCode::CREATED);
    let newest = house.get("/conversations/1/messages?limit=1", &token).await.json();
    assert_eq!(newest["items"][0]["author"], "operator");
    assert_eq!(newest["items"][0]["delivery"], "ready");
    assert!(newest["next"].is_string());

    let manager = house.token(Role::Manager, &Scope::ALL).await;
    let theirs = house.post("/conversations/1/take", &manager, json!({})).await;
    assert_eq!(theirs.code(), "held_by_other");
    let given = house.post("/conversations/1/release", &token, json!({})).await.json();
    assert_eq!(given["holder"], "desk");
    let log = house.stage.store.audit_log(&business(), None, 20).await.unwrap();
    let take = log.iter().find(|line| line.record.deed == candor_core::roles::Deed::Take).unwrap();
    assert!(take.record.after["token"].as_str().unwrap().starts_with("tok_"), "{take:?}");
}

#[tokio::test]
async fn nobody_who_opted_out_is_written_to() {
    let house = House::build().await;
    let token = house.owner().await;
    house.stage.opt_out().await;
    house.post("/conversations/1/take", &token, json!({})).await;
    let answer = house.post("/conversations/1/messages", &token, json!({ "text": "Come back" })).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
    assert_eq!(house.get("/conversations/1", &token).await.json()["contact"]["is_opted_out"], true);
}

#[tokio::test]
async fn pages_follow_each_other_without_a_gap() {
    let house = House::build().await;
    let token = house.owner().await;
    let mut path = "/conversations/1/messages?limit=1".to_owned();
    let mut places = Vec::new();
    loop {
        let page = house.get(&path, &token).await.json();
        places.extend(page["items"].as_array().unwrap().iter().map(|line| line["place"].as_i64().unwrap()));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/conversations/1/messages?limit=1&cursor={next}");
    }
    assert!(places.windows(2).all(|pair| pair[0] == pair[1] + 1), "{places:?}");
    assert_eq!(places.last(), Some(&1));
}

#[tokio::test]
async fn what_is_known_is_not_sent_again() {
    let house = House::build().await;
    let token = house.owner().await;
    let read = house.get("/conversations/1", &token).await;
    let tag = read.header("etag").to_owned();
    let again = house.ask(Method::GET, "/conversations/1", &token, None, &[("if-none-match", &tag)]).await;
    assert_eq!((again.status, again.text.as_str()), (StatusCode::NOT_MODIFIED, ""));
    house.post("/conversations/1/notes", &token, json!({ "text": "likes roses" })).await;
    let changed = house.ask(Method::GET, "/conversations/1", &token, None, &[("if-none-match", &tag)]).await;
    assert_eq!(changed.status, StatusCode::OK);
}

#[tokio::test]
async fn who_was_away_hears_what_changed_since() {
    let house = House::build().await;
    let token = house.owner().await;
    let mut events = house.listen("/events?after=0", &token).await.into_data_stream();
    let first = String::from_utf8(events.next().await.unwrap().unwrap().to_vec()).unwrap();
    assert!(first.contains("event: conversation.changed") && first.contains("{\"number\":1,\"version\":1}"), "{first}");
    house.post("/conversations/1/take", &token, json!({})).await;
    let second = String::from_utf8(events.next().await.unwrap().unwrap().to_vec()).unwrap();
    assert!(second.contains("{\"number\":1,\"version\":2}") && !second.contains("\"version\":1}"), "{second}");
}

#[tokio::test]
async fn who_may_not_listen_any_more_hears_nothing_more() {
    let house = House::build().await;
    let (listener, other) = (house.owner().await, house.owner().await);
    let mut events = house.listen("/events?after=0", &listener).await.into_data_stream();
    assert!(events.next().await.is_some());
    house.ask(Method::DELETE, "/token", &listener, None, &[]).await;
    house.post("/conversations/1/take", &other, json!({})).await;
    assert!(events.next().await.is_none(), "the stream ends with the token");
}
