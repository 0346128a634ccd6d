//! Which rows may leave now.

use candor_core::{
    ids::{ChatId, ConnectionId},
    moment::Moment,
};

use super::DueRow;
use crate::{Error, Store};

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
        let _ = (now, limit, busy);
        todo!()
    }

    /// When the next ready row is due; may be in the past. `None` if none waits.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn next_outgoing_at(&self) -> Result<Option<Moment>, Error> {
        todo!()
    }
}
