//! The lines of the consent ledger. Lines are only ever added; the newest of a contact and purpose counts.

use serde::{Deserialize, Serialize};

use crate::{ids::ContactId, moment::Moment};

/// What a contact decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentAction {
    /// No more messages (H5).
    OptedOut,
    /// An explicit return: `/start` or the button under the opt-out receipt.
    OptedIn,
    /// Blocked the bot: the same as opting out.
    Blocked,
}

impl ConsentAction {
    /// The word stored in the action column.
    pub const fn column(self) -> &'static str {
        match self {
            Self::OptedOut => "opted_out",
            Self::OptedIn => "opted_in",
            Self::Blocked => "blocked",
        }
    }

    /// Reads [`Self::column`].
    pub fn from_column(word: &str) -> Option<Self> {
        [Self::OptedOut, Self::OptedIn, Self::Blocked].into_iter().find(|action| action.column() == word)
    }

    /// Whether the desk must be silent after it.
    pub const fn silences(self) -> bool {
        matches!(self, Self::OptedOut | Self::Blocked)
    }
}

/// One line of the ledger: who, when, what, by which words or button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentRecord {
    /// Who.
    pub contact: ContactId,
    /// When.
    pub at: Moment,
    /// What.
    pub action: ConsentAction,
    /// By which means: `words`, `command`, `button`, `block`.
    pub method: String,
    /// The words or the button's label that prove it.
    pub words: String,
}
