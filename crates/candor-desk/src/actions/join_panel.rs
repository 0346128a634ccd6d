//! Comes in by the panel's door with an invitation: somebody new joins the staff, somebody known gets another password.

use candor_core::{
    audit::{Actor, AuditRecord},
    ids::OperatorId,
    language::Language,
    roles::Deed,
};
use candor_store::{AccountChange, AccountRow, CommitError, Error, Invite, OperatorClaim, OperatorRow};
use serde_json::json;

use super::ActError;
use crate::{Desk, staff::code_hash};

/// Who joins, as they wrote it.
pub struct Joining {
    /// The name contacts and colleagues see; not asked of somebody known.
    pub name: String,
    /// The name typed to sign in.
    pub login: String,
    /// The password, hashed (PHC string).
    pub password_hash: String,
    /// The language they read.
    pub language: Language,
}

/// The invitation with this code, while it is open, and whom it lets in if that is somebody known.
///
/// # Errors
/// Whatever keeps the store from answering.
pub async fn open_invite(
    desk: &Desk,
    business: &candor_core::ids::BusinessId,
    code: &str,
) -> Result<Option<(Invite, Option<OperatorRow>)>, Error> {
    let found = desk.store.invite(business, &code_hash(code)).await?;
    let Some(invite) = found.filter(|invite| invite.is_open(desk.clock.now())) else { return Ok(None) };
    let Some(id) = &invite.operator else { return Ok(Some((invite, None))) };
    let staff = desk.store.operators(business).await?;
    // Whoever was taken off the staff meanwhile is not let in again.
    Ok(staff.into_iter().find(|operator| operator.id == *id).map(|operator| (invite, Some(operator))))
}

/// Lets somebody in. `None` if the invitation opens nothing any more.
///
/// # Errors
/// [`Error::Conflict`] if the sign-in name is somebody else's; whatever keeps the store from writing.
pub async fn join_panel(
    desk: &Desk,
    business: &candor_core::ids::BusinessId,
    code: &str,
    joining: Joining,
) -> Result<Option<OperatorRow>, ActError> {
    let Some((invite, known)) = open_invite(desk, business, code).await? else { return Ok(None) };
    let now = desk.clock.now();
    let operator = known.unwrap_or_else(|| OperatorRow {
        id: OperatorId::from_unique(&desk.ids.unique()),
        business: business.clone(),
        place: None,
        name: joining.name,
        role: invite.role,
        claimed_at: now,
        is_on_duty: true,
        language: Some(joining.language),
    });
    let before = desk.store.account_of(business, &operator.id).await?;
    let as_of = before.as_ref().map(|account| account.changed_at);
    let changed_at = before.as_ref().map_or(now, |account| account.changes_at(now));
    let account = AccountRow {
        business: business.clone(),
        operator: operator.id.clone(),
        login: joining.login.clone(),
        password_hash: joining.password_hash,
        second: before.and_then(|account| account.second),
        changed_at,
    };
    let record = AuditRecord {
        at: now,
        actor: Actor::Operator { id: operator.id.clone(), name: operator.name.clone() },
        deed: Deed::InviteStaff,
        subject: operator.id.to_string(),
        before: json!(null),
        after: json!({"role": operator.role, "door": "panel"}),
    };
    let claim = OperatorClaim { operator: operator.clone(), code_hash: code_hash(code) };
    let changes = candor_store::Changes {
        claims: vec![OperatorClaim { operator: OperatorRow { place: None, ..operator.clone() }, ..claim }],
        accounts: vec![AccountChange { account, as_of, is_second_new: false }],
        audit: vec![record],
        ..Default::default()
    };
    match desk.store.apply(business, changes, now).await {
        Ok(_) => Ok(Some(operator)),
        Err(CommitError::InviteSpent) => Ok(None),
        Err(CommitError::Store(error)) => Err(error.into()),
        Err(CommitError::Conflict) => {
            let known = desk.store.account_named(&joining.login).await?;
            let is_taken = known.is_some_and(|known| known.business != *business || known.operator != operator.id);
            Err(if is_taken { Error::Conflict("the sign-in name") } else { Error::Raced }.into())
        }
        Err(CommitError::Superseded) => Err(Error::Raced.into()),
    }
}
