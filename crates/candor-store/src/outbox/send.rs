//! The transaction that starts a send: the last gate is asked in it.

use candor_core::{ids::OutboxId, moment::Moment};

use super::Begun;
use crate::{Error, Store};

impl Store {
    /// Asks the last gate and marks the row as being sent, in one transaction. Only what comes back as
    /// [`Begun::Send`] may be sent, once.
    ///
    /// # Errors
    /// On any error do not send.
    pub async fn begin_sending(&self, id: &OutboxId, owner: &str, now: Moment) -> Result<Begun, Error> {
        let _ = (id, owner, now);
        todo!()
    }
}
