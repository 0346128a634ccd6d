//! Makes a link by which somebody on the staff comes in by another door: chooses a password in the panel, or brings their
//! chat with the bot. For whoever lost a password too.

use candor_core::roles::Deed;
use candor_store::OperatorRow;
use serde_json::json;

use super::{ActError, Bench, invite_operator::put_invite};

/// Returns the payload of a link for a member of the staff, to be shown once.
///
/// # Errors
/// [`super::Refusal::MayNot`] for whoever may not decide about the staff, unless it is their own.
pub fn relink_operator(bench: &mut Bench<'_>, member: &OperatorRow) -> Result<String, ActError> {
    let is_own = bench.operator.as_ref().is_some_and(|acting| acting.id == member.id);
    bench.must_be_allowed(if is_own { Deed::SignIn } else { Deed::ChangeRole })?;
    let payload = put_invite(bench, member.role, Some(&member.id));
    bench.record(Deed::SignIn, member.id.as_str(), json!(null), json!({"link": "made"}));
    Ok(payload)
}
