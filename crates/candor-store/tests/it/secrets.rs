//! Stories of what lies sealed in the database: what a thief of the file finds, what another key opens, how a key is
//! replaced, and how a database from before there were keys is sealed.

use candor_core::{
    attachment::{Attachment, Held},
    audit::{Actor, AuditRecord},
    consent::{ConsentAction, ConsentRecord},
    event::Event,
    ids::{ConnectionId, ConversationId, FileId, OperatorId, WebhookId},
    language::Language,
    message::Author,
    roles::Deed,
    timer::{NewFile, Timer},
    webhook::Wanted,
};
use candor_store::{
    AccountChange, AccountRow, Chain, Changes, ConversationChange, Error, Keys, NewInvite, NewUnheard, OpenErrorKind,
    Role, SecondFactor, Secret, Store, TimerChange, WebhookChange,
};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, Row as _};

use crate::house::Canaries;
use crate::house::{
    House, Kind, answered, at, business, contact, conversation, entry, keys, keys_of, on_both, raw_sql, row, unsealed,
};

const PHONE: &str = "+7 916 555-01-23";
const EMAIL: &str = "canary.person@example.org";
const TOKEN: &str = "123456789:AAcanary-token-canary-token-canary";
/// Words that stand in updates, states, outgoing messages, reasons and the ledger, but in no line of a timeline.
const WORDS: &str = "quenelle-canary";
/// Words that stay readable, in a line of a timeline.
const OPEN_WORDS: &str = "bouquet-canary";

impl House {
    /// Everything the canaries can be written in, through the doors the desk uses.
    async fn tell_secrets(&self) -> (ConnectionId, ConversationId) {
        let connection = self.connect().await;
        self.store.keep_token(&connection, TOKEN).await.unwrap();
        let mut update = self.update(1, 7);
        update.raw = format!("{{\"text\":\"{PHONE} {EMAIL} {TOKEN} {WORDS}\"}}").into_bytes();
        self.store.accept(&connection, vec![update], None, at(0), 0).await.unwrap();
        let seat = self.sit().await;
        let mut known = conversation(&connection, 7);
        known.said = vec![format!("{WORDS} {PHONE}")];
        known.source = Some(format!("{WORDS} {EMAIL}"));
        known = known.with_tag(&format!("{WORDS} {PHONE}"), true);
        let mut turn = answered(&seat);
        turn.changes.contacts.push(contact(7));
        turn.changes.outbox.push(row(&known, "t1", 0, &format!("{WORDS} {PHONE} {EMAIL} {TOKEN}")));
        let text = format!("{OPEN_WORDS}: {PHONE}, {EMAIL}");
        let mut line = entry(&known.id, Author::Contact, &text);
        line.reasons = serde_json::json!({ "fields": { "phone": PHONE, "email": EMAIL, "words": WORDS } });
        line.file = Some(Attachment {
            what: "document".to_owned(),
            name: Some(format!("{WORDS} {EMAIL}.pdf")),
            bytes: Some(7),
            held: Held::AtChannel("f".to_owned()),
        });
        turn.changes.timeline.push(line);
        turn.changes.timeline.push(entry(&known.id, Author::Ai, "thank you"));
        turn.changes.consent.push(ConsentRecord {
            contact: contact(7).id,
            at: at(5),
            action: ConsentAction::OptedIn,
            method: "words".to_owned(),
            words: format!("{WORDS} {PHONE}"),
        });
        let secret = format!("{WORDS} {PHONE} {EMAIL}");
        turn.changes.audit.push(AuditRecord {
            at: at(5),
            actor: Actor::Console,
            deed: Deed::Take,
            subject: known.id.to_string(),
            before: serde_json::json!({ "note": &secret }),
            after: serde_json::json!({ "note": format!("{secret}!") }),
        });
        let file = NewFile { id: FileId::from_unique("f"), bytes: secret.into_bytes() };
        turn.changes.files.push((connection.clone(), file));
        turn.changes.timers.push(TimerChange::Set {
            connection: connection.clone(),
            chat: known.chat,
            due_at: at(9_000),
            timer: Timer::CardSnoozed { conversation: known.id.clone(), operator: OperatorId::from_unique("vera") },
        });
        turn.changes.unheard.push(NewUnheard {
            script_name: "flowers".to_owned(),
            conversation: known.id.clone(),
            contact: contact(7).id,
            at: at(5),
            language: Language::En,
            words: format!("{WORDS} {PHONE}"),
        });
        let id = known.id.clone();
        turn.changes.conversations.push(ConversationChange { conversation: known, expected_version: None });
        self.commit(turn).await;
        (connection, id)
    }

