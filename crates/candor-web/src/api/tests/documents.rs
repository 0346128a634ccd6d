//! Documents through the API.

use axum::http::{Method, StatusCode};
use candor_core::roles::{Role, Scope};
use serde_json::json;

use super::house::House;

#[tokio::test]
async fn a_document_is_taken_in_found_replaced_and_dropped() {
    let house = House::build().await;
    let token = house.owner().await;
    let text = "# Care of peonies\n\nPeonies like cool water. Cut the stems at a slant every second day.\n\n\
        ## Delivery\n\nA courier costs 777777 roubles beyond the ring road.";
    let body = json!({ "name": "care", "format": "markdown", "content": text });
    let taken = house.post("/documents", &token, body.clone()).await;
    assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.text);
    assert_eq!(taken.header("location"), "/api/v1/documents/care");
    assert_eq!(taken.json()["document"]["title"], "Care of peonies");
    assert_eq!(taken.json()["held_back"].as_array().unwrap().len(), 1, "a figure in no fact is not told");
    let found = house.get("/passages?q=How+do+I+care+for+peonies%3F", &token).await.json();
    assert_eq!(found["items"][0]["document"], "care", "{found}");

    house
        .post("/documents", &token, json!({ "name": "about", "format": "text", "content": "We bind flowers by hand." }))
        .await;
    let first = house.get("/documents?limit=1", &token).await.json();
    assert_eq!((&first["items"][0]["name"], &first["next"]), (&json!("about"), &json!("about")));
    let second = house.get("/documents?limit=1&cursor=about", &token).await.json();
    assert_eq!((&second["items"][0]["name"], &second["next"]), (&json!("care"), &json!(null)));

    let replaced = house
        .post("/documents", &token, json!({ "name": "care", "format": "text", "content": "Use cool water." }))
        .await;
    assert_eq!(replaced.json()["document"]["version"], 2);
    let dropped = house.ask(Method::DELETE, "/documents/care", &token, None, &[]).await;
    assert_eq!(dropped.status, StatusCode::NO_CONTENT);
    assert_eq!(house.get("/documents/care", &token).await.code(), "no_such_document");
}

#[tokio::test]
async fn a_file_that_is_none_is_refused_in_the_readers_language() {
    let house = House::build().await;
    let token = house.owner().await;
    for (format, content) in
        [("pdf", "not base64!"), ("pdf", "bm90IGEgcGRm"), ("docx", "bm90IGEgemlw"), ("text", "123")]
    {
        let body = json!({ "name": "file", "format": format, "content": content });
        let refused = house.post("/documents", &token, body).await;
        assert_eq!(
            (refused.status, refused.code()),
            (StatusCode::UNPROCESSABLE_ENTITY, "unfit".into()),
            "{format} {content}"
        );
    }
    let named = json!({ "name": "../etc", "format": "text", "content": "We bind flowers by hand." });
    assert_eq!(house.post("/documents", &token, named).await.code(), "bad_document_name");
    let reader = house.token(Role::Viewer, &[Scope::ReadDocuments]).await;
    let body = json!({ "name": "x", "format": "text", "content": "We bind flowers by hand." });
    assert_eq!(house.post("/documents", &reader, body).await.status, StatusCode::FORBIDDEN);
}
