//! The right to write one row. Nothing outside this module can make one, and no row exists without one.

use serde::{Deserialize, Serialize};

use crate::{
    conversation::Holder,
    ids::{ChatId, OperatorId},
    message::Incoming,
};

/// Why a row may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// It answers something this person just sent.
    Wrote,
    /// It goes to a member of the staff who claimed the desk.
    Staff,
    /// A person of the staff answers a contact who wrote before.
    OperatorWrote,
    /// A contact who asked for a person and still waits is told how it stands.
    Waits,
    /// A person of the staff re-opens a conversation with somebody who wrote before or opted in.
    Reopened,
}

impl Ground {
    /// The word stored in the ground column.
    pub const fn column(self) -> &'static str {
        match self {
            Self::Wrote => "wrote",
            Self::Staff => "staff",
            Self::OperatorWrote => "operator_wrote",
            Self::Waits => "waits",
            Self::Reopened => "reopened",
        }
    }
}

/// The right to write one row, with its ground. The field is private: only this module makes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permit {
    ground: Ground,
}

impl Permit {
    /// To answer what was just sent: writing first is impossible, there is no other way to get this permit.
    pub const fn to_answer(_sent: &Incoming) -> Self {
        Self { ground: Ground::Wrote }
    }

    /// To write to a member of the staff, who claimed the desk and so asked for it.
    pub const fn to_staff(_operator: &OperatorId) -> Self {
        Self { ground: Ground::Staff }
    }

    /// To carry an operator's words, or the plain line that announces them, to a contact whose conversation exists,
    /// that is, who wrote first.
    pub const fn to_relay(_conversation: &crate::conversation::Conversation) -> Self {
        Self { ground: Ground::OperatorWrote }
    }

    /// To the group in which the staff works, which an owner of the desk chose for it.
    pub const fn to_staff_group(_group: ChatId) -> Self {
        Self { ground: Ground::Staff }
    }

    /// To tell a contact who waits for a person how it stands (H7). None if nobody was called.
    pub const fn to_one_who_waits(conversation: &crate::conversation::Conversation) -> Option<Self> {
        match conversation.holder {
            Holder::Waiting { .. } => Some(Self { ground: Ground::Waits }),
            Holder::Desk | Holder::Operator { .. } => None,
        }
    }

    /// To re-open a conversation: only [`super::reopen`] gives it, after it asked everything.
    pub(super) const fn to_reopen() -> Self {
        Self { ground: Ground::Reopened }
    }

    /// Why.
    pub const fn ground(self) -> Ground {
        self.ground
    }
}
