//! Stories of opening a store, and of what keeps it shut.

use std::{fs, path::Path};

use candor_core::ids::ConnectionId;
use candor_store::{OpenErrorKind, Store};
use sqlx::{AssertSqlSafe, Executor as _};
use tempfile::TempDir;

use crate::house::{House, Kind, admin, at, business, keys, on_both, raw_sql, server};

fn file(folder: &TempDir) -> String {
    format!("sqlite:{}", folder.path().join("candor.db").display())
}

async fn refusal(address: &str) -> (OpenErrorKind, String) {
    match Store::open(address, &keys()).await {
        Ok(_) => panic!("the store opened"),
        Err(error) => (error.kind(), error.to_string()),
    }
}

#[tokio::test]
async fn a_second_desk_on_the_same_file_is_refused_until_the_first_is_closed() {
    let folder = TempDir::new().unwrap();
    let first = Store::open(&file(&folder), &keys()).await.unwrap();
    let (kind, sentence) = refusal(&file(&folder)).await;
    assert_eq!(kind, OpenErrorKind::InUse);
    assert!(sentence.contains("another desk"), "{sentence}");
    first.close().await;
    Store::open(&file(&folder), &keys()).await.unwrap().close().await;
}

#[tokio::test]
async fn what_was_written_is_there_after_closing_and_opening() {
    let folder = TempDir::new().unwrap();
    let store = Store::open(&file(&folder), &keys()).await.unwrap();
    store.publish(&business(), "flowers", "text", "d", "", at(0)).await.unwrap();
    store.close().await;
    assert!(store.publish(&business(), "flowers", "more", "e", "", at(0)).await.is_err());
    let store = Store::open(&file(&folder), &keys()).await.unwrap();
    assert!(store.script_head(&business(), "flowers").await.unwrap().is_some());
    store.close().await;
}

#[tokio::test]
async fn a_script_can_be_published_beside_a_running_desk() {
    let folder = TempDir::new().unwrap();
    let missing = Store::open_beside(&file(&folder), &keys()).await.err().unwrap();
    assert_eq!(missing.kind(), OpenErrorKind::FileMissing);
    let desk = Store::open(&file(&folder), &keys()).await.unwrap();
    let beside = Store::open_beside(&file(&folder), &keys()).await.unwrap();
    beside.publish(&business(), "flowers", "text", "d", "", at(0)).await.unwrap();
    assert_eq!(desk.script_head(&business(), "flowers").await.unwrap().unwrap().version, 1);
    beside.close().await;
    desk.publish(&business(), "flowers", "more", "e", "", at(0)).await.unwrap();
    desk.close().await;
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_left_as_it_is() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("candor.db");
    let letter = "Dear owner, this is not a database. ".repeat(100);
    fs::write(&path, &letter).unwrap();
    assert_eq!(refusal(&file(&folder)).await.0, OpenErrorKind::Corrupt);
    assert_eq!(fs::read_to_string(&path).unwrap(), letter);
}

#[tokio::test]
async fn a_damaged_file_is_refused() {
    let folder = TempDir::new().unwrap();
    let store = Store::open(&file(&folder), &keys()).await.unwrap();
    for number in 0..50 {
        let text = format!("{number} ").repeat(500);
        store.publish(&business(), "flowers", &text, &number.to_string(), "", at(0)).await.unwrap();
    }
    store.close().await;
    let path = folder.path().join("candor.db");
    let mut bytes = fs::read(&path).unwrap();
    let half = bytes.len() / 2;
    bytes[half..half + 8192].fill(0x5a);
    fs::write(&path, bytes).unwrap();
    assert_eq!(refusal(&file(&folder)).await.0, OpenErrorKind::Corrupt);
}

#[tokio::test]
async fn a_missing_folder_and_a_read_only_file_are_named() {
    let folder = TempDir::new().unwrap();
    let nowhere = format!("sqlite:{}", folder.path().join("no/such/folder/candor.db").display());
    assert_eq!(refusal(&nowhere).await.0, OpenErrorKind::FolderMissing);
    Store::open(&file(&folder), &keys()).await.unwrap().close().await;
    forbid_writing(&folder.path().join("candor.db"));
    assert_eq!(refusal(&file(&folder)).await.0, OpenErrorKind::ReadOnly);
}

#[tokio::test]
async fn a_file_another_program_keeps_locked_is_named() {
    let folder = TempDir::new().unwrap();
    Store::open(&file(&folder), &keys()).await.unwrap().close().await;
    use sqlx::Connection as _;
    let mut other = sqlx::SqliteConnection::connect(&file(&folder)).await.unwrap();
    other.execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE").await.unwrap();
    assert_eq!(refusal(&file(&folder)).await.0, OpenErrorKind::Locked);
}

#[tokio::test]
async fn an_address_that_is_neither_file_nor_server_is_refused() {
    for address in ["", "candor.db", "mysql://root@localhost", "sqlite:", "sqlite::memory:", "postgres://host:port:x"] {
        let (kind, sentence) = refusal(address).await;
        assert_eq!(kind, OpenErrorKind::BadAddress, "{address}: {sentence}");
    }
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_named_and_the_password_is_not() {
    let port = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port()
    };
    let (kind, sentence) = refusal(&format!("postgres://candor:hunter2@127.0.0.1:{port}/candor")).await;
    assert_eq!(kind, OpenErrorKind::Unreachable);
    assert!(!sentence.contains("hunter2"), "{sentence}");
}

