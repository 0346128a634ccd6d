//! Stories of the owner's documents: versions, one in use, every change counted.

use candor_core::{knowledge::Passage, language::Language};
use candor_store::{Changes, CommitError, NewDocument};

use crate::house::{House, at, business, on_both};

impl House {
    async fn takes_in(&self, name: &str, digest: &str, texts: &[&str]) {
        let passages = (1..).zip(texts).map(|(number, text)| Passage::new(number, "Доставка", text)).collect();
        let new = NewDocument {
            name: name.to_owned(),
            title: "Условия".to_owned(),
            source: format!("{name}.md"),
            digest: digest.to_owned(),
            passages,
        };
        let changes = Changes { documents: vec![new], ..Changes::default() };
        self.store.apply(&business(), changes, at(5)).await.unwrap();
    }

    async fn drops(&self, name: &str) -> Result<(), CommitError> {
        let changes = Changes { dropped_documents: vec![name.to_owned()], ..Changes::default() };
        self.store.apply(&business(), changes, at(6)).await.map(drop)
    }
}

on_both! {
    async fn a_document_is_kept_with_its_passages_and_replaced_by_its_next_version(house: House) {
        assert_eq!(house.store.knowledge(&business()).await.unwrap(), (0, Vec::new()));
        house.takes_in("terms", "a", &["Курьер звонит за час.", "Бантик – бесплатно \u{0}."]).await;
        house.takes_in("care", "b", &["Меняйте воду."]).await;
        let (revision, known) = house.store.knowledge(&business()).await.unwrap();
        assert_eq!(revision, 2);
        let names: Vec<(&str, i64, usize)> =
            known.iter().map(|(document, passages)| (document.name.as_str(), document.version, passages.len())).collect();
        assert_eq!(names, [("care", 1, 1), ("terms", 1, 2)]);
        let whole = Passage::new(1, "Доставка", "Курьер звонит за час.");
        assert_eq!(known[1].1[0], whole, "with what it means");
        assert_eq!(whole.language, Language::Ru);

        house.takes_in("terms", "c", &["Курьер звонит за два часа."]).await;
        let (revision, known) = house.store.knowledge(&business()).await.unwrap();
        assert_eq!((revision, known[1].0.version, known[1].1.len()), (3, 2, 1));
        let lines = house.store.documents(&business()).await.unwrap();
        let told: Vec<(&str, &str, i64)> =
            lines.iter().map(|line| (line.source.as_str(), line.digest.as_str(), line.passages)).collect();
        assert_eq!(told, [("care.md", "b", 1), ("terms.md", "c", 1)]);
    }

    async fn vectors_are_kept_by_model_and_only_of_documents_in_use(house: House) {
        house.takes_in("terms", "a", &["Курьер звонит за час.", "Бантик – бесплатно."]).await;
        let (some, all) = house.store.unembedded(&business(), "one", 1).await.unwrap();
        assert_eq!((some.len(), all), (1, 2), "a batch of them");
        let key = |number: i64| ("terms".to_owned(), 1, number);
        assert_eq!((some[0].key.clone(), some[0].heading.as_str()), (key(1), "Доставка"));
        house.store.keep_vectors(&business(), "one", vec![(key(1), vec![1, 2]), (key(2), vec![3, 4])]).await.unwrap();
        assert_eq!(house.store.knowledge(&business()).await.unwrap().0, 2, "a running desk notices");
        assert_eq!(house.store.unembedded(&business(), "one", 9).await.unwrap().1, 0);
        let known = house.store.vectors(&business(), "one").await.unwrap();
        assert_eq!(known.into_iter().collect::<Vec<_>>(), [(key(1), vec![1, 2]), (key(2), vec![3, 4])]);

        assert_eq!(house.store.unembedded(&business(), "other", 9).await.unwrap().1, 2, "another model has none");
        house.store.keep_vectors(&business(), "other", vec![(key(2), vec![5])]).await.unwrap();
        assert_eq!(house.store.vectors(&business(), "one").await.unwrap().len(), 1, "one gave way");
        assert_eq!(house.store.vectors(&business(), "other").await.unwrap()[&key(2)], [5]);

        house.takes_in("terms", "b", &["Курьер звонит за два часа."]).await;
        assert!(house.store.vectors(&business(), "one").await.unwrap().is_empty(), "of a version that is out of use");
        let (some, all) = house.store.unembedded(&business(), "one", 9).await.unwrap();
        assert_eq!((some[0].key.clone(), all), (("terms".to_owned(), 2, 1), 1));
    }

    async fn a_dropped_document_is_gone_from_use_and_can_come_back_as_a_new_version(house: House) {
        house.takes_in("terms", "a", &["Курьер звонит за час."]).await;
        house.drops("terms").await.unwrap();
        assert_eq!(house.store.knowledge(&business()).await.unwrap(), (2, Vec::new()));
        assert!(matches!(house.drops("terms").await, Err(CommitError::Conflict)), "there is none any more");
        house.takes_in("terms", "a", &["Курьер звонит за час."]).await;
        let (revision, known) = house.store.knowledge(&business()).await.unwrap();
        assert_eq!((revision, known[0].0.version), (3, 2));
    }
}
