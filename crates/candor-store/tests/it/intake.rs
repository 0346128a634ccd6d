//! Stories of receiving.

use candor_core::ids::ConnectionId;
use candor_store::{Accepted, ConversationChange, Error, NEW_BOT, ReceivedUpdate};

use crate::house::{House, answered, at, contact, conversation, on_both};

on_both! {
    async fn receiving_twice_gives_one_row(house: House) {
        let connection = house.connect().await;
        let updates = vec![house.update(5, 7), house.update(6, 7)];
        let first = house.store.accept(&connection, updates.clone(), Some(7), at(0), 1_000).await.unwrap();
        let second = house.store.accept(&connection, updates, Some(7), at(1), 1_000).await.unwrap();
        assert_eq!(first, Accepted { fresh: 2, duplicates: 0 });
        assert_eq!(second, Accepted { fresh: 0, duplicates: 2 });
        assert_eq!(house.store.counts().await.unwrap().inbox_received, 2);
        assert_eq!(house.store.update_offset(&connection).await.unwrap(), Some(7));
    }

    async fn a_duplicate_supersedes_no_turn(house: House) {
        let connection = house.connect().await;
        house.hear(&connection, 1, 7).await;
        let seat = house.sit().await;
        house.hear(&connection, 1, 7).await;
        house.commit(crate::house::answered(&seat)).await;
    }

    async fn the_same_update_at_the_same_time_gives_one_row(house: House) {
        let connection = house.connect().await;
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let (store, connection, update) = (house.store.clone(), connection.clone(), house.update(5, 7));
                tokio::spawn(async move { store.accept(&connection, vec![update], None, at(0), 0).await.unwrap().fresh })
            })
            .collect();
        let mut fresh = 0;
        for task in tasks {
            fresh += task.await.unwrap();
        }
        assert_eq!(fresh, 1);
    }

    async fn what_the_desk_cannot_read_is_kept_and_wakes_nobody(house: House) {
        let connection = house.connect().await;
        let unknown = ReceivedUpdate { is_readable: false, kind: "new_thing".to_owned(), ..house.update(1, 7) };
        let nowhere = ReceivedUpdate { chat: None, ..house.update(2, 7) };
        // No JSON, no UTF-8, and the one character PostgreSQL refuses in a text.
        let rubbish = ReceivedUpdate {
            update_id: None,
            chat: None,
            kind: "malformed\0".to_owned(),
            raw: vec![0xff, 0x00, 0xfe],
            is_urgent: false,
            is_readable: false,
            is_only_kept: false,
        };
        let updates = vec![unknown, nowhere, rubbish.clone(), rubbish, house.update(3, 8)];
        let accepted = house.store.accept(&connection, updates, None, at(0), 0).await.unwrap();
        assert_eq!(accepted, Accepted { fresh: 4, duplicates: 1 });
        let counts = house.store.counts().await.unwrap();
        assert_eq!((counts.inbox_unreadable, counts.inbox_received, counts.lanes_waiting), (3, 1, 1));
    }

    async fn what_has_only_to_be_kept_wakes_nobody_supersedes_no_turn_and_is_found_again(house: House) {
        let connection = house.connect().await;
        house.hear(&connection, 5, 7).await;
        let rows = house.sit().await;
        let kept = |update: i64, chat: i64| ReceivedUpdate {
            kind: "stopped".to_owned(),
            is_readable: false,
            is_only_kept: true,
            ..house.update(update, chat)
        };
        let other = ReceivedUpdate { kind: "other".to_owned(), ..kept(9, 7) };
        let updates = vec![kept(4, 7), kept(6, 7), kept(7, 8), kept(8, 7), other];
        house.store.accept(&connection, updates, None, at(1), 0).await.unwrap();
        assert!(house.store.is_lane_current(&rows.lane).await.unwrap());
        let counts = house.store.counts().await.unwrap();
        assert_eq!((counts.inbox_unreadable, counts.inbox_received), (0, 1));
        let found = house.store.came_after(&rows.lane, rows.unread[0].key, "stopped").await.unwrap();
        assert_eq!(found.iter().map(|row| row.key.update_id).collect::<Vec<_>>(), [6, 8]);
        assert_eq!(found[0].raw, b"{\"update_id\":6}");
    }

    async fn a_changed_bot_numbers_updates_anew(house: House) {
        let connection = house.connect().await;
        house.store.accept(&connection, vec![house.update(5, 7)], Some(6), at(0), 0).await.unwrap();
        let same = house.store.upsert_connection(house.bot("one")).await.unwrap();
        assert_eq!((same.id_epoch, same.update_offset), (1, Some(6)));
        let other_bot = candor_store::NewConnection { bot_id: 43, ..house.bot("one") };
        let changed = house.store.upsert_connection(other_bot).await.unwrap();
        assert_eq!((changed.id_epoch, changed.update_offset), (2, None));
        let again = house.store.accept(&connection, vec![house.update(5, 7)], None, at(1), 0).await.unwrap();
        assert_eq!(again.fresh, 1);
    }

    async fn a_connection_of_another_business_cannot_be_taken_over(house: House) {
        house.connect().await;
        let business = candor_core::ids::BusinessId::from_unique("thief");
        let theirs = candor_store::NewConnection { business, ..house.bot("one") };
        assert_eq!(house.store.upsert_connection(theirs).await, Err(Error::Conflict("the connection")));
    }

    async fn a_new_bot_takes_the_place_of_another_new_one_and_of_none_that_people_wrote_to(house: House) {
        let live = house.connect_as("live").await;
        house.store.keep_token(&live, "1:live").await.unwrap();
        let first = house.store.keep_new_bot(house.bot("first"), "2:first").await.unwrap();
        assert_eq!(first.kind, NEW_BOT);
        house.store.keep_new_bot(house.bot("second"), "3:second").await.unwrap();
        assert_eq!(house.store.connection(&first.id).await.unwrap(), None, "nobody ever wrote to it");
        let second = ConnectionId::from_unique("second");
        house.hear(&second, 1, 7).await;
        let seat = house.sit().await;
        let mut turn = answered(&seat);
        turn.changes.contacts.push(contact(7));
        let conversation = conversation(&second, 7);
        turn.changes.conversations.push(ConversationChange { conversation, expected_version: None });
        house.store.commit(turn).await.unwrap();
        house.store.keep_new_bot(house.bot("third"), "4:third").await.unwrap();
        assert!(house.store.connection(&second).await.unwrap().is_some(), "its conversations would hang in the air");
        let token = async |name: &str| {
            let token = house.store.token(&ConnectionId::from_unique(name)).await.unwrap();
            token.map(|token| token.expose().to_owned())
        };
        assert_eq!((token("second").await, token("third").await.as_deref()), (None, Some("4:third")));
        assert_eq!(token("live").await.as_deref(), Some("1:live"));
    }

    async fn updates_of_an_unknown_connection_are_refused(house: House) {
        let unknown = ConnectionId::from_unique("unknown");
        let refused = house.store.accept(&unknown, vec![house.update(1, 7)], Some(2), at(0), 0).await;
        assert_eq!(refused, Err(Error::Missing("connection")));
        assert_eq!(house.store.counts().await.unwrap().inbox_received, 0);
    }
}
