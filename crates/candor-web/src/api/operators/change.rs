//! `PATCH` and `DELETE /operators/{id}`.

use candor_core::roles::{Deed, Role};
use candor_desk::actions::{
    ActError, Bench, Refusal,
    change_operator::{change_role, remove_operator, set_duty},
    sign_out_operator::sign_out_operator,
};
use candor_store::OperatorRow;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Operator, RoleWord,
    list::{Member, told, version},
};
use crate::api::{Answer, Asked, Nothing, Problem};

/// What is to be changed of somebody; what is left out stays.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OperatorChange {
    /// Another role: for owners. They are signed out of the panel, and what they may no longer answer waits for somebody else.
    #[serde(default)]
    role: Option<RoleWord>,
    /// On duty or off: everybody who answers for themselves, owners for all.
    #[serde(default)]
    is_on_duty: Option<bool>,
}

/// Changes somebody's role or duty.
pub(crate) async fn change(asked: Asked<Member, Nothing, OperatorChange>) -> Result<Answer<Operator>, Problem> {
    let (role, is_on_duty) = (asked.body.role.map(Role::from), asked.body.is_on_duty);
    asked
        .act(|bench| {
            let (id, wanted) = (asked.path.id.clone(), asked.version);
            Box::pin(async move {
                let known = member(bench, &id).await?;
                if wanted.is_some_and(|wanted| wanted != version(&known)) {
                    return Err(Refusal::Outdated.into());
                }
                if let Some(role) = role.filter(|role| *role != known.role) {
                    change_role(bench, &known, role).await?;
                }
                if let Some(is_on_duty) = is_on_duty {
                    // The chat and the panel let people decide for themselves alone; whoever decides about the staff may here.
                    let is_own = bench.operator.as_ref().is_some_and(|acting| acting.id == known.id);
                    bench.must_be_allowed(if is_own { Deed::SetDuty } else { Deed::ChangeRole })?;
                    set_duty(bench, &known, is_on_duty).await?;
                }
                Ok(id)
            })
        })
        .await?;
    told(&asked, &asked.path.id).await
}

/// Ends every session of somebody in the panel.
pub(crate) async fn sign_out(asked: Asked<Member>) -> Result<Answer<Operator>, Problem> {
    asked
        .act(|bench| {
            let id = asked.path.id.clone();
            Box::pin(async move {
                let known = member(bench, &id).await?;
                sign_out_operator(bench, &known)?;
                Ok(id)
            })
        })
        .await?;
    told(&asked, &asked.path.id).await
}

/// Takes somebody off the staff.
pub(crate) async fn remove(asked: Asked<Member>) -> Result<Answer<()>, Problem> {
    asked
        .act(|bench| {
            let id = asked.path.id.clone();
            Box::pin(async move {
                let known = member(bench, &id).await?;
                remove_operator(bench, &known).await?;
                Ok(id)
            })
        })
        .await?;
    Ok(Answer::of(()))
}

/// The member of the staff with exactly this id: names are for people, and two may be alike.
async fn member(bench: &Bench<'_>, id: &str) -> Result<OperatorRow, ActError> {
    let staff = bench.desk.store.operators(&bench.business).await?;
    let found = staff.into_iter().find(|member| member.id.as_str() == id);
    Ok(found.ok_or_else(|| Refusal::NoSuchOperator(id.to_owned()))?)
}