#[tokio::test]
async fn a_server_that_refuses_the_name_or_has_no_such_database_is_named() {
    let Some(server) = server() else { return };
    let (kind, _) = refusal(&format!("{server}/no_such_database")).await;
    assert_eq!(kind, OpenErrorKind::MissingDatabase);
    let role = format!("candor_nobody_{}", std::process::id());
    admin(server).await.execute(AssertSqlSafe(format!("CREATE ROLE {role} NOLOGIN PASSWORD 'x'"))).await.unwrap();
    let as_nobody = server.replace("postgres://postgres@", &format!("postgres://{role}:x@"));
    let (kind, sentence) = refusal(&format!("{as_nobody}/postgres")).await;
    admin(server).await.execute(AssertSqlSafe(format!("DROP ROLE {role}"))).await.unwrap();
    assert_eq!(kind, OpenErrorKind::WrongPassword, "{sentence}");
}

on_both! {
    async fn a_newer_schema_is_refused(house: House) {
        house.store.close().await;
        raw_sql(&house, "INSERT INTO schema_migrations VALUES (999, '0999_future', 'digest')").await.unwrap();
        let (kind, sentence) = refusal(&house.address).await;
        assert_eq!(kind, OpenErrorKind::NewerSchema);
        assert!(sentence.contains("newer version"), "{sentence}");
    }

    async fn the_schema_is_not_changed_under_a_desk_that_runs(house: House) {
        // As an earlier version left it: what came last was never done.
        raw_sql(&house, "DELETE FROM schema_migrations WHERE number = (SELECT MAX(number) FROM schema_migrations)")
            .await
            .unwrap();
        assert_eq!(refusal(&house.address).await.0, OpenErrorKind::InUse);
    }

    async fn a_database_of_another_program_is_refused_and_left_as_it_is(house: House) {
        house.store.close().await;
        raw_sql(&house, "DROP TABLE schema_migrations").await.unwrap();
        let (kind, sentence) = refusal(&house.address).await;
        assert_eq!(kind, OpenErrorKind::ForeignSchema);
        assert!(sentence.contains("another program"), "{sentence}");
    }

    async fn a_schema_of_another_build_is_refused(house: House) {
        house.store.close().await;
        raw_sql(&house, "UPDATE schema_migrations SET digest = 'other'").await.unwrap();
        assert_eq!(refusal(&house.address).await.0, OpenErrorKind::ForeignSchema);
    }

    async fn a_schema_that_is_not_current_is_not_opened_beside_the_desk(house: House) {
        house.store.close().await;
        raw_sql(&house, "DELETE FROM schema_migrations").await.unwrap();
        let refused = Store::open_beside(&house.address, &keys()).await.err().unwrap();
        assert_eq!(refused.kind(), OpenErrorKind::OlderSchema);
    }

    async fn opening_again_changes_nothing(house: House) {
        let connection = house.connect().await;
        house.store.close().await;
        let store = Store::open(&house.address, &keys()).await.unwrap();
        assert_eq!(store.list_connections().await.unwrap().len(), 1);
        assert!(store.connection(&ConnectionId::from_unique("nobody")).await.unwrap().is_none());
        assert_eq!(store.update_offset(&connection).await.unwrap(), None);
        store.close().await;
    }

    async fn the_twin_schemas_have_the_same_tables_and_columns(house: House) {
        let columns = match house.kind {
            Kind::Sqlite => sqlite_columns(&house.address).await,
            Kind::Postgres => postgres_columns(&house.address).await,
        };
        expect_test::expect_file!["schema.txt"].assert_eq(&columns.join("\n"));
    }
}

/// `table.column type null|not null`, with one word for each type both know. The full-text index is each database's own.
async fn sqlite_columns(address: &str) -> Vec<String> {
    use sqlx::{Connection as _, Row as _};
    let mut conn = sqlx::SqliteConnection::connect(address).await.unwrap();
    let sql = "SELECT t.name AS tab, c.name AS col, lower(c.type) AS typ, c.\"notnull\" = 1 OR c.pk > 0 AS filled
               FROM sqlite_master t JOIN pragma_table_info(t.name) c
               WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE 'search_words%' ORDER BY t.name, c.name";
    let rows = conn.fetch_all(sql).await.unwrap();
    let line = |row: &sqlx::sqlite::SqliteRow| {
        column(row.get("tab"), row.get("col"), &row.get::<String, _>("typ"), row.get("filled"))
    };
    rows.iter().map(line).collect()
}

async fn postgres_columns(address: &str) -> Vec<String> {
    use sqlx::{Connection as _, Row as _};
    let mut conn = sqlx::PgConnection::connect(address).await.unwrap();
    let sql = "SELECT table_name::text AS tab, column_name::text AS col, data_type::text AS typ,
                 is_nullable = 'NO' AS filled
               FROM information_schema.columns WHERE table_schema = current_schema() AND table_name <> 'search_words'
               ORDER BY table_name COLLATE \"C\", column_name COLLATE \"C\"";
    let rows = conn.fetch_all(sql).await.unwrap();
    let line = |row: &sqlx::postgres::PgRow| {
        column(row.get("tab"), row.get("col"), &row.get::<String, _>("typ"), row.get("filled"))
    };
    rows.iter().map(line).collect()
}

fn column(table: String, name: String, kind: &str, is_filled: bool) -> String {
    let kind = match kind {
        "bigint" | "integer" => "number",
        "blob" | "bytea" => "bytes",
        "boolean" => "flag",
        "text" => "text",
        other => panic!("{table}.{name} has the type {other}, which is not in the portable subset"),
    };
    format!("{table}.{name} {kind} {}", if is_filled { "not null" } else { "null" })
}

fn forbid_writing(path: &Path) {
    let mut permissions = fs::metadata(path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(path, permissions).unwrap();
}
