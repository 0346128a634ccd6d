//! Figures that say whether the desk keeps up.

use candor_core::moment::Moment;

use crate::{Error, Store};

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
    /// Counts what waits where.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn counts(&self) -> Result<Counts, Error> {
        todo!()
    }
}
