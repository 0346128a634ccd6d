//! Stories of what was not understood: numbered, sealed, settled once.

use candor_core::language::Language;
use candor_store::{Changes, CommitError, NewUnheard};

use crate::house::{House, answered, at, business, contact, on_both};

impl House {
    /// A turn in which this was not understood.
    async fn does_not_understand(&self, chat: i64, update_id: i64, words: &str) {
        let connection = self.connect().await;
        let known = self.answer(&connection, chat, &format!("t{update_id}"), &["hello"]).await;
        self.hear(&connection, 100 + update_id, chat).await;
        let mut turn = answered(&self.sit().await);
        turn.changes.unheard.push(NewUnheard {
            script_name: "flowers".to_owned(),
            conversation: known.id,
            contact: contact(chat).id,
            at: at(update_id),
            language: Language::Ru,
            words: words.to_owned(),
        });
        self.commit(turn).await;
    }

    async fn settles(&self, numbers: &[i64]) -> Result<(), CommitError> {
        let changes = Changes { settled_unheard: numbers.to_vec(), ..Changes::default() };
        self.store.apply(&business(), changes, at(9)).await.map(drop)
    }

    async fn left(&self) -> Vec<(i64, String)> {
        let open = self.store.unheard(&business(), "flowers", 10).await.unwrap();
        open.into_iter().map(|one| (one.number, one.words)).collect()
    }
}

on_both! {
    async fn what_was_not_understood_is_kept_until_it_is_settled_and_numbers_are_not_used_again(house: House) {
        house.does_not_understand(7, 1, "а шарики с гелием?").await;
        house.does_not_understand(8, 2, "шарики надуваете?").await;
        assert_eq!(house.left().await, [(1, "а шарики с гелием?".to_owned()), (2, "шарики надуваете?".to_owned())]);
        let first = house.store.unheard(&business(), "flowers", 1).await.unwrap();
        assert_eq!((first[0].number, first[0].at, first[0].language), (2, at(2), Language::Ru), "the newest");
        assert_eq!(house.store.count_unheard(&business(), "flowers").await.unwrap(), 2);
        assert!(house.store.unheard(&business(), "dentist", 10).await.unwrap().is_empty());
        house.settles(&[1, 2]).await.unwrap();
        assert_eq!(house.store.count_unheard(&business(), "flowers").await.unwrap(), 0);
        house.does_not_understand(9, 3, "и ещё").await;
        assert_eq!(house.left().await, [(3, "и ещё".to_owned())]);
    }

    async fn a_lesson_is_settled_by_one_person_only(house: House) {
        house.does_not_understand(7, 1, "раз").await;
        house.does_not_understand(8, 2, "два").await;
        house.settles(&[2]).await.unwrap();
        assert!(matches!(house.settles(&[1, 2]).await, Err(CommitError::Conflict)));
        assert_eq!(house.left().await.len(), 1, "and nothing of the second was done");
    }
}
