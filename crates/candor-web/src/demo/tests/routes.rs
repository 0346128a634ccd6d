use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode},
};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::stage::{CHAT, HOSTILE, NOW, SCRIPT, Stage, connection, reasons};
use crate::{Readiness, demo::page::ASSETS, demo_router, headers::CONTENT_POLICY, service_router};

async fn ask(router: &Router, path: &str) -> (StatusCode, HeaderMap, Vec<u8>) {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let answer = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = answer.into_parts();
    (parts.status, parts.headers, to_bytes(body, 1 << 20).await.unwrap().to_vec())
}

async fn ask_json(router: &Router, path: &str) -> (StatusCode, Value) {
    let (status, headers, body) = ask(router, path).await;
    assert_eq!(headers["content-type"], "application/json", "{path}");
    (status, serde_json::from_slice(&body).unwrap())
}

fn live(after: i64) -> String {
    format!("/demo/live?connection={}&chat={CHAT}&after={after}", connection())
}

#[tokio::test]
async fn every_response_carries_the_headers() {
    let stage = Stage::build().await;
    let router = demo_router(stage.state.clone());
    let assets = ASSETS.iter().map(|asset| format!("/assets/{}", asset.path));
    let fixed = ["/", "/assets/none", "/assets/../Cargo.toml", "/demo/setup", "/demo/live", "/demo/health", "/healthz"];
    for path in assets.chain(fixed.map(str::to_owned)).chain([live(0)]) {
        let (_, headers, _) = ask(&router, &path).await;
        assert_eq!(headers["content-security-policy"], CONTENT_POLICY, "{path}");
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(headers["referrer-policy"], "same-origin", "{path}");
        assert_eq!(headers["cross-origin-resource-policy"], "same-origin", "{path}");
        assert!(headers.contains_key("cache-control"), "{path}");
    }
    let (_, headers, _) = ask(&service_router(Readiness::new(stage.store), None), "/readyz").await;
    assert_eq!(headers["content-security-policy"], CONTENT_POLICY);
}

