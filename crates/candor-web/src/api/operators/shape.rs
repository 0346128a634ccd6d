//! A member of the staff as the API tells it.

use candor_core::roles::Role;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::api::At;

/// A member of the staff.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Operator {
    /// The id.
    pub id: String,
    /// The name contacts see.
    pub name: String,
    /// What this person may do.
    pub role: RoleWord,
    /// Whether cards of hand-overs go to this person at present.
    pub is_on_duty: bool,
    /// `en` or `ru`: the language this person chose, if one was.
    pub language: Option<&'static str>,
    /// The name of the bot in which this person is reached, without the at sign; null for whoever works in the panel alone.
    pub bot: Option<String>,
    /// Whether this person can sign in to the panel.
    pub has_account: bool,
    /// When this person joined.
    pub joined_at: At,
}

/// A role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RoleWord {
    /// Everything.
    Owner,
    /// Take over conversations and answer in them, and see to their leads.
    Manager,
    /// Look.
    Viewer,
}

impl From<Role> for RoleWord {
    fn from(role: Role) -> Self {
        match role {
            Role::Owner => Self::Owner,
            Role::Manager => Self::Manager,
            Role::Viewer => Self::Viewer,
        }
    }
}

impl From<RoleWord> for Role {
    fn from(role: RoleWord) -> Self {
        match role {
            RoleWord::Owner => Self::Owner,
            RoleWord::Manager => Self::Manager,
            RoleWord::Viewer => Self::Viewer,
        }
    }
}
