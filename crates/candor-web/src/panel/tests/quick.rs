//! Saved answers, drafts and conversations put aside, in the inbox.

use axum::http::StatusCode;
use candor_core::{
    ids::ConversationId,
    message::Author,
    roles::{Deed, Role},
    timeline::{EntryKind, TimelineEntry},
};
use candor_store::Changes;

use super::house::{Browser, House};
use crate::stage::{NOW, business, reasons};

impl House {
    /// Somebody of the staff holds a conversation in which the contact said this last.
    async fn held(&self, words: &str) -> Browser {
        self.stage.play_turn(reasons()).await;
        let mut anna = self.join(Role::Manager, "Anna").await;
        anna.send(self, "/panel/inbox/1/take", "").await;
        let said = TimelineEntry {
            conversation: ConversationId::from_stored("cnv_1"),
            at: NOW.plus_millis(1),
            author: Author::Contact,
            kind: EntryKind::Message,
            text: words.to_owned(),
            message_id: None,
            turn: None,
            file: None,
            reasons: serde_json::Value::Null,
        };
        let changes = Changes { timeline: vec![said], ..Changes::default() };
        self.desk.store.apply(&business(), changes, NOW).await.unwrap();
        anna
    }

    async fn has(&self, browser: &mut Browser, show: &str) -> bool {
        let list = browser.get(self, &format!("/panel/inbox?show={show}")).await.body;
        list.contains("id=\"conversation-1\"")
    }
}

/// What stands in the box of an answer.
fn box_of(page: &str) -> &str {
    let rest = page.split("<textarea id=\"words\"").nth(1).expect("there is no box");
    rest.split_once('>').unwrap().1.split("</textarea>").next().unwrap()
}

