//! Figures that say whether the desk keeps up.

use candor_core::moment::Moment;

use crate::{
    DeliveryState, Error, Store,
    sql::{Tx, params},
    write::Backend,
};

/// How much waits where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Updates nobody has answered yet.
    pub inbox_received: u64,
    /// Updates the desk does not understand, kept as they came.
    pub inbox_unreadable: u64,
    /// Updates whose turns failed too often: a person should look.
    pub inbox_parked: u64,
    /// Updates answered.
    pub inbox_done: u64,
    /// Lanes waiting for a turn or in one.
    pub lanes_waiting: u64,
    /// Rows to be sent.
    pub outbox_ready: u64,
    /// Since when the oldest of them waits.
    pub outbox_oldest_at: Option<Moment>,
    /// Rows being sent.
    pub outbox_sending: u64,
    /// Rows of unknown fate: a person should look.
    pub outbox_uncertain: u64,
    /// Rows sent.
    pub outbox_sent: u64,
    /// Rows the gate or an opt-out stopped.
    pub outbox_cancelled: u64,
    /// Rows the channel refused.
    pub outbox_failed: u64,
    /// Conversations.
    pub conversations: u64,
}

impl Store {
    /// What the database is called.
    pub fn database(&self) -> &'static str {
        match self.backend() {
            Backend::Sqlite { .. } => "SQLite",
            Backend::Postgres { .. } => "PostgreSQL",
        }
    }

    /// The number of the last migration that has run.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn schema(&self) -> Result<i64, Error> {
        let row =
            self.reader().await?.tx().row("SELECT MAX(number) AS newest FROM schema_migrations", params![]).await?;
        row.map_or(Ok(0), |row| row.int("newest"))
    }

    /// How many rows the channel refused since a moment.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn failed_since(&self, since: Moment) -> Result<u64, Error> {
        let sql = "SELECT COUNT(*) AS rows FROM outbox WHERE state = 'failed' AND settled_at >= $1";
        self.reader().await?.tx().row(sql, params![since]).await?.map_or(Ok(0), |row| row.count("rows"))
    }

    /// Counts what waits where.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn counts(&self) -> Result<Counts, Error> {
        let mut reader = self.reader().await?;
        let mut tx = reader.tx();
        let mut counts = Counts::default();
        for row in tx.rows("SELECT state, COUNT(*) AS rows FROM inbox GROUP BY state", params![]).await? {
            let place = match row.text("state")?.as_str() {
                "received" => &mut counts.inbox_received,
                "unreadable" => &mut counts.inbox_unreadable,
                "parked" => &mut counts.inbox_parked,
                _ => &mut counts.inbox_done,
            };
            *place = row.count("rows")?;
        }
        for row in tx.rows("SELECT state, COUNT(*) AS rows FROM outbox GROUP BY state", params![]).await? {
            let place = match row.word("state", DeliveryState::from_column)? {
                DeliveryState::Ready => &mut counts.outbox_ready,
                DeliveryState::Sending => &mut counts.outbox_sending,
                DeliveryState::Sent => &mut counts.outbox_sent,
                DeliveryState::Uncertain => &mut counts.outbox_uncertain,
                DeliveryState::Cancelled => &mut counts.outbox_cancelled,
                DeliveryState::Failed => &mut counts.outbox_failed,
            };
            *place = row.count("rows")?;
        }
        let oldest = "SELECT MIN(created_at) AS oldest_at FROM outbox WHERE state = 'ready'";
        if let Some(row) = tx.row(oldest, params![]).await? {
            counts.outbox_oldest_at = row.opt_moment("oldest_at")?;
        }
        counts.lanes_waiting = count(&mut tx, "SELECT COUNT(*) AS rows FROM lanes WHERE ready_at IS NOT NULL").await?;
        counts.conversations = count(&mut tx, "SELECT COUNT(*) AS rows FROM conversations").await?;
        Ok(counts)
    }
}

async fn count(tx: &mut Tx<'_>, sql: &'static str) -> Result<u64, Error> {
    tx.row(sql, params![]).await?.map_or(Ok(0), |row| row.count("rows"))
}
