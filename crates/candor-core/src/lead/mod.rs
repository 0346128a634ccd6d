//! TEMPORARY until the branch is merged.
use serde::{Deserialize, Serialize};
/// An outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeadOutcome {
    /// q
    Qualified,
    /// n
    NotQualified,
    /// e
    Enrolled,
    /// h
    HandedOver,
    /// l
    Lost,
}
impl LeadOutcome {
    /// Word.
    pub const fn word(self) -> &'static str {
        match self { Self::Qualified => "qualified", Self::NotQualified => "not_qualified", Self::Enrolled => "enrolled", Self::HandedOver => "handed_over", Self::Lost => "lost" }
    }
}
