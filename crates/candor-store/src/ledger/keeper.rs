//! Writes down outside the database what was committed in it, within a moment.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use tokio::{
    sync::watch,
    task::spawn_blocking,
    time::{sleep, timeout},
};

use super::{LedgerLine, by_contact, file, line::line, missing};
use crate::{Error, Store, sql::params};

/// How long a decision may wait for others to be written down with it.
const GATHER: Duration = Duration::from_millis(50);

/// Without a hint the keeper looks so often; programs beside the desk give none.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

impl Store {
    /// Keeps the ledger beside the database until `stopped`: first what it lacks, then each decision after its commit.
    /// Ends at once on PostgreSQL, or where the store was opened beside a desk. A disk that refuses is tried again; nothing
    /// else waits for it.
    pub async fn keep_ledger(&self, mut stopped: watch::Receiver<bool>) {
        let Some(path) = self.ledger().map(Path::to_owned) else { return };
        let mut keeper = Keeper { store: self.clone(), path, position: None, is_failing: false };
        let mut hint = self.outbox_changed();
        while !*stopped.borrow() {
            hint.mark_unchanged();
            keeper.look().await;
            let woken = async {
                tokio::select! {
                    _ = hint.changed() => sleep(GATHER).await,
                    _ = stopped.changed() => {}
                }
            };
            let _ = timeout(LOOK_AGAIN, woken).await;
        }
        keeper.look().await;
    }
}

struct Keeper {
    store: Store,
    path: PathBuf,
    /// Up to where the database's lines are in the file; `None` before the two were compared.
    position: Option<i64>,
    is_failing: bool,
}

impl Keeper {
    async fn look(&mut self) {
        let outcome = match self.position {
            None => self.catch_up().await,
            Some(position) => self.follow(position).await,
        };
        match outcome {
            Ok(position) => {
                self.position = Some(position);
                self.is_failing = false;
            }
            Err(Error::Closed) => {}
            Err(error) => {
                // What was written in part is found by comparing again.
                self.position = None;
                if !self.is_failing {
                    tracing::error!(%error, "the opt-out ledger beside the database is not being kept");
                }
                self.is_failing = true;
            }
        }
    }

    /// Compares the whole file with the whole database, as far as it is now: what is committed meanwhile comes after that place.
    async fn catch_up(&self) -> Result<i64, Error> {
        let position = self.newest().await?;
        let (lines, _) = self.between(0, position).await?;
        let path = self.path.clone();
        on_disk(move || {
            let kept = by_contact(file::read(&path)?.lines);
            let mut due = Vec::new();
            for (person, lines) in by_contact(lines) {
                due.extend(missing(kept.get(&person).map(Vec::as_slice).unwrap_or_default(), &lines));
            }
            due.sort_by_key(|line| line.at);
            if due.is_empty() { Ok(()) } else { file::append(&path, &due) }
        })
        .await?;
        Ok(position)
    }

    /// Adds what came after a place.
    async fn follow(&self, position: i64) -> Result<i64, Error> {
        let (lines, newest) = self.between(position, i64::MAX).await?;
        if !lines.is_empty() {
            let path = self.path.clone();
            on_disk(move || file::append(&path, &lines)).await?;
        }
        Ok(newest)
    }

    /// The lines after a place and up to another, and the place of the last of them. The ledger's rows are never taken away, so SQLite
    /// numbers them upwards.
    async fn between(&self, position: i64, last: i64) -> Result<(Vec<LedgerLine>, i64), Error> {
        let sql = "SELECT l.rowid AS place, l.*, c.channel_user_id
                   FROM consent_ledger l JOIN contacts c ON c.business = l.business AND c.id = l.contact
                   WHERE l.rowid > $1 AND l.rowid <= $2 ORDER BY l.rowid";
        let rows = self.store.reader().await?.tx().rows(sql, params![position, last]).await?;
        let newest = rows.last().map_or(Ok(position), |row| row.int("place"))?;
        Ok((rows.iter().map(line).collect::<Result<_, _>>()?, newest))
    }

    async fn newest(&self) -> Result<i64, Error> {
        let sql = "SELECT COALESCE(MAX(rowid), 0) AS place FROM consent_ledger";
        let row = self.store.reader().await?.tx().row(sql, params![]).await?;
        row.map_or(Ok(0), |row| row.int("place"))
    }
}

async fn on_disk(work: impl FnOnce() -> std::io::Result<()> + Send + 'static) -> Result<(), Error> {
    match spawn_blocking(work).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(Error::Other(format!("its file: {}", error.kind()))),
        Err(_) => Err(Error::Other("writing its file panicked".to_owned())),
    }
}
