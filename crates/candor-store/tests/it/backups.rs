//! Stories of backups: taken while the desk works, put in place of what was there, and what must not be lost or done twice.

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use candor_core::{
    consent::{ConsentAction, ConsentRecord},
    ids::{ChatId, ConnectionId, OperatorId},
    timer::Timer,
};
use candor_store::{
    BackupError, Begun, Chain, Changes, ConversationFilter, DeliveryState, Keys, OpenErrorKind, Restored, Store,
    TimerChange,
};
use tempfile::TempDir;

use crate::house::{
    Canaries, House, Kind, answered, arrived, at, business, contact, keys, keys_of, on_both, raw_sql, unsealed,
};

/// A house whose store can be opened again after a restore.
struct Shelter {
    house: House,
    folder: TempDir,
}

impl Shelter {
    fn new(house: House) -> Self {
        Self { house, folder: TempDir::new().unwrap() }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("desk.backup")
    }

    async fn back_up(&self) {
        back_up(&self.house.address, &self.file()).await.unwrap();
    }

    async fn restore(&self) -> Restored {
        self.house.store.close().await;
        candor_store::restore(&self.house.address, &keys(), &self.file(), at(1_000_000), &|_| {}).await.unwrap()
    }

    /// The store as it is after a restore, with the house around it.
    async fn reopen(self) -> Self {
        let store = Store::open(&self.house.address, &keys()).await.unwrap();
        Self { house: House { store, ..self.house }, ..self }
    }

    async fn is_silent(&self, chat: i64) -> bool {
        let contact = self.house.store.contact_by_number(&business(), chat).await.unwrap();
        match contact {
            Some(contact) => self.house.store.is_opted_out(&business(), &contact.id).await.unwrap(),
            None => false,
        }
    }
}

async fn back_up(address: &str, file: &Path) -> Result<u64, BackupError> {
    candor_store::back_up(address, file, false, &|_| {}).await.map(|made| made.bytes)
}

impl House {
    /// A known contact decides something.
    async fn decides(&self, connection: &ConnectionId, chat: i64, action: ConsentAction, millis: i64) {
        self.hear(connection, 1_000_000 + millis, chat).await;
        let mut turn = answered(&self.sit().await);
        turn.changes.consent.push(ConsentRecord {
            contact: contact(chat).id,
            at: at(millis),
            action,
            method: "words".to_owned(),
            words: "stop".to_owned(),
        });
        self.commit(turn).await;
    }

    async fn send_one(&self, message: i64) {
        let due = self.store.due_outgoing(at(10), 10, &[]).await.unwrap();
        let row = due.first().unwrap();
        assert!(matches!(self.store.begin_sending(&row.id, "desk", at(10)).await.unwrap(), Begun::Send { .. }));
        self.store.mark_sent(&row.id, arrived(message, true), at(11)).await.unwrap();
    }

    async fn fates(&self, connection: &ConnectionId, chat: i64) -> Vec<DeliveryState> {
        let known = self.store.conversation_by_chat(connection, ChatId(chat)).await.unwrap().unwrap();
        let rows = self.store.delivery_states(&known.conversation.id).await.unwrap();
        rows.iter().map(|row| row.state).collect()
    }
}

