//! What owners do about their colleagues' ways in.

use axum::http::StatusCode;
use candor_core::roles::{Deed, Role};
use candor_store::OperatorRow;

use super::{
    access::{code_at, secret_in},
    house::{Browser, House, PASSWORD},
};
use crate::stage::{NOW, business};

async fn member(house: &House, name: &str) -> OperatorRow {
    let staff = house.desk.store.operators(&business()).await.unwrap();
    staff.into_iter().find(|member| member.name == name).unwrap()
}

#[tokio::test]
async fn an_owner_ends_every_session_of_somebody_and_that_is_written_down() {
    let house = House::build().await;
    let mut anna = house.join(Role::Owner, "Anna").await;
    let mut vera = house.join(Role::Manager, "Vera").await;
    let form = format!("login=vera&password={PASSWORD}&to=");
    let mut phone = Browser::default();
    assert_eq!(phone.send(&house, "/panel/sign-in", &form).await.status, StatusCode::SEE_OTHER);
    let path = format!("/panel/team/{}/sign-out", member(&house, "Vera").await.id);
    let own = format!("/panel/team/{}/sign-out", member(&house, "Anna").await.id);
    let page = anna.get(&house, "/panel/team").await.body;
    assert!(page.contains(&path) && !page.contains(&own), "one's own sessions end under My account: {page}");
    assert_eq!(vera.send(&house, &own, "").await.status, StatusCode::FORBIDDEN);
    assert_eq!(anna.get(&house, "/panel/inbox").await.status, StatusCode::OK, "a manager ends nobody's");

    assert_eq!(anna.send(&house, &path, "").await.leads_to(), "/panel/team");
    let page = anna.get(&house, "/panel/team").await.body;
    assert!(page.contains("Vera is signed out of the panel everywhere."), "{page}");
    for browser in [&mut vera, &mut phone] {
        assert!(browser.get(&house, "/panel/inbox").await.leads_to().starts_with("/panel/sign-in"));
    }
    assert_eq!(anna.send(&house, &path, "").await.leads_to(), "/panel/team", "whoever is signed in nowhere stays so");
    let log = house.desk.store.audit_log(&business(), None, 1).await.unwrap();
    assert_eq!((log[0].record.deed, log[0].record.after["done"].as_str()), (Deed::SignIn, Some("signed_out")));
    let page = anna.get(&house, "/panel/audit").await.body;
    assert!(page.contains("was signed out everywhere"), "{page}");
    assert_eq!(vera.send(&house, "/panel/sign-in", &form).await.leads_to(), "/panel", "the password is as it was");
}

#[tokio::test]
async fn a_link_that_sets_a_password_is_made_only_for_whoever_types_their_own_once_more() {
    let house = House::build().await;
    let mut anna = house.join(Role::Owner, "Anna").await;
    house.join(Role::Manager, "Vera").await;
    let path = format!("/panel/team/{}/link", member(&house, "Vera").await.id);
    let made = async || house.desk.store.open_invites(&business()).await.unwrap().len();
    for typed in ["", "now=another good one 77"] {
        assert_eq!(anna.send(&house, &path, typed).await.leads_to(), "/panel/team", "{typed}");
        let page = anna.get(&house, "/panel/team").await.body;
        assert!(page.contains("That is not your password.") && !page.contains("name=\"code\""), "{page}");
    }
    assert_eq!(made().await, 0);
    let page = anna.send(&house, &path, &format!("now={PASSWORD}")).await.body;
    assert!(page.contains("Send it to Vera, and to nobody else."), "{page}");
    assert_eq!(made().await, 1);

    let shown = anna.send(&house, "/panel/account/second", &format!("now={PASSWORD}")).await;
    let (secret, now) = (secret_in(&shown.body), NOW.millis() / 1000);
    let form = format!("secret={secret}&code={}&now={PASSWORD}", code_at(&secret, now));
    assert_eq!(anna.send(&house, "/panel/account/second/confirm", &form).await.status, StatusCode::OK);
    let page = anna.get(&house, "/panel/team").await.body;
    assert!(page.contains("name=\"code\""), "{page}");
    // The code that was used already, and none at all.
    for code in [code_at(&secret, now), String::new()] {
        let typed = format!("now={PASSWORD}&code={code}");
        assert_eq!(anna.send(&house, &path, &typed).await.leads_to(), "/panel/team");
        let page = anna.get(&house, "/panel/team").await.body;
        assert!(page.contains("This code is not right"), "{page}");
    }
    assert_eq!(made().await, 1);
    house.pass_seconds(30);
    let typed = format!("now={PASSWORD}&code={}", code_at(&secret, now + 30));
    assert!(anna.send(&house, &path, &typed).await.body.contains("Send it to Vera"));
    assert_eq!(made().await, 2);
    // Guessing ends here as it does where one signs in: after the fifth wrong try.
    assert_eq!(anna.send(&house, &path, "now=guessed").await.leads_to(), "/panel/team");
    let late = anna.send(&house, &path, &format!("now={PASSWORD}")).await;
    assert_eq!(late.status, StatusCode::TOO_MANY_REQUESTS, "{}", late.body);
}