#[tokio::test]
async fn a_saved_answer_is_chosen_and_comes_behind_what_was_typed_with_names_filled_in() {
    let house = House::build().await;
    let mut anna = house.held("Hello").await;
    assert!(anna.get(&house, "/panel/inbox/1").await.body.contains("None yet. Keep here what you write again"));
    let form = "title=Greeting&en=Hello%2C {name}! This is {me}.&ru=Здравствуйте%2C {name}!";
    anna.send(&house, "/panel/templates", form).await;
    let page = anna.get(&house, "/panel/inbox/1").await.body;
    assert!(page.contains("Hello, Eve! This is Anna."), "it is seen as it will be: {page}");
    let id = page.split("name=\"use\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let chosen = anna.send(&house, "/panel/inbox/1/fill", &format!("words=&use={id}")).await;
    assert_eq!((chosen.status, box_of(&chosen.body)), (StatusCode::OK, "Hello, Eve! This is Anna."));
    let behind = anna.send(&house, "/panel/inbox/1/fill", &format!("words=Yes%0D%0A&use={id}")).await;
    assert_eq!(box_of(&behind.body), "Yes\nHello, Eve! This is Anna.");
    let rows = house.desk.store.delivery_states(&ConversationId::from_stored("cnv_1")).await.unwrap();
    assert!(!rows.iter().any(|row| row.delivery.words().contains("This is Anna")), "nothing is sent by it");
    let gone = anna.send(&house, "/panel/inbox/1/fill", "words=&use=tpl_none").await;
    assert_eq!(gone.leads_to(), "/panel/inbox/1");
    assert!(anna.get(&house, "/panel/inbox/1").await.body.contains("There is no saved answer tpl_none any more"));
}

#[tokio::test]
async fn a_draft_comes_into_an_empty_box_marked_as_an_ais_with_its_reasons() {
    let house = House::build().await;
    let mut anna = house.held("How much are 15 red roses?").await;
    let page = anna.get(&house, "/panel/inbox/1").await.body;
    assert!(page.contains("data-key=\"d\"") && !page.contains("class=\"by-ai"), "{page}");
    let drafted = anna.send(&house, "/panel/inbox/1/draft", "words=").await;
    assert_eq!(drafted.status, StatusCode::OK);
    assert!(box_of(&drafted.body).contains("2,900"), "{}", box_of(&drafted.body));
    assert!(drafted.body.contains("Draft by AI. Read it"), "{}", drafted.body);
    let beside = drafted.body.split("id=\"drafted\"").nth(1).unwrap();
    assert!(beside.split("id=\"answering\"").next().unwrap().contains("class=\"why\""), "{beside}");
    let rows = house.desk.store.delivery_states(&ConversationId::from_stored("cnv_1")).await.unwrap();
    assert!(!rows.iter().any(|row| row.delivery.words().contains("2,900")), "nothing is sent by it");
    // It is sent as anything a person sends.
    anna.send(&house, "/panel/inbox/1/answer", "words=15 roses are 2%2C900").await;
    let rows = house.desk.store.delivery_states(&ConversationId::from_stored("cnv_1")).await.unwrap();
    let sent = rows.iter().find(|row| row.delivery.words().contains("2,900")).unwrap();
    assert_eq!(sent.author, Author::Operator { name: "Anna".to_owned() });
}

#[tokio::test]
async fn what_was_typed_stays_and_a_draft_is_offered_beside_it() {
    let house = House::build().await;
    let mut anna = house.held("How much are 15 red roses?").await;
    let drafted = anna.send(&house, "/panel/inbox/1/draft", "words=My own <words>").await.body;
    assert_eq!(box_of(&drafted), "My own &#60;words&#62;");
    assert!(drafted.contains("What you have typed stays as it is") && drafted.contains("name=\"add\""), "{drafted}");
    let added = anna.send(&house, "/panel/inbox/1/fill", "words=My own words&add=The draft").await.body;
    assert_eq!(box_of(&added), "My own words\nThe draft");
    assert!(added.contains("Draft by AI. Read it"), "{added}");
}

#[tokio::test]
async fn where_there_is_no_draft_it_is_said_plainly() {
    let house = House::build().await;
    let mut anna = house.held("Are you a bot?").await;
    let page = anna.send(&house, "/panel/inbox/1/draft", "words=").await.body;
    assert!(page.contains("the contact asks whether a machine is writing"), "{page}");
    assert_eq!(box_of(&page), "");
    let mut vera = house.join(Role::Manager, "Vera").await;
    let theirs = vera.send(&house, "/panel/inbox/1/draft", "words=").await;
    assert_eq!(theirs.leads_to(), "/panel/inbox/1");
    assert!(vera.get(&house, "/panel/inbox/1").await.body.contains("Anna is answering already"));
}

#[tokio::test]
async fn a_summary_stands_beside_the_conversation_with_the_lines_that_prove_it_and_keeps_what_was_typed() {
    let house = House::build().await;
    let mut anna = house.held("Too expensive! <b>Do you deliver on Sundays?</b>").await;
    let page = anna.get(&house, "/panel/inbox/1").await.body;
    assert!(
        page.contains("data-here=\"summed\"") && page.contains("id=\"summed\" class=\"drafted summed is-empty\""),
        "{page}"
    );
    let summed = anna.send(&house, "/panel/inbox/1/summary", "words=My own words").await;
    assert_eq!((summed.status, box_of(&summed.body)), (StatusCode::OK, "My own words"));
    let beside = summed.body.split("id=\"summed\"").nth(1).unwrap().split("id=\"drafted\"").next().unwrap();
    for words in ["In short", "finds it too dear", "Not answered yet", "Put together by the program", "href=\"#line-"] {
        assert!(beside.contains(words), "{words}: {beside}");
    }
    assert!(!beside.contains("<b>") && beside.contains("&#60;b&#62;"), "{beside}");
    let proving = beside.split("href=\"#").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    assert!(summed.body.contains(&format!("id=\"{proving}\"")), "the line is on the page: {proving}");
    assert_eq!(anna.get(&house, "/panel/inbox/1/summary").await.leads_to(), "/panel/inbox/1");
    // Nobody needs to hold a conversation to see what it is about.
    let mut vera = house.join(Role::Manager, "Vera").await;
    vera.language = "ru";
    assert!(vera.get(&house, "/panel/inbox/1").await.body.contains("action=\"/panel/inbox/1/summary\""));
    let theirs = vera.send(&house, "/panel/inbox/1/summary", "").await;
    assert!(theirs.body.contains("Коротко о разговоре") && theirs.body.contains("Пока без ответа"), "{}", theirs.body);
    let log = house.desk.store.audit_log(&business(), None, 20).await.unwrap();
    assert_eq!(log.iter().filter(|line| line.record.deed == Deed::SumUp).count(), 2);
}

#[tokio::test]
async fn a_conversation_is_put_aside_found_there_and_marked_when_it_is_back_until_it_is_opened() {
    let house = House::build().await;
    let mut anna = house.held("Hello").await;
    // A Monday, 17:13 at the business.
    let page = anna.get(&house, "/panel/inbox/1").await.body;
    for words in
        ["For an hour, until 18:13", "This evening, 18:00", "Tomorrow, 09:00", "Monday, 09:00", "Europe/Moscow"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let put = anna.send(&house, "/panel/inbox/1/snooze", "for=evening").await;
    assert_eq!(put.leads_to(), "/panel/inbox/1");
    let page = anna.get(&house, "/panel/inbox/1").await.body;
    assert!(page.contains("put aside until 21 September, 18:00") && page.contains("Back to the lists"), "{page}");
    for show in ["all", "waiting", "unread", "mine"] {
        assert!(!house.has(&mut anna, show).await, "{show}");
    }
    assert!(house.has(&mut anna, "aside").await);
    house.pass_seconds(47 * 60);
    let list = anna.get(&house, "/panel/inbox?show=mine").await.body;
    assert!(list.contains("mark-back"), "{list}");
    let again = [("candor-live", "1")];
    anna.ask(&house, axum::http::Method::GET, "/panel/inbox/1", None, &again).await;
    assert!(
        anna.get(&house, "/panel/inbox?show=mine").await.body.contains("mark-back"),
        "a page that asks again opens nothing"
    );
    assert!(anna.get(&house, "/panel/inbox/1").await.body.contains("back now, was put aside until"));
    assert!(!anna.get(&house, "/panel/inbox?show=mine").await.body.contains("mark-back"));

    anna.send(&house, "/panel/inbox/1/snooze", "at=2026-09-25T10:30").await;
    assert!(!house.has(&mut anna, "mine").await);
    anna.send(&house, "/panel/inbox/1/unsnooze", "").await;
    assert!(house.has(&mut anna, "mine").await);
    for (form, why) in [
        ("at=", "Choose a date and a time"),
        ("for=never", "Choose a date and a time"),
        ("at=2020-01-01T10:00", "has passed"),
        ("at=2030-01-01T10:00", "for a year at most"),
    ] {
        anna.send(&house, "/panel/inbox/1/snooze", form).await;
        assert!(anna.get(&house, "/panel/inbox/1").await.body.contains(why), "{form}");
    }
    let log = house.desk.store.audit_log(&business(), None, 20).await.unwrap();
    assert_eq!(log.iter().filter(|line| line.record.deed == Deed::Snooze).count(), 4, "{log:?}");
}

#[tokio::test]
async fn a_viewer_is_offered_nothing_of_it() {
    let house = House::build().await;
    house.stage.play_turn(reasons()).await;
    let mut lev = house.join(Role::Viewer, "Lev").await;
    let page = lev.get(&house, "/panel/inbox/1").await.body;
    assert!(
        !page.contains("/snooze")
            && !page.contains("/draft")
            && !page.contains("/summary")
            && !page.contains("data-choose"),
        "{page}"
    );
    assert_eq!(lev.send(&house, "/panel/inbox/1/summary", "").await.status, StatusCode::FORBIDDEN);
}
