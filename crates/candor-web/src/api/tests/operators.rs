//! The staff through the API.

use axum::http::{Method, StatusCode};
use candor_core::roles::{Deed, Role, Scope};
use candor_desk::staff::code_hash;
use candor_store::{AccountChange, AccountRow, Changes};
use serde_json::{Value, json};

use super::house::House;
use crate::stage::{NOW, business};

async fn deeds(house: &House) -> Vec<(Deed, Value, Value)> {
    let log = house.stage.store.audit_log(&business(), None, 50).await.unwrap();
    let deeds = log.into_iter().filter(|line| line.record.deed != Deed::IssueTokens);
    deeds.map(|line| (line.record.deed, line.record.before, line.record.after)).collect()
}

#[tokio::test]
async fn a_member_of_the_staff_is_listed_read_and_given_another_role() {
    let house = House::build().await;
    let token = house.owner().await;
    house.join(Role::Viewer, "Boris").await;
    let listed = house.get("/operators", &token).await.json();
    let names: Vec<&str> =
        listed["items"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Boris", "owner0"]);
    assert_eq!(listed["next"], Value::Null);
    let read = house.get("/operators/opr_Boris", &token).await;
    assert_eq!(
        (&read.json()["role"], &read.json()["bot"], &read.json()["has_account"]),
        (&json!("viewer"), &Value::Null, &json!(false))
    );

    let tag = read.header("etag").to_owned();
    let change = Some(json!({ "role": "manager", "is_on_duty": false }));
    let unmatched = house.ask(Method::PATCH, "/operators/opr_Boris", &token, change.clone(), &[]).await;
    assert_eq!(unmatched.code(), "version_needed");
    let changed = house.ask(Method::PATCH, "/operators/opr_Boris", &token, change.clone(), &[("if-match", &tag)]).await;
    assert_eq!(
        (changed.status, &changed.json()["role"], &changed.json()["is_on_duty"]),
        (StatusCode::OK, &json!("manager"), &json!(false))
    );
    let late = house.ask(Method::PATCH, "/operators/opr_Boris", &token, change, &[("if-match", &tag)]).await;
    assert_eq!((late.status, late.code()), (StatusCode::PRECONDITION_FAILED, "outdated".into()));
    let done: Vec<Deed> = deeds(&house).await.into_iter().map(|(deed, ..)| deed).collect();
    assert_eq!(done, [Deed::SetDuty, Deed::ChangeRole]);
    assert_eq!(house.get("/operators/opr_nobody", &token).await.code(), "no_such_operator");
}

#[tokio::test]
async fn an_owner_signs_somebody_out_through_a_program_and_a_manager_nobody() {
    let house = House::build().await;
    let token = house.owner().await;
    let boris = house.join(Role::Viewer, "Boris").await;
    let store = &house.stage.store;
    let account = AccountRow {
        business: business(),
        operator: boris.id.clone(),
        login: "boris".to_owned(),
        password_hash: "$argon2id$".to_owned(),
        second: None,
        changed_at: NOW,
    };
    let change = AccountChange { account: account.clone(), as_of: None, is_second_new: false };
    let changes = Changes { accounts: vec![change], ..Changes::default() };
    store.apply(&business(), changes, NOW).await.unwrap();
    store.begin_sign_in(&account, "hash", NOW, NOW).await.unwrap();
    let manager = house.token(Role::Manager, &Scope::ALL).await;
    let refused = house.post("/operators/opr_Boris/sign-out", &manager, json!({})).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::FORBIDDEN, "may_not".into()));
    assert_eq!(store.sign_ins(&business(), &boris.id).await.unwrap().len(), 1);
    let done = house.post("/operators/opr_Boris/sign-out", &token, json!({})).await;
    assert_eq!((done.status, &done.json()["name"]), (StatusCode::OK, &json!("Boris")));
    assert!(store.sign_ins(&business(), &boris.id).await.unwrap().is_empty());
    let (deed, _, after) = &deeds(&house).await[0];
    assert_eq!((deed, &after["done"]), (&Deed::SignIn, &json!("signed_out")));
    let nobody = house.post("/operators/opr_nobody/sign-out", &token, json!({})).await;
    assert_eq!(nobody.code(), "no_such_operator");
}

