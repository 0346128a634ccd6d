//! Stories of the opt-out ledger beside an SQLite database: what it is told, and what it reminds a database of.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use candor_core::{
    consent::{ConsentAction, ConsentRecord},
    ids::ConnectionId,
};
use candor_store::{Replayed, Store};
use tempfile::TempDir;
use tokio::sync::watch;

use crate::house::{House, Kind, answered, at, business, contact, keys};

/// A desk's database in a folder of its own, with its ledger kept.
struct Home {
    folder: TempDir,
    house: House,
    connection: ConnectionId,
    stop: watch::Sender<bool>,
    keeper: tokio::task::JoinHandle<()>,
}

impl Home {
    async fn new() -> Self {
        Self::open(TempDir::new().unwrap()).await
    }

    async fn open(folder: TempDir) -> Self {
        let address = format!("sqlite:{}", folder.path().join("candor.db").display());
        let store = Store::open(&address, &keys()).await.unwrap();
        store.replay_ledger().await.unwrap();
        let house = House { store, address, kind: Kind::Sqlite };
        let connection = house.connect().await;
        let (stop, stopped) = watch::channel(false);
        let store = house.store.clone();
        let keeper = tokio::spawn(async move { store.keep_ledger(stopped).await });
        Self { folder, house, connection, stop, keeper }
    }

    async fn decides(&self, chat: i64, action: ConsentAction, millis: i64) {
        self.house.hear(&self.connection, 1_000_000 + millis, chat).await;
        let mut turn = answered(&self.house.sit().await);
        turn.changes.contacts.push(contact(chat));
        turn.changes.consent.push(ConsentRecord {
            contact: contact(chat).id,
            at: at(millis),
            action,
            method: "words".to_owned(),
            words: "please stop, says Anna".to_owned(),
        });
        self.house.commit(turn).await;
    }

    fn ledger(&self) -> PathBuf {
        self.folder.path().join("candor.db.ledger")
    }

    fn lines(&self) -> Vec<String> {
        let text = std::fs::read_to_string(self.ledger()).unwrap_or_default();
        text.lines().filter(|line| line.ends_with('}')).map(str::to_owned).collect()
    }

    async fn has_lines(&self, count: usize) {
        let deadline = Instant::now() + Duration::from_secs(30);
        while self.lines().len() < count {
            assert!(Instant::now() < deadline, "the ledger has {:?}", self.lines());
            tokio::task::yield_now().await;
        }
    }

    async fn close(self) -> TempDir {
        self.stop.send_replace(true);
        self.keeper.await.unwrap();
        self.house.store.close().await;
        self.folder
    }

    async fn is_silent(&self, chat: i64) -> bool {
        let contact = self.house.store.contact_by_number(&business(), chat).await.unwrap();
        match contact {
            Some(contact) => self.house.store.is_opted_out(&business(), &contact.id).await.unwrap(),
            None => false,
        }
    }
}

fn remove_database(folder: &TempDir) {
    for name in ["candor.db", "candor.db-wal", "candor.db-shm"] {
        let _ = std::fs::remove_file(folder.path().join(name));
    }
}

#[tokio::test]
async fn every_decision_is_written_down_with_nothing_but_a_number() {
    let home = Home::new().await;
    home.decides(77, ConsentAction::OptedOut, 1).await;
    home.has_lines(1).await;
    home.decides(77, ConsentAction::OptedIn, 2).await;
    home.decides(78, ConsentAction::Blocked, 3).await;
    home.has_lines(3).await;
    let text = home.lines().join("\n");
    assert!(text.contains("\"number\":77") && text.contains("opted_in"), "{text}");
    assert!(!text.contains("Anna") && !text.contains("anna") && !text.contains("stop"), "{text}");
    home.close().await;
}

#[tokio::test]
async fn what_was_not_written_down_before_the_desk_died_is_written_at_the_next_start() {
    let home = Home::new().await;
    home.decides(77, ConsentAction::OptedOut, 1).await;
    home.has_lines(1).await;
    let ledger = home.ledger();
    let folder = home.close().await;
    std::fs::write(&ledger, "{\"business\":\"biz_shop\",\"number\":7").unwrap();
    let home = Home::open(folder).await;
    home.has_lines(1).await;
    assert!(home.lines()[0].contains("\"number\":77"));
    home.close().await;
}

