//! The outbox: what waits to be sent, is being sent, or was. Nothing is sent except from here.
//!
//! A row's life: `ready` → [`Store::begin_sending`] → `sending` → `sent`, `failed`, back to `ready`, or `uncertain`.
//! Per lane only the earliest unsettled row may leave, so that a chat sees its messages in order. A row whose fate is
//! unknown is kept and counted, and does not hold its lane: it was delivered or it was not, the order is right either way.

/// That a row `o` has its turn: nothing earlier in its lane is unsettled and nothing else in it is being sent.
macro_rules! first_in_lane {
    () => {
        "NOT EXISTS (SELECT 1 FROM outbox e WHERE e.connection = o.connection AND e.chat = o.chat
           AND e.state IN ('ready', 'sending') AND e.position <> o.position
           AND (e.position < o.position OR e.state = 'sending'))"
    };
}

mod due;
mod insert;
mod recover;
mod send;
mod settle;
mod view;

use candor_core::{
    ids::{ChatId, ConnectionId, ConversationId, MessageId, OutboxId},
    moment::Moment,
    outbox::{Delivery, Purpose},
};

pub(crate) use insert::{insert_all, json};
pub(crate) use settle::cancel_of;
pub use settle::{Arrival, Told};
pub use view::{DeliveryLine, DeliveryState, SentMessage};

/// A row whose turn has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueRow {
    /// Its id.
    pub id: OutboxId,
    /// Over which connection.
    pub connection: ConnectionId,
    /// To which chat.
    pub chat: ChatId,
    /// What it is for.
    pub purpose: Purpose,
    /// What was planned; [`crate::Store::begin_sending`] says what to send.
    pub delivery: Delivery,
    /// How often it was begun.
    pub attempts: i64,
    /// Since when it has been due.
    pub not_before: Moment,
}

/// What the last gate said about a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// Do this now. The row is marked as being sent.
    Send {
        /// What to do.
        delivery: Delivery,
        /// Which attempt this is, from 1.
        attempt: i64,
        /// Whether its words say that an AI is writing; to be given back to [`crate::Store::mark_sent`].
        discloses: bool,
        /// The conversation it belongs to.
        conversation: Option<ConversationId>,
        /// The topic it goes to, in a group with topics; none for the general one and for other chats.
        topic: Option<i64>,
    },
    /// Do nothing: the gate stopped it, for a reason given as a stable word.
    Cancelled {
        /// Why.
        reason: String,
    },
    /// Do nothing: somebody else sends it, or it is settled, or it is not its turn.
    NotMine,
}

/// What a person or a probe found out about a row of unknown fate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// It had arrived.
    Sent {
        /// The channel's number of it, if it is known.
        message_id: Option<MessageId>,
    },
    /// It had not: send it again.
    Resend,
    /// Leave it.
    GiveUp,
}

/// What was found when the desk started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Rows that may be done again without harm and were made ready.
    pub resent: u64,
    /// Rows whose fate is unknown.
    pub uncertain: u64,
    /// Leases of dead workers that were ended.
    pub lanes: u64,
}
