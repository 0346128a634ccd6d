//! Who is let do what, how often, and once.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};
use candor_core::{
    ids::OperatorId,
    roles::{Deed, Role, Scope},
};
use serde_json::json;

use super::house::House;
use crate::{api::Endpoint, headers, heard, router::endpoints, stage::business};

/// A path of an endpoint with something in every blank.
fn filled(endpoint: &Endpoint) -> String {
    let parts = endpoint.path.split('/').map(|part| if part.starts_with('{') { "1" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

fn if_match(endpoint: &Endpoint) -> Vec<(&'static str, &'static str)> {
    if endpoint.is_versioned { vec![("if-match", "\"1\"")] } else { Vec::new() }
}

#[tokio::test]
async fn nobody_is_answered_without_a_token_that_holds() {
    let house = House::build().await;
    let ended = house.token(Role::Owner, &Scope::ALL).await;
    assert_eq!(house.ask(Method::DELETE, "/token", &ended, None, &[]).await.status, StatusCode::NO_CONTENT);
    let old = house.token(Role::Owner, &Scope::ALL).await;
    house.clock.advance_millis(7 * 24 * 3600 * 1000);
    for endpoint in endpoints() {
        let path = filled(&endpoint);
        for token in ["", "candor_0000", &ended, &old] {
            let answer = house.ask(endpoint.method.clone(), &path, token, None, &[]).await;
            let is_slowed = answer.status == StatusCode::TOO_MANY_REQUESTS;
            assert!(is_slowed || answer.status == StatusCode::UNAUTHORIZED, "{} {path}", endpoint.method);
            assert!(!answer.text.contains("candor_0000"), "a token is not said back");
        }
    }
}

#[tokio::test]
async fn every_endpoint_asks_both_the_role_and_the_scope() {
    let house = House::build().await;
    for endpoint in endpoints() {
        let Some(scope) = endpoint.need.scope else { continue };
        let (path, headers) = (filled(&endpoint), if_match(&endpoint));
        let others: Vec<Scope> = Scope::ALL.into_iter().filter(|other| *other != scope).collect();
        let token = house.token(Role::Owner, &others).await;
        let answer = house.ask(endpoint.method.clone(), &path, &token, Some(json!({})), &headers).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::FORBIDDEN, "out_of_scope".into()), "{path}");
        for role in Role::ALL.into_iter().filter(|role| !role.may(endpoint.need.deed)) {
            let token = house.token(role, &Scope::ALL).await;
            let answer = house.ask(endpoint.method.clone(), &path, &token, Some(json!({})), &headers).await;
            assert_eq!((answer.status, answer.code()), (StatusCode::FORBIDDEN, "may_not".into()), "{role:?} {path}");
        }
        for role in Role::ALL.into_iter().filter(|role| role.may(endpoint.need.deed)) {
            let token = house.token(role, &[scope]).await;
            let answer = house.ask(endpoint.method.clone(), &path, &token, Some(json!({})), &headers).await;
            assert_ne!(answer.status, StatusCode::FORBIDDEN, "{role:?} {path}: {}", answer.text);
            assert!(answer.status.as_u16() < 500, "{role:?} {path}: {}", answer.text);
        }
    }
}

#[tokio::test]
async fn what_only_reads_changes_nothing() {
    let house = House::build().await;
    for endpoint in endpoints() {
        let reads = endpoint.method == Method::GET;
        let scope = endpoint.need.scope.map(Scope::is_reading);
        assert!(
            scope.is_none_or(|scope_reads| scope_reads == reads || reads_by_post(endpoint.path)),
            "{}",
            endpoint.path
        );
        if reads {
            let _ = house.get(&filled(&endpoint), &house.owner().await).await;
        }
    }
    let log = house.stage.store.audit_log(&business(), None, 1000).await.unwrap();
    // What leaves the house is written down, though it changes nothing.
    let expected = [Deed::IssueTokens, Deed::ExportAll];
    assert!(log.iter().all(|line| expected.contains(&line.record.deed)), "{log:?}");
}

/// What is asked with a body and keeps nothing.
fn reads_by_post(path: &str) -> bool {
    ["/drafts/check", "/drafts/try"].contains(&path)
}

#[tokio::test]
async fn who_leaves_the_staff_takes_their_programs_along() {
    let house = House::build().await;
    let token = house.token(Role::Owner, &Scope::ALL).await;
    house.join(Role::Owner, "another").await;
    assert_eq!(house.get("/token", &token).await.status, StatusCode::OK);
    let staff = house.stage.store.operators(&business()).await.unwrap();
    let maker = staff.iter().find(|member| member.name != "another").unwrap();
    let removed = candor_store::OperatorChange::Removed(maker.id.clone());
    let changes = candor_store::Changes { operators: vec![removed], ..Default::default() };
    house.stage.store.apply(&business(), changes, crate::stage::NOW).await.unwrap();
    assert_eq!(house.get("/token", &token).await.code(), "unknown_token");
}

#[tokio::test]
async fn who_lost_their_token_or_their_role_while_a_body_came_does_nothing() {
    let house = House::build().await;
    let (demoted, gone) = (house.owner().await, house.owner().await);
    house.join(Role::Owner, "another").await;
    let send = async |token: &str, maker: &str, becomes: Option<Role>| {
        let (store, id) = (house.stage.store.clone(), OperatorId::from_stored(format!("opr_{maker}")));
        let change = match becomes {
            Some(role) => candor_store::OperatorChange::Role(id, role),
            None => candor_store::OperatorChange::Removed(id),
        };
        // The head was read, and whoever sent it let in; then they change, and then the body comes.
        let body = futures_util::stream::once(async move {
            let changes = candor_store::Changes { operators: vec![change], ..Default::default() };
            store.apply(&business(), changes, crate::stage::NOW).await.unwrap();
            Ok::<_, std::convert::Infallible>("{ \"text\": \"likes roses\" }")
        });
        let request = Request::builder()
            .method(Method::POST)
            .uri("/api/v1/conversations/1/notes")
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", "application/json");
        house.send(request.body(Body::from_stream(body)).unwrap()).await
    };
    let demoted = send(&demoted, "owner0", Some(Role::Viewer)).await;
    assert_eq!((demoted.status, demoted.code()), (StatusCode::FORBIDDEN, "may_not".into()));
    let gone = send(&gone, "owner1", None).await;
    assert_eq!((gone.status, gone.code()), (StatusCode::UNAUTHORIZED, "unknown_token".into()));
    let line = house.stage.store.conversation_numbered(&business(), 1).await.unwrap().unwrap();
    assert!(line.conversation.conversation.lead.notes.is_empty());
}

#[tokio::test]
async fn two_equal_requests_at_once_with_one_key_are_answered_alike() {
    let house = House::build().await;
    let token = house.owner().await;
    let key = [("idempotency-key", "a-1")];
    let stop = || house.ask(Method::POST, "/conversations/1/stop", &token, Some(json!({})), &key);
    let (one, other) = tokio::join!(stop(), stop());
    assert_eq!((one.status, other.status), (StatusCode::OK, StatusCode::OK), "{} {}", one.text, other.text);
}

#[tokio::test]
async fn the_same_request_with_the_same_key_is_done_once() {
    let house = House::build().await;
    let token = house.owner().await;
    let note = json!({ "text": "likes roses" });
    let key = [("idempotency-key", "a-1")];
    for _ in 0..3 {
        let answer = house.ask(Method::POST, "/conversations/1/notes", &token, Some(note.clone()), &key).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    }
    let other = json!({ "text": "likes tulips" });
    let answer = house.ask(Method::POST, "/conversations/1/notes", &token, Some(other.clone()), &key).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::UNPROCESSABLE_ENTITY, "key_used".into()));
    let line = house.stage.store.conversation_numbered(&business(), 1).await.unwrap().unwrap();
    assert_eq!(line.conversation.conversation.lead.notes.len(), 1);
    // Another program has keys of its own, and another key is another request.
    let stranger = house.owner().await;
    house.ask(Method::POST, "/conversations/1/notes", &stranger, Some(other.clone()), &key).await;
    house.ask(Method::POST, "/conversations/1/notes", &token, Some(other), &[("idempotency-key", "a-2")]).await;
    let line = house.stage.store.conversation_numbered(&business(), 1).await.unwrap().unwrap();
    assert_eq!(line.conversation.conversation.lead.notes.len(), 3);
}