#[tokio::test]
async fn the_last_owner_stays() {
    let house = House::build().await;
    let token = house.owner().await;
    let any = [("if-match", "*")];
    let lower =
        house.ask(Method::PATCH, "/operators/opr_owner0", &token, Some(json!({ "role": "viewer" })), &any).await;
    assert_eq!((lower.status, lower.code()), (StatusCode::CONFLICT, "last_owner".into()));
    let gone = house.ask(Method::DELETE, "/operators/opr_owner0", &token, None, &[]).await;
    assert_eq!(gone.code(), "last_owner");
    house.join(Role::Owner, "Vera").await;
    let gone = house.ask(Method::DELETE, "/operators/opr_Vera", &token, None, &[]).await;
    assert_eq!((gone.status, gone.text.as_str()), (StatusCode::NO_CONTENT, ""));
    assert_eq!(house.get("/operators/opr_Vera", &token).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_manager_goes_on_and_off_duty_alone_and_decides_about_nobody() {
    let house = House::build().await;
    let token = house.token(Role::Manager, &Scope::ALL).await;
    house.join(Role::Owner, "Vera").await;
    let any = [("if-match", "*")];
    let off = Some(json!({ "is_on_duty": false }));
    let own = house.ask(Method::PATCH, "/operators/opr_manager0", &token, off.clone(), &any).await;
    assert_eq!((own.status, &own.json()["is_on_duty"]), (StatusCode::OK, &json!(false)));
    for (path, body) in [("/operators/opr_Vera", off), ("/operators/opr_manager0", Some(json!({ "role": "owner" })))] {
        let refused = house.ask(Method::PATCH, path, &token, body, &any).await;
        assert_eq!((refused.status, refused.code()), (StatusCode::FORBIDDEN, "may_not".into()), "{path}");
    }
}

#[tokio::test]
async fn a_link_is_told_once_and_lets_in_whoever_has_it() {
    let house = House::build().await;
    let token = house.owner().await;
    let key = [("idempotency-key", "k-1")];
    let wanted = Some(json!({ "role": "manager" }));
    let made = house.ask(Method::POST, "/operators/invitations", &token, wanted.clone(), &key).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let made = made.json();
    let code = made["panel_link"].as_str().unwrap().strip_prefix("https://desk.example/panel/join/").unwrap();
    assert!(made["bot_links"][0]["link"].as_str().unwrap().ends_with(code), "{made}");
    assert_eq!(made["bot_links"][0]["bot"], "peony_bot");
    let kept = house.stage.store.invite(&business(), &code_hash(code)).await.unwrap().unwrap();
    assert_eq!(kept.role, Role::Manager);
    let again = house.ask(Method::POST, "/operators/invitations", &token, wanted, &key).await;
    assert_eq!((again.status, again.code()), (StatusCode::CONFLICT, "shown_once".into()));
    assert!(!again.text.contains(code));
    let listed = house.get("/operators/invitations", &token).await;
    assert_eq!(listed.json()["items"].as_array().unwrap().len(), 1, "it was made once");
    assert_eq!(
        (&listed.json()["items"][0]["mark"], &listed.json()["items"][0]["is_open"]),
        (&made["mark"], &json!(true))
    );
    assert!(!listed.text.contains(code), "a link is not told again");
}

#[tokio::test]
async fn a_withdrawn_link_lets_nobody_in_and_that_is_written_down() {
    let house = House::build().await;
    let token = house.owner().await;
    let made = house.post("/operators/invitations", &token, json!({ "role": "viewer" })).await.json();
    let code = made["panel_link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let path = format!("/operators/invitations/{}", made["mark"].as_str().unwrap());
    assert_eq!(house.ask(Method::DELETE, &path, &token, None, &[]).await.status, StatusCode::NO_CONTENT);
    assert_eq!(house.stage.store.invite(&business(), &code_hash(&code)).await.unwrap(), None);
    let again = house.ask(Method::DELETE, &path, &token, None, &[]).await;
    assert_eq!((again.status, again.code()), (StatusCode::NOT_FOUND, "no_such_invitation".into()));
    let done = deeds(&house).await;
    assert_eq!((done[0].0, &done[0].1), (Deed::InviteStaff, &json!("viewer")));
    assert_eq!(house.get("/operators/invitations", &token).await.json()["items"], json!([]));
}