#[tokio::test]
async fn the_page_and_its_files_are_served() {
    let stage = Stage::build().await;
    let router = demo_router(stage.state.clone());
    let (status, headers, body) = ask(&router, "/").await;
    assert_eq!((status, &headers["content-type"]), (StatusCode::OK, &"text/html; charset=utf-8".parse().unwrap()));
    assert!(body.starts_with(b"<!doctype html>"));
    for asset in ASSETS {
        let (status, headers, body) = ask(&router, &format!("/assets/{}", asset.path)).await;
        assert_eq!((status, body.as_slice()), (StatusCode::OK, asset.bytes), "{}", asset.path);
        assert_eq!(headers["content-type"], asset.media, "{}", asset.path);
    }
    for path in ["/assets/none", "/assets/demo/", "/assets/%2e%2e/Cargo.toml", "/assets/demo%2fmain.js%00"] {
        assert_eq!(ask(&router, path).await.0, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn the_setup_says_what_can_be_tried() {
    let stage = Stage::build().await;
    let router = demo_router(stage.state.clone());
    let (status, setup) = ask_json(&router, "/demo/setup").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(setup["run"], "run-1");
    let business = &setup["businesses"][0];
    assert_eq!(business["title"]["ru"], "Пион");
    assert_eq!(business["languages"][0], "en");
    assert_eq!(business["connection"], connection().as_str());
    assert_eq!(business["manager"]["id"], 99);
}

#[tokio::test]
async fn before_the_first_message_the_track_is_already_there() {
    let stage = Stage::build().await;
    let router = demo_router(stage.state.clone());
    let (status, seen) = ask_json(&router, &live(0)).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(seen["conversation"], Value::Null);
    assert_eq!(seen["entries"].as_array().unwrap().len(), 0);
    assert_eq!(seen["script"]["version"], 1);
    let script = candor_core::script::parse(SCRIPT).0.unwrap();
    let shown = seen["script"]["steps"].as_array().unwrap();
    assert_eq!(shown.len(), script.steps.len());
    assert_eq!((&shown[0]["id"], &shown[0]["next"]), (&json!(script.steps[0].id), &json!(script.steps[0].next)));
    assert!(seen["script"]["threshold"].as_f64().is_some());
}

#[tokio::test]
async fn a_turn_is_shown_with_its_reasons_and_what_became_of_its_words() {
    let stage = Stage::build().await;
    stage.play_turn(reasons()).await;
    let router = demo_router(stage.state.clone());
    let (_, seen) = ask_json(&router, &live(0)).await;
    let conversation = &seen["conversation"];
    assert_eq!(conversation["holder"]["holder"], "waiting");
    assert_eq!(conversation["has_opted_out"], false);
    assert_eq!(conversation["fields"]["day"]["words"], HOSTILE.replace('\0', ""));
    let entries = seen["entries"].as_array().unwrap();
    assert_eq!(entries[0]["author"]["kind"], "contact");
    assert_eq!(entries[0]["text"], HOSTILE.replace('\0', ""), "shown as it was written");
    assert_eq!(entries[0]["message_id"], 1);
    assert_eq!(entries[1]["kind"], "turn");
    assert_eq!(entries[1]["at"], NOW.millis());
    assert_eq!(entries[1]["reasons"]["strategy"], "script_80");
    assert_eq!(seen["outbox"][0]["state"], "ready");
    assert_eq!(seen["outbox"][0]["turn"], entries[1]["turn"]);
    assert_eq!(seen["outbox"][0]["purpose"], "reply");

    let last = entries[1]["seq"].as_i64().unwrap();
    let (_, later) = ask_json(&router, &live(last)).await;
    assert_eq!(later["entries"].as_array().unwrap().len(), 0, "only what is new");
    assert_eq!(later["outbox"].as_array().unwrap().len(), 1, "states change, so they always come whole");
}

#[tokio::test]
async fn an_opt_out_is_seen_at_once() {
    let stage = Stage::build().await;
    stage.play_turn(reasons()).await;
    stage.opt_out().await;
    let (_, seen) = ask_json(&demo_router(stage.state.clone()), &live(0)).await;
    assert_eq!(seen["conversation"]["has_opted_out"], true);
    assert_eq!(seen["outbox"][0]["state"], "cancelled");
}

#[tokio::test]
async fn what_cannot_be_answered_says_so() {
    let stage = Stage::build().await;
    let router = demo_router(stage.state.clone());
    let (status, answer) = ask_json(&router, "/demo/live?connection=cnn_other&chat=1").await;
    assert_eq!((status, &answer["error"]), (StatusCode::NOT_FOUND, &"there is no such connection in this demo".into()));
    for query in
        ["", "?connection=cnn_flower", "?connection=cnn_flower&chat=x", "?connection=cnn_flower&chat=1&after=y"]
    {
        let (status, answer) = ask_json(&router, &format!("/demo/live{query}")).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{query}");
        assert!(answer["error"].as_str().is_some_and(|sentence| !sentence.is_empty()), "{query}");
    }
}

#[tokio::test]
async fn health_counts_what_waits() {
    let stage = Stage::build().await;
    stage.play_turn(reasons()).await;
    let (status, health) = ask_json(&demo_router(stage.state.clone()), "/demo/health").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!((&health["outbox"]["ready"], &health["inbox"]["done"]), (&1.into(), &1.into()));
    assert_eq!(health["conversations"], 1);
}

#[tokio::test]
async fn a_change_at_the_desk_reaches_the_page_as_a_hint() {
    use futures_util::StreamExt as _;

    let stage = Stage::build().await;
    let router = demo_router(stage.state.clone());
    let request = Request::get("/demo/events").body(Body::empty()).unwrap();
    let answer = router.oneshot(request).await.unwrap();
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    let mut events = answer.into_body().into_data_stream();
    let first = events.next().await.unwrap().unwrap();
    assert!(String::from_utf8_lossy(&first).contains("event: changed"), "one at once");
    stage.play_turn(reasons()).await;
    let second =
        tokio::time::timeout(std::time::Duration::from_secs(10), events.next()).await.expect("a hint").unwrap();
    assert!(String::from_utf8_lossy(&second.unwrap()).contains("event: changed"));
}
