//! Intake: what the channel delivered, stored once before it is acknowledged (DESIGN §5).
//!
//! One write stores the rows, wakes their lanes and moves the polling offset, so that there is no moment at which an
//! update is acknowledged and not kept, or kept and doomed to be kept again.

use candor_core::{
    ids::{ChatId, ConnectionId},
    moment::Moment,
};

use crate::{Error, Store};

/// An update as it came, before anybody understood it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedUpdate {
    /// The channel's number of it. `None` where it has none, as in a body that is no update at all: then its bytes
    /// are its key, so that receiving it twice still gives one row.
    pub update_id: Option<i64>,
    /// The chat whose lane it belongs to; `None` if it belongs to none.
    pub chat: Option<ChatId>,
    /// The channel's name of what it is, such as `message`.
    pub kind: String,
    /// The bytes as received.
    pub raw: Vec<u8>,
    /// Whether its lane must not wait for the person to finish: commands, stop words, pressed buttons.
    pub is_urgent: bool,
    /// Whether the desk knows what to do with it. What it does not know is stored, counted and left alone.
    pub is_readable: bool,
}

/// What became of received updates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    /// Stored now.
    pub fresh: u64,
    /// Stored before.
    pub duplicates: u64,
}

/// The key of an inbox row within its connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InboxKey {
    /// The id epoch in which it came.
    pub id_epoch: i64,
    /// The channel's number of it.
    pub update_id: i64,
}

/// A stored update nobody has answered yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxRow {
    /// Its key, to be ticked in the commit.
    pub key: InboxKey,
    /// The channel's name of what it is.
    pub kind: String,
    /// The bytes as received.
    pub raw: Vec<u8>,
    /// When it was stored.
    pub received_at: Moment,
}

impl Store {
    /// Stores updates, wakes their lanes and moves the polling offset, in one write. When this returns, they may be
    /// acknowledged: they survive whatever happens to the process or the machine.
    ///
    /// A lane becomes ready `quiet_millis` after its newest input, at the latest five times that after its oldest
    /// unread one, and at once if an urgent one is among them.
    ///
    /// # Errors
    /// [`Error::Missing`] if there is no such connection. [`Error::Busy`] and [`Error::Full`]: do not acknowledge,
    /// the channel delivers again.
    pub async fn accept(
        &self,
        connection: &ConnectionId,
        updates: Vec<ReceivedUpdate>,
        next_offset: Option<i64>,
        now: Moment,
        quiet_millis: i64,
    ) -> Result<Accepted, Error> {
        let _ = (connection, updates, next_offset, now, quiet_millis);
        todo!()
    }
}
