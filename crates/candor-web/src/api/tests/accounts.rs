//! Another token for a bot, through the API.

use std::sync::Arc;

use axum::http::{Method, StatusCode};
use candor_core::roles::{Deed, Role, Scope};
use serde_json::json;

use super::house::House;
use crate::{
    Configured,
    panel::connections::tests::{Process, TOKEN},
    stage::{business, connection},
};

const PATH: &str = "/accounts/cnn_flower/token";

async fn house() -> (House, Arc<Process>) {
    let process = Arc::new(Process::default());
    let configured = Configured { file: None, settings: Vec::new(), backup: String::new() };
    (House::configured(configured, Some(process.clone())).await, process)
}

#[tokio::test]
async fn another_token_of_the_same_bot_is_kept_used_at_once_and_told_to_nobody() {
    let (house, process) = house().await;
    let token = house.owner().await;
    let key = [("idempotency-key", "once")];
    for _ in 0..2 {
        let body = json!({ "token": format!(" {TOKEN}\n") });
        let renewed = house.ask(Method::POST, PATH, &token, Some(body), &key).await;
        assert_eq!((renewed.status, &renewed.json()["bot"]), (StatusCode::OK, &json!("peony_bot")), "{}", renewed.text);
        assert!(!renewed.text.contains("canary"), "{}", renewed.text);
    }
    // The process is told again, as whoever asked may have gone before it was; with one key it is kept once.
    assert_eq!(*process.0.lock().unwrap(), [(connection(), TOKEN.to_owned()), (connection(), TOKEN.to_owned())]);
    assert_eq!(house.stage.store.token(&connection()).await.unwrap().unwrap().expose(), TOKEN);
    let log = house.stage.store.audit_log(&business(), None, 20).await.unwrap();
    let renewals: Vec<_> = log.iter().filter(|line| line.record.deed == Deed::EditConnections).collect();
    assert_eq!(renewals.len(), 1);
    assert!(!format!("{log:?}").contains("canary"));
}

#[tokio::test]
async fn whatever_is_wrong_with_a_token_is_said_with_what_to_do_and_the_token_is_not_repeated() {
    let (house, process) = house().await;
    let token = house.owner().await;
    let cases = [
        ("no token", 422, "bot_not_a_token", "Copy it again from @BotFather"),
        ("7:unknown-canary", 422, "bot_unknown", "Copy it again from @BotFather"),
        ("8:other", 422, "other_bot", "@peony_bot"),
        ("away", 503, "bot_unreachable", "Check its connection to the internet"),
        ("slowly", 503, "bot_too_often", "Wait 7 seconds. Try again after that."),
    ];
    for (pasted, status, code, wanted) in cases {
        let refused = house.post(PATH, &token, json!({ "token": pasted })).await;
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (status, code), "{}", refused.text);
        let detail = refused.json()["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains(wanted) && !detail.contains("canary"), "{detail}");
    }
    assert_eq!(house.post(PATH, &token, json!({ "token": "slowly" })).await.header("retry-after"), "7");
    let elsewhere = house.post("/accounts/cnn_else/token", &token, json!({ "token": TOKEN })).await;
    assert_eq!((elsewhere.status, elsewhere.code().as_str()), (StatusCode::NOT_FOUND, "no_such_bot"));
    let bare = [json!(TOKEN), json!([TOKEN]), json!({ "token": [TOKEN] }), json!({ "token": TOKEN.repeat(200) })];
    for body in bare {
        let refused = house.post(PATH, &token, body).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        assert!(!refused.text.contains("canary"), "{}", refused.text);
    }
    assert!(house.stage.store.token(&connection()).await.unwrap().is_none());
    assert!(process.0.lock().unwrap().is_empty());
}

#[tokio::test]
async fn who_may_not_change_connections_renews_no_token() {
    let (house, _) = house().await;
    let token = house.token(Role::Manager, &Scope::ALL).await;
    let refused = house.post(PATH, &token, json!({ "token": TOKEN })).await;
    assert_eq!((refused.status, refused.code().as_str()), (StatusCode::FORBIDDEN, "may_not"));
}

#[tokio::test]
async fn a_token_that_is_set_at_the_start_is_not_replaced_by_a_program() {
    let house = House::build().await;
    let token = house.owner().await;
    let refused = house.post(PATH, &token, json!({ "token": TOKEN })).await;
    assert_eq!((refused.status, refused.code().as_str()), (StatusCode::CONFLICT, "token_set_elsewhere"));
    assert!(refused.text.contains("CANDOR_BOT_TOKEN"), "{}", refused.text);
    assert!(house.stage.store.token(&connection()).await.unwrap().is_none());
}
