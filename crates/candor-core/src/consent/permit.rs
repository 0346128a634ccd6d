//! The right to write one row. Nothing outside this module can make one, and no row exists without one.

use serde::{Deserialize, Serialize};

use crate::{ids::OperatorId, message::Incoming};

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

    /// To re-open a conversation: only [`super::reopen`] gives it, after it asked everything.
    pub(super) const fn to_reopen() -> Self {
        Self { ground: Ground::Reopened }
    }

    /// Why.
    pub const fn ground(self) -> Ground {
        self.ground
    }
}
