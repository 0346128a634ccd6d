//! Webhooks in the panel.

use axum::http::StatusCode;
use candor_core::roles::Role;

use crate::panel::tests::house::House;

const FORM: &str = "address=https%3A%2F%2Fcrm.example.org%2Fhook%3Fkey%3Dquiet&note=<b>CRM&kind=lead.changed&kind=conversation.waiting";

fn id_in(page: &str) -> String {
    page.split("/panel/webhooks/whk_")
        .nth(1)
        .map(|rest| rest.chars().take_while(char::is_ascii_alphanumeric).collect::<String>())
        .map(|rest| format!("whk_{rest}"))
        .unwrap()
}

#[tokio::test]
async fn a_webhook_is_made_tried_changed_turned_off_and_removed_and_its_secret_is_shown_once() {
    let house = House::build().await;
    let mut owner = house.join(Role::Owner, "Anna").await;
    assert!(owner.get(&house, "/panel/webhooks").await.body.contains("Nobody is told anything yet"));

    let made = owner.send(&house, "/panel/webhooks", FORM).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let secret = made.body.split("<code>").nth(1).and_then(|rest| rest.split('<').next()).unwrap().to_owned();
    assert!(secret.starts_with("whsec_"), "{secret}");
    let here = format!("/panel/webhooks/{}", id_in(&made.body));

    let listed = owner.get(&house, "/panel/webhooks").await.body;
    assert!(listed.contains("&#60;b&#62;CRM") && listed.contains("lead.changed"), "{listed}");
    assert!(
        !listed.contains(&secret) && !listed.contains("key=quiet"),
        "neither the secret nor the rest of the address"
    );

    assert_eq!(owner.send(&house, &format!("{here}/try"), "").await.leads_to(), here);
    let one = owner.get(&house, &here).await.body;
    assert!(one.contains("A ping is on its way") && one.contains("<code>ping</code>"), "{one}");
    assert!(
        one.contains(r#"value="lead.changed" checked"#) && !one.contains(r#"value="message.sent" checked"#),
        "{one}"
    );

    let edit = "address=https%3A%2F%2Fother.example.org%2F&note=ERP&kind=*";
    assert_eq!(owner.send(&house, &here, edit).await.leads_to(), here);
    assert_eq!(owner.send(&house, &format!("{here}/switch"), "on=0").await.leads_to(), here);
    let off = owner.get(&house, &here).await.body;
    assert!(
        off.contains("other.example.org") && off.contains("It is off.") && !off.contains("Send a ping</button>"),
        "{off}"
    );
    let refused = owner.send(&house, &format!("{here}/try"), "").await;
    assert_eq!(refused.leads_to(), here);
    assert!(owner.get(&house, &here).await.body.contains("is-refusal"));

    let rotated = owner.send(&house, &format!("{here}/secret"), "").await;
    assert!(rotated.body.contains("whsec_") && !rotated.body.contains(&secret), "another one");
    assert!(owner.get(&house, &here).await.body.contains("signs as well until"));
    assert_eq!(owner.send(&house, &format!("{here}/remove"), "").await.leads_to(), "/panel/webhooks");
    assert_eq!(owner.get(&house, &here).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_filled_in_stays_when_it_is_refused_and_says_why() {
    let house = House::build().await;
    let mut owner = house.join(Role::Owner, "Anna").await;
    for (form, why) in [
        ("address=http%3A%2F%2Fcrm.example.org&note=Mine&kind=*", "https"),
        ("address=https%3A%2F%2F10.0.0.7%2F&note=Mine&kind=*", "private"),
        ("address=https%3A%2F%2Fcrm.example.org&note=Mine", "told of"),
    ] {
        let refused = owner.send(&house, "/panel/webhooks", form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(refused.body.contains("is-refusal") && refused.body.contains(why), "{form}: {}", refused.body);
        assert!(refused.body.contains(r#"value="Mine""#), "{form}");
    }
    assert_eq!(owner.send(&house, "/panel/webhooks", "surprise=1").await.status, StatusCode::BAD_REQUEST);
    let made = owner.send(&house, "/panel/webhooks", FORM).await;
    let here = format!("/panel/webhooks/{}", id_in(&made.body));
    let refused = owner.send(&house, &here, "address=nowhere&note=Mine&kind=*").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains(r#"value="nowhere""#), "{}", refused.body);
}

#[tokio::test]
async fn what_failed_can_be_repeated_and_nothing_is_repeated_that_is_on_its_way() {
    let house = House::build().await;
    let mut owner = house.join(Role::Owner, "Anna").await;
    let made = owner.send(&house, "/panel/webhooks", FORM).await;
    let here = format!("/panel/webhooks/{}", id_in(&made.body));
    let none = owner.send(&house, &format!("{here}/replay"), "").await;
    assert_eq!(none.leads_to(), here);
    assert!(owner.get(&house, &here).await.body.contains("is-refusal"));
    owner.send(&house, &format!("{here}/try"), "").await;
    let waits = owner.get(&house, &format!("{here}?show=ready")).await.body;
    let delivery = waits.split("<code>msg_").nth(1).and_then(|rest| rest.split('<').next()).unwrap();
    let again = format!("{here}/deliveries/msg_{delivery}/replay");
    assert!(!waits.contains(&again), "it waits already");
    owner.send(&house, &again, "").await;
    assert!(owner.get(&house, &here).await.body.contains("is-refusal"));
    // Turned off, what waited counts as failed; turned on, it can be repeated.
    owner.send(&house, &format!("{here}/switch"), "on=0").await;
    owner.send(&house, &format!("{here}/switch"), "on=1").await;
    let failed = owner.get(&house, &format!("{here}?show=failed")).await.body;
    assert!(failed.contains(&again) && failed.contains("went off before"), "{failed}");
    owner.send(&house, &again, "").await;
    assert!(owner.get(&house, &format!("{here}?show=ready")).await.body.contains("It is delivered once more."));
}
