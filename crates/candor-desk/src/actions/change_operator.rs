//! Changes the staff: another role, on duty or off, off the staff. Whoever can answer no longer holds nothing: what they
//! held waits for somebody else, at once.

use candor_core::{
    conversation::{Conversation, Holder},
    roles::{Deed, Role},
};
use candor_store::{OperatorChange, OperatorRow};
use serde_json::json;

use super::{ActError, Bench, Refusal, raise_card::call_somebody_else, tell_member::tell_role};
use crate::staff::menu;

/// The member of the staff with this id, or with this name in any case.
///
/// # Errors
/// [`Refusal::NoSuchOperator`].
pub async fn find_operator(bench: &Bench<'_>, name: &str) -> Result<OperatorRow, ActError> {
    let staff = bench.desk.store.operators(&bench.business).await?;
    let name = name.trim();
    let is_meant =
        |operator: &&OperatorRow| operator.id.as_str() == name || operator.name.to_lowercase() == name.to_lowercase();
    Ok(staff.iter().find(is_meant).cloned().ok_or_else(|| Refusal::NoSuchOperator(name.to_owned()))?)
}

/// Gives somebody another role.
///
/// # Errors
/// [`Refusal::LastOwner`], [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn change_role(bench: &mut Bench<'_>, operator: &OperatorRow, role: Role) -> Result<(), ActError> {
    bench.must_be_allowed(Deed::ChangeRole)?;
    if operator.role == Role::Owner && role != Role::Owner {
        must_not_be_last(bench, operator).await?;
    }
    bench.changes.operators.push(OperatorChange::Role(operator.id.clone(), role));
    bench.record(Deed::ChangeRole, operator.id.as_str(), json!(operator.role), json!(role));
    if !role.may(Deed::Take) {
        let_go_of_all(bench, operator).await?;
    }
    menu::set(bench, &OperatorRow { role, ..operator.clone() });
    tell_role(bench, operator, Some(role)).await
}

/// Takes somebody off the staff.
///
/// # Errors
/// As [`change_role`].
pub async fn remove_operator(bench: &mut Bench<'_>, operator: &OperatorRow) -> Result<(), ActError> {
    bench.must_be_allowed(Deed::RemoveOperator)?;
    if operator.role == Role::Owner {
        must_not_be_last(bench, operator).await?;
    }
    bench.changes.operators.push(OperatorChange::Removed(operator.id.clone()));
    bench.record(Deed::RemoveOperator, operator.id.as_str(), json!(operator.role), json!(null));
    let_go_of_all(bench, operator).await?;
    menu::take_away(bench, operator);
    tell_role(bench, operator, None).await
}

/// Puts somebody on duty or off.
///
/// # Errors
/// [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn set_duty(bench: &mut Bench<'_>, operator: &OperatorRow, is_on_duty: bool) -> Result<(), ActError> {
    bench.must_be_allowed(Deed::SetDuty)?;
    if operator.is_on_duty == is_on_duty {
        return Ok(());
    }
    bench.changes.operators.push(OperatorChange::Duty(operator.id.clone(), is_on_duty));
    let before = json!({"on_duty": operator.is_on_duty});
    bench.record(Deed::SetDuty, operator.id.as_str(), before, json!({"on_duty": is_on_duty}));
    Ok(())
}

async fn must_not_be_last(bench: &Bench<'_>, operator: &OperatorRow) -> Result<(), ActError> {
    let staff = bench.desk.store.operators(&bench.business).await?;
    let has_other = staff.iter().any(|other| other.role == Role::Owner && other.id != operator.id);
    if has_other { Ok(()) } else { Err(Refusal::LastOwner.into()) }
}

/// What somebody held waits for another person from now on, and the others are called.
pub(crate) async fn let_go_of_all(bench: &mut Bench<'_>, operator: &OperatorRow) -> Result<(), ActError> {
    const REASON: &str = "operator_left";
    for line in bench.desk.store.held_by(&operator.id).await? {
        let known = &line.conversation.conversation;
        let holder = Holder::Waiting { since: bench.now, reason: REASON.to_owned() };
        let becomes = Conversation { holder, called_because: None, ..known.clone() };
        bench.event(&known.id, REASON);
        call_somebody_else(bench, &line, &becomes, REASON, Some(&operator.id)).await?;
        bench.change(&line, becomes);
    }
    Ok(())
}
