//! What waits, and since when: read whenever somebody measures the desk, so that it costs little however much was done.

use candor_core::moment::Moment;

use crate::{
    Error, Store,
    sql::{Tx, params},
};

/// What waits, and since when the oldest of it does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Depths {
    /// Updates nobody has answered yet.
    pub inbox_received: u64,
    /// When the oldest of them was stored.
    pub inbox_oldest_at: Option<Moment>,
    /// Updates whose turns failed too often: a person should look.
    pub inbox_parked: u64,
    /// Rows to be sent.
    pub outbox_ready: u64,
    /// When the oldest of them was decided on.
    pub outbox_oldest_at: Option<Moment>,
    /// Rows being sent.
    pub outbox_sending: u64,
    /// Rows of unknown fate: a person should look.
    pub outbox_uncertain: u64,
    /// Conversations in which a person was called and has not come yet.
    pub hand_overs_waiting: u64,
    /// Since when the first of them waits.
    pub hand_over_oldest_at: Option<Moment>,
    /// When a desk last said that it lives.
    pub desk_seen_at: Option<Moment>,
}

impl Store {
    /// Measures what waits.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn depths(&self) -> Result<Depths, Error> {
        let mut reader = self.reader().await?;
        let mut tx = reader.tx();
        let (inbox_received, inbox_oldest_at) = measure(&mut tx, INBOX, "received").await?;
        let (inbox_parked, _) = measure(&mut tx, INBOX, "parked").await?;
        let (outbox_ready, outbox_oldest_at) = measure(&mut tx, OUTBOX, "ready").await?;
        let (outbox_sending, _) = measure(&mut tx, OUTBOX, "sending").await?;
        let (outbox_uncertain, _) = measure(&mut tx, OUTBOX, "uncertain").await?;
        let (hand_overs_waiting, hand_over_oldest_at) = measure(&mut tx, HAND_OVERS, "waiting").await?;
        let seen = tx.row("SELECT MAX(seen_at) AS seen_at FROM workers", params![]).await?;
        let desk_seen_at = seen.map_or(Ok(None), |row| row.opt_moment("seen_at"))?;
        Ok(Depths {
            inbox_received,
            inbox_oldest_at,
            inbox_parked,
            outbox_ready,
            outbox_oldest_at,
            outbox_sending,
            outbox_uncertain,
            hand_overs_waiting,
            hand_over_oldest_at,
            desk_seen_at,
        })
    }

    /// Asks the database the smallest question there is.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn answers(&self) -> Result<(), Error> {
        self.reader().await?.tx().row("SELECT number FROM schema_migrations LIMIT 1", params![]).await.map(drop)
    }
}

const INBOX: &str = "SELECT COUNT(*) AS rows, MIN(received_at) AS oldest_at FROM inbox WHERE state = $1";
const HAND_OVERS: &str = "SELECT COUNT(*) AS rows, MIN(waiting_since) AS oldest_at FROM conversations WHERE holder = $1 AND waiting_since IS NOT NULL";
const OUTBOX: &str = "SELECT COUNT(*) AS rows, MIN(created_at) AS oldest_at FROM outbox WHERE state = $1";

async fn measure(tx: &mut Tx<'_>, sql: &'static str, state: &str) -> Result<(u64, Option<Moment>), Error> {
    match tx.row(sql, params![state]).await? {
        Some(row) => Ok((row.count("rows")?, row.opt_moment("oldest_at")?)),
        None => Ok((0, None)),
    }
}
