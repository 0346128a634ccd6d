//! Saved answers, drafts and conversations put aside through the API.

use axum::http::{Method, StatusCode};
use candor_core::roles::{Role, Scope};
use serde_json::json;

use super::house::House;
use crate::stage::{NOW, business};

#[tokio::test]
async fn a_saved_answer_is_made_read_changed_and_removed() {
    let house = House::build().await;
    let token = house.owner().await;
    assert_eq!(house.get("/templates", &token).await.json()["items"], json!([]));
    let body = json!({ "title": "Greeting", "en": "Hello, {name}!", "ru": "Здравствуйте, {name}!" });
    let made = house.post("/templates", &token, body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let path = made.header("location").trim_start_matches("/api/v1").to_owned();
    let read = house.get(&path, &token).await;
    assert_eq!((read.json(), read.header("etag")), (made.json(), made.header("etag")));
    let version = read.header("etag").to_owned();

    let blind = house.ask(Method::PATCH, &path, &token, Some(json!({ "en": null })), &[]).await;
    assert_eq!(blind.status, StatusCode::PRECONDITION_REQUIRED);
    let matched = [("if-match", version.as_str())];
    let changed = house.ask(Method::PATCH, &path, &token, Some(json!({ "en": null })), &matched).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.text);
    assert_eq!((&changed.json()["en"], &changed.json()["title"]), (&json!(null), &json!("Greeting")));
    assert_eq!((&changed.json()["ru"], &changed.json()["version"]), (&json!("Здравствуйте, {name}!"), &json!(2)));
    for method in [Method::PATCH, Method::DELETE] {
        let body = (method == Method::PATCH).then(|| json!({ "title": "Late" }));
        let late = house.ask(method, &path, &token, body, &matched).await;
        assert_eq!((late.status, late.code()), (StatusCode::PRECONDITION_FAILED, "outdated".into()));
    }
    let emptied = json!({ "ru": null });
    let matched = [("if-match", changed.header("etag"))];
    let emptied = house.ask(Method::PATCH, &path, &token, Some(emptied), &matched).await;
    assert_eq!((emptied.status, emptied.code()), (StatusCode::UNPROCESSABLE_ENTITY, "bad_template".into()));
    let removed = house.ask(Method::DELETE, &path, &token, None, &[]).await;
    assert_eq!(removed.status, StatusCode::NO_CONTENT, "{}", removed.text);
    assert_eq!(house.get(&path, &token).await.code(), "no_such_template");
    let log = house.stage.store.audit_log(&business(), None, 20).await.unwrap();
    let acts = log.iter().filter(|line| line.record.deed == candor_core::roles::Deed::EditTemplates);
    assert_eq!(acts.count(), 3);
}

