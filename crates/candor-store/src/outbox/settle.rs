//! What became of a send.

use candor_core::{
    ids::{MessageId, OutboxId},
    moment::Moment,
};

use super::Settlement;
use crate::{Error, Store};

impl Store {
    /// The channel took it. Repeating this is harmless. When the words said that an AI is writing, the conversation
    /// remembers it in the same transaction.
    ///
    /// # Errors
    /// Try again: the message is out, and until this is written it counts as being sent.
    pub async fn mark_sent(
        &self,
        id: &OutboxId,
        message_id: Option<MessageId>,
        discloses: bool,
        now: Moment,
    ) -> Result<(), Error> {
        let _ = (id, message_id, discloses, now);
        todo!()
    }

    /// The channel certainly did not take it (too many requests, no connection made): ready again from `not_before`.
    ///
    /// # Errors
    /// Try again.
    pub async fn retry_at(&self, id: &OutboxId, not_before: Moment, reason: &str) -> Result<(), Error> {
        let _ = (id, not_before, reason);
        todo!()
    }

    /// Nobody knows whether the channel took it. An idempotent one is made ready again instead.
    ///
    /// # Errors
    /// Try again.
    pub async fn mark_uncertain(&self, id: &OutboxId, reason: &str, now: Moment) -> Result<(), Error> {
        let _ = (id, reason, now);
        todo!()
    }

    /// The channel refused it for good.
    ///
    /// # Errors
    /// Try again.
    pub async fn mark_failed(&self, id: &OutboxId, reason: &str, now: Moment) -> Result<(), Error> {
        let _ = (id, reason, now);
        todo!()
    }

    /// Settles a row of unknown fate. False if it was not one.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn settle_uncertain(&self, id: &OutboxId, settlement: Settlement, now: Moment) -> Result<bool, Error> {
        let _ = (id, settlement, now);
        todo!()
    }
}
