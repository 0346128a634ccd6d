//! Timers: what is due later. One that is due becomes an inbox row in the same transaction in which it goes, so that it
//! is neither lost nor heard twice.

use candor_core::{
    ids::{ChatId, ConnectionId},
    moment::Moment,
    timer::Timer,
};

use crate::{
    Error, Store, connections,
    fingerprint::number_of,
    hints::hint,
    lanes::{self, Wake},
    outbox::json,
    seal::columns::{INBOX_RAW, TIMER_SUBJECT},
    sql::{Tx, params},
};

/// The kind of an inbox row that a timer became.
pub const TIMER_KIND: &str = "timer";

/// A timer set or taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimerChange {
    /// Sets one, in place of an earlier one with the same key.
    Set {
        /// At which connection.
        connection: ConnectionId,
        /// In the lane of which chat.
        chat: ChatId,
        /// When it is due.
        due_at: Moment,
        /// What it is.
        timer: Timer,
    },
    /// Takes one back, if it is there.
    Cancel {
        /// At which connection.
        connection: ConnectionId,
        /// Its key.
        key: String,
    },
}

impl Store {
    /// Turns timers that are due into inbox rows and wakes their lanes; returns how many.
    ///
    /// # Errors
    /// Whatever keeps the database from answering: nothing was done, try again.
    pub async fn fire_timers(&self, now: Moment) -> Result<u64, Error> {
        let fired = self.write(now, |now, tx| Box::pin(fire(*now, tx))).await?;
        if fired > 0 {
            hint(&self.hints().lanes);
        }
        Ok(fired)
    }

    /// When the next timer is due; may be in the past.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn next_timer_at(&self) -> Result<Option<Moment>, Error> {
        let row = self.reader().await?.tx().row("SELECT MIN(due_at) AS next_at FROM timers", params![]).await?;
        row.map_or(Ok(None), |row| row.opt_moment("next_at"))
    }
}

/// So many fire in one transaction.
const AT_ONCE: i64 = 100;

async fn fire(now: Moment, mut tx: Tx<'_>) -> Result<u64, Error> {
    let due =
        "SELECT connection, key, chat, due_at, subject FROM timers WHERE due_at <= $1 ORDER BY due_at, key LIMIT $2";
    let mut rows = tx.rows(due, params![now, AT_ONCE]).await?.into_iter().map(|row| Ok((row.chat("chat")?, row)));
    let mut rows = rows.by_ref().collect::<Result<Vec<_>, Error>>()?;
    // In the order of chats, so that two that wake the same lanes do so in the same order.
    rows.sort_by_key(|(chat, _)| *chat);
    let mut fired: u64 = 0;
    for (chat, row) in rows {
        let connection = ConnectionId::from_stored(row.text("connection")?);
        let (key, due_at, subject) = (row.text("key")?, row.moment("due_at")?, row.unseal(&TIMER_SUBJECT)?);
        let gone = "DELETE FROM timers WHERE connection = $1 AND key = $2 AND due_at = $3";
        if tx.execute(gone, params![&connection, &key, due_at]).await? == 0 {
            continue;
        }
        let Some(known) = connections::lookup(&mut tx, &connection).await? else { continue };
        let number = number_when_due(&key, due_at);
        let insert = "INSERT INTO inbox (connection, id_epoch, update_id, chat, kind, raw, received_at, state)
                      VALUES ($1, $2, $3, $4, $5, $6, $7, 'received')
                      ON CONFLICT (connection, id_epoch, update_id) DO NOTHING";
        let place = params![&connection, known.id_epoch, number];
        let raw = tx.seal_bytes(&INBOX_RAW, place, subject.as_bytes())?;
        tx.execute(insert, params![&connection, known.id_epoch, number, chat, TIMER_KIND, raw.as_slice(), now]).await?;
        lanes::wake(&mut tx, &connection, chat, Wake { is_urgent: true, now, quiet_millis: 0 }).await?;
        fired = fired.saturating_add(1);
    }
    Ok(fired)
}

/// The number of the inbox row a timer becomes. One that is set again for another moment is another row, and one for the
/// same moment the same.
pub(crate) fn number_when_due(key: &str, due_at: Moment) -> i64 {
    number_of(format!("{key} {}", due_at.millis()).as_bytes())
}

/// Sets a timer or takes one back.
pub(crate) async fn change(tx: &mut Tx<'_>, change: &TimerChange) -> Result<(), Error> {
    match change {
        TimerChange::Set { connection, chat, due_at, timer } => {
            let sql = "INSERT INTO timers (connection, key, chat, due_at, subject) VALUES ($1, $2, $3, $4, $5)
                       ON CONFLICT (connection, key) DO UPDATE SET
                         chat = excluded.chat, due_at = excluded.due_at, subject = excluded.subject";
            let key = timer.key();
            let subject = tx.seal(&TIMER_SUBJECT, params![connection, &key], &json(timer)?)?;
            tx.execute(sql, params![connection, &key, *chat, *due_at, &subject]).await?;
        }
        TimerChange::Cancel { connection, key } => {
            tx.execute("DELETE FROM timers WHERE connection = $1 AND key = $2", params![connection, key]).await?;
        }
    }
    Ok(())
}
