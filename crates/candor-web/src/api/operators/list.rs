//! `GET /operators` and `GET /operators/{id}`.

use std::collections::{BTreeMap, BTreeSet};

use candor_core::{
    ids::{ConnectionId, OperatorId},
    language::Language,
    roles::Role,
};
use candor_desk::actions::Refusal;
use candor_store::OperatorRow;
use schemars::JsonSchema;
use serde::Deserialize;

use super::Operator;
use crate::api::{Answer, Asked, Problem, paged::Paged};

/// The id of a member of the staff.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct Member {
    /// The id of the member of the staff.
    pub id: String,
}

/// Lists the staff, in the order in which they joined.
pub(crate) async fn list(asked: Asked) -> Result<Answer<Paged<Operator>>, Problem> {
    let known = Known::of(&asked).await?;
    let staff = asked.api.desk().store.operators(asked.api.business()).await?;
    Ok(Answer::of(Paged { items: staff.iter().map(|row| known.told(row)).collect(), next: None }))
}

/// Tells one member of the staff.
pub(crate) async fn show(asked: Asked<Member>) -> Result<Answer<Operator>, Problem> {
    told(&asked, &asked.path.id).await
}

/// A member of the staff as they are now.
pub(super) async fn told<P, Q, B>(asked: &Asked<P, Q, B>, id: &str) -> Result<Answer<Operator>, Problem> {
    let staff = asked.api.desk().store.operators(asked.api.business()).await?;
    let row = staff.iter().find(|row| row.id.as_str() == id).ok_or_else(|| Refusal::NoSuchOperator(id.to_owned()))?;
    Ok(Answer::versioned(Known::of(asked).await?.told(row), version(row)))
}

/// The version of what can be changed of somebody: the same whenever that is the same.
pub(super) const fn version(row: &OperatorRow) -> i64 {
    let role = match row.role {
        Role::Owner => 1,
        Role::Manager => 2,
        Role::Viewer => 3,
    };
    if row.is_on_duty { role + 10 } else { role }
}

/// What is known of the staff elsewhere.
struct Known {
    bots: BTreeMap<ConnectionId, String>,
    accounts: BTreeSet<OperatorId>,
}

impl Known {
    async fn of<P, Q, B>(asked: &Asked<P, Q, B>) -> Result<Self, Problem> {
        let (store, business) = (&asked.api.desk().store, asked.api.business());
        let bots = store.list_connections().await?.into_iter().filter(|known| known.business == *business);
        Ok(Self {
            bots: bots.map(|known| (known.id, known.bot_username)).collect(),
            accounts: store.account_holders(business).await?,
        })
    }

    fn told(&self, row: &OperatorRow) -> Operator {
        Operator {
            id: row.id.to_string(),
            name: row.name.clone(),
            role: row.role.into(),
            is_on_duty: row.is_on_duty,
            language: row.language.map(Language::code),
            bot: row.connection().map(|id| self.bots.get(id).cloned().unwrap_or_default()),
            has_account: self.accounts.contains(&row.id),
            joined_at: row.claimed_at.into(),
        }
    }
}