#[tokio::test]
async fn what_no_saved_answer_can_be_is_refused_with_why() {
    let house = House::build().await;
    let token = house.owner().await;
    for body in [
        json!({ "title": " ", "en": "x" }),
        json!({ "title": "a" }),
        json!({ "title": "a", "en": "Hi {surname}" }),
        json!({ "title": "a".repeat(61), "en": "x" }),
        json!({ "title": "a", "ru": "я".repeat(4001) }),
    ] {
        let refused = house.post("/templates", &token, body).await;
        assert_eq!((refused.status, refused.code()), (StatusCode::UNPROCESSABLE_ENTITY, "bad_template".into()));
    }
    let key = [("idempotency-key", "t-1")];
    let body = json!({ "title": "Once", "en": "Hi" });
    let first = house.ask(Method::POST, "/templates", &token, Some(body.clone()), &key).await;
    let again = house.ask(Method::POST, "/templates", &token, Some(body), &key).await;
    assert_eq!(first.json(), again.json());
    assert_eq!(house.get("/templates", &token).await.json()["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn saved_answers_have_scopes_of_their_own_and_viewers_only_read_them() {
    let house = House::build().await;
    let body = json!({ "title": "Greeting", "en": "Hello" });
    let reads = house.token(Role::Manager, &[Scope::ReadTemplates]).await;
    assert_eq!(house.get("/templates", &reads).await.status, StatusCode::OK);
    assert_eq!(house.post("/templates", &reads, body.clone()).await.code(), "out_of_scope");
    let writes = house.token(Role::Manager, &[Scope::WriteTemplates]).await;
    assert_eq!(house.post("/templates", &writes, body.clone()).await.status, StatusCode::CREATED);
    let viewer = house.token(Role::Viewer, &Scope::ALL).await;
    assert_eq!(house.get("/templates", &viewer).await.status, StatusCode::OK);
    assert_eq!(house.post("/templates", &viewer, body).await.code(), "may_not");
}

#[tokio::test]
async fn a_conversation_is_put_aside_and_taken_back() {
    let house = House::build().await;
    let token = house.owner().await;
    let aside = async |wanted: &str| {
        let path = format!("/conversations?aside={wanted}");
        house.get(&path, &token).await.json()["items"].as_array().unwrap().len()
    };
    assert_eq!((aside("true").await, aside("false").await), (0, 1));
    // An hour from now.
    let until = json!({ "until": "2026-09-21T17:13:20+02:00" });
    assert_eq!(NOW.to_string(), "2026-09-21T14:13:20Z");
    let put = house.post("/conversations/1/snooze", &token, until).await;
    assert_eq!(put.status, StatusCode::OK, "{}", put.text);
    assert_eq!(put.json()["snoozed_until"], "2026-09-21T15:13:20.000Z");
    assert_eq!(put.json()["holder"], "waiting", "who is called for is called for still");
    assert_eq!((aside("true").await, aside("false").await), (1, 0));
    assert_eq!(house.get("/conversations", &token).await.json()["items"].as_array().unwrap().len(), 1);
    let back = house.ask(Method::DELETE, "/conversations/1/snooze", &token, None, &[]).await;
    assert_eq!(back.status, StatusCode::NO_CONTENT, "{}", back.text);
    assert_eq!(house.get("/conversations/1", &token).await.json()["snoozed_until"], json!(null));
    let twice = house.ask(Method::DELETE, "/conversations/1/snooze", &token, None, &[]).await;
    assert_eq!((twice.status, twice.code()), (StatusCode::CONFLICT, "not_aside".into()));
    for (until, code) in [("2026-09-21T14:13:20Z", "bad_time"), ("2028-01-01T00:00:00Z", "bad_time"), ("soon", "unfit")]
    {
        let refused = house.post("/conversations/1/snooze", &token, json!({ "until": until })).await;
        assert_eq!((refused.status, refused.code()), (StatusCode::UNPROCESSABLE_ENTITY, code.into()), "{until}");
    }
    let reads = house.token(Role::Manager, &[Scope::ReadConversations]).await;
    let refused = house.post("/conversations/1/snooze", &reads, json!({ "until": "2026-09-21T15:13:20Z" })).await;
    assert_eq!(refused.code(), "out_of_scope");
    let log = house.stage.store.audit_log(&business(), None, 20).await.unwrap();
    assert_eq!(log.iter().filter(|line| line.record.deed == candor_core::roles::Deed::Snooze).count(), 2);
}

#[tokio::test]
async fn a_draft_is_for_whoever_holds_the_conversation_and_needs_the_scope_of_answering() {
    let house = House::build().await;
    let token = house.owner().await;
    let early = house.post("/conversations/1/draft", &token, json!({})).await;
    assert_eq!((early.status, early.code()), (StatusCode::CONFLICT, "not_yours".into()));
    house.post("/conversations/1/take", &token, json!({})).await;
    let before = house.get("/conversations/1", &token).await;
    let draft = house.post("/conversations/1/draft", &token, json!({})).await;
    assert_eq!(draft.status, StatusCode::OK, "{}", draft.text);
    let told = draft.json();
    assert!(told["outcome"].is_string() && told["reasons"]["strategy"].is_string(), "{told}");
    assert_eq!(told["is_limited"], false);
    assert_eq!(told["text"].is_string(), told["outcome"] == "words", "{told}");
    assert_eq!(house.get("/conversations/1", &token).await.header("etag"), before.header("etag"), "nothing changed");
    let scopes = [Scope::ReadConversations, Scope::WriteConversations];
    let other = house.token(Role::Manager, &scopes).await;
    assert_eq!(house.post("/conversations/1/draft", &other, json!({})).await.code(), "out_of_scope");
    assert_eq!(house.post("/conversations/9/draft", &token, json!({})).await.code(), "no_such_conversation");
}

#[tokio::test]
async fn a_summary_is_for_whoever_may_take_over_and_needs_the_scope_of_answering() {
    let house = House::build().await;
    let token = house.owner().await;
    let before = house.get("/conversations/1", &token).await;
    let summary = house.post("/conversations/1/summary", &token, json!({})).await;
    assert_eq!(summary.status, StatusCode::OK, "{}", summary.text);
    let told = summary.json();
    assert_eq!(
        (&told["writer"], &told["model"], &told["because"]),
        (&json!("code"), &json!(null), &json!("not_named"))
    );
    let points = told["points"].as_array().unwrap();
    assert!((1..=5).contains(&points.len()), "{told}");
    let lines = house.get("/conversations/1/messages", &token).await.json();
    let places: Vec<&serde_json::Value> =
        lines["items"].as_array().unwrap().iter().map(|line| &line["place"]).collect();
    let proving = points.iter().flat_map(|point| point["places"].as_array().unwrap());
    assert!(proving.chain([&told["up_to"], &told["from"]]).all(|place| places.contains(&place)), "{told} {lines}");
    assert_eq!(house.get("/conversations/1", &token).await.header("etag"), before.header("etag"), "nothing changed");
    let russian = [("accept-language", "ru")];
    let russian = house.ask(Method::POST, "/conversations/1/summary", &token, Some(json!({})), &russian).await.json();
    assert!(russian["points"].to_string().contains("Последнее"), "{russian}");
    let other = house.token(Role::Manager, &[Scope::ReadConversations, Scope::WriteConversations]).await;
    assert_eq!(house.post("/conversations/1/summary", &other, json!({})).await.code(), "out_of_scope");
    let viewer = house.token(Role::Viewer, &Scope::ALL).await;
    assert_eq!(house.post("/conversations/1/summary", &viewer, json!({})).await.code(), "may_not");
    assert_eq!(house.post("/conversations/9/summary", &token, json!({})).await.code(), "no_such_conversation");
    let log = house.stage.store.audit_log(&business(), None, 20).await.unwrap();
    assert_eq!(log.iter().filter(|line| line.record.deed == candor_core::roles::Deed::SumUp).count(), 2);
}
