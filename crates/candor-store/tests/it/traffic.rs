//! Stories of what goes through one connection, and of its token.

use candor_store::{Changes, Secret, Traffic};

use crate::house::{House, at, business, on_both};

on_both! {
    async fn what_goes_through_a_connection_is_counted_apart_from_the_others(house: House) {
        let (one, other) = (house.connect().await, house.connect_as("other").await);
        assert_eq!(house.store.traffic(&one, at(0)).await.unwrap(), Traffic::default());
        house.answer(&one, 7, "t1", &["hello", "again"]).await;
        house.store.accept(&other, vec![house.update(9, 8)], Some(10), at(5), 0).await.unwrap();
        let traffic = house.store.traffic(&one, at(0)).await.unwrap();
        assert_eq!((traffic.received, traffic.ready, traffic.failed), (0, 2, 0));
        assert_eq!((traffic.last_update_at, traffic.ready_since), (Some(at(0)), Some(at(1))));
        let traffic = house.store.traffic(&other, at(0)).await.unwrap();
        assert_eq!((traffic.received, traffic.ready, traffic.last_update_at), (1, 0, Some(at(5))));
        // After a quiet week numbers may begin anew, lower.
        house.store.accept(&other, vec![house.update(3, 8)], Some(4), at(9), 0).await.unwrap();
        let traffic = house.store.traffic(&other, at(0)).await.unwrap();
        assert_eq!((traffic.received, traffic.last_update_at), (2, Some(at(9))));
    }

    async fn another_token_takes_the_place_of_the_one_before(house: House) {
        let (one, other) = (house.connect().await, house.connect_as("other").await);
        assert!(house.store.connections_with_token(&business()).await.unwrap().is_empty());
        house.store.keep_token(&one, "old").await.unwrap();
        let change = Changes { tokens: vec![(one.clone(), Secret::new("new".to_owned()))], ..Changes::default() };
        assert!(!format!("{change:?}").contains("new"));
        house.store.apply(&business(), change, at(1)).await.unwrap();
        assert_eq!(house.store.token(&one).await.unwrap().unwrap().expose(), "new");
        assert!(house.store.token(&other).await.unwrap().is_none());
        assert_eq!(house.store.connections_with_token(&business()).await.unwrap(), [one]);
    }
}