    /// A webhook whose address and secrets are canaries, with something to deliver.
    async fn keep_webhook(&self) {
        let id = WebhookId::from_unique("canary");
        let secret = |text: &str| Secret::new(text.to_owned());
        let wanted = Wanted::Everything;
        let address = Secret::new(format!("https://example.org/{TOKEN}"));
        let made = WebhookChange::Made { id: id.clone(), address, secret: secret(TOKEN), wanted, note: String::new() };
        let rotated = WebhookChange::Rotated { id: id.clone(), version: 1, secret: secret(EMAIL), until: at(99) };
        let changes =
            Changes { webhooks: vec![made, rotated], pings: vec![(id, Event::ping("1", at(9)))], ..Changes::default() };
        self.store.apply(&business(), changes, at(9)).await.unwrap();
    }

    /// Everything the database is made of, as a thief sees it.
    async fn loot(&self) -> Vec<u8> {
        match self.kind {
            Kind::Sqlite => {
                let path = std::path::PathBuf::from(self.address.strip_prefix("sqlite:").unwrap());
                let files = std::fs::read_dir(path.parent().unwrap()).unwrap();
                // A log goes away by itself when the last connection closes.
                files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap_or_default()).collect()
            }
            Kind::Postgres => {
                let mut conn = PgConnection::connect(&self.address).await.unwrap();
                let tables =
                    "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()";
                let mut loot = Vec::new();
                for table in conn.fetch_all(tables).await.unwrap() {
                    // Bytes are shown as they are, so that words in them are found.
                    let table: String = table.get(0);
                    let bytes = match table.as_str() {
                        "inbox" => "|| encode(t.raw, 'escape')",
                        "files" => "|| encode(t.bytes, 'escape')",
                        _ => "",
                    };
                    let sql = format!("SELECT row_to_json(t)::text {bytes} FROM {table} t");
                    for row in conn.fetch_all(AssertSqlSafe(sql)).await.unwrap() {
                        loot.extend(row.get::<String, _>(0).into_bytes());
                    }
                }
                loot
            }
        }
    }

    /// Asks one value of one row past the store.
    async fn raw_text(&self, sql: &str) -> String {
        let sql = AssertSqlSafe(sql.to_owned());
        match self.kind {
            Kind::Sqlite => {
                let mut conn = sqlx::SqliteConnection::connect(&self.address).await.unwrap();
                conn.fetch_one(sql).await.unwrap().get(0)
            }
            Kind::Postgres => PgConnection::connect(&self.address).await.unwrap().fetch_one(sql).await.unwrap().get(0),
        }
    }

    async fn refusal(&self, keys: &Keys) -> OpenErrorKind {
        Store::open(&self.address, keys).await.err().expect("the store opened").kind()
    }
}

fn canaries() -> Canaries {
    Canaries {
        secret: format!("{WORDS} {PHONE} {EMAIL}"),
        line: format!("{OPEN_WORDS}: {PHONE}, {EMAIL}"),
        lines: 1_202,
    }
}

fn holds(loot: &[u8], word: &str) -> bool {
    loot.windows(word.len()).any(|window| window == word.as_bytes())
}

/// No canary, in no spelling a thief would look for.
fn assert_sealed(loot: &[u8]) {
    for canary in [PHONE, EMAIL, TOKEN, WORDS, "canary.person", "555-01-23", "canary-token"] {
        assert!(!holds(loot, canary), "{canary} lies open");
    }
}

