//! The page of saved answers.

use axum::http::StatusCode;
use candor_core::roles::{Deed, Role};

use crate::{panel::tests::house::House, stage::business};

fn id_of(page: &str) -> &str {
    page.split("action=\"/panel/templates/").nth(1).and_then(|rest| rest.split('"').next()).unwrap()
}

#[tokio::test]
async fn a_saved_answer_is_written_changed_and_removed() {
    let house = House::build().await;
    let mut anna = house.join(Role::Manager, "Anna").await;
    let empty = anna.get(&house, "/panel/templates").await.body;
    assert!(empty.contains("Nothing is saved yet") && empty.contains("<code>{name}</code>"), "{empty}");
    let made = anna.send(&house, "/panel/templates", "title=<b>Address&en=&ru=Мы на Тверской").await;
    assert_eq!(made.leads_to(), "/panel/templates");
    let page = anna.get(&house, "/panel/templates").await.body;
    assert!(page.contains("&#60;b&#62;Address") && page.contains("Мы на Тверской"), "{page}");
    let id = id_of(&page).to_owned();
    let path = format!("/panel/templates/{id}");
    let edited = anna.send(&house, &path, "version=1&title=Address&en=We are in Tverskaya&ru=").await;
    assert_eq!(edited.leads_to(), "/panel/templates");
    let page = anna.get(&house, "/panel/templates").await.body;
    assert!(page.contains("We are in Tverskaya") && !page.contains("Мы на Тверской"), "{page}");
    // Somebody who saw it before loses neither their words nor those of the other.
    let late = anna.send(&house, &path, "version=1&title=Late&en=Late words").await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.body.contains("It has changed since you looked") && late.body.contains("Late words"), "{}", late.body);
    anna.send(&house, &format!("{path}/remove"), "version=1").await;
    assert!(anna.get(&house, "/panel/templates").await.body.contains("We are in Tverskaya"));
    anna.send(&house, &format!("{path}/remove"), "version=2").await;
    let page = anna.get(&house, "/panel/templates").await.body;
    assert!(page.contains("“Address” was removed") && page.contains("Nothing is saved yet"), "{page}");
    let log = house.desk.store.audit_log(&business(), None, 20).await.unwrap();
    assert_eq!(log.iter().filter(|line| line.record.deed == Deed::EditTemplates).count(), 3);
}

#[tokio::test]
async fn what_is_refused_stays_in_the_form() {
    let house = House::build().await;
    let mut anna = house.join(Role::Owner, "Anna").await;
    let refused = anna.send(&house, "/panel/templates", "title=Greeting&ru=Привет%2C {имя}!").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Nothing is known to put in the place of {имя}"), "{}", refused.body);
    assert!(refused.body.contains("value=\"Greeting\"") && refused.body.contains("Привет, {имя}!</textarea>"));
    assert!(anna.get(&house, "/panel/templates").await.body.contains("Nothing is saved yet"));
}

#[tokio::test]
async fn no_two_saved_answers_have_one_title() {
    let house = House::build().await;
    let mut anna = house.join(Role::Owner, "Anna").await;
    anna.send(&house, "/panel/templates", "title=Greeting&en=Hello").await;
    let id = id_of(&anna.get(&house, "/panel/templates").await.body).to_owned();
    let twice = anna.send(&house, "/panel/templates", "title=greeting&en=Hi").await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.body.contains("Another saved answer has this title"), "{}", twice.body);
    let own = anna.send(&house, &format!("/panel/templates/{id}"), "version=1&title=Greeting&en=Hello there").await;
    assert_eq!(own.leads_to(), "/panel/templates", "its own title is free: {}", own.body);
}

#[tokio::test]
async fn a_viewer_reads_and_changes_nothing() {
    let house = House::build().await;
    let mut anna = house.join(Role::Manager, "Anna").await;
    anna.send(&house, "/panel/templates", "title=Address&en=We are here").await;
    let mut lev = house.join(Role::Viewer, "Lev").await;
    let page = lev.get(&house, "/panel/templates").await.body;
    assert!(
        page.contains("We are here") && !page.contains("<form method=\"post\" action=\"/panel/templates"),
        "{page}"
    );
    let refused = lev.send(&house, "/panel/templates", "title=Mine&en=No").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
