//! A second factor that the business demands of whoever may publish scripts or manage the team.

use axum::http::{Method, StatusCode};
use candor_core::roles::{Deed, Role};
use candor_store::DemandedOf;

use super::{
    access::{code_at, secret_in},
    gate::filled,
    house::{Browser, House, PASSWORD},
};
use crate::{
    panel::Need,
    router::panel_routes,
    stage::{NOW, business},
};

/// Sets one up.
async fn set_up(house: &House, browser: &mut Browser) {
    let shown = browser.send(house, "/panel/account/second", &format!("now={PASSWORD}")).await;
    let secret = secret_in(&shown.body);
    let form = format!("secret={secret}&code={}&now={PASSWORD}", code_at(&secret, NOW.millis() / 1000));
    let kept = browser.send(house, "/panel/account/second/confirm", &form).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.body);
}

/// A house in which an owner, Anna, has one and demands it of these.
async fn demanding(of: &str) -> (House, Browser) {
    let house = House::build().await;
    house.stage.play_turn(crate::stage::reasons()).await;
    let mut anna = house.join(Role::Owner, "Anna").await;
    set_up(&house, &mut anna).await;
    let answer = anna.send(&house, "/panel/settings/second", &format!("demand={of}")).await;
    assert_eq!((answer.status, answer.leads_to()), (StatusCode::SEE_OTHER, "/panel/settings"));
    (house, anna)
}

#[tokio::test]
async fn whoever_must_have_a_second_factor_is_led_to_it_and_nothing_else_opens() {
    for (of, is_of_all) in [("1", false), ("everybody", true)] {
        let (house, _) = demanding(of).await;
        for role in Role::ALL {
            must_have_one_first(&house, role, is_of_all || role.answers_for_all()).await;
        }
    }
}

async fn must_have_one_first(house: &House, role: Role, is_meant: bool) {
    let mut browser = house.join(role, &format!("New{}", role.column())).await;
    let mut shut = 0;
    // Signing out comes last: it ends the session.
    let (out, routes): (Vec<_>, Vec<_>) = panel_routes().into_iter().partition(|route| route.path == "/panel/sign-out");
    for route in routes {
        let is_open = route.need == Need::Nobody || route.path.starts_with("/panel/account");
        if is_open || matches!(route.need, Need::May(deed) if !role.may(deed)) || route.path.ends_with("events") {
            continue;
        }
        let path = filled(route.path);
        let answer = if route.method == Method::GET {
            browser.get(house, &path).await
        } else {
            browser.send(house, &path, "").await
        };
        let is_led = answer.leads_to() == "/panel/account";
        assert_eq!(is_led, is_meant, "{role:?} {} {path}: {}", route.method, answer.status);
        shut += usize::from(is_led);
    }
    assert_eq!(shut > 10, is_meant, "{role:?}: {shut}");
    let page = browser.get(house, "/panel/account").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.body.contains("Your role needs a second factor here."), is_meant, "{role:?}");
    if is_meant {
        set_up(house, &mut browser).await;
        assert_eq!(browser.get(house, "/panel/team").await.status, StatusCode::OK, "then everything opens");
        let kept = browser.send(house, "/panel/account/second/drop", &format!("now={PASSWORD}")).await;
        assert_eq!(kept.leads_to(), "/panel/account");
        let page = browser.get(house, "/panel/account").await.body;
        assert!(page.contains("so it cannot be switched off"), "{page}");
        assert_eq!(browser.get(house, "/panel/team").await.status, StatusCode::OK);
    }
    assert_eq!(out.len(), 1);
    assert_eq!(browser.send(house, "/panel/sign-out", "").await.leads_to(), "/panel/sign-in", "{role:?}");
}

#[tokio::test]
async fn whoever_demands_a_second_factor_has_one_and_everything_stands_in_the_log() {
    let house = House::build().await;
    let mut anna = house.join(Role::Owner, "Anna").await;
    let page = anna.get(&house, "/panel/settings").await.body;
    assert!(page.contains("To demand it, set up your own first.") && page.contains("<bdi>Anna</bdi>"), "{page}");
    anna.send(&house, "/panel/settings/second", "demand=1").await;
    let page = anna.get(&house, "/panel/settings").await.body;
    assert!(page.contains("Set up a second factor of your own first"), "{page}");
    assert_eq!(house.desk.store.desk(&business()).await.unwrap().second_demanded, None);
    set_up(&house, &mut anna).await;
    for (demand, of) in [
        ("demand=1", Some(DemandedOf::WhoAnswersForAll)),
        ("demand=1", Some(DemandedOf::WhoAnswersForAll)),
        ("demand=everybody", Some(DemandedOf::Everybody)),
        ("demand=0", None),
    ] {
        anna.send(&house, "/panel/settings/second", demand).await;
        let demanded = house.desk.store.desk(&business()).await.unwrap().second_demanded;
        assert_eq!(demanded.map(|(_, of)| of), of, "{demand}");
    }
    let log = house.desk.store.audit_log(&business(), None, 50).await.unwrap();
    let deeds = log.iter().filter(|line| line.record.deed == Deed::DemandSecondFactor).count();
    assert_eq!(deeds, 3, "what changes nothing is no deed");
    let shown = anna.get(&house, "/panel/audit").await.body;
    assert!(
        shown.contains("demand a second factor")
            && shown.contains("second factor demanded")
            && shown.contains("of everybody"),
        "{shown}"
    );
}

#[tokio::test]
async fn somebody_who_is_made_an_owner_sets_it_up_at_their_next_page() {
    let (house, mut anna) = demanding("1").await;
    let mut vera = house.join(Role::Manager, "Vera").await;
    assert_eq!(vera.get(&house, "/panel/team").await.status, StatusCode::OK);
    let staff = house.desk.store.operators(&business()).await.unwrap();
    let id = &staff.iter().find(|member| member.name == "Vera").unwrap().id;
    anna.send(&house, &format!("/panel/team/{id}/role"), "role=owner").await;
    let form = format!("login=vera&password={PASSWORD}&to=/panel/team");
    assert_eq!(vera.send(&house, "/panel/sign-in", &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(vera.get(&house, "/panel/team").await.leads_to(), "/panel/account");
    assert_eq!(anna.get(&house, "/panel/team").await.status, StatusCode::OK);
}
