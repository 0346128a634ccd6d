//! Stories of receiving.

use candor_core::ids::ConnectionId;
use candor_store::{Accepted, Error, ReceivedUpdate};

use crate::house::{House, at, on_both};

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
        };
        let updates = vec![unknown, nowhere, rubbish.clone(), rubbish, house.update(3, 8)];
        let accepted = house.store.accept(&connection, updates, None, at(0), 0).await.unwrap();
        assert_eq!(accepted, Accepted { fresh: 4, duplicates: 1 });
        let counts = house.store.counts().await.unwrap();
        assert_eq!((counts.inbox_unreadable, counts.inbox_received, counts.lanes_waiting), (3, 1, 1));
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

    async fn updates_of_an_unknown_connection_are_refused(house: House) {
        let unknown = ConnectionId::from_unique("unknown");
        let refused = house.store.accept(&unknown, vec![house.update(1, 7)], Some(2), at(0), 0).await;
        assert_eq!(refused, Err(Error::Missing("connection")));
        assert_eq!(house.store.counts().await.unwrap().inbox_received, 0);
    }
}
