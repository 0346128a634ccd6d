//! What goes through one connection: what came last, what waits and what went wrong.

use candor_core::{
    ids::{BusinessId, ConnectionId},
    moment::Moment,
};

use crate::{
    Error, Store,
    sql::{Tx, params},
};

/// What goes through a connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// When the newest update was stored.
    pub last_update_at: Option<Moment>,
    /// Updates nobody has answered yet.
    pub received: u64,
    /// Updates whose turns failed too often: a person should look.
    pub parked: u64,
    /// Rows to be sent.
    pub ready: u64,
    /// Since when the oldest of them waits.
    pub ready_since: Option<Moment>,
    /// Rows of unknown fate: a person should look.
    pub uncertain: u64,
    /// Rows the channel refused since the moment asked for.
    pub failed: u64,
}

impl Store {
    /// Looks at a connection; what failed is counted from `failed_since` on.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn traffic(&self, connection: &ConnectionId, failed_since: Moment) -> Result<Traffic, Error> {
        let mut reader = self.reader().await?;
        let mut tx = reader.tx();
        let (received, _) = waiting(&mut tx, INBOX, connection, "received").await?;
        let (parked, _) = waiting(&mut tx, INBOX, connection, "parked").await?;
        let (ready, ready_since) = waiting(&mut tx, OUTBOX, connection, "ready").await?;
        let (uncertain, _) = waiting(&mut tx, OUTBOX, connection, "uncertain").await?;
        let failed =
            "SELECT COUNT(*) AS rows FROM outbox WHERE connection = $1 AND state = 'failed' AND settled_at >= $2";
        let failed = tx.row(failed, params![connection, failed_since]).await?.map_or(Ok(0), |row| row.count("rows"))?;
        Ok(Traffic {
            last_update_at: newest(&mut tx, connection).await?,
            received,
            parked,
            ready,
            ready_since,
            uncertain,
            failed,
        })
    }

    /// Which of a business's connections the token is kept of.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn connections_with_token(&self, business: &BusinessId) -> Result<Vec<ConnectionId>, Error> {
        let sql = "SELECT id FROM connections WHERE business = $1 AND token IS NOT NULL ORDER BY id";
        let rows = self.reader().await?.tx().rows(sql, params![business]).await?;
        rows.iter().map(|row| row.text("id").map(ConnectionId::from_stored)).collect()
    }
}

const INBOX: &str =
    "SELECT COUNT(*) AS rows, MIN(received_at) AS oldest_at FROM inbox WHERE connection = $1 AND state = $2";
const OUTBOX: &str =
    "SELECT COUNT(*) AS rows, MIN(created_at) AS oldest_at FROM outbox WHERE connection = $1 AND state = $2";

async fn waiting(
    tx: &mut Tx<'_>,
    sql: &'static str,
    connection: &ConnectionId,
    state: &str,
) -> Result<(u64, Option<Moment>), Error> {
    match tx.row(sql, params![connection, state]).await? {
        Some(row) => Ok((row.count("rows")?, row.opt_moment("oldest_at")?)),
        None => Ok((0, None)),
    }
}

/// When the newest update was stored: that of the highest number, or the one before the next that is asked for, since after a
/// quiet week numbers may begin anew, lower (Bot API, `Update.update_id`). Timers have negative numbers.
async fn newest(tx: &mut Tx<'_>, connection: &ConnectionId) -> Result<Option<Moment>, Error> {
    let highest = "SELECT received_at FROM inbox
        WHERE connection = $1 AND update_id >= 0
          AND id_epoch = (SELECT id_epoch FROM connections WHERE id = $1)
        ORDER BY update_id DESC LIMIT 1";
    let last = "SELECT i.received_at FROM connections c JOIN inbox i
          ON i.connection = c.id AND i.id_epoch = c.id_epoch AND i.update_id = c.update_offset - 1
        WHERE c.id = $1";
    let mut newest = None;
    for sql in [highest, last] {
        if let Some(row) = tx.row(sql, params![connection]).await? {
            newest = newest.max(Some(row.moment("received_at")?));
        }
    }
    Ok(newest)
}
