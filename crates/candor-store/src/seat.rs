//! The seat: all that is known when a turn begins.

use candor_core::conversation::Conversation;

use crate::{Connection, ContactRow, Error, InboxRow, LeasedLane, OperatorRow, Store};

/// A conversation with the version it was read at.
#[derive(Clone, Debug, PartialEq)]
pub struct Versioned {
    /// What is remembered.
    pub conversation: Conversation,
    /// To be given back in [`crate::ConversationChange::expected_version`].
    pub version: i64,
}

/// All that is known when a turn begins.
#[derive(Clone, Debug, PartialEq)]
pub struct SeatRows {
    /// The lease, with the epoch as it is now: commit with this one, so that inputs that came after the claim and
    /// are among `unread` do not supersede the turn that answers them.
    pub lane: LeasedLane,
    /// The connection.
    pub connection: Connection,
    /// What nobody has answered yet, in the order in which it was sent.
    pub unread: Vec<InboxRow>,
    /// The conversation, if there is one.
    pub conversation: Option<Versioned>,
    /// The contact: of the conversation or, where there is none yet, whoever has the number of the chat.
    pub contact: Option<ContactRow>,
    /// Whether that contact opted out or blocked the bot.
    pub is_opted_out: bool,
    /// The member of the staff whose chat this is, if it is one's.
    pub operator: Option<OperatorRow>,
}

impl Store {
    /// Loads what a turn needs. `None` if the lease was lost: leave the lane alone.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if something stored cannot be read; whatever keeps the database from answering.
    pub async fn seat(&self, lane: &LeasedLane) -> Result<Option<SeatRows>, Error> {
        let _ = lane;
        todo!()
    }
}
