//! Tokens in the panel.

use axum::http::{Method, Request, StatusCode};
use candor_core::roles::Role;
use tower::ServiceExt as _;

use crate::{Api, api_router, panel::tests::house::House, stage::business};

#[tokio::test]
async fn a_token_is_shown_once_works_and_ends_when_it_is_ended() {
    let house = House::build().await;
    let mut owner = house.join(Role::Owner, "Anna").await;
    let empty = owner.get(&house, "/panel/tokens").await;
    assert!(empty.body.contains("No program has a token yet"), "{}", empty.body);
    let form = "label=<b>CRM&days=30&scope=leads%3Aread&scope=conversations%3Aread";
    let made = owner.send(&house, "/panel/tokens", form).await;
    assert_eq!(made.status, StatusCode::OK);
    let token = made.body.split("<code>").nth(1).and_then(|rest| rest.split('<').next()).unwrap().to_owned();
    let listed = owner.get(&house, "/panel/tokens").await.body;
    assert!(!listed.contains(&token), "it is shown once");
    assert!(listed.contains("&#60;b&#62;CRM") && listed.contains("leads:read"), "{listed}");

    let api = api_router(Api::new(house.desk.clone(), business()));
    let asked = || {
        let request = Request::builder().method(Method::GET).uri("/api/v1/conversations");
        request.header("authorization", format!("Bearer {token}")).body(axum::body::Body::empty()).unwrap()
    };
    assert_eq!(api.clone().oneshot(asked()).await.unwrap().status(), StatusCode::OK);
    let id = listed.split("/panel/tokens/").nth(1).and_then(|rest| rest.split('/').next()).unwrap();
    let ended = owner.send(&house, &format!("/panel/tokens/{id}/end"), "").await;
    assert_eq!(ended.leads_to(), "/panel/tokens");
    assert_eq!(api.oneshot(asked()).await.unwrap().status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_token_without_a_label_or_a_scope_is_refused_with_what_is_missing() {
    let house = House::build().await;
    let mut owner = house.join(Role::Owner, "Anna").await;
    for (form, why) in [
        ("label=&days=31&scope=leads%3Aread", "what the token is for"),
        ("label=CRM&days=31", "at least one thing"),
        ("label=CRM&days=366&scope=leads%3Aread", "between 1 and 365 days"),
        ("label=CRM&days=x&scope=leads%3Aread", "between 1 and 365 days"),
    ] {
        let refused = owner.send(&house, "/panel/tokens", form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(refused.body.contains(why), "{form}");
        let (is_label, is_days) = (form.contains("CRM"), form.contains("=31"));
        assert_eq!(refused.body.contains("value=\"CRM\""), is_label, "{form}: what was typed stays");
        assert_eq!(refused.body.contains("value=\"31\""), is_days, "{form}: what was typed stays");
        assert_eq!(refused.body.contains("checked"), form.contains("scope"), "{form}: what was ticked stays");
    }
    for form in ["label=CRM&days=3&scope=everything", "surprise=1"] {
        assert_eq!(owner.send(&house, "/panel/tokens", form).await.status, StatusCode::BAD_REQUEST, "{form}");
    }
}
