use crate::house::{House, at, on_both};

on_both! {
    async fn receiving_twice_gives_one_row(house: House) {
        let connection = house.connect().await;
        let updates = vec![house.update(5, 7), house.update(6, 7)];
        let first = house.store.accept(&connection, updates.clone(), Some(7), at(0), 1_000).await.unwrap();
        let second = house.store.accept(&connection, updates, Some(7), at(1), 1_000).await.unwrap();
        assert_eq!((first.fresh, first.duplicates), (2, 0));
        assert_eq!((second.fresh, second.duplicates), (0, 2));
        assert_eq!(house.store.counts().await.unwrap().inbox_received, 2);
        assert_eq!(house.store.update_offset(&connection).await.unwrap(), Some(7));
    }
}
