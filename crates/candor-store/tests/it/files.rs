//! Stories of files in conversations: kept sealed until they went out, let go afterwards, and found again by the channel's id.

use candor_core::{
    attachment::{Attachment, Held},
    conversation::Conversation,
    ids::{ConnectionId, FileId},
    message::Author,
    outbox::{Delivery, OutboxRow, Purpose},
    timer::NewFile,
};
use candor_store::{Arrival, Begun, Chain, Changes, Settlement, Store};
use tempfile::TempDir;

use crate::house::{House, Kind, at, business, entry, keys, on_both, raw_sql, row};

const BYTES: [u8; 3] = [0, 255, 7];

fn file_id() -> FileId {
    FileId::from_unique("f")
}

fn attachment() -> Attachment {
    let held = Held::InStore(file_id());
    Attachment { what: "document".into(), name: Some("offer.pdf".into()), bytes: Some(3), held }
}

impl House {
    /// A person of the staff sends a file: line, row and bytes in one commit.
    async fn send_file(&self, connection: &ConnectionId) -> (Conversation, OutboxRow) {
        let known = self.answer(connection, 7, "t1", &[]).await;
        let author = Author::Operator { name: "Vera".to_owned() };
        let delivery =
            Delivery::Document { file: file_id(), name: "offer.pdf".to_owned(), caption: "Vera:".to_owned() };
        let sent = OutboxRow { delivery, author: author.clone(), purpose: Purpose::Relay, ..row(&known, "t2", 0, "") };
        let mut line = entry(&known.id, author, "[document: offer.pdf]");
        line.file = Some(attachment());
        let changes = Changes {
            timeline: vec![line],
            outbox: vec![sent.clone()],
            files: vec![(connection.clone(), NewFile { id: file_id(), bytes: BYTES.to_vec() })],
            ..Changes::default()
        };
        self.store.apply(&business(), changes, at(3)).await.unwrap();
        (known, sent)
    }

    async fn is_kept(&self, connection: &ConnectionId) -> bool {
        self.store.file(connection, &file_id()).await.unwrap().is_some()
    }
}

on_both! {
    async fn a_file_that_went_out_is_let_go_and_found_again_by_the_channels_id(house: House) {
        let connection = house.connect().await;
        let (known, sent) = house.send_file(&connection).await;
        assert_eq!(house.store.file(&connection, &file_id()).await.unwrap(), Some(BYTES.to_vec()));
        assert_eq!(house.store.sent_file(&connection, &file_id()).await.unwrap(), None);
        house.store.begin_sending(&sent.id, "desk", at(10)).await.unwrap();
        let arrival = || Arrival { file: Some("BQAC".to_owned()), ..Arrival::default() };
        house.store.mark_sent(&sent.id, arrival(), at(11)).await.unwrap();
        house.store.mark_sent(&sent.id, arrival(), at(11)).await.unwrap();
        assert!(!house.is_kept(&connection).await);
        assert_eq!(house.store.sent_file(&connection, &file_id()).await.unwrap().as_deref(), Some("BQAC"));
        let lines = house.store.timeline(&known.id, 0, 9).await.unwrap();
        let line = lines.last().unwrap();
        assert_eq!((line.entry.file.as_ref(), line.entry.words()), (Some(&attachment()), ""));
        assert!(lines.iter().filter(|line| line.entry.file.is_some()).count() == 1);
    }

    async fn a_file_that_never_goes_out_is_let_go_as_well(house: House) {
        let connection = house.connect().await;
        let (_, sent) = house.send_file(&connection).await;
        house.store.begin_sending(&sent.id, "desk", at(10)).await.unwrap();
        house.store.mark_failed(&sent.id, "rejected_400", None, at(11)).await.unwrap();
        assert!(!house.is_kept(&connection).await);
        assert_eq!(house.store.sent_file(&connection, &file_id()).await.unwrap(), None);
    }

    async fn a_file_to_somebody_who_opted_out_meanwhile_stays_here_and_is_let_go(house: House) {
        let connection = house.connect().await;
        let (known, sent) = house.send_file(&connection).await;
        let record = candor_core::consent::ConsentRecord {
            contact: known.contact.clone(),
            at: at(5),
            action: candor_core::consent::ConsentAction::OptedOut,
            method: "words".to_owned(),
            words: "stop".to_owned(),
        };
        house.store.apply(&business(), Changes { consent: vec![record], ..Changes::default() }, at(5)).await.unwrap();
        assert!(house.is_kept(&connection).await);
        let begun = house.store.begin_sending(&sent.id, "desk", at(10)).await.unwrap();
        assert!(matches!(begun, Begun::Cancelled { .. }), "{begun:?}");
        assert!(!house.is_kept(&connection).await);
    }

    async fn a_file_of_unknown_fate_is_kept_until_somebody_says_what_became_of_it(house: House) {
        let connection = house.connect().await;
        let (_, sent) = house.send_file(&connection).await;
        house.store.begin_sending(&sent.id, "dead", at(10)).await.unwrap();
        let recovered = house.store.recover("desk", at(20), at(15)).await.unwrap();
        assert_eq!((recovered.uncertain, recovered.resent), (1, 0), "it is not sent twice");
        assert!(house.is_kept(&connection).await);
        assert!(house.store.settle_uncertain(&sent.id, Settlement::Resend, at(21)).await.unwrap());
        assert!(house.is_kept(&connection).await);
        house.store.begin_sending(&sent.id, "desk", at(22)).await.unwrap();
        house.store.mark_uncertain(&sent.id, "unknown_fate", None, at(23)).await.unwrap();
        assert!(house.store.settle_uncertain(&sent.id, Settlement::GiveUp, at(24)).await.unwrap());
        assert!(!house.is_kept(&connection).await);
    }

    async fn a_line_is_broken_by_taking_its_file_away_or_giving_it_another(house: House) {
        let connection = house.connect().await;
        let (known, _) = house.send_file(&connection).await;
        let Chain::Intact(lines) = house.store.verify_timeline(&known.id).await.unwrap() else { panic!("broken") };
        let place = i64::try_from(lines).unwrap();
        match house.kind {
            Kind::Sqlite => raw_sql(&house, "DROP TRIGGER timeline_keeps").await.unwrap(),
            Kind::Postgres => raw_sql(&house, "ALTER TABLE timeline DISABLE TRIGGER ALL").await.unwrap(),
        }
        raw_sql(&house, "UPDATE timeline SET file = NULL WHERE file IS NOT NULL").await.unwrap();
        assert_eq!(house.store.verify_timeline(&known.id).await.unwrap(), Chain::BrokenAt(place));
    }

    async fn a_backup_keeps_a_file_that_waits_and_a_restore_sends_it_once(house: House) {
        let connection = house.connect().await;
        let (_, sent) = house.send_file(&connection).await;
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("desk.backup");
        candor_store::back_up(&house.address, &file, false, &|_| {}).await.unwrap();
        house.store.close().await;
        let restored = candor_store::restore(&house.address, &keys(), &file, at(1_000_000), &|_| {}).await.unwrap();
        assert_eq!((restored.waiting, restored.uncertain), (1, 0), "{restored:?}");
        let house = House { store: Store::open(&house.address, &keys()).await.unwrap(), ..house };
        assert_eq!(house.store.file(&connection, &file_id()).await.unwrap(), Some(BYTES.to_vec()));
        let due = house.store.due_outgoing(at(2_000_000), 9, &[]).await.unwrap();
        assert_eq!(due.iter().map(|row| &row.id).collect::<Vec<_>>(), [&sent.id]);
    }
}
