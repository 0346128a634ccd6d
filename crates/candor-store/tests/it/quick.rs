//! Stories of what makes the staff quick: conversations put aside, and texts to answer with.

use candor_core::{
    conversation::Snoozed,
    ids::{BusinessId, TemplateId},
    language::Wording,
    template::Template,
};
use candor_store::{Changes, CommitError, ConversationChange, ConversationFilter, TemplateChange};

use crate::house::{House, at, business, on_both};

impl House {
    /// Puts the conversation of a chat aside until a moment, or takes it back.
    async fn puts_aside(&self, chat: i64, until: Option<i64>) {
        let connection = self.connect().await;
        let known =
            self.store.conversation_by_chat(&connection, candor_core::ids::ChatId(chat)).await.unwrap().unwrap();
        let mut conversation = known.conversation;
        conversation.snoozed = until.map(|until| Snoozed { since: at(1), until: at(until), by: "Vera".to_owned() });
        let change = ConversationChange { conversation, expected_version: Some(known.version) };
        let changes = Changes { conversations: vec![change], ..Changes::default() };
        self.store.apply(&business(), changes, at(20)).await.unwrap();
    }

    async fn seen(&self, aside: Option<(bool, i64)>) -> Vec<i64> {
        let aside = aside.map(|(is_aside, now)| (is_aside, at(now)));
        let filter = ConversationFilter { aside, ..ConversationFilter::default() };
        let page = self.store.find_conversations(&business(), &filter, 50, 0).await.unwrap();
        let below = self.store.conversations_below(&business(), &filter, None, None, 50).await.unwrap();
        let mut numbers: Vec<i64> = page.lines.iter().map(|line| line.number).collect();
        numbers.sort_unstable();
        let mut others: Vec<i64> = below.iter().map(|line| line.number).collect();
        others.sort_unstable();
        assert_eq!(numbers, others);
        assert_eq!(page.total, u64::try_from(numbers.len()).unwrap());
        numbers
    }

    async fn changes_template(&self, change: TemplateChange, now: i64) -> Result<(), CommitError> {
        let changes = Changes { templates: vec![change], ..Changes::default() };
        self.store.apply(&business(), changes, at(now)).await.map(drop)
    }
}

fn says(title: &str, ru: Option<&str>) -> Template {
    let words = Wording { en: Some("Hello, {name}!".to_owned()), ru: ru.map(str::to_owned) };
    Template { title: title.to_owned(), words }
}

on_both! {
    async fn a_conversation_put_aside_is_found_apart_until_its_time(house: House) {
        let connection = house.connect().await;
        for chat in 1..=3 {
            house.answer(&connection, chat, &format!("t{chat}"), &["hello"]).await;
        }
        assert_eq!(house.seen(Some((false, 50))).await, [1, 2, 3]);
        house.puts_aside(2, Some(100)).await;
        assert_eq!(house.seen(Some((false, 99))).await, [1, 3]);
        assert_eq!(house.seen(Some((true, 99))).await, [2]);
        assert_eq!(house.seen(None).await, [1, 2, 3]);
        // At that very moment it is back.
        assert_eq!(house.seen(Some((false, 100))).await, [1, 2, 3]);
        assert!(house.seen(Some((true, 100))).await.is_empty());
        let line = house.store.conversation_numbered(&business(), 2).await.unwrap().unwrap();
        assert!(line.conversation.conversation.is_back(at(100)) && !line.conversation.conversation.is_back(at(99)));
        house.puts_aside(2, None).await;
        assert_eq!(house.seen(Some((false, 50))).await, [1, 2, 3]);
    }

    async fn texts_to_answer_with_are_kept_by_title_and_changed_by_one_person_only(house: House) {
        let (first, second) = (TemplateId::from_unique("1"), TemplateId::from_unique("2"));
        for (id, title) in [(&first, "Ярлык"), (&second, "адрес")] {
            let made = TemplateChange::Made { id: id.clone(), template: says(title, Some("Привет, {name}!")) };
            house.changes_template(made, 5).await.unwrap();
        }
        let kept = house.store.templates(&business()).await.unwrap();
        let titles: Vec<&str> = kept.iter().map(|row| row.template.title.as_str()).collect();
        assert_eq!(titles, ["адрес", "Ярлык"]);
        assert_eq!((kept[0].version, kept[0].created_at, kept[0].updated_at), (1, at(5), at(5)));
        let edited = |version| TemplateChange::Edited { id: first.clone(), version, template: says("Ярлык", None) };
        house.changes_template(edited(1), 9).await.unwrap();
        assert!(matches!(house.changes_template(edited(1), 10).await, Err(CommitError::Conflict)));
        let row = house.store.template(&business(), &first).await.unwrap().unwrap();
        assert_eq!((row.version, row.created_at, row.updated_at), (2, at(5), at(9)));
        assert_eq!(row.template, says("Ярлык", None));
        let stranger = BusinessId::from_unique("other");
        assert!(house.store.template(&stranger, &first).await.unwrap().is_none());
        assert!(house.store.templates(&stranger).await.unwrap().is_empty());
        let removed = |version| TemplateChange::Removed { id: first.clone(), version };
        assert!(matches!(house.changes_template(removed(1), 11).await, Err(CommitError::Conflict)));
        house.changes_template(removed(2), 12).await.unwrap();
        assert_eq!(house.store.templates(&business()).await.unwrap().len(), 1);
    }
}