#[tokio::test]
async fn a_program_that_asks_too_often_is_told_when_it_may_again() {
    let house = House::build().await;
    let (token, other) = (house.owner().await, house.owner().await);
    let mut answers = 0;
    let refused = loop {
        let answer = house.get("/token", &token).await;
        if answer.status != StatusCode::OK {
            break answer;
        }
        assert!(answer.header("ratelimit").contains("r="), "{answer:?}");
        answers += 1;
    };
    assert_eq!((answers, refused.status, refused.header("retry-after")), (120, StatusCode::TOO_MANY_REQUESTS, "1"));
    assert_eq!(refused.code(), "too_often");
    assert_eq!(house.get("/token", &other).await.status, StatusCode::OK, "nobody pays for another");
    house.clock.advance_millis(1000);
    assert_eq!(house.get("/token", &token).await.status, StatusCode::OK);
}

#[tokio::test]
async fn garbage_is_answered_with_what_is_wrong() {
    let house = House::build().await;
    let token = house.owner().await;
    let asked = |path: &str, media: &str, body: Vec<u8>| {
        let request = Request::builder().method(Method::POST).uri(format!("/api/v1{path}"));
        let request = request.header("authorization", format!("bearer {token}")).header("content-type", media);
        request.body(Body::from(body)).unwrap()
    };
    for (media, body, code) in [
        ("text/plain", b"{}".to_vec(), "not_json"),
        ("application/json", b"{".to_vec(), "malformed"),
        ("application/json", vec![0xff, 0xfe], "malformed"),
        ("application/json", b"[]".to_vec(), "unfit"),
        ("application/json", b"{\"text\": 5}".to_vec(), "unfit"),
        ("application/json", b"{\"text\": \"a\", \"html\": true}".to_vec(), "unfit"),
        ("application/json", b"{\"text\": \" \"}".to_vec(), "empty_note"),
        ("application/json", vec![b' '; (1 << 20) + 1], "too_large"),
        ("application/json", "[".repeat(100_000).into_bytes(), "unfit"),
    ] {
        let answer = house.send(asked("/conversations/1/notes", media, body.clone())).await;
        assert_eq!(answer.code(), code, "{media} {}", body.len());
        assert!(answer.status.is_client_error());
    }
    for path in [
        "/conversations?limit=0",
        "/conversations?limit=201",
        "/conversations?cursor=x",
        "/conversations?x=1",
        "/conversations?limit=1&limit=2",
    ] {
        assert_eq!(house.get(path, &token).await.code(), "malformed", "{path}");
    }
    for path in ["/conversations/x", "/conversations/99999999999999999999", "/no/such/thing", "/"] {
        assert_eq!(house.get(path, &token).await.code(), "missing", "{path}");
    }
}

