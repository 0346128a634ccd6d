//! What SQLite reads to answer statements that are asked often, by its own plans: what grows with the number of all contacts is seen only
//! in a large database else. It plans by the shape of statement and indexes, so an empty one tells.

#![allow(clippy::unwrap_used)]

use candor_core::moment::Moment;
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use crate::{FreshKey, Keys, MasterKey, Store, conversations::WITH_NAME, search::names, sql::params};

async fn plan(store: &Store, sql: &str) -> String {
    let mut reader = store.reader().await.unwrap();
    let sql = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}")).into_sql_str();
    let rows = reader.tx().rows_built(sql, params!["a", "b"]).await.unwrap();
    rows.iter().map(|row| row.text("detail").unwrap()).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn what_is_asked_of_one_contact_is_read_of_that_one_alone() {
    let folder = tempfile::tempdir().unwrap();
    let keys = Keys::new(vec![MasterKey::from_secret([7; 32])], FreshKey::new([8; 32], Moment::from_millis(0)));
    let store = Store::open(&format!("sqlite:{}", folder.path().join("plans.db").display()), &keys).await.unwrap();
    let kept = plan(&store, names::KEPT).await;
    assert!(kept.contains("name_words_contact (business=? AND contact=?)"), "{kept}");
    assert!(!kept.contains("TEMP B-TREE"), "{kept}");
    let named = plan(&store, WITH_NAME).await;
    assert!(named.contains("contacts_username (business=? AND <expr>=?)"), "{named}");
    assert!(named.contains("conversations_contact (business=? AND contact=?)"), "{named}");
    store.close().await;
}
