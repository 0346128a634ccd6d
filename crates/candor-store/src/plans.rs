//! What SQLite reads to answer statements that are asked often, by its own plans: what grows with the number of all contacts is seen only
//! in a large database else. It plans by the shape of statement and indexes, so an empty one tells.

#![allow(clippy::unwrap_used)]

use candor_core::{ids::BusinessId, moment::Moment};
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use crate::{
    ConversationFilter, FreshKey, Keys, MasterKey, Store,
    conversations::{Conditions, WITH_NAME, counting},
    search::names,
    sql::params,
};

async fn plan(store: &Store, sql: &str) -> String {
    let mut reader = store.reader().await.unwrap();
    let sql = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}")).into_sql_str();
    let rows = reader.tx().rows_built(sql, params!["a", "b"]).await.unwrap();
    rows.iter().map(|row| row.text("detail").unwrap()).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn what_is_asked_of_one_contact_or_of_all_is_read_from_indexes() {
    let folder = tempfile::tempdir().unwrap();
    let keys = Keys::new(vec![MasterKey::from_secret([7; 32])], FreshKey::new([8; 32], Moment::from_millis(0)));
    let store = Store::open(&format!("sqlite:{}", folder.path().join("plans.db").display()), &keys).await.unwrap();
    let kept = plan(&store, names::KEPT).await;
    assert!(kept.contains("name_words_contact (business=? AND contact=?)"), "{kept}");
    assert!(!kept.contains("TEMP B-TREE"), "{kept}");
    let named = plan(&store, WITH_NAME).await;
    assert!(named.contains("contacts_username (business=? AND <expr>=?)"), "{named}");
    assert!(named.contains("conversations_contact (business=? AND contact=?)"), "{named}");
    // Every page of the inbox counts what is listed: a conversation read for it would be each of them.
    let aside = Some((false, Moment::from_millis(0)));
    let filter = ConversationFilter { aside, ..ConversationFilter::default() };
    let listed = {
        let mut reader = store.reader().await.unwrap();
        counting(&Conditions::of(&reader.tx(), &BusinessId::from_stored("biz_main"), &filter, Vec::new()))
    };
    let listed = plan(&store, &listed).await;
    assert!(listed.contains("COVERING INDEX conversations_listed (business=?)"), "{listed}");
    store.close().await;
}