#[tokio::test]
async fn problems_are_told_in_the_language_that_was_asked_for() {
    let house = House::build().await;
    let token = house.owner().await;
    let russian = [("accept-language", "ru-RU,ru;q=0.9")];
    let answer = house.ask(Method::GET, "/conversations/77", &token, None, &russian).await;
    assert_eq!(answer.code(), "no_such_conversation");
    assert!(answer.json()["detail"].as_str().unwrap().starts_with("Разговора с номером 77 нет"), "{}", answer.text);
}

#[tokio::test]
async fn every_answer_of_the_api_carries_the_headers() {
    let house = House::build().await;
    let token = house.owner().await;
    // Giving the token up would end the test of everything after it.
    for endpoint in endpoints().into_iter().filter(|endpoint| endpoint.path != "/token") {
        for token in ["", &token] {
            let answer = house.ask(endpoint.method.clone(), &filled(&endpoint), token, None, &[]).await;
            for (name, value) in headers::FIXED {
                assert_eq!(answer.header(name.as_str()), value, "{name} {}", endpoint.path);
            }
            assert_eq!(answer.header("access-control-allow-origin"), "", "{}", endpoint.path);
            // A stream says so itself, in words that forbid keeping as well.
            assert!(answer.header("cache-control").starts_with("no-"), "{} {answer:?}", endpoint.path);
        }
    }
}

#[tokio::test]
async fn what_the_api_refuses_is_in_the_log_without_the_token() {
    let house = House::build().await;
    let (token, id) = {
        let token = house.token(Role::Viewer, &[Scope::ReadLeads]).await;
        let id = house.get("/token", &token).await.json()["id"].as_str().unwrap().to_owned();
        (token, id)
    };
    let (log, _heard) = heard::listen();
    house.get("/conversations", "candor_0000").await;
    house.get("/conversations", &token).await;
    let told = log.text();
    assert!(told.contains("endpoint=\"/conversations\" from=") && told.contains(&format!("token={id}")), "{told}");
    assert!(!told.contains("candor_0000") && !told.contains(&token), "{told}");
}

#[tokio::test]
async fn behind_a_proxy_wrong_tokens_are_counted_by_whom_the_proxy_saw() {
    let house = House::build().await;
    for _ in 0..120 {
        house.ask(Method::GET, "/token", "candor_0000", None, &[("x-forwarded-for", "9.9.9.9, 1.2.3.4")]).await;
    }
    for (seen, status) in
        [("8.8.8.8, 1.2.3.4", StatusCode::TOO_MANY_REQUESTS), ("1.2.3.4, 5.6.7.8", StatusCode::UNAUTHORIZED)]
    {
        let answer = house.ask(Method::GET, "/token", "candor_0000", None, &[("x-forwarded-for", seen)]).await;
        assert_eq!(answer.status, status, "{seen}");
    }
}
