//! The desk, its bots and its group through the API.

use axum::http::{Method, StatusCode};
use candor_core::{ids::ChatId, roles::Deed};
use candor_store::{Changes, DemandedOf, DeskChange};
use serde_json::{Value, json};

use super::house::House;
use crate::stage::{NOW, business, connection};

#[tokio::test]
async fn the_desk_is_let_rest_and_goes_on() {
    let house = House::build().await;
    let token = house.owner().await;
    let before = house.get("/desk", &token).await.json();
    assert_eq!(before, json!({ "is_paused": false, "paused_at": null, "paused_by": null, "waiting": 1 }));
    for _ in 0..2 {
        let paused = house.post("/desk/pause", &token, json!({})).await.json();
        assert_eq!((&paused["is_paused"], &paused["paused_by"]), (&json!(true), &json!("owner0")));
    }
    assert_eq!(house.post("/desk/resume", &token, json!({})).await.json(), before);
    let log = house.stage.store.audit_log(&business(), None, 20).await.unwrap();
    assert_eq!(
        log.iter().filter(|line| line.record.deed == Deed::PauseDesk).count(),
        2,
        "what changes nothing is no deed"
    );
}

#[tokio::test]
async fn a_bot_is_told_with_what_waits_and_without_its_token() {
    let house = House::build().await;
    house.stage.store.keep_token(&connection(), "7:SECRET").await.unwrap();
    let token = house.owner().await;
    let listed = house.get("/accounts", &token).await;
    let one = &listed.json()["items"][0];
    assert_eq!(
        (&one["bot"], &one["kind"], &one["script"]),
        (&json!("peony_bot"), &json!("bot"), &json!("flower-shop"))
    );
    assert_eq!((&one["updates"], &one["is_running"]), (&json!("polling"), &json!(false)));
    assert_eq!((&one["waiting"]["messages"], &one["waiting"]["updates"]), (&json!(1), &json!(0)));
    assert!(one["last_update_at"].is_string());
    assert!(!listed.text.contains("SECRET"));
    let read = house.get("/accounts/cnn_flower", &token).await.json();
    assert_eq!(&read, one);
    assert_eq!(house.get("/accounts/cnn_else", &token).await.code(), "missing");
}

#[tokio::test]
async fn one_bot_is_let_rest_goes_on_and_begins_with_another_script() {
    let house = House::build().await;
    let token = house.owner().await;
    for _ in 0..2 {
        let paused = house.post("/accounts/cnn_flower/pause", &token, json!({})).await.json();
        assert_eq!(&paused["paused_by"], &json!("owner0"));
    }
    assert_eq!(house.get("/desk", &token).await.json()["is_paused"], json!(false), "the desk goes on");
    let resumed = house.post("/accounts/cnn_flower/resume", &token, json!({})).await.json();
    assert_eq!((&resumed["paused_at"], &resumed["paused_by"]), (&Value::Null, &Value::Null));
    let log = house.stage.store.audit_log(&business(), None, 20).await.unwrap();
    let deeds = log.iter().filter(|line| line.record.deed == Deed::PauseDesk).count();
    assert_eq!(deeds, 2, "what changes nothing is no deed");
    assert_eq!(house.post("/accounts/cnn_else/pause", &token, json!({})).await.code(), "no_such_bot");
    let chosen = house.post("/accounts/cnn_flower/script", &token, json!({ "script": "flower-shop" })).await.json();
    assert_eq!(&chosen["script"], &json!("flower-shop"));
    let unknown = house.post("/accounts/cnn_flower/script", &token, json!({ "script": "nothing" })).await;
    assert_ne!(unknown.status, StatusCode::OK, "{}", unknown.text);
}

#[tokio::test]
async fn the_group_of_the_staff_is_told_and_given_up() {
    let house = House::build().await;
    let token = house.owner().await;
    assert_eq!(house.get("/groups", &token).await.json(), json!({ "items": [], "next": null }));
    let group = DeskChange::Group(Some((connection(), ChatId(-1_001))));
    let changes = Changes { desk: vec![group], ..Changes::default() };
    house.stage.store.apply(&business(), changes, NOW).await.unwrap();
    let listed = house.get("/groups", &token).await.json();
    let group = &listed["items"][0];
    assert_eq!((&group["chat_id"], &group["bot"], &group["topics"]), (&json!(-1_001), &json!("peony_bot"), &json!(0)));
    for _ in 0..2 {
        let gone = house.ask(Method::DELETE, "/groups/staff", &token, None, &[]).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", gone.text);
    }
    assert_eq!(house.get("/groups", &token).await.json()["items"], json!([]));
    let log = house.stage.store.audit_log(&business(), None, 20).await.unwrap();
    let deeds: Vec<_> = log.iter().filter(|line| line.record.deed == Deed::SetStaffGroup).collect();
    assert_eq!((deeds.len(), &deeds[0].record.before), (1, &json!(-1_001)));
}