on_both! {
    async fn a_backup_taken_while_the_desk_works_is_whole(house: House) {
        const MOST_TURNS: i64 = 2_000;
        let connection = house.connect().await;
        let shelter = Shelter::new(house);
        let is_over = AtomicBool::new(false);
        let (house, over) = (&shelter.house, &is_over);
        let work = async {
            let mut turns = 0_i64;
            // Numbers of updates are made of the turn's name; among so many no two are alike.
            while (!over.load(Ordering::Relaxed) || turns < 30) && turns < MOST_TURNS {
                let chat = turns % 7 + 1;
                house.answer(&connection, chat, &format!("t{turns}"), &["one", "two"]).await;
                let known = house.store.conversation_by_chat(&connection, ChatId(chat)).await.unwrap().unwrap();
                house.hear(&connection, 2_000_000_000 + turns, chat).await;
                let mut turn = answered(&house.sit().await);
                for number in 0..5 {
                    let text = format!("{turns}.{number}");
                    turn.changes.timeline.push(crate::house::entry(&known.conversation.id, candor_core::message::Author::Contact, &text));
                }
                house.commit(turn).await;
                turns += 1;
            }
            turns
        };
        let backup = async {
            for number in 0..3 {
                let file = shelter.folder.path().join(format!("{number}.backup"));
                back_up(&house.address, &file).await.unwrap();
            }
            shelter.back_up().await;
            is_over.store(true, Ordering::Relaxed);
        };
        let (turns, ()) = tokio::join!(work, backup);
        let written = house.store.counts().await.unwrap();
        let restored = shelter.restore().await;
        assert!(restored.previous.is_some() && !restored.previous_is_unreadable, "{restored:?}");
        let shelter = shelter.reopen().await;
        let counts = shelter.house.store.counts().await.unwrap();
        assert!(counts.conversations > 0 && counts.inbox_done <= written.inbox_done, "{turns} {counts:?}");
        let all = ConversationFilter::default();
        for line in shelter.house.store.find_conversations(&business(), &all, 100, 0).await.unwrap().lines {
            let id = &line.conversation.conversation.id;
            assert!(matches!(shelter.house.store.verify_timeline(id).await.unwrap(), Chain::Intact(_)));
        }
        // The desk goes on where the backup ends: places in the outbox and lines of a timeline are counted on. It begins
        // as it does at every start, for the backup may have caught a turn half thought out.
        shelter.house.store.recover("new desk", at(1), at(1)).await.unwrap();
        while let Some(lane) = shelter.house.store.claim_lane(at(1), "desk", 60_000).await.unwrap() {
            let seat = shelter.house.store.seat(&lane).await.unwrap().unwrap();
            shelter.house.commit(answered(&seat)).await;
        }
        shelter.house.answer(&connection, 1, "after", &["three"]).await;
        assert_eq!(shelter.house.fates(&connection, 1).await.last(), Some(&DeliveryState::Ready));
        shelter.house.store.close().await;
    }

    async fn what_people_decided_after_a_backup_survives_its_restore(house: House) {
        let connection = house.connect().await;
        for chat in [1, 2, 3] {
            house.answer(&connection, chat, &format!("t{chat}"), &["hello"]).await;
        }
        house.decides(&connection, 2, ConsentAction::OptedOut, 1).await;
        let shelter = Shelter::new(house);
        shelter.back_up().await;
        let house = &shelter.house;
        house.decides(&connection, 1, ConsentAction::OptedOut, 2).await;
        house.decides(&connection, 2, ConsentAction::OptedIn, 3).await;
        house.answer(&connection, 4, "t4", &["hello"]).await;
        house.decides(&connection, 4, ConsentAction::Blocked, 4).await;
        let restored = shelter.restore().await;
        assert_eq!((restored.decisions, restored.strangers), (3, 1), "{restored:?}");
        let shelter = shelter.reopen().await;
        assert_eq!(
            [shelter.is_silent(1).await, shelter.is_silent(2).await, shelter.is_silent(3).await, shelter.is_silent(4).await],
            [true, false, false, true]
        );
        let ledger = shelter.house.store.consent_ledger(&business(), &contact(2).id).await.unwrap();
        assert_eq!(ledger.iter().map(|line| line.action).collect::<Vec<_>>(), [ConsentAction::OptedOut, ConsentAction::OptedIn]);
        assert_eq!(ledger[1].words, "stop", "the words that prove it are carried over too");
        shelter.house.store.close().await;
    }

    async fn what_waited_in_a_backup_and_was_sent_since_is_not_sent_again(house: House) {
        let connection = house.connect().await;
        house.answer(&connection, 1, "t1", &["sent since", "still waits"]).await;
        house.hear(&connection, 77, 2).await;
        let shelter = Shelter::new(house);
        shelter.back_up().await;
        shelter.house.send_one(501).await;
        let mut turn = answered(&shelter.house.sit().await);
        turn.changes.contacts.push(contact(2));
        shelter.house.commit(turn).await;
        let restored = shelter.restore().await;
        assert_eq!((restored.settled, restored.waiting, restored.uncertain), (1, 1, 0), "{restored:?}");
        assert_eq!((restored.answered, restored.unanswered), (1, 0));
        let shelter = shelter.reopen().await;
        assert_eq!(shelter.house.fates(&connection, 1).await, [DeliveryState::Sent, DeliveryState::Ready]);
        shelter.house.store.close().await;
    }

    async fn what_was_meant_for_later_and_came_due_since_does_not_come_due_again(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 1, "t1", &[]).await;
        let set = |raised: u32, due: i64| TimerChange::Set {
            connection: connection.clone(),
            chat: ChatId(1),
            due_at: at(due),
            timer: if raised == 9 {
                Timer::CardSnoozed { conversation: known.id.clone(), operator: OperatorId::from_unique("nina") }
            } else {
                Timer::HandOverUnanswered { conversation: known.id.clone(), since: at(0), raised }
            },
        };
        let put = async |house: &House, timers: Vec<TimerChange>| {
            let changes = Changes { timers, ..Changes::default() };
            house.store.apply(&business(), changes, at(5)).await.unwrap();
        };
        put(&house, vec![set(0, 900), set(9, 950)]).await;
        let shelter = Shelter::new(house);
        shelter.back_up().await;
        assert_eq!(shelter.house.store.fire_timers(at(1_000)).await.unwrap(), 2);
        put(&shelter.house, vec![set(1, 2_000)]).await;
        shelter.restore().await;
        let shelter = shelter.reopen().await;
        assert_eq!(shelter.house.store.next_timer_at().await.unwrap(), Some(at(2_000)), "the next one, and no other");
        assert_eq!(shelter.house.store.fire_timers(at(9_000)).await.unwrap(), 1);
        shelter.house.store.close().await;
    }

    async fn what_was_meant_for_later_and_is_not_due_yet_is_kept(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 1, "t1", &[]).await;
        let timer = Timer::HandOverUnanswered { conversation: known.id.clone(), since: at(0), raised: 0 };
        let set = TimerChange::Set { connection: connection.clone(), chat: ChatId(1), due_at: at(900), timer };
        house.store.apply(&business(), Changes { timers: vec![set], ..Changes::default() }, at(5)).await.unwrap();
        let shelter = Shelter::new(house);
        shelter.back_up().await;
        let cancel = TimerChange::Cancel { connection: connection.clone(), key: Timer::unanswered_key(&known.id) };
        let taken = Changes { timers: vec![cancel], ..Changes::default() };
        shelter.house.store.apply(&business(), taken, at(6)).await.unwrap();
        shelter.restore().await;
        let shelter = shelter.reopen().await;
        let next = shelter.house.store.next_timer_at().await.unwrap();
        assert_eq!(next, Some(at(900)), "the contact waits again, and so does the timer");
        shelter.house.store.close().await;
    }

    async fn what_was_being_sent_when_the_desk_stopped_stays_in_doubt(house: House) {
        let connection = house.connect().await;
        house.answer(&connection, 1, "t1", &["one"]).await;
        let shelter = Shelter::new(house);
        shelter.back_up().await;
        let due = shelter.house.store.due_outgoing(at(10), 10, &[]).await.unwrap();
        shelter.house.store.begin_sending(&due[0].id, "desk", at(10)).await.unwrap();
        let restored = shelter.restore().await;
        assert_eq!((restored.settled, restored.waiting, restored.uncertain), (0, 0, 1), "{restored:?}");
        let shelter = shelter.reopen().await;
        let doubtful = shelter.house.store.list_uncertain().await.unwrap();
        assert_eq!(doubtful[0].reason.as_deref(), Some("restored"));
        shelter.house.store.close().await;
    }

    async fn a_backup_never_replaces_a_file_unasked_and_leaves_nothing_half_written(house: House) {
        house.connect().await;
        let shelter = Shelter::new(house);
        shelter.back_up().await;
        let refused = back_up(&shelter.house.address, &shelter.file()).await.unwrap_err();
        assert!(matches!(refused, BackupError::Exists(_)), "{refused}");
        candor_store::back_up(&shelter.house.address, &shelter.file(), true, &|_| {}).await.unwrap();
        // Given up at once, or a little later: the work is dropped in the middle, while SQLite's thread goes on.
        let given_up = shelter.folder.path().join("given-up.backup");
        let address = shelter.house.address.clone();
        for moment in 0..20 {
            let _ = std::fs::remove_file(&given_up);
            let backup = back_up(&address, &given_up);
            let _ = tokio::time::timeout(std::time::Duration::from_micros(200 * moment), backup).await;
        }
        let left: Vec<_> = std::fs::read_dir(shelter.folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(left.iter().all(|name| !name.to_string_lossy().contains(".candor-part")), "{left:?}");
    }

    async fn a_damaged_backup_is_refused_and_the_database_is_as_it_was(house: House) {
        let connection = house.connect().await;
        for turn in 0..40 {
            house.answer(&connection, turn + 1, &format!("t{turn}"), &[&"words ".repeat(200)]).await;
        }
        let shelter = Shelter::new(house);
        shelter.back_up().await;
        shelter.house.store.close().await;
        let whole = std::fs::read(shelter.file()).unwrap();
        for (from, to) in [(whole.len() / 2, whole.len() / 2 + 4096), (whole.len() - whole.len() / 3, whole.len())] {
            let mut damaged = whole.clone();
            damaged[from..to].fill(0x5a);
            std::fs::write(shelter.file(), &damaged).unwrap();
            let refused = candor_store::restore(&shelter.house.address, &keys(), &shelter.file(), at(9), &|_| {}).await.unwrap_err();
            assert!(matches!(refused, BackupError::Unusable { kind: OpenErrorKind::Corrupt, .. }), "{refused}");
        }
        std::fs::write(shelter.file(), &whole[..whole.len() / 2]).unwrap();
        assert!(candor_store::restore(&shelter.house.address, &keys(), &shelter.file(), at(9), &|_| {}).await.is_err());
        std::fs::write(shelter.file(), "Dear owner, this is no backup").unwrap();
        let refused = candor_store::restore(&shelter.house.address, &keys(), &shelter.file(), at(9), &|_| {}).await.unwrap_err();
        assert!(refused.to_string().contains("is no backup"), "{refused}");
        let shelter = shelter.reopen().await;
        assert_eq!(shelter.house.store.counts().await.unwrap().conversations, 40);
        shelter.house.store.close().await;
    }

    async fn nothing_is_restored_under_a_running_desk(house: House) {
        house.connect().await;
        let shelter = Shelter::new(house);
        shelter.back_up().await;
        let refused = candor_store::restore(&shelter.house.address, &keys(), &shelter.file(), at(9), &|_| {}).await.unwrap_err();
        assert!(matches!(&refused, BackupError::Database(why) if why.kind() == OpenErrorKind::InUse), "{refused}");
        assert!(candor_store::is_desk_running(&shelter.house.address).await.unwrap());
        let refused = candor_store::bring_up_to_date(&shelter.house.address, &keys()).await.unwrap_err();
        assert_eq!(refused.kind(), OpenErrorKind::InUse);
    }

    async fn a_backup_of_a_newer_version_or_another_build_is_refused(house: House) {
        house.connect().await;
        let shelter = Shelter::new(house);
        raw_sql(&shelter.house, "INSERT INTO schema_migrations VALUES (999, '0999_future', 'digest')").await.unwrap();
        if shelter.house.kind == Kind::Sqlite {
            shelter.back_up().await;
            raw_sql(&shelter.house, "DELETE FROM schema_migrations WHERE number = 999").await.unwrap();
            shelter.house.store.close().await;
            let refused = candor_store::restore(&shelter.house.address, &keys(), &shelter.file(), at(9), &|_| {}).await.unwrap_err();
            assert!(matches!(refused, BackupError::Unusable { kind: OpenErrorKind::NewerSchema, .. }), "{refused}");
            std::fs::remove_file(shelter.file()).unwrap();
        }
        raw_sql(&shelter.house, "UPDATE schema_migrations SET digest = 'other'").await.unwrap();
        let refused = back_up(&shelter.house.address, &shelter.file()).await.unwrap_err();
        assert!(refused.to_string().contains("another build"), "{refused}");
        assert!(!shelter.file().exists());
    }

    async fn an_empty_database_takes_a_backup_without_keeping_anything(house: House) {
        let connection = house.connect().await;
        house.answer(&connection, 1, "t1", &["ready"]).await;
        let shelter = Shelter::new(house);
        shelter.back_up().await;
        shelter.house.store.close().await;
        shelter.house.lose_everything().await;
        let restored = candor_store::restore(&shelter.house.address, &keys(), &shelter.file(), at(9), &|_| {}).await.unwrap();
        assert_eq!((restored.previous, restored.conversations, restored.uncertain), (None, 1, 1));
        let shelter = shelter.reopen().await;
        assert_eq!(shelter.house.fates(&connection, 1).await, [DeliveryState::Uncertain]);
        shelter.house.store.close().await;
    }
}

