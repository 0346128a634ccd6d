use axum::http::StatusCode;
use candor_core::{message::Author, outbox::Purpose, roles::Role, timeline::EntryKind};
use candor_store::{Changes, ConversationChange};
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
    for path in ["/panel/inbox/1", "/panel/inbox/99", "/panel/inbox/-1", "/panel/inbox/x"] {
        let answer = anna.get(&house, path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
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

#[tokio::test]
async fn a_value_that_does_not_fit_its_field_is_refused_there_and_everything_typed_stays() {
    let house = House::build().await;
    house.stage.play_turn(reasons()).await;
    let mut anna = house.join(Role::Manager, "Anna").await;
    let page = anna.get(&house, "/panel/leads/1").await.body;
    assert!(page.contains("name=\"is.budget\"") && !page.contains("aria-invalid"), "{page}");
    let form = "was.budget=&is.budget=a+lot+%3Cb%3E&was.name=&is.name=Eve+Adams&was.card=&is.card=with";
    let refused = anna.send(&house, "/panel/leads/1/fields", form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.body;
    assert!(page.contains("value=\"a lot &#60;b&#62;\"") && page.contains("value=\"Eve Adams\""), "{page}");
    assert!(page.contains("<option value=\"with\" selected>"), "{page}");
    assert_eq!(page.matches("aria-invalid=\"true\"").count(), 1);
    assert!(page.contains("Possible: a sum of money, such as 300") && page.contains("id=\"problem-budget\""), "{page}");
    assert!(!anna.get(&house, "/panel/leads/1").await.body.contains("Eve Adams"), "nothing was kept");
    assert_eq!(anna.get(&house, "/panel/leads/1/fields").await.leads_to(), "/panel/leads/1");
    let form = form.replace("a+lot+%3Cb%3E", "2%2C900+RUB");
    anna.send(&house, "/panel/leads/1/fields", &form).await;
    let page = anna.get(&house, "/panel/leads/1").await.body;
    assert!(page.contains("value=\"2900.00 RUB\"") && page.contains("value=\"Eve Adams\""), "{page}");
}

#[tokio::test]
async fn of_two_tabs_that_change_one_field_the_second_is_told_what_it_is_now() {
    let house = House::build().await;
    house.stage.play_turn(reasons()).await;
    let mut anna = house.join(Role::Manager, "Anna").await;
    let mut boris = house.join(Role::Manager, "Boris").await;
    let first = anna.send(&house, "/panel/leads/1/fields", "was.budget=&is.budget=3000+RUB&was.name=&is.name=").await;
    assert_eq!(first.leads_to(), "/panel/leads/1", "{}", first.body);
    let late = "was.budget=&is.budget=2500+RUB&was.name=&is.name=Eve";
    let refused = boris.send(&house, "/panel/leads/1/fields", late).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let page = refused.body;
    assert!(page.contains("Changed since you opened this page. It is now: 3000.00 RUB."), "{page}");
    assert!(page.contains("name=\"was.budget\" value=\"3000.00 RUB\""), "{page}");
    assert!(page.contains("value=\"2500 RUB\"") && page.contains("value=\"Eve\""), "what was typed stays: {page}");
    assert!(!anna.get(&house, "/panel/leads/1").await.body.contains("value=\"Eve\""), "all or nothing");
    // Whoever says the same in other words is no obstacle.
    let same = anna.send(&house, "/panel/leads/1/fields", "was.budget=&is.budget=3000+rubles").await;
    assert_eq!(same.leads_to(), "/panel/leads/1", "{}", same.body);
    // Saved again, as the page now has it.
    let again = late.replace("was.budget=", "was.budget=3000.00+RUB");
    assert_eq!(boris.send(&house, "/panel/leads/1/fields", &again).await.leads_to(), "/panel/leads/1");
    let page = anna.get(&house, "/panel/leads/1").await.body;
    assert!(page.contains("value=\"2500.00 RUB\"") && page.contains("value=\"Eve\""), "{page}");
}

#[tokio::test]
async fn what_one_tab_did_not_touch_is_not_put_back_by_its_refusal() {
    let house = House::build().await;
    house.stage.play_turn(reasons()).await;
    let mut anna = house.join(Role::Manager, "Anna").await;
    anna.send(&house, "/panel/leads/1/fields", "was.name=&is.name=Eve").await;
    let form = "was.budget=&is.budget=a+lot&was.name=&is.name=";
    let page = anna.send(&house, "/panel/leads/1/fields", form).await.body;
    assert!(
        page.contains("name=\"was.name\" value=\"Eve\"") && page.contains("name=\"is.name\" value=\"Eve\""),
        "{page}"
    );
}

#[tokio::test]
async fn an_old_value_stays_readable_and_a_field_the_script_has_no_more_stays_editable_as_words() {
    let house = House::build().await;
    house.stage.play_turn(reasons()).await;
    let line = house.desk.store.conversation_numbered(&business(), 1).await.unwrap().unwrap();
    let known = line.conversation.conversation.clone();
    let becomes = known.with_field("day", "as soon as they bloom", "Vera", NOW).with_field("shoe", "42", "Vera", NOW);
    let change = ConversationChange { conversation: becomes, expected_version: Some(line.conversation.version) };
    let changes = Changes { conversations: vec![change], ..Changes::default() };
    house.desk.store.apply(&business(), changes, NOW).await.unwrap();
    let mut anna = house.join(Role::Manager, "Anna").await;
    let page = anna.get(&house, "/panel/leads/1").await.body;
    assert!(page.contains("as soon as they bloom") && page.contains("name=\"is.shoe\""), "{page}");
    let form = "was.day=&is.day=as+soon+as+they+bloom&was.shoe=42&is.shoe=size+43,+wide";
    let done = anna.send(&house, "/panel/leads/1/fields", form).await;
    assert_eq!(done.leads_to(), "/panel/leads/1", "what is there already is never refused: {}", done.body);
    let page = anna.get(&house, "/panel/leads/1").await.body;
    assert!(page.contains("as soon as they bloom") && page.contains("size 43, wide"), "{page}");
    anna.send(&house, "/panel/leads/1/fields", "was.shoe=size+43,+wide&is.shoe=").await;
    assert!(!anna.get(&house, "/panel/leads/1").await.body.contains("is.shoe"));
}
