//! After a crash: rows that were being sent by a worker that is gone.

use candor_core::moment::Moment;

use super::Recovered;
use crate::{Error, Store};

impl Store {
    /// Says that a worker lives. On PostgreSQL, where other workers may share the database, call it every few seconds.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn heartbeat(&self, owner: &str, now: Moment) -> Result<(), Error> {
        let _ = (owner, now);
        todo!()
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
        let _ = (owner, now, silent_since);
        todo!()
    }
}
