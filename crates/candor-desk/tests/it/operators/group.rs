//! The staff's group: one topic per conversation.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use candor_core::{conversation::Holder, roles::Role as StaffRole};
use telegram_simulator::{ChatSeen, NewFile, NewGroup, Role, Written};

use crate::stage::{Stage, example};

struct Office {
    stage: Stage,
    group: i64,
    owner: i64,
    vera: i64,
}

impl Office {
    async fn open() -> Self {
        let stage = Stage::with_script(&example("flower-shop")).await;
        let owner = stage.joins("Nina", "en", StaffRole::Owner).await;
        let vera = stage.manager("Vera").await;
        let group = stage.simulator.add_group(NewGroup::titled("Staff", owner).with_topics()).unwrap();
        stage.simulator.set_role(group, vera, Role::Member).unwrap();
        stage.simulator.set_role(group, stage.bot.id, Role::admin()).unwrap();
        let office = Self { stage, group, owner, vera };
        office.writes(owner, None, "/staff_group").await;
        office
    }

    async fn writes(&self, person: i64, topic: Option<i64>, text: &str) -> i64 {
        let written = Written::text(text);
        let written = match topic {
            Some(topic) => written.in_topic(topic),
            None => written,
        };
        let id = self.stage.simulator.user_writes(self.group, person, written).unwrap();
        self.stage.settle().await;
        id
    }

    fn chat(&self) -> ChatSeen {
        self.stage.simulator.group_chat(self.group, 0, 1000).unwrap()
    }

    fn said(&self, topic: Option<i64>) -> Vec<String> {
        let of = |message: &&telegram_simulator::MessageSeen| message.is_from_bot && message.topic_id == topic;
        self.chat()
            .messages
            .iter()
            .filter(of)
            .map(|message| message.text.clone())
            .filter(|text| !text.is_empty())
            .collect()
    }

    fn topic(&self) -> i64 {
        self.chat().messages.iter().filter_map(|message| message.topic_id).max().unwrap()
    }
}

#[tokio::test]
async fn a_hand_over_gets_a_topic_and_what_is_written_there_goes_to_the_contact() {
    let office = Office::open().await;
    let stage = &office.stage;
    assert!(
        office.said(None).iter().any(|text| text.contains("Hand-overs go to this group")),
        "{:?}",
        office.said(None)
    );
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "human please").await;
    let topic = office.topic();
    assert!(office.said(Some(topic))[0].contains("A person is wanted"), "{:?}", office.said(Some(topic)));
    assert!(stage.texts(office.vera).iter().all(|text| !text.contains("A person is wanted")), "not in private as well");

    office.writes(office.vera, Some(topic), "// she was here last week").await;
    assert!(matches!(stage.conversation(anna).await.holder, Holder::Waiting { .. }), "a note takes nothing over");
    office.writes(office.vera, Some(topic), "Good evening!").await;
    assert!(matches!(&stage.conversation(anna).await.holder, Holder::Operator { name, .. } if name == "Vera"));
    assert_eq!(stage.texts(anna).last().unwrap(), "Vera: Good evening!");
    assert!(stage.texts(anna).iter().all(|text| !text.contains("last week")));

    stage.says(anna, "A photo would help").await;
    assert_eq!(office.said(Some(topic)).last().unwrap(), "Anna: A photo would help");
    let photo = Written::file(NewFile::photo(vec![1])).captioned("here").in_topic(topic);
    stage.simulator.user_writes(office.group, office.vera, photo).unwrap();
    stage.settle().await;
    let at_anna = stage.simulator.chat(stage.bot.id, anna).unwrap().last_from_bot().unwrap().clone();
    assert_eq!(at_anna.caption, "Vera: here");
    let words = office.writes(office.owner, Some(topic), "Nina here too").await;
    assert_eq!(stage.texts(anna).last().unwrap(), "Nina: Nina here too");
    stage.simulator.user_edits(office.group, office.owner, words, "Nina here as well").unwrap();
    stage.settle().await;
    assert_eq!(stage.texts(anna).last().unwrap(), "Nina: Nina here as well");

    let general = office.said(None).len();
    office.writes(office.vera, None, "shall we have lunch?").await;
    assert_eq!(office.said(None).len(), general, "the general topic is the staff's own");
    assert!(stage.texts(anna).iter().all(|text| !text.contains("lunch")));
    office.stage.strike().await;
}

