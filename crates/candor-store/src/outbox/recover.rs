//! After a crash: rows that were being sent by a worker that is gone.

use candor_core::moment::Moment;

use super::Recovered;
use crate::{
    Error, Store,
    hints::hint,
    sql::{Tx, params},
};

impl Store {
    /// Says that a worker lives. On PostgreSQL, where other workers may share the database, call it every few seconds.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn heartbeat(&self, owner: &str, now: Moment) -> Result<(), Error> {
        let beat = (owner.to_owned(), now);
        self.write(beat, |(owner, now), mut tx| {
            Box::pin(async move {
                let sql = "INSERT INTO workers (owner, seen_at) VALUES ($1, $2)
                           ON CONFLICT (owner) DO UPDATE SET seen_at = excluded.seen_at";
                tx.execute(sql, params![owner, *now]).await?;
                Ok(())
            })
        })
        .await
    }

    /// Finds what dead workers left behind. Idempotent deliveries become ready again, all others uncertain; leases
    /// of lanes end. Call it at start, before anything is sent, with an `owner` no earlier process used.
    ///
    /// On SQLite every other owner is dead, for the file admits one desk. On PostgreSQL an owner is dead whose last
    /// [`Store::heartbeat`] is before `silent_since`; there, call it again from time to time.
    ///
    /// # Errors
    /// Whatever keeps the database from answering: do not start sending.
    pub async fn recover(&self, owner: &str, now: Moment, silent_since: Moment) -> Result<Recovered, Error> {
        let search = Search { owner: owner.to_owned(), now, silent_since };
        let recovered = self.write(search, |search, tx| Box::pin(recover(search, tx))).await?;
        hint(&self.hints().lanes);
        hint(&self.hints().outbox);
        Ok(recovered)
    }
}

struct Search {
    owner: String,
    now: Moment,
    silent_since: Moment,
}

/// That an owner is dead: another one than this (`$1`), not heard of since `$2`.
macro_rules! is_dead {
    ($owner:literal) => {
        concat!(
            $owner,
            " <> $1 AND NOT EXISTS (SELECT 1 FROM workers w WHERE w.owner = ",
            $owner,
            " AND w.seen_at >= $2)"
        )
    };
}

const RESEND: &str = concat!(
    "UPDATE outbox SET state = 'ready', reason = 'sender_died', owner = NULL
     WHERE state = 'sending' AND is_idempotent AND ",
    is_dead!("outbox.owner")
);

const DOUBT: &str = concat!(
    "UPDATE outbox SET state = 'uncertain', reason = 'sender_died', settled_at = $3
     WHERE state = 'sending' AND ",
    is_dead!("outbox.owner")
);

const FREE: &str =
    concat!("UPDATE lanes SET lease_owner = NULL, lease_until = NULL WHERE ", is_dead!("lanes.lease_owner"));

async fn recover(search: &Search, mut tx: Tx<'_>) -> Result<Recovered, Error> {
    // The file admits one desk: whoever else wrote in it is gone, however recently it was heard of.
    let silent_since = tx.pick(Moment::from_millis(i64::MAX), search.silent_since);
    let recovered = Recovered {
        resent: tx.execute(RESEND, params![&search.owner, silent_since]).await?,
        uncertain: tx.execute(DOUBT, params![&search.owner, silent_since, search.now]).await?,
        lanes: tx.execute(FREE, params![&search.owner, silent_since]).await?,
    };
    let forget = "DELETE FROM workers WHERE owner <> $1 AND seen_at < $2";
    tx.execute(forget, params![&search.owner, silent_since]).await?;
    Ok(recovered)
}
