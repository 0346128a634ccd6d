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

#[tokio::test]
async fn conversations_are_found_by_words_names_and_tags() {
    let house = House::build().await;
    let token = house.owner().await;
    for second in 0..5 {
        house.stage.say(candor_core::message::Author::Contact, 5 + second, "Когда <b>доставите</b> розы?").await;
    }
    let found = house.get("/conversations?q=%D1%80%D0%BE%D0%B7%D0%B0&limit=2", &token).await.json();
    let items = found["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    assert_eq!((&items[0]["number"], &items[0]["found"]["place"]), (&json!(1), &json!(7)));
    assert_eq!(items[0]["found"]["author"], "contact");
    let pieces = items[0]["found"]["text"].as_array().unwrap();
    let hits: Vec<_> = pieces.iter().filter(|piece| piece["is_hit"] == true).map(|piece| &piece["text"]).collect();
    assert_eq!(hits, [&json!("розы")]);
    assert_eq!(pieces[0]["text"], "Когда <b>доставите</b> ");
    let next = found["next"].as_str().unwrap();
    let rest = house.get(&format!("/conversations?q=%D1%80%D0%BE%D0%B7%D0%B0&cursor={next}"), &token).await.json();
    assert_eq!((rest["items"].as_array().unwrap().len(), &rest["next"]), (3, &json!(null)));

    let named = house.get("/conversations?q=ev", &token).await.json();
    assert_eq!((&named["items"][0]["number"], &named["items"][0]["found"]), (&json!(1), &json!(null)));
    assert_eq!(house.get("/conversations?q=%231&limit=1", &token).await.json()["items"][0]["number"], 1);
    assert_eq!(house.get("/conversations?q=%D0%BF%D0%B8%D0%BE%D0%BD", &token).await.json()["items"], json!([]));
    let both = house.get("/conversations?q=a&changed_since=2026-01-01T00:00:00Z", &token).await;
    assert_eq!(both.status, StatusCode::BAD_REQUEST);
    assert_eq!(house.get("/conversations?q=a&cursor=x", &token).await.status, StatusCode::BAD_REQUEST);

    assert_eq!(house.get("/conversations?tag=vip", &token).await.json()["items"], json!([]));
    house.ask(Method::PATCH, "/leads/1", &token, Some(json!({ "add_tags": ["vip"] })), &[("if-match", "*")]).await;
    assert_eq!(house.get("/conversations?tag=vip", &token).await.json()["items"][0]["tags"], json!(["vip"]));
}
