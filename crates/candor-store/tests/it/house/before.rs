//! A database as the first version of the desk left it, from before there were keys.

use sha2::{Digest as _, Sha256};

use super::{House, Kind, raw_sql};

/// What is written in it.
pub struct Canaries {
    /// Stands in everything that is sealed as a whole.
    pub secret: String,
    /// The words of the first line of the timeline.
    pub line: String,
    /// So many lines has the timeline.
    pub lines: usize,
}

/// Puts such a database in place of the house's own.
pub async fn unsealed(house: &House, canaries: &Canaries) {
    house.store.close().await;
    let schema = match house.kind {
        Kind::Sqlite => {
            let path = house.address.strip_prefix("sqlite:").unwrap();
            std::fs::remove_file(path).unwrap();
            std::fs::write(path, "").unwrap();
            include_str!("../../../migrations/sqlite/0001_desk.sql")
        }
        Kind::Postgres => {
            raw_sql(house, "DROP SCHEMA public CASCADE; CREATE SCHEMA public").await.unwrap();
            include_str!("../../../migrations/postgres/0001_desk.sql")
        }
    };
    raw_sql(house, schema).await.unwrap();
    raw_sql(house, &rows(house.kind, schema, canaries)).await.unwrap();
}

fn rows(kind: Kind, schema: &str, canaries: &Canaries) -> String {
    let Canaries { secret, line, lines } = canaries;
    let digest = hex(&Sha256::digest(schema));
    let raw = match kind {
        Kind::Sqlite => format!("X'{}'", hex(secret.as_bytes())),
        Kind::Postgres => format!("'\\x{}'::bytea", hex(secret.as_bytes())),
    };
    let state = serde_json::json!({
        "id": "cnv_1", "connection": "cnn_one", "chat": 7, "contact": "ctc_7", "script": { "name": "s", "version": 1 },
        "holder": { "holder": "desk" }, "step": null, "visited": [], "fields": {}, "asked": null, "unclear_in_a_row": 0,
        "language": "ru", "disclosed_at": null, "last_activity_at": null, "said": [secret], "outcome": null,
        "source": null,
    });
    let delivery = serde_json::json!({ "kind": "send", "message": { "text": secret, "buttons": [] } });
    format!(
        "CREATE TABLE schema_migrations (
           number BIGINT NOT NULL, name TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (number));
         INSERT INTO schema_migrations VALUES (1, '0001_desk', '{digest}');
         INSERT INTO connections VALUES ('biz_shop', 'cnn_one', 'bot', 42, 'shop_bot', 's', 'http://localhost', NULL, 1);
         INSERT INTO inbox VALUES ('cnn_one', 1, 1, 7, 'message', {raw}, 0, 'received'),
           ('cnn_one', 1, 2, 7, 'message', {raw}, 0, 'done');
         INSERT INTO contacts VALUES ('biz_shop', 'ctc_7', 7, 'Anna', NULL, NULL, 'ru', 0);
         INSERT INTO conversations VALUES
           ('cnn_one', 'cnv_1', 'biz_shop', 7, 'ctc_7', 1, 's', 1, 'desk', NULL, 'ru', '{state}', NULL, 0, 0);
         INSERT INTO outbox (connection, id, chat, conversation, turn, seq, purpose, author, ground, delivery,
             is_idempotent, disclosure, state, attempts, not_before, created_at)
           VALUES ('cnn_one', 'out_1', 7, 'cnv_1', 't', 0, 'reply', 'ai', 'answer', '{delivery}', FALSE, '{{}}', 'sent',
             1, 0, 0);
         INSERT INTO consent_ledger VALUES ('biz_shop', 'ctc_7', 1, 0, 'opted_in', 'words', '{secret}');
         INSERT INTO timeline VALUES {};",
        timeline(line, secret, *lines).join(", ")
    )
}

/// Lines with their hashes, computed here anew: what an old database holds is not for the store to say.
fn timeline(first: &str, secret: &str, lines: usize) -> Vec<String> {
    let reasons = serde_json::json!({ "words": secret }).to_string();
    let mut previous = String::new();
    let mut rows = Vec::new();
    for seq in 1..=lines {
        let text = if seq == 1 { first } else { "more" };
        let number = seq.to_string();
        let fields = [
            Some(&*previous),
            Some("cnv_1"),
            Some(&number),
            Some("0"),
            Some("contact"),
            None,
            Some("message"),
            Some(text),
        ];
        let mut bytes = Vec::new();
        for field in fields.into_iter().chain([Some("7"), None, Some(&*reasons)]) {
            let text = field.unwrap_or_default().as_bytes();
            bytes.push(u8::from(field.is_some()));
            bytes.extend(u64::try_from(text.len()).unwrap().to_be_bytes());
            bytes.extend(text);
        }
        let hash = hex(&Sha256::digest(&bytes));
        rows.push(format!(
            "('cnv_1', {seq}, 0, 'contact', NULL, 'message', '{text}', 7, NULL, '{reasons}', '{previous}', '{hash}')"
        ));
        previous = hash;
    }
    rows
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