on_both! {
    async fn a_thief_of_the_database_finds_no_secret_in_it(house: House) {
        let (connection, conversation) = house.tell_secrets().await;
        let due = house.store.due_outgoing(at(9), 10, &[]).await.unwrap();
        assert!(format!("{due:?}").contains(EMAIL), "the desk reads it");
        house.store.begin_sending(&due[0].id, "desk", at(9)).await.unwrap();
        house.store.keep_model_key("fast", TOKEN).await.unwrap();
        let operator = OperatorId::from_unique("anna");
        let second = SecondFactor { secret: Secret::new(TOKEN.to_owned()), last_step: 1, recovery: Vec::new() };
        let account = AccountRow {
            business: business(),
            operator: operator.clone(),
            login: "anna".to_owned(),
            password_hash: "$argon2id$".to_owned(),
            second: Some(second),
            changed_at: at(9),
        };
        let account = AccountChange { account, as_of: None, is_second_new: true };
        let changes = Changes { accounts: vec![account], ..Changes::default() };
        house.store.apply(&business(), changes, at(9)).await.unwrap();
        house.keep_webhook().await;
        let invite = || NewInvite {
            code_hash: "hash".to_owned(),
            role: Role::Owner,
            operator: None,
            expires_at: at(7 * 24 * 60 * 60 * 1000),
        };
        house.store.start_invite(&business(), (Secret::new(TOKEN.to_owned()), invite()), at(9)).await.unwrap();
        let loot = house.loot().await;
        assert_sealed(&loot);
        assert!(holds(&loot, OPEN_WORDS), "the rest of a line can be searched");
        house.store.close().await;
        assert_sealed(&house.loot().await);

        let store = Store::open(&house.address, &keys()).await.unwrap();
        assert_eq!(store.token(&connection).await.unwrap().unwrap().expose(), TOKEN);
        let account = store.account_of(&business(), &operator).await.unwrap().unwrap();
        assert_eq!(account.second.unwrap().secret.expose(), TOKEN);
        assert!(store.webhooks(&business()).await.unwrap()[0].address.expose().ends_with(TOKEN));
        let other = (Secret::new("another".to_owned()), invite());
        assert_eq!(store.start_invite(&business(), other, at(9)).await.unwrap().0.expose(), TOKEN);
        let due = store.claim_delivery(at(9), 1).await.unwrap().unwrap();
        assert_eq!(due.secrets.iter().map(Secret::expose).collect::<Vec<_>>(), [EMAIL, TOKEN]);
        let lines = store.timeline(&conversation, 0, 9).await.unwrap();
        assert_eq!(lines[0].entry.text, format!("{OPEN_WORDS}: {PHONE}, {EMAIL}"));
        assert_eq!(lines[0].entry.reasons["fields"]["phone"], PHONE);
        let file = lines[0].entry.file.as_ref().unwrap();
        assert_eq!(file.name, Some(format!("{WORDS} {EMAIL}.pdf")));
        let ledger = store.consent_ledger(&business(), &contact(7).id).await.unwrap();
        assert_eq!(ledger[0].words, format!("{WORDS} {PHONE}"));
        assert_eq!(store.verify_timeline(&conversation).await.unwrap(), Chain::Intact(2));
        assert_eq!(store.verify_audit_log(&business()).await.unwrap(), Chain::Intact(1));
        let deed = store.audit_log(&business(), None, 1).await.unwrap().remove(0).record;
        assert_eq!(deed.before["note"], format!("{WORDS} {PHONE} {EMAIL}"));
        let file = store.file(&connection, &FileId::from_unique("f")).await.unwrap().unwrap();
        assert_eq!(file, format!("{WORDS} {PHONE} {EMAIL}").into_bytes());
        let counts = store.check_seals().await.unwrap();
        assert!(counts.iter().all(|count| count.broken == 0 && count.sealed > 0), "{counts:?}");
        store.close().await;
    }

    async fn a_value_put_into_another_row_does_not_open(house: House) {
        let connection = house.connect().await;
        let one = house.answer(&connection, 7, "t1", &["to one"]).await;
        let two = house.answer(&connection, 8, "t2", &["to two"]).await;
        raw_sql(&house, &format!(
            "UPDATE conversations SET state = (SELECT state FROM conversations WHERE id = '{}') WHERE id = '{}'",
            one.id, two.id
        ))
        .await
        .unwrap();
        assert!(house.store.conversation(&one.id).await.unwrap().is_some());
        let moved = house.store.conversation(&two.id).await;
        assert_eq!(moved, Err(Error::Corrupt("conversations.state".to_owned())));
        let counts = house.store.check_seals().await.unwrap();
        let state = counts.iter().find(|count| count.column == "conversations.state").unwrap();
        assert_eq!((state.sealed, state.broken), (1, 1));
    }

    async fn a_sealed_part_of_a_line_that_was_altered_is_found_and_the_conversation_goes_on(house: House) {
        let (connection, conversation) = house.tell_secrets().await;
        match house.kind {
            Kind::Sqlite => raw_sql(&house, "DROP TRIGGER timeline_keeps").await.unwrap(),
            Kind::Postgres => raw_sql(&house, "ALTER TABLE timeline DISABLE TRIGGER ALL").await.unwrap(),
        }
        let hash = house.raw_text("SELECT hash FROM timeline WHERE seq = 2").await;
        let flipped = format!("{}{}", &hash[..60], if hash.ends_with('A') { "B" } else { "A" }.repeat(hash.len() - 60));
        raw_sql(&house, &format!("UPDATE timeline SET hash = '{flipped}' WHERE seq = 2")).await.unwrap();
        assert_eq!(house.store.verify_timeline(&conversation).await.unwrap(), Chain::BrokenAt(2));
        house.hear(&connection, 2, 7).await;
        let mut turn = answered(&house.sit().await);
        turn.changes.timeline.push(entry(&conversation, Author::Ai, "still here"));
        house.commit(turn).await;
        assert_eq!(house.store.verify_timeline(&conversation).await.unwrap(), Chain::BrokenAt(2));
        raw_sql(&house, "UPDATE timeline SET text = 'x ⟦v1.0000000000000000.AAAA⟧' WHERE seq = 1").await.unwrap();
        assert_eq!(house.store.verify_timeline(&conversation).await.unwrap(), Chain::BrokenAt(1));
        let read = house.store.timeline(&conversation, 0, 9).await;
        assert_eq!(read, Err(Error::Corrupt("timeline.text".to_owned())));
    }

    async fn another_key_or_none_opens_nothing_and_changes_nothing(house: House) {
        house.tell_secrets().await;
        house.store.close().await;
        assert!(Store::is_sealed(&house.address).await.unwrap());
        let key = house.raw_text("SELECT wrapped FROM data_keys").await;
        for (keys, kind) in [(keys_of(&[8]), OpenErrorKind::WrongKey), (Keys::none(), OpenErrorKind::MissingKey)] {
            assert_eq!(house.refusal(&keys).await, kind);
            assert_eq!(Store::open_beside(&house.address, &keys).await.err().unwrap().kind(), kind);
        }
        assert_eq!(house.raw_text("SELECT wrapped FROM data_keys").await, key);
        let store = Store::open(&house.address, &keys()).await.unwrap();
        assert!(store.check_seals().await.unwrap().iter().all(|count| count.broken == 0));
        store.close().await;
    }

    async fn a_database_whose_data_key_was_taken_out_gets_no_other_one(house: House) {
        house.tell_secrets().await;
        house.store.close().await;
        raw_sql(&house, "DELETE FROM data_keys").await.unwrap();
        assert_eq!(house.refusal(&keys()).await, OpenErrorKind::Corrupt);
        assert_eq!(house.raw_text("SELECT CAST(COUNT(*) AS TEXT) FROM data_keys").await, "0");
    }

    async fn a_master_key_is_replaced_while_the_desk_runs(house: House) {
        let (connection, conversation) = house.tell_secrets().await;
        let sealed = house.raw_text("SELECT state FROM conversations").await;
        let (old, new, both) = (keys(), keys_of(&[9]), keys_of(&[9, 7]));
        // Between the steps of a rotation the database opens with what the key file then holds.
        Store::open_beside(&house.address, &both).await.unwrap().close().await;
        let beside = Store::open_beside(&house.address, &old).await.unwrap();
        assert_eq!(beside.wrap_anew(&keys_of(&[11]), at(50)).await, Err(Error::Conflict("the key of the database")));
        beside.wrap_anew(&both, at(50)).await.unwrap();
        beside.wrap_anew(&both, at(60)).await.unwrap();
        let lines = beside.data_keys().await.unwrap();
        assert_eq!((lines.len(), lines[0].wrapped_at), (1, at(50)));
        beside.close().await;
        Store::open_beside(&house.address, &both).await.unwrap().close().await;
        // The desk that ran all the time goes on.
        assert_eq!(house.store.token(&connection).await.unwrap().unwrap().expose(), TOKEN);
        house.hear(&connection, 2, 7).await;
        house.store.close().await;
        assert_eq!(house.refusal(&old).await, OpenErrorKind::WrongKey);
        let store = Store::open(&house.address, &new).await.unwrap();
        assert_eq!(store.verify_timeline(&conversation).await.unwrap(), Chain::Intact(2));
        assert!(store.check_seals().await.unwrap().iter().all(|count| count.broken == 0));
        store.close().await;
        assert_eq!(house.raw_text("SELECT state FROM conversations").await, sealed, "values stay as they were");
    }

    async fn two_rotations_at_once_leave_one_key_that_opens(house: House) {
        house.tell_secrets().await;
        let (one, two) = (keys_of(&[21, 7]), keys_of(&[22, 7]));
        let (first, second) = tokio::join!(house.store.wrap_anew(&one, at(1)), house.store.wrap_anew(&two, at(2)));
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        house.store.close().await;
        let winner = keys_of(&[if first.is_ok() { 21 } else { 22 }]);
        Store::open(&house.address, &winner).await.unwrap().close().await;
    }

    async fn a_database_from_before_there_were_keys_is_sealed_in_place(house: House) {
        unsealed(&house, &canaries()).await;
        assert!(holds(&house.loot().await, EMAIL));
        assert!(!Store::is_sealed(&house.address).await.unwrap());
        let beside = Store::open_beside(&house.address, &keys()).await.err().unwrap();
        assert_eq!(beside.kind(), OpenErrorKind::OlderSchema);
        assert_eq!(house.refusal(&Keys::none()).await, OpenErrorKind::MissingKey);
        let guards = house.guards().await;

        let store = Store::open(&house.address, &keys()).await.unwrap();
        let counts = store.check_seals().await.unwrap();
        assert!(counts.iter().all(|count| count.broken == 0), "{counts:?}");
        let conversation = ConversationId::from_stored(house.raw_text("SELECT MIN(id) FROM conversations").await);
        let lines = store.timeline(&conversation, 0, 9_999).await.unwrap();
        assert_eq!(lines[0].entry.text, format!("{OPEN_WORDS}: {PHONE}, {EMAIL}"));
        assert_eq!(store.verify_timeline(&conversation).await.unwrap(), Chain::Intact(1_202));
        store.close().await;
        assert_sealed(&house.loot().await);
        assert_eq!(house.guards().await, guards, "what only grows is guarded as before");
        assert!(raw_sql(&house, "UPDATE timeline SET text = 'x'").await.is_err());
        assert!(raw_sql(&house, "UPDATE consent_ledger SET words = 'x'").await.is_err());
    }

    async fn sealing_in_place_goes_on_where_it_was_interrupted(house: House) {
        unsealed(&house, &canaries()).await;
        // The last column of the last table cannot be written: everything before it is sealed already.
        raw_sql(&house, "ALTER TABLE consent_ledger RENAME COLUMN words TO lost_words").await.unwrap();
        assert!(Store::open(&house.address, &keys()).await.is_err());
        assert!(Store::is_sealed(&house.address).await.unwrap());
        let half = house.loot().await;
        assert!(house.raw_text("SELECT state FROM conversations").await.starts_with("v1."));
        assert!(holds(&half, WORDS), "the ledger is not sealed yet");
        assert_eq!(
            Store::open_beside(&house.address, &keys()).await.err().unwrap().kind(),
            OpenErrorKind::OlderSchema,
            "a half-sealed database is not used"
        );
        assert_eq!(house.refusal(&keys_of(&[8])).await, OpenErrorKind::WrongKey);
        raw_sql(&house, "ALTER TABLE consent_ledger RENAME COLUMN lost_words TO words").await.unwrap();
        let store = Store::open(&house.address, &keys()).await.unwrap();
        assert!(store.check_seals().await.unwrap().iter().all(|count| count.broken == 0));
        store.close().await;
        assert_sealed(&house.loot().await);
    }
}

impl House {
    /// The triggers of the tables that are sealed in place, with all their words.
    async fn guards(&self) -> String {
        self.raw_text(match self.kind {
            Kind::Sqlite => {
                "SELECT group_concat(name || sql, ';') FROM (SELECT name, sql FROM sqlite_master
                             WHERE type = 'trigger' AND tbl_name IN ('timeline', 'consent_ledger', 'outbox') ORDER BY name)"
            }
            Kind::Postgres => {
                "SELECT string_agg(tgname || tgenabled::text || tgtype::text, ';' ORDER BY tgname)
                               FROM pg_trigger WHERE NOT tgisinternal
                                 AND tgrelid::regclass::text IN ('timeline', 'consent_ledger', 'outbox')"
            }
        })
        .await
    }
}
