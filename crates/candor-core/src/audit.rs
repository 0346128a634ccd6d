//! Who did what, and what it changed. Every action of an operator leaves a record that only ever grows.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{ids::OperatorId, moment::Moment, roles::Deed};

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Actor {
    /// A member of the staff, in the chat.
    Operator {
        /// Who.
        id: OperatorId,
        /// The name contacts see.
        name: String,
    },
    /// Whoever has the shell of the machine. They hold the database and its key, so nothing can be kept from them.
    Console,
    /// The desk itself, by a rule or a timer.
    Desk,
}

impl Actor {
    /// The word stored in the actor column.
    pub const fn column(&self) -> &'static str {
        match self {
            Self::Operator { .. } => "operator",
            Self::Console => "console",
            Self::Desk => "desk",
        }
    }
}

/// One act, with what was before and after it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AuditRecord {
    /// When.
    pub at: Moment,
    /// Who.
    pub actor: Actor,
    /// What, by the word of the permission it needed.
    pub deed: Deed,
    /// On what: a conversation, an operator, a script. An id, never a name.
    pub subject: String,
    /// What was, as far as the act touched it; `null` for nothing.
    pub before: Value,
    /// What is now.
    pub after: Value,
}
