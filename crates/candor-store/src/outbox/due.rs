//! Which rows may leave now.

use candor_core::{
    ids::{ChatId, ConnectionId, OutboxId},
    moment::Moment,
    outbox::Purpose,
};

use super::DueRow;
use crate::{
    Error, Store,
    seal::columns::OUTBOX_DELIVERY,
    sql::{Row, params},
};

impl Store {
    /// The earliest unsettled row of each lane, where that row is ready and its time has come; at most `limit`,
    /// longest waiting first. Lanes named in `busy` are passed over: the caller is throttling them.
    ///
    /// Looking claims nothing: [`Store::begin_sending`] decides who sends.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if a row cannot be read; whatever keeps the database from answering.
    pub async fn due_outgoing(
        &self,
        now: Moment,
        limit: u32,
        busy: &[(ConnectionId, ChatId)],
    ) -> Result<Vec<DueRow>, Error> {
        let mut reader = self.reader().await?;
        let mut tx = reader.tx();
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut due = Vec::new();
        let mut after = 0;
        loop {
            let rows = tx.rows(DUE, params![now, after, PAGE]).await?;
            for row in &rows {
                after = row.int("position")?;
                let row = read(row)?;
                let is_busy = busy.iter().any(|(connection, chat)| *connection == row.connection && *chat == row.chat);
                if !is_busy {
                    due.push(row);
                }
                if due.len() >= wanted {
                    return Ok(due);
                }
            }
            if rows.is_empty() {
                return Ok(due);
            }
        }
    }

    /// When the next row that has its turn is due; may be in the past. `None` if none waits.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn next_outgoing_at(&self) -> Result<Option<Moment>, Error> {
        match self.reader().await?.tx().row(NEXT, params![]).await? {
            Some(row) => row.opt_moment("next_at"),
            None => Ok(None),
        }
    }
}

/// So many rows are looked at in one go.
const PAGE: i64 = 64;

const DUE: &str = concat!(
    "SELECT o.position, o.id, o.connection, o.chat, o.purpose, o.delivery, o.attempts, o.not_before FROM outbox o
     WHERE o.state = 'ready' AND o.not_before <= $1 AND o.position > $2 AND ",
    first_in_lane!(),
    " ORDER BY o.position LIMIT $3"
);

const NEXT: &str =
    concat!("SELECT MIN(o.not_before) AS next_at FROM outbox o WHERE o.state = 'ready' AND ", first_in_lane!());

fn read(row: &Row) -> Result<DueRow, Error> {
    Ok(DueRow {
        id: OutboxId::from_stored(row.text("id")?),
        connection: ConnectionId::from_stored(row.text("connection")?),
        chat: row.chat("chat")?,
        purpose: row.word("purpose", Purpose::from_column)?,
        delivery: row.unseal_json(&OUTBOX_DELIVERY)?,
        attempts: row.int("attempts")?,
        not_before: row.moment("not_before")?,
    })
}
