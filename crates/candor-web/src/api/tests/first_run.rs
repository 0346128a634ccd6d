//! The first run, by a program: from a token to a desk that answers.

use std::sync::{Arc, atomic::Ordering};

use axum::http::{Method, StatusCode};
use candor_core::roles::{Deed, Role, Scope};
use candor_store::NEW_BOT;
use serde_json::{Value, json};

use super::house::{Answer, House};
use crate::{
    BotTrouble, Configured, NotLive,
    panel::tests::setup::{Bots, Process, TOKEN},
    stage::business,
};

struct Site {
    house: House,
    bots: Arc<Bots>,
    process: Arc<Process>,
    token: String,
}

impl Site {
    async fn build() -> Self {
        let (bots, process) = (Arc::<Bots>::default(), Arc::<Process>::default());
        let configured = Configured { file: None, settings: Vec::new(), backup: String::new() };
        let house = House::around(configured, bots.clone(), |api| api.with_setup(process.clone())).await;
        let token = house.owner().await;
        Self { house, bots, process, token }
    }

    async fn post(&self, path: &str, body: Value) -> Answer {
        self.house.post(path, &self.token, body).await
    }

    /// The id of the bot, connected.
    async fn connected(&self) -> String {
        let made = self.post("/accounts", json!({ "token": TOKEN })).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        made.json()["id"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn a_program_connects_a_bot_chooses_its_script_and_has_the_desk_answer() {
    let site = Site::build().await;
    let key = [("idempotency-key", "once")];
    let body = || Some(json!({ "token": format!("Use this token:\n{TOKEN}\nKeep it secure.") }));
    let made = site.house.ask(Method::POST, "/accounts", &site.token, body(), &key).await;
    let again = site.house.ask(Method::POST, "/accounts", &site.token, body(), &key).await;
    let id = made.json()["id"].as_str().unwrap().to_owned();
    for answer in [&made, &again] {
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
        assert_eq!(answer.header("location"), format!("/api/v1/accounts/{id}"));
        let told = answer.json();
        assert_eq!(
            (&told["kind"], &told["bot"], &told["script"]),
            (&json!("new_bot"), &json!("tulip_bot"), &Value::Null)
        );
        assert_eq!(told["is_running"], json!(false));
        assert!(!answer.text.contains("canary"), "{}", answer.text);
    }
    let kept = site.house.stage.store.list_connections().await.unwrap();
    assert_eq!(kept.iter().filter(|known| known.kind == NEW_BOT).count(), 1);

    let found = site.post(&format!("/accounts/{id}/check"), json!({})).await;
    let told = found.json();
    assert_eq!((&told["bot_id"], &told["webhook"], &told["waiting"]), (&json!(77), &Value::Null, &json!(3)));
    let path = format!("/accounts/{id}/live");
    let early = site.post(&path, json!({})).await;
    assert_eq!((early.status, early.code().as_str()), (StatusCode::CONFLICT, "no_script_chosen"));
    let chosen = site.post(&format!("/accounts/{id}/script"), json!({ "script": "flower-shop" })).await;
    assert_eq!((chosen.status, &chosen.json()["kind"]), (StatusCode::OK, &json!("new_bot")), "{}", chosen.text);
    for _ in 0..2 {
        let live =
            site.house.ask(Method::POST, &path, &site.token, Some(json!({})), &[("idempotency-key", "live")]).await;
        assert_eq!(live.status, StatusCode::OK, "{}", live.text);
    }
    assert_eq!(site.process.wished.load(Ordering::SeqCst), 1, "with one key it is done once");
    let log = site.house.stage.store.audit_log(&business(), None, 20).await.unwrap();
    let deeds = log.iter().filter(|line| line.record.deed == Deed::EditConnections);
    let done: Vec<_> = deeds.map(|line| ["done", "script", "bot"].map(|key| line.record.after[key].as_str())).collect();
    let expected =
        [[Some("goes_live"), None, None], [None, Some("flower-shop"), None], [None, None, Some("tulip_bot")]];
    assert_eq!(done, expected, "each is written down once");
    assert!(!format!("{log:?}{found:?}{chosen:?}").contains("canary"));
}

#[tokio::test]
async fn whatever_is_wrong_with_a_token_is_said_and_nothing_is_connected() {
    let site = Site::build().await;
    for (trouble, status, code) in [
        (BotTrouble::NotAToken, 422, "bot_not_a_token"),
        (BotTrouble::Unknown, 422, "bot_unknown"),
        (BotTrouble::Unreachable, 503, "bot_unreachable"),
        (BotTrouble::TooOften(7), 503, "bot_too_often"),
    ] {
        *site.bots.trouble.lock().unwrap() = Some(trouble);
        let refused = site.post("/accounts", json!({ "token": TOKEN })).await;
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (status, code), "{}", refused.text);
        assert!(!refused.text.contains("canary"), "{}", refused.text);
    }
    *site.bots.trouble.lock().unwrap() = None;
    for body in [json!({}), json!({ "token": [TOKEN] }), json!([TOKEN]), json!({ "token": TOKEN.repeat(200) })] {
        let refused = site.post("/accounts", body).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        assert!(!refused.text.contains("canary"), "{}", refused.text);
    }
    let manager = site.house.token(Role::Manager, &Scope::ALL).await;
    let refused = site.house.post("/accounts", &manager, json!({ "token": TOKEN })).await;
    assert_eq!((refused.status, refused.code().as_str()), (StatusCode::FORBIDDEN, "may_not"));
    let reading = site.house.token(Role::Owner, &[Scope::ReadDesk]).await;
    let refused = site.house.post("/accounts", &reading, json!({ "token": TOKEN })).await;
    assert_eq!((refused.status, refused.code().as_str()), (StatusCode::FORBIDDEN, "out_of_scope"));
    let kept = site.house.stage.store.list_connections().await.unwrap();
    assert!(!kept.iter().any(|known| known.kind == NEW_BOT));
}

#[tokio::test]
async fn a_webhook_of_somebody_elses_is_told_of_and_removed_first() {
    let site = Site::build().await;
    let id = site.connected().await;
    site.post(&format!("/accounts/{id}/script"), json!({ "script": "flower-shop" })).await;
    *site.bots.webhook.lock().unwrap() = Some("https://old.example".into());
    let found = site.post(&format!("/accounts/{id}/check"), json!({})).await;
    assert_eq!(found.json()["webhook"], json!("https://old.example"));
    let refused = site.post(&format!("/accounts/{id}/live"), json!({})).await;
    assert_eq!((refused.status, refused.code().as_str()), (StatusCode::CONFLICT, "webhook_elsewhere"));
    assert!(refused.text.contains("https://old.example"), "{}", refused.text);
    let path = format!("/accounts/{id}/webhook");
    let removed = site.house.ask(Method::DELETE, &path, &site.token, None, &[]).await;
    assert_eq!(removed.status, StatusCode::NO_CONTENT, "{}", removed.text);
    // That of this very desk keeps nobody waiting.
    *site.bots.webhook.lock().unwrap() = Some("https://desk.example/".into());
    *site.process.refusal.lock().unwrap() = Some(NotLive::Failed("the disk is full".into()));
    let refused = site.post(&format!("/accounts/{id}/live"), json!({})).await;
    assert_eq!((refused.status, refused.code().as_str()), (StatusCode::CONFLICT, "not_live"));
    assert!(refused.text.contains("the disk is full"), "{}", refused.text);
    *site.process.refusal.lock().unwrap() = Some(NotLive::Bot(BotTrouble::Unreachable));
    assert_eq!(site.post(&format!("/accounts/{id}/live"), json!({})).await.code(), "bot_unreachable");
    assert_eq!(site.post(&format!("/accounts/{id}/live"), json!({})).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_desk_that_answers_takes_no_other_bot_and_says_what_to_do_instead() {
    let configured = Configured { file: None, settings: Vec::new(), backup: String::new() };
    let house = House::configured(configured, None).await;
    let token = house.owner().await;
    let refused = house.post("/accounts", &token, json!({ "token": TOKEN })).await;
    assert_eq!((refused.status, refused.code().as_str()), (StatusCode::CONFLICT, "bot_connected"));
    assert!(refused.text.contains("@peony_bot already") && !refused.text.contains("canary"), "{}", refused.text);
    let live = house.post("/accounts/cnn_flower/live", &token, json!({})).await;
    assert_eq!((live.status, &live.json()["bot"]), (StatusCode::OK, &json!("peony_bot")), "it answers: {}", live.text);
    let kept = house.ask(Method::DELETE, "/accounts/cnn_flower/webhook", &token, None, &[]).await;
    assert_eq!((kept.status, kept.code().as_str()), (StatusCode::CONFLICT, "bot_connected"));
    let unasked = house.post("/accounts/cnn_flower/check", &token, json!({})).await;
    assert_eq!((unasked.status, unasked.code().as_str()), (StatusCode::CONFLICT, "no_token"));
    for (method, path) in [(Method::POST, "check"), (Method::POST, "live"), (Method::DELETE, "webhook")] {
        let nobody = house.ask(method, &format!("/accounts/cnn_else/{path}"), &token, None, &[]).await;
        assert_eq!(nobody.status, StatusCode::NOT_FOUND, "{path}: {}", nobody.text);
    }
    // One whose token is set where it was started says where.
    let house = House::build().await;
    let token = house.owner().await;
    let refused = house.post("/accounts", &token, json!({ "token": TOKEN })).await;
    assert_eq!((refused.status, refused.code().as_str()), (StatusCode::CONFLICT, "token_set_elsewhere"));
}
