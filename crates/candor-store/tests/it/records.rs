//! Stories of what only ever grows: timeline, ledger, scripts, and who wrote what.

use candor_core::{
    consent::{ConsentAction, ConsentRecord},
    ids::ConversationId,
    message::Author,
};
use candor_store::{Chain, Changes, CommitError, ConversationFilter, Error, NewVersion, ScriptVersion};

use crate::house::{House, Kind, answered, at, business, contact, entry, on_both, raw_sql};

impl House {
    /// A conversation with three lines; one holds what PostgreSQL cannot store in a text.
    async fn tell_something(&self) -> ConversationId {
        let connection = self.connect().await;
        let known = self.answer(&connection, 7, "t1", &["hello"]).await;
        self.hear(&connection, 1, 7).await;
        let mut turn = answered(&self.sit().await);
        turn.changes.timeline.push(entry(&known.id, Author::Contact, "nul\0 here"));
        turn.changes.timeline.push(entry(
            &known.id,
            Author::Operator { name: "Ольга".to_owned() },
            "<b>{{x}}</b> \u{202e}'; --",
        ));
        turn.changes.timeline.push(entry(&known.id, Author::Ai, "здравствуйте"));
        turn.changes.consent.push(ConsentRecord {
            contact: contact(7).id,
            at: at(5),
            action: ConsentAction::OptedOut,
            method: "words".to_owned(),
            words: "stop".to_owned(),
        });
        self.commit(turn).await;
        known.id
    }

    /// Lets a person with a database tool do what the triggers forbid.
    async fn tamper(&self, sql: &str) {
        match self.kind {
            Kind::Sqlite => {
                raw_sql(self, "DROP TRIGGER timeline_keeps; DROP TRIGGER timeline_stays").await.unwrap();
            }
            Kind::Postgres => raw_sql(self, "ALTER TABLE timeline DISABLE TRIGGER ALL").await.unwrap(),
        }
        raw_sql(self, sql).await.unwrap();
    }
}