#[tokio::test]
async fn somebody_in_the_group_who_is_not_on_the_staff_reaches_nobody() {
    let office = Office::open().await;
    let stage = &office.stage;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "human please").await;
    let topic = office.topic();
    let guest = stage.person("Guest", "en");
    stage.simulator.set_role(office.group, guest, Role::Member).unwrap();
    let before = stage.texts(anna).len();
    office.writes(guest, Some(topic), "let me answer").await;
    assert_eq!(stage.texts(anna).len(), before);
    assert!(office.said(Some(topic)).last().unwrap().contains("not on the staff"));
    office.stage.strike().await;
}

#[tokio::test]
async fn an_anonymous_administrator_reaches_nobody_and_is_told_why() {
    let office = Office::open().await;
    let stage = &office.stage;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "human please").await;
    let (topic, before) = (office.topic(), stage.texts(anna).len());
    for text in ["let me answer", "// a note"] {
        let group = serde_json::json!({"id": office.group, "type": "supergroup", "title": "Staff", "is_forum": true});
        let update = serde_json::json!({"message": {
            "message_id": 900, "date": 1, "chat": group, "sender_chat": group, "text": text,
            "message_thread_id": topic, "is_topic_message": true,
            "from": {"id": 1_087_968_824, "is_bot": true, "first_name": "Group", "username": "GroupAnonymousBot"},
        }});
        stage.simulator.inject_update(stage.bot.id, update).unwrap();
        stage.settle().await;
        assert!(office.said(Some(topic)).last().unwrap().contains("Remain anonymous"), "{text}");
    }
    assert_eq!(stage.texts(anna).len(), before);
    office.stage.strike().await;
}

#[tokio::test]
async fn only_an_owner_who_runs_a_group_with_topics_can_give_it_to_the_staff() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let owner = stage.joins("Nina", "en", StaffRole::Owner).await;
    let vera = stage.manager("Vera").await;
    let stranger = stage.person("Mallory", "en");
    let flat = stage.simulator.add_group(NewGroup::titled("Flat", owner)).unwrap();
    stage.simulator.set_role(flat, stage.bot.id, Role::admin()).unwrap();
    let theirs = stage.simulator.add_group(NewGroup::titled("Theirs", stranger).with_topics()).unwrap();
    for member in [owner, vera] {
        stage.simulator.set_role(theirs, member, Role::Member).unwrap();
    }
    stage.simulator.set_role(theirs, stage.bot.id, Role::admin()).unwrap();
    for (group, person) in [(flat, owner), (theirs, owner), (theirs, vera), (theirs, stranger)] {
        stage.simulator.user_writes(group, person, Written::text("/staff_group")).unwrap();
        stage.settle().await;
        assert!(stage.desk.store.desk(stage.business()).await.unwrap().group.is_none());
    }
    stage.strike().await;
}

#[tokio::test]
async fn a_topic_that_was_deleted_and_a_group_that_was_left_lose_nobody() {
    let office = Office::open().await;
    let stage = &office.stage;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "human please").await;
    let topic = office.topic();
    stage.simulator.user_deletes_topic(office.group, office.owner, topic).unwrap();
    stage.settle().await;
    stage.says(anna, "hello, is anybody there?").await;
    assert!(office.said(None).iter().any(|text| text.contains("is anybody there?")), "{:?}", office.said(None));

    stage.simulator.set_role(office.group, stage.bot.id, Role::Removed).unwrap();
    stage.settle().await;
    stage.says(anna, "and now?").await;
    assert!(stage.texts(office.owner).iter().any(|text| text.contains("cannot be written to any more")));
    assert!(
        stage.texts(office.vera).iter().any(|text| text.contains("A person is wanted")),
        "the card comes in private"
    );
    assert!(stage.desk.store.desk(stage.business()).await.unwrap().group.is_none());
    office.stage.strike().await;
}
