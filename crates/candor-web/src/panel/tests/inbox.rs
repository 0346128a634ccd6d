use axum::http::StatusCode;
use candor_core::{message::Author, outbox::Purpose, roles::Role, timeline::EntryKind};
use serde_json::json;

use super::house::House;
use crate::stage::{HOSTILE, NOW, business, connection};

fn reasons() -> serde_json::Value {
    json!({
        "heard": null, "strategy": "hand_off", "why": [{ "word": "asked_for_person", "about": "" }],
        "script": { "name": "flower-shop", "version": 1 }, "step_before": null, "step_after": "choose",
        "moves": ["hand_over"], "facts": [],
        "verdicts": [{ "rule": "plain_words", "verdict": "say", "reason": "" }], "writer": "local",
    })
}

#[tokio::test]
async fn a_conversation_is_found_taken_answered_and_given_back() {
    let house = House::build().await;
    house.stage.play_turn(reasons()).await;
    let mut anna = house.join(Role::Manager, "Anna").await;
    let list = anna.get(&house, "/panel/inbox").await.body;
    assert!(list.contains("1 conversation") && list.contains("Eve") && list.contains("waits for a person"), "{list}");
    assert!(anna.get(&house, "/panel/inbox?show=mine").await.body.contains("There is none at the moment"));
    let one = anna.get(&house, "/panel/inbox/1").await.body;
    assert!(one.contains("Take over") && one.contains("The customer asked for a person"), "{one}");
    assert!(!one.contains("name=\"words\" rows=\"2\" maxlength=\"16384\""), "answering needs taking first");

    anna.send(&house, "/panel/inbox/1/take", "").await;
    let taken = anna.get(&house, "/panel/inbox/1").await.body;
    assert!(taken.contains("You answer Eve now"), "{taken}");
    assert!(taken.contains("maxlength=\"16384\""), "no place to write");
    anna.send(&house, "/panel/inbox/1/answer", "words=Hello, Anna here").await;
    let rows = house.desk.store.delivery_states(&"cnv_1".parse_id()).await.unwrap();
    let said = rows.iter().find(|row| row.purpose == Purpose::Relay).unwrap();
    assert_eq!(said.delivery.words(), "Anna: Hello, Anna here");
    assert_eq!(said.author, Author::Operator { name: "Anna".into() });
    let lines = house.desk.store.timeline(&"cnv_1".parse_id(), 0, 50).await.unwrap();
    assert!(lines.iter().any(|line| line.entry.kind == EntryKind::Message && line.entry.text == "Hello, Anna here"));

    anna.send(&house, "/panel/inbox/1/note", "words=Wants peonies").await;
    assert!(anna.get(&house, "/panel/inbox/1").await.body.contains("Wants peonies"));
    anna.send(&house, "/panel/inbox/1/release", "").await;
    let released = anna.get(&house, "/panel/inbox/1").await.body;
    assert!(released.contains("The AI answers again"), "{released}");
    let late = anna.send(&house, "/panel/inbox/1/answer", "words=too late").await;
    assert_eq!(late.status, StatusCode::SEE_OTHER);
    assert!(anna.get(&house, "/panel/inbox/1").await.body.contains("Take conversation 1 first"));
    assert!(anna.get(&house, "/panel/inbox").await.body.contains(">AI answers</span>"));
    anna.send(&house, "/panel/inbox/1/stop", "").await;
    let ended = anna.get(&house, "/panel/inbox/1?show=ended").await.body;
    assert!(ended.contains("<span>ended</span>"), "{ended}");
    assert!(!ended.contains(">AI answers</span>") && !ended.contains("The desk answers"), "nobody answers: {ended}");
    assert!(ended.contains("\u{2068}Anna\u{2069} took the conversation over"), "who did it comes first: {ended}");
    let rows = house.desk.store.delivery_states(&"cnv_1".parse_id()).await.unwrap();
    assert!(!rows.iter().any(|row| row.delivery.words().contains("too late")));
    let log = house.desk.store.audit_log(&business(), None, 20).await.unwrap();
    assert!(log.iter().any(|line| line.record.deed == candor_core::roles::Deed::Take));
}

#[tokio::test]
async fn who_holds_a_conversation_is_not_pushed_aside() {
    let house = House::build().await;
    house.stage.play_turn(reasons()).await;
    let mut anna = house.join(Role::Manager, "Anna").await;
    let mut vera = house.join(Role::Manager, "Vera").await;
    anna.send(&house, "/panel/inbox/1/take", "").await;
    vera.send(&house, "/panel/inbox/1/take", "").await;
    assert!(vera.get(&house, "/panel/inbox/1").await.body.contains("Anna is answering already"));
    vera.send(&house, "/panel/inbox/1/answer", "words=me too").await;
    assert!(vera.get(&house, "/panel/inbox/1").await.body.contains("Anna is answering already"));
}

#[tokio::test]
async fn nothing_is_written_to_a_contact_who_wants_no_messages() {
    let house = House::build().await;
    house.stage.play_turn(reasons()).await;
    let mut anna = house.join(Role::Manager, "Anna").await;
    anna.send(&house, "/panel/inbox/1/take", "").await;
    house.stage.opt_out().await;
    let before = house.desk.store.delivery_states(&"cnv_1".parse_id()).await.unwrap().len();
    anna.send(&house, "/panel/inbox/1/answer", "words=please come back").await;
    assert_eq!(house.desk.store.delivery_states(&"cnv_1".parse_id()).await.unwrap().len(), before);
    let page = anna.get(&house, "/panel/inbox/1").await.body;
    assert!(page.contains("This contact wants no messages"), "{page}");
}

#[tokio::test]
async fn whatever_contacts_call_themselves_or_write_is_only_ever_text() {
    let house = House::build().await;
    house.stage.play_turn(reasons()).await;
    let mut anna = house.join(Role::Owner, "Anna").await;
    for path in ["/panel/inbox", "/panel/inbox/1"] {
        let page = anna.get(&house, path).await.body;
        assert!(page.contains("&#60;img src=x") || page.contains("&lt;img src=x"), "{path}: it is not shown");
        assert!(!page.contains("<img src=x"), "{path}");
        assert!(!page.contains(&HOSTILE.replace('\0', "")), "{path}");
    }
}

#[tokio::test]
async fn a_conversation_that_is_not_there_is_missing() {
    let house = House::build().await;
    let mut anna = house.join(Role::Owner, "Anna").await;
    for path in ["/panel/inbox/1", "/panel/inbox/99", "/panel/inbox/-1"] {
        let answer = anna.get(&house, path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let odd = anna.get(&house, "/panel/inbox/x").await;
    assert_eq!(odd.status, StatusCode::BAD_REQUEST);
    assert!(anna.get(&house, "/panel/inbox?page=99999999999").await.status.is_client_error());
    assert_eq!(anna.get(&house, "/panel/inbox?page=4000000000").await.status, StatusCode::OK);
    assert!(anna.get(&house, "/panel/inbox").await.body.contains("Nobody has written yet"));
    let _ = (NOW, connection());
}

trait ParseId {
    fn parse_id(&self) -> candor_core::ids::ConversationId;
}

impl ParseId for str {
    fn parse_id(&self) -> candor_core::ids::ConversationId {
        candor_core::ids::ConversationId::from_stored(self)
    }
}

#[tokio::test]
async fn what_is_looked_for_is_decoded_once() {
    let house = House::build().await;
    let mut anna = house.join(Role::Owner, "Anna").await;
    let page = anna.get(&house, "/panel/inbox?q=%2541%253C").await.body;
    assert!(page.contains("value=\"%41%3C\""), "{page}");
}