#[tokio::test]
async fn how_the_desk_is_stands_in_words_that_stay() {
    let house = House::build().await;
    let token = house.owner().await;
    house.clock.advance_millis(120_000);
    let health = house.get("/health", &token).await.json();
    assert_eq!(
        (&health["state"], &health["database"]),
        (&json!("error"), &json!("SQLite")),
        "no desk says that it lives"
    );
    let check = |name: &str| -> Value {
        health["checks"].as_array().unwrap().iter().find(|check| check["check"] == name).cloned().unwrap()
    };
    assert_eq!((&check("alive")["state"], &check("alive")["since"]), (&json!("error"), &Value::Null));
    assert_eq!((&check("outbox")["state"], &check("outbox")["count"]), (&json!("warning"), &json!(1)));
    assert_eq!(check("inbox")["state"], "good");
    assert_eq!(check("waiting_for_person")["count"], 1);
    assert_eq!((&check("webhooks_off")["state"], &check("webhooks_off")["count"]), (&json!("good"), &json!(0)));
    assert_eq!(check("webhooks_failing")["state"], "good");
    assert!(check("tokens_ending")["since"].is_string() || check("tokens_ending")["count"] == 0, "{health}");
}

#[tokio::test]
async fn settings_are_told_with_where_they_came_from_and_without_secrets() {
    let house = House::build().await;
    let token = house.owner().await;
    let told = house.get("/settings", &token).await.json();
    assert_eq!(told["file"], "/etc/candor.toml");
    assert_eq!(
        told["settings"][0],
        json!({ "key": "bot.token", "value": "***", "origin": "environment", "origin_name": "CANDOR_BOT_TOKEN", "variable": "CANDOR_BOT_TOKEN" })
    );
    assert_eq!(told["settings"][1]["origin"], "default");
}

#[tokio::test]
async fn a_second_factor_is_demanded_by_a_program_only_of_somebody_who_has_one() {
    let house = House::build().await;
    let token = house.owner().await;
    assert_eq!(house.get("/settings", &token).await.json()["second_factor_demanded"], json!(false));
    let ask = async |is_demanded: bool| {
        let body = json!({ "second_factor_demanded": is_demanded });
        house.ask(Method::PATCH, "/settings", &token, Some(body), &[]).await
    };
    let refused = ask(true).await;
    assert_eq!((refused.status, refused.code().as_str()), (StatusCode::CONFLICT, "no_second_factor"));
    assert_eq!(ask(false).await.json()["second_factor_demanded"], json!(false));
    let changes =
        Changes { desk: vec![DeskChange::SecondDemanded(Some((NOW, DemandedOf::Everybody)))], ..Changes::default() };
    house.stage.store.apply(&business(), changes, NOW).await.unwrap();
    let told = house.get("/settings", &token).await.json();
    assert_eq!((&told["second_factor_demanded"], &told["second_factor_of_everybody"]), (&json!(true), &json!(true)));
    assert_eq!(house.get("/settings", &token).await.json()["second_factor_demanded"], json!(true));
    assert_eq!(ask(false).await.code(), "no_second_factor", "a stolen token of theirs does not switch it off");
    assert_eq!(house.get("/settings", &token).await.json()["second_factor_demanded"], json!(true));
    let owner = house.stage.store.operators(&business()).await.unwrap().remove(0).id;
    let secret = candor_store::Secret::new("SECRET".to_owned());
    let account = candor_store::AccountRow {
        business: business(),
        operator: owner,
        login: "anna".to_owned(),
        password_hash: "$argon2id$".to_owned(),
        second: Some(candor_store::SecondFactor { secret, last_step: 0, recovery: Vec::new() }),
        changed_at: NOW,
    };
    let account = candor_store::AccountChange { account, as_of: None, is_second_new: true };
    let changes = Changes { accounts: vec![account], ..Changes::default() };
    house.stage.store.apply(&business(), changes, NOW).await.unwrap();
    assert_eq!(ask(false).await.json()["second_factor_demanded"], json!(false));
}