on_both! {
    async fn a_timeline_is_read_as_it_was_written(house: House) {
        let conversation = house.tell_something().await;
        let lines = house.store.timeline(&conversation, 0, 10).await.unwrap();
        assert_eq!(lines.iter().map(|line| line.seq).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(lines[0].entry.text, "nul\u{fffd} here");
        let operator = entry(&conversation, Author::Operator { name: "Ольга".to_owned() }, "<b>{{x}}</b> \u{202e}'; --");
        assert_eq!(lines[1].entry, operator);
        assert_eq!(house.store.timeline(&conversation, 2, 10).await.unwrap(), lines[2..]);
        assert_eq!(house.store.timeline(&conversation, 0, 1).await.unwrap(), lines[..1]);
        assert_eq!(house.store.verify_timeline(&conversation).await.unwrap(), Chain::Intact(3));
    }

    async fn the_database_itself_refuses_to_change_what_only_grows(house: House) {
        house.tell_something().await;
        house.store.publish(&business(), "flowers", "text", "d1", "", at(0)).await.unwrap();
        for forbidden in [
            "UPDATE timeline SET author = 'operator' WHERE seq = 3",
            "UPDATE timeline SET text = 'other'",
            "DELETE FROM timeline",
            "UPDATE consent_ledger SET action = 'opted_in'",
            "DELETE FROM consent_ledger",
            "UPDATE scripts SET text = 'other'",
            "DELETE FROM scripts",
            "UPDATE outbox SET author = 'operator', author_name = 'Olga'",
            "UPDATE outbox SET ground = 'staff'",
        ] {
            assert!(raw_sql(&house, forbidden).await.is_err(), "{forbidden}");
        }
        let behind_the_triggers = match house.kind {
            Kind::Sqlite => "INSERT OR REPLACE INTO timeline SELECT * FROM timeline WHERE seq = 3",
            Kind::Postgres => "TRUNCATE timeline",
        };
        assert!(raw_sql(&house, behind_the_triggers).await.is_err());
    }

    async fn a_flipped_word_is_found(house: House) {
        let conversation = house.tell_something().await;
        house.tamper("UPDATE timeline SET text = '<b>{{y}}</b> \u{202e}''; --' WHERE seq = 2").await;
        assert_eq!(house.store.verify_timeline(&conversation).await.unwrap(), Chain::BrokenAt(2));
    }

    async fn a_flipped_author_is_found(house: House) {
        let conversation = house.tell_something().await;
        house.tamper("UPDATE timeline SET author = 'operator', author_name = 'Olga' WHERE seq = 3").await;
        assert_eq!(house.store.verify_timeline(&conversation).await.unwrap(), Chain::BrokenAt(3));
    }

    async fn a_missing_line_is_found(house: House) {
        let conversation = house.tell_something().await;
        house.tamper("DELETE FROM timeline WHERE seq = 2").await;
        assert_eq!(house.store.verify_timeline(&conversation).await.unwrap(), Chain::BrokenAt(2));
    }

    async fn two_turns_that_write_into_the_same_timeline_both_find_a_place(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 7, "t1", &[]).await;
        for chat in 100..110 {
            house.hear(&connection, chat, chat).await;
        }
        let mut turns = Vec::new();
        for _ in 0..10 {
            let mut turn = answered(&house.sit().await);
            turn.changes.timeline.push(entry(&known.id, Author::System, "x"));
            let store = house.store.clone();
            turns.push(tokio::spawn(async move { store.commit(turn).await.unwrap() }));
        }
        for turn in turns {
            turn.await.unwrap();
        }
        assert_eq!(house.store.verify_timeline(&known.id).await.unwrap(), Chain::Intact(10));
    }

    async fn versions_of_a_script_are_numbered_and_kept(house: House) {
        let publish = async |text: &str, note: &str| {
            house.store.publish(&business(), "flowers", text, &format!("digest of {text}"), note, at(0)).await.unwrap()
        };
        assert_eq!(house.store.script_head(&business(), "flowers").await.unwrap(), None);
        let first = publish("one", "first").await;
        assert_eq!((first.version, first.is_new), (1, true));
        let again = publish("one", "again").await;
        assert_eq!((again.version, again.is_new), (1, false));
        assert_eq!(publish("two", "second").await.version, 2);
        assert_eq!(house.store.next_script_version(&business(), "flowers").await.unwrap(), 3);
        let one = house.store.script(&business(), "flowers", 1).await.unwrap().unwrap();
        let again = ScriptVersion { version: 3, note: "back to one".to_owned(), published_at: at(9), ..one };
        let new = NewVersion { script: again, model: vec![7, 0, 255] };
        let changes = Changes { scripts: vec![new], ..Changes::default() };
        house.store.apply(&business(), changes.clone(), at(9)).await.unwrap();
        let twice = house.store.apply(&business(), changes, at(9)).await;
        assert!(matches!(twice, Err(CommitError::Conflict)), "a number is given once: {twice:?}");
        let head = house.store.script_head(&business(), "flowers").await.unwrap().unwrap();
        assert_eq!((head.version, head.text.as_str(), head.note.as_str()), (3, "one", "back to one"));
        let model = house.store.script_model(&business(), "flowers", 3).await.unwrap();
        assert_eq!(model.as_deref(), Some(&[7, 0, 255][..]));
        assert_eq!(house.store.script_model(&business(), "flowers", 2).await.unwrap(), None);
        let second = house.store.script(&business(), "flowers", 2).await.unwrap().unwrap();
        assert_eq!(second.text, "two");
        let lines = house.store.list_scripts(&business()).await.unwrap();
        let lines: Vec<_> = lines.iter().map(|line| (line.version, line.is_head, line.note.as_str())).collect();
        assert_eq!(lines, [(3, true, "back to one"), (2, false, "second"), (1, false, "first")]);
    }

    async fn publishers_at_the_same_moment_get_different_versions(house: House) {
        let publishers: Vec<_> = (0..8)
            .map(|number| {
                let store = house.store.clone();
                tokio::spawn(async move {
                    let text = format!("text {number}");
                    store.publish(&business(), "flowers", &text, &text, "", at(0)).await.unwrap().version
                })
            })
            .collect();
        let mut versions = Vec::new();
        for publisher in publishers {
            versions.push(publisher.await.unwrap());
        }
        versions.sort_unstable();
        assert_eq!(versions, (1..=8).collect::<Vec<_>>());
    }

    async fn conversations_keep_their_version_until_a_publisher_moves_them(house: House) {
        let connection = house.connect().await;
        for text in ["one", "two"] {
            house.store.publish(&business(), "flowers", text, text, "", at(0)).await.unwrap();
        }
        let known = house.answer(&connection, 7, "t1", &[]).await;
        assert_eq!(house.store.conversation(&known.id).await.unwrap().unwrap().conversation.script.version, 1);
        assert_eq!(house.store.move_conversations(&business(), "flowers", 2).await.unwrap(), 1);
        assert_eq!(house.store.move_conversations(&business(), "flowers", 2).await.unwrap(), 0);
        let moved = house.store.conversation(&known.id).await.unwrap().unwrap();
        assert_eq!((moved.conversation.script.version, moved.version), (2, 2));
        let missing = house.store.move_conversations(&business(), "flowers", 3).await;
        assert_eq!(missing, Err(Error::Missing("version of this script")));
    }

    async fn conversations_are_listed_newest_first_page_by_page(house: House) {
        let connection = house.connect().await;
        let mut ids = Vec::new();
        for chat in 1..=5 {
            ids.push(house.answer(&connection, chat, &format!("t{chat}"), &[]).await.id);
        }
        ids.reverse();
        let every = ConversationFilter::default();
        let first = house.store.find_conversations(&business(), &every, 3, 0).await.unwrap();
        let second = house.store.find_conversations(&business(), &every, 3, 3).await.unwrap();
        assert_eq!((first.total, second.total), (5, 5));
        let listed: Vec<_> =
            first.lines.iter().chain(&second.lines).map(|line| line.conversation.conversation.id.clone()).collect();
        assert_eq!(listed, ids);
        assert_eq!(first.lines[0].contact.id, contact(5).id);
    }
}
