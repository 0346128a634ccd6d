//! Where leads stand and what became of them, as the API words it.

use candor_core::lead::LeadOutcome;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where a lead stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Stage {
    /// More must be known.
    Open,
    /// Worth a person's time.
    Qualified,
    /// Not worth it by the rules of the script.
    NotQualified,
    /// In a course or among those served.
    Enrolled,
    /// A person took over, or is wanted.
    HandedOver,
    /// The contact does not want it.
    Lost,
}

/// What became of a lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// Worth a person's time.
    Qualified,
    /// Not worth it.
    NotQualified,
    /// In a course or among those served.
    Enrolled,
    /// A person took over, or is wanted.
    HandedOver,
    /// The contact does not want it.
    Lost,
}

impl Stage {
    pub(super) fn of(outcome: Option<LeadOutcome>) -> Self {
        match outcome {
            None => Self::Open,
            Some(LeadOutcome::Qualified) => Self::Qualified,
            Some(LeadOutcome::NotQualified) => Self::NotQualified,
            Some(LeadOutcome::Enrolled) => Self::Enrolled,
            Some(LeadOutcome::HandedOver) => Self::HandedOver,
            Some(LeadOutcome::Lost) => Self::Lost,
        }
    }

    /// As leads are asked for; none for the open ones.
    pub(super) const fn outcome(self) -> Option<LeadOutcome> {
        match self {
            Self::Open => None,
            Self::Qualified => Some(LeadOutcome::Qualified),
            Self::NotQualified => Some(LeadOutcome::NotQualified),
            Self::Enrolled => Some(LeadOutcome::Enrolled),
            Self::HandedOver => Some(LeadOutcome::HandedOver),
            Self::Lost => Some(LeadOutcome::Lost),
        }
    }
}

impl Outcome {
    pub(super) const fn of(outcome: LeadOutcome) -> Self {
        match outcome {
            LeadOutcome::Qualified => Self::Qualified,
            LeadOutcome::NotQualified => Self::NotQualified,
            LeadOutcome::Enrolled => Self::Enrolled,
            LeadOutcome::HandedOver => Self::HandedOver,
            LeadOutcome::Lost => Self::Lost,
        }
    }
}

impl From<Outcome> for LeadOutcome {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Qualified => Self::Qualified,
            Outcome::NotQualified => Self::NotQualified,
            Outcome::Enrolled => Self::Enrolled,
            Outcome::HandedOver => Self::HandedOver,
            Outcome::Lost => Self::Lost,
        }
    }
}
