//! Files of conversations through the API.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use candor_core::roles::{Role, Scope};
use serde_json::json;

use super::house::{Answer, House};

async fn send(house: &House, token: &str, query: &str, body: &[u8], headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method("POST").uri(format!("/api/v1/conversations/1/files{query}"));
    request = request.header("authorization", format!("Bearer {token}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    house.send(request.body(Body::from(body.to_vec())).unwrap()).await
}

/// Query, body, headers, and what they are answered with.
type Case<'a> = (&'a str, &'a [u8], &'a [(&'a str, &'a str)], StatusCode, &'a str);

const BYTES: (&str, &str) = ("content-type", "application/octet-stream");

#[tokio::test]
async fn a_program_sends_a_file_and_opens_it_again() {
    let house = House::build().await;
    let token = house.owner().await;
    let early = send(&house, &token, "?name=offer.pdf", b"%PDF", &[BYTES]).await;
    assert_eq!((early.status, early.code()), (StatusCode::CONFLICT, "not_yours".into()));
    house.post("/conversations/1/take", &token, json!({})).await;
    let sent = send(&house, &token, "?name=..%2FOffer.pdf&text=Here", b"%PDF", &[BYTES]).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
    let newest = house.get("/conversations/1/messages?limit=1", &token).await.json();
    let line = &newest["items"][0];
    assert_eq!(line["file"], json!({ "kind": "document", "name": "Offer.pdf", "bytes": 4 }));
    assert_eq!((&line["author"], &line["delivery"]), (&json!("operator"), &json!("ready")));
    let opened = house.get(&format!("/conversations/1/files/{}", line["place"]), &token).await;
    assert_eq!((opened.status, opened.text.as_str()), (StatusCode::OK, "%PDF"));
    assert_eq!(opened.header("content-type"), "application/octet-stream");
    assert!(opened.header("content-disposition").starts_with("attachment; filename=\"Offer.pdf\""));
    assert!(opened.header("content-security-policy").contains("sandbox"));
    let none = house.get("/conversations/1/files/1", &token).await;
    assert_eq!((none.status, none.code()), (StatusCode::NOT_FOUND, "no_such_file".into()));
}

#[tokio::test]
async fn what_does_not_fit_is_refused_by_the_status_the_document_names() {
    let house = House::build().await;
    let token = house.owner().await;
    house.post("/conversations/1/take", &token, json!({})).await;
    let (json_body, form) = (("content-type", "application/json"), ("content-type", "multipart/form-data; boundary=x"));
    let long_text = format!("?name=a.txt&text={}", "a".repeat(1025));
    let long_name = format!("?name={}", "a".repeat(256));
    let large = vec![b'a'; candor_core::attachment::MAX_FILE_BYTES + 1];
    let cases: [Case<'_>; 11] = [
        ("?name=a.txt", b"x", &[], StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_bytes"),
        ("?name=a.txt", b"{}", &[json_body], StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_bytes"),
        ("?name=a.txt", b"--x--", &[form], StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_bytes"),
        ("", b"x", &[BYTES], StatusCode::BAD_REQUEST, "malformed"),
        ("?name=", b"x", &[BYTES], StatusCode::BAD_REQUEST, "malformed"),
        ("?name=a.txt&author=ai", b"x", &[BYTES], StatusCode::BAD_REQUEST, "malformed"),
        ("?name=a.txt", b"", &[BYTES], StatusCode::UNPROCESSABLE_ENTITY, "empty_file"),
        ("?name=a.exe", b"x", &[BYTES], StatusCode::UNPROCESSABLE_ENTITY, "program_file"),
        ("?name=a.txt", &large, &[BYTES], StatusCode::PAYLOAD_TOO_LARGE, "file_too_large"),
        (&long_text, b"x", &[BYTES], StatusCode::UNPROCESSABLE_ENTITY, "too_long"),
        (&long_name, b"x", &[BYTES], StatusCode::UNPROCESSABLE_ENTITY, "too_long"),
    ];
    for (query, body, headers, status, code) in cases {
        let answer = send(&house, &token, query, body, headers).await;
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{query} {headers:?}");
    }
}

#[tokio::test]
async fn a_file_with_a_key_is_sent_once_and_other_words_are_another_request() {
    let house = House::build().await;
    let token = house.owner().await;
    house.post("/conversations/1/take", &token, json!({})).await;
    let keyed = [BYTES, ("idempotency-key", "k1")];
    for _ in 0..2 {
        let sent = send(&house, &token, "?name=a.txt&text=one", b"x", &keyed).await;
        assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
    }
    let lines = house.get("/conversations/1/messages?limit=50", &token).await.json();
    let files = lines["items"].as_array().unwrap().iter().filter(|line| !line["file"].is_null()).count();
    assert_eq!(files, 1);
    let other = send(&house, &token, "?name=a.txt&text=two", b"x", &keyed).await;
    assert_eq!(other.code(), "key_used");
}

#[tokio::test]
async fn reading_and_answering_are_two_scopes_and_each_is_asked_for() {
    let house = House::build().await;
    let reader = house.token(Role::Owner, &[Scope::ReadConversations]).await;
    let writer = house.token(Role::Owner, &[Scope::Answer]).await;
    assert_eq!(send(&house, &reader, "?name=a.txt", b"x", &[BYTES]).await.code(), "out_of_scope");
    assert_eq!(house.get("/conversations/1/files/1", &writer).await.code(), "out_of_scope");
    assert_eq!(house.get("/conversations/1/files/1", &reader).await.code(), "no_such_file");
}