#[tokio::test]
async fn a_lost_database_is_reminded_of_every_opt_out_before_anything_is_sent() {
    let home = Home::new().await;
    home.decides(77, ConsentAction::OptedOut, 1).await;
    home.decides(78, ConsentAction::OptedOut, 2).await;
    home.decides(78, ConsentAction::OptedIn, 3).await;
    home.has_lines(3).await;
    let folder = home.close().await;
    remove_database(&folder);
    let home = Home::open(folder).await;
    assert_eq!([home.is_silent(77).await, home.is_silent(78).await], [true, false]);
    assert_eq!(home.house.store.replay_ledger().await.unwrap(), Replayed::default(), "once is enough");
    let folder = home.close().await;
    assert_eq!(std::fs::read_to_string(folder.path().join("candor.db.ledger")).unwrap().lines().count(), 3);
}

#[tokio::test]
async fn a_restore_replays_the_ledger_where_the_database_is_lost_or_damaged() {
    for is_damaged in [false, true] {
        let home = Home::new().await;
        home.decides(77, ConsentAction::OptedIn, 1).await;
        let backup = home.folder.path().join("desk.backup");
        candor_store::back_up(&home.house.address, &backup, false, &|_| {}).await.unwrap();
        home.decides(77, ConsentAction::OptedOut, 2).await;
        home.decides(99, ConsentAction::Blocked, 3).await;
        home.has_lines(3).await;
        let address = home.house.address.clone();
        let folder = home.close().await;
        remove_database(&folder);
        if is_damaged {
            std::fs::write(folder.path().join("candor.db"), vec![0x5a; 8192]).unwrap();
        }
        let restored = candor_store::restore(&address, &keys(), &backup, at(50), &|_| {}).await.unwrap();
        assert_eq!((restored.decisions, restored.strangers), (2, 1), "{restored:?}");
        assert_eq!((restored.previous.is_some(), restored.previous_is_unreadable), (is_damaged, is_damaged));
        let home = Home::open(folder).await;
        assert_eq!([home.is_silent(77).await, home.is_silent(99).await], [true, true]);
        home.close().await;
    }
}

#[tokio::test]
async fn a_backup_put_in_place_by_hand_is_reminded_at_the_next_start() {
    let home = Home::new().await;
    home.decides(77, ConsentAction::OptedIn, 1).await;
    let backup = home.folder.path().join("desk.backup");
    candor_store::back_up(&home.house.address, &backup, false, &|_| {}).await.unwrap();
    home.decides(77, ConsentAction::OptedOut, 2).await;
    home.has_lines(2).await;
    let folder = home.close().await;
    remove_database(&folder);
    std::fs::copy(&backup, folder.path().join("candor.db")).unwrap();
    let home = Home::open(folder).await;
    assert!(home.is_silent(77).await);
    home.close().await;
}

#[tokio::test]
async fn the_log_of_the_old_database_is_never_read_into_the_new_one() {
    let home = Home::new().await;
    home.decides(1, ConsentAction::OptedIn, 1).await;
    let backup = home.folder.path().join("desk.backup");
    candor_store::back_up(&home.house.address, &backup, false, &|_| {}).await.unwrap();
    home.decides(2, ConsentAction::OptedOut, 2).await;
    let address = home.house.address.clone();
    // As a power cut leaves it: the log is not folded into the file.
    let log = std::fs::read(home.folder.path().join("candor.db-wal")).unwrap();
    let main = std::fs::read(home.folder.path().join("candor.db")).unwrap();
    let folder = home.close().await;
    std::fs::write(folder.path().join("candor.db-wal"), log).unwrap();
    std::fs::write(folder.path().join("candor.db"), main).unwrap();
    let restored = candor_store::restore(&address, &keys(), &backup, at(50), &|_| {}).await.unwrap();
    assert_eq!(restored.decisions, 1, "what stood only in the log is carried over: {restored:?}");
    assert!(!folder.path().join("candor.db-wal").exists());
    let home = Home::open(folder).await;
    assert_eq!([home.is_silent(1).await, home.is_silent(2).await], [false, true]);
    home.close().await;
}

#[tokio::test]
async fn a_database_that_somebody_still_reads_is_not_replaced() {
    let home = Home::new().await;
    home.decides(1, ConsentAction::OptedIn, 1).await;
    let backup = home.folder.path().join("desk.backup");
    candor_store::back_up(&home.house.address, &backup, false, &|_| {}).await.unwrap();
    let address = home.house.address.clone();
    let folder = home.close().await;
    let beside = Store::open_beside(&address, &keys()).await.unwrap();
    beside.counts().await.unwrap();
    assert!(candor_store::restore(&address, &keys(), &backup, at(50), &|_| {}).await.is_err());
    beside.close().await;
    candor_store::restore(&address, &keys(), &backup, at(50), &|_| {}).await.unwrap();
    drop(folder);
}
