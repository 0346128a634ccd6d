//! The commit of a turn: everything it decided, in one transaction, or nothing.

use candor_core::{
    consent::ConsentRecord,
    conversation::Conversation,
    ids::{ChatId, ConnectionId},
    moment::Moment,
    outbox::OutboxRow,
    timeline::TimelineEntry,
};

use crate::{ContactRow, Error, InboxKey, LeasedLane, OperatorClaim, Store};

/// A conversation to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct ConversationChange {
    /// What it becomes.
    pub conversation: Conversation,
    /// The version it was read at; `None` if it is new.
    pub expected_version: Option<i64>,
}

/// Everything a turn decided.
#[derive(Clone, Debug)]
pub struct TurnCommit {
    /// The lease, as [`Store::seat`] gave it back.
    pub lane: LeasedLane,
    /// The present.
    pub now: Moment,
    /// The updates this turn answered.
    pub ticked: Vec<InboxKey>,
    /// Contacts to be written or renewed.
    pub contacts: Vec<ContactRow>,
    /// Conversations to be written: the lane's own, and those an operator's command changes.
    pub conversations: Vec<ConversationChange>,
    /// Lines for the timelines, in order.
    pub timeline: Vec<TimelineEntry>,
    /// Rows to be sent, in order.
    pub outbox: Vec<OutboxRow>,
    /// Lines for the consent ledger. An opting-out or blocking one also cancels every ready reply to that contact,
    /// in all connections of the business.
    pub consent: Vec<ConsentRecord>,
    /// Invitations claimed in this turn.
    pub operators: Vec<OperatorClaim>,
    /// Other lanes whose turns in progress must be dropped: somebody took their conversation over.
    pub disturb: Vec<(ConnectionId, ChatId)>,
}

impl TurnCommit {
    /// A commit that decides nothing yet.
    pub const fn new(lane: LeasedLane, now: Moment) -> Self {
        Self {
            lane,
            now,
            ticked: Vec::new(),
            contacts: Vec::new(),
            conversations: Vec::new(),
            timeline: Vec::new(),
            outbox: Vec::new(),
            consent: Vec::new(),
            operators: Vec::new(),
            disturb: Vec::new(),
        }
    }
}

/// What a commit did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Committed {
    /// Rows put into the outbox.
    pub queued: u64,
    /// Ready rows cancelled because of an opt-out.
    pub cancelled: u64,
    /// Whether unread updates remain, so that the lane is ready again.
    pub is_ready_again: bool,
}

/// Why a commit wrote nothing. In every case the lane has been given back and will be claimed again by itself.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// The person wrote again, an operator took over, or the lease was lost: drop what was thought out.
    #[error("something new came before the turn was committed; drop it, the lane will be taken again")]
    Superseded,
    /// A conversation or contact changed meanwhile: drop what was thought out.
    #[error("what the turn read has changed meanwhile; drop it, the lane will be taken again")]
    Conflict,
    /// The invitation was claimed by somebody else a moment ago, or has expired: drop what was thought out.
    #[error("the invitation is spent or expired; drop the turn, the lane will be taken again")]
    InviteSpent,
    /// The database failed. The lease is still held: commit again, or fail the lane.
    #[error(transparent)]
    Store(#[from] Error),
}

impl Store {
    /// Writes everything a turn decided and gives its lane back, in one transaction.
    ///
    /// # Errors
    /// See [`CommitError`]: nothing was written.
    pub async fn commit(&self, turn: TurnCommit) -> Result<Committed, CommitError> {
        let _ = turn;
        todo!()
    }
}
