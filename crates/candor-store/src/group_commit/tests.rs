//! Writes that wait together share a commit, fail alone, and come back after a full disk.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::str::FromStr as _;

use futures_util::future::join_all;
use sqlx::{ConnectOptions as _, sqlite::SqliteConnectOptions};
use tempfile::TempDir;

use super::*;
use crate::sql::Param;

struct Desk {
    writer: Writer,
    _folder: TempDir,
}

async fn desk() -> Desk {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("writes.db");
    let options = SqliteConnectOptions::from_str(&format!("sqlite:{}", path.display())).unwrap();
    let mut conn = options.create_if_missing(true).connect().await.unwrap();
    let sealer = Arc::new(Sealer::empty());
    Tx::sqlite(&mut conn, &sealer)
        .script("CREATE TABLE lines (number BIGINT PRIMARY KEY, text TEXT NOT NULL)")
        .await
        .unwrap();
    Desk { writer: Writer::start(conn, sealer, None), _folder: folder }
}

impl Desk {
    async fn insert(&self, number: i64) -> Result<u64, Error> {
        self.insert_text(number, String::new()).await
    }

    async fn insert_text(&self, number: i64, text: String) -> Result<u64, Error> {
        self.writer
            .write((number, text), |(number, text), mut tx| {
                Box::pin(async move {
                    let sql = "INSERT INTO lines (number, text) VALUES ($1, $2)";
                    tx.execute(sql, &[Param::Int(*number), Param::from(text)]).await
                })
            })
            .await
    }

    async fn count(&self) -> i64 {
        self.writer
            .write((), |(), mut tx| {
                Box::pin(async move {
                    let row = tx.row("SELECT COUNT(*) AS lines FROM lines", params![]).await?;
                    row.ok_or(Error::Missing("line"))?.int("lines")
                })
            })
            .await
            .unwrap()
    }

    async fn set_most_pages(&self, sql: &'static str) {
        self.writer
            .write(sql, |sql, mut tx| Box::pin(async move { tx.rows(sql, params![]).await.map(|_| ()) }))
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn writes_that_wait_together_share_commits() {
    let desk = desk().await;
    let written = join_all((0..500).map(|number| desk.insert(number))).await;
    assert!(written.iter().all(|written| *written == Ok(1)));
    // 500 writes of at most 64 each need 8 commits; the first may go alone.
    assert!(desk.writer.commits() <= 20, "{} commits", desk.writer.commits());
    assert_eq!(desk.count().await, 500);
}

#[tokio::test]
async fn a_write_that_fails_is_undone_alone() {
    let desk = desk().await;
    desk.insert(7).await.unwrap();
    let written = join_all((0..20).map(|number| desk.insert(number))).await;
    for (number, written) in written.iter().enumerate() {
        let expected = if number == 7 { Err(Error::Conflict("a row with this key")) } else { Ok(1) };
        assert_eq!(*written, expected);
    }
    assert_eq!(desk.count().await, 20);
}

#[tokio::test]
async fn a_write_that_fails_halfway_leaves_nothing() {
    let desk = desk().await;
    let halfway = desk.writer.write((), |(), mut tx| {
        Box::pin(async move {
            tx.execute("INSERT INTO lines (number, text) VALUES (1, '')", params![]).await?;
            Err::<(), _>(Error::Missing("second half"))
        })
    });
    let (halfway, other) = tokio::join!(halfway, desk.insert(2));
    assert_eq!((halfway, other), (Err(Error::Missing("second half")), Ok(1)));
    assert_eq!(desk.count().await, 1);
}

#[tokio::test]
async fn a_write_that_breaks_down_spoils_no_other() {
    let desk = desk().await;
    let broken = desk.writer.write((), |(), _tx| -> BoxFuture<'_, Result<(), Error>> {
        Box::pin(async move { panic!("this write breaks down on purpose") })
    });
    let (broken, other) = tokio::join!(broken, desk.insert(1));
    assert!(matches!(broken, Err(Error::Other(_))));
    assert_eq!(other, Ok(1));
    assert_eq!(desk.insert(2).await, Ok(1));
}

#[tokio::test]
async fn a_full_disk_refuses_writes_until_there_is_space_again() {
    let desk = desk().await;
    desk.insert(1).await.unwrap();
    desk.set_most_pages("PRAGMA max_page_count = 10").await;
    let (big, small) = tokio::join!(desk.insert_text(2, "x".repeat(100_000)), desk.insert(3));
    assert!(matches!(big, Err(Error::Full(_))), "{big:?}");
    // What shared its commit is either written or answered with the reason, never silently lost.
    let written = i64::from(small.is_ok());
    assert!(small.is_ok() || matches!(small, Err(Error::Full(_))), "{small:?}");
    assert_eq!(desk.count().await, 1 + written);
    desk.set_most_pages("PRAGMA max_page_count = 1000000").await;
    desk.insert_text(2, "x".repeat(100_000)).await.unwrap();
}

#[tokio::test]
async fn what_was_asked_before_the_end_is_finished_and_what_is_asked_after_it_is_refused() {
    let desk = desk().await;
    let before = desk.insert(1);
    let (before, ()) = tokio::join!(before, desk.writer.stop());
    assert_eq!(before, Ok(1));
    assert_eq!(desk.insert(2).await, Err(Error::Closed));
}