on_both! {
    async fn a_backup_under_another_key_is_refused_and_the_database_is_as_it_was(house: House) {
        let connection = house.connect().await;
        house.answer(&connection, 1, "t1", &["hello"]).await;
        let shelter = Shelter::new(house);
        shelter.back_up().await;
        shelter.house.answer(&connection, 2, "t2", &["hello"]).await;
        shelter.house.store.close().await;
        for (given, expected) in [(keys_of(&[8]), OpenErrorKind::WrongKey), (Keys::none(), OpenErrorKind::MissingKey)] {
            let refused = candor_store::restore(&shelter.house.address, &given, &shelter.file(), at(9), &|_| {}).await;
            let kind = match refused.unwrap_err() {
                BackupError::Unusable { kind, .. } => kind,
                BackupError::Database(why) => why.kind(),
                other => panic!("{other}"),
            };
            assert_eq!(kind, expected);
        }
        let shelter = shelter.reopen().await;
        assert_eq!(shelter.house.store.counts().await.unwrap().conversations, 2);
        shelter.house.store.close().await;
    }

    async fn a_database_under_a_lost_key_still_says_who_wants_silence(house: House) {
        let connection = house.connect().await;
        house.answer(&connection, 1, "t1", &["hello"]).await;
        let shelter = Shelter::new(house);
        shelter.back_up().await;
        shelter.house.store.close().await;
        shelter.house.lose_everything().await;
        let store = Store::open(&shelter.house.address, &keys_of(&[9])).await.unwrap();
        let other = House { store, address: shelter.house.address.clone(), kind: shelter.house.kind };
        other.connect().await;
        other.answer(&connection, 1, "t2", &["hello"]).await;
        other.decides(&connection, 1, ConsentAction::OptedOut, 2).await;
        other.store.close().await;
        let restored = shelter.restore().await;
        assert_eq!((restored.decisions, restored.previous_is_unreadable), (1, false), "{restored:?}");
        let shelter = shelter.reopen().await;
        assert!(shelter.is_silent(1).await);
        let ledger = shelter.house.store.consent_ledger(&business(), &contact(1).id).await.unwrap();
        assert_eq!(ledger[0].words, "", "in which words is known to the other key alone");
        shelter.house.store.close().await;
    }

    async fn a_backup_from_before_there_were_keys_is_sealed_when_it_is_restored(house: House) {
        let secret = "quenelle-canary";
        let canaries = Canaries { secret: secret.to_owned(), line: "+79165550123".to_owned(), lines: 700 };
        unsealed(&house, &canaries).await;
        let shelter = Shelter::new(house);
        shelter.back_up().await;
        let restored = shelter.restore().await;
        assert_eq!((restored.schema.0, restored.conversations, restored.decisions), (1, 1, 0), "{restored:?}");
        let beside = Store::open_beside(&shelter.house.address, &keys()).await.unwrap();
        let counts = beside.check_seals().await.unwrap();
        assert!(counts.iter().all(|count| count.broken == 0), "{counts:?}");
        assert!(counts.iter().any(|count| count.column == "consent_ledger.words" && count.sealed == 1), "{counts:?}");
        beside.close().await;
        if shelter.house.kind == Kind::Sqlite {
            let bytes = std::fs::read(database(&shelter.house)).unwrap();
            assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()));
        }
        let shelter = shelter.reopen().await;
        assert_eq!(shelter.house.store.consent_ledger(&business(), &contact(7).id).await.unwrap()[0].words, secret);
        shelter.house.store.close().await;
    }
}

impl House {
    /// The database is gone; on a server, its tables are.
    async fn lose_everything(&self) {
        match self.kind {
            Kind::Sqlite => std::fs::remove_file(database(self)).unwrap(),
            Kind::Postgres => raw_sql(self, "DROP SCHEMA public CASCADE; CREATE SCHEMA public").await.unwrap(),
        }
    }
}

fn database(house: &House) -> PathBuf {
    PathBuf::from(house.address.strip_prefix("sqlite:").unwrap())
}
