//! Makes a link by which somebody on the staff comes in by another door: chooses a password in the panel, or brings their
//! chat with the bot. For whoever lost a password too.

use candor_core::roles::Deed;
use candor_store::OperatorRow;
use serde_json::json;

use super::{ActError, Bench, invite_operator::invite_operator};

/// Returns the payload of a link for a member of the staff, to be shown once.
///
/// # Errors
/// [`super::Refusal::MayNot`] for whoever may not decide about the staff, unless it is their own; whatever keeps the store
/// from writing.
pub async fn relink_operator(bench: &mut Bench<'_>, member: &OperatorRow) -> Result<String, ActError> {
    let is_own = bench.operator.as_ref().is_some_and(|acting| acting.id == member.id);
    bench.must_be_allowed(if is_own { Deed::SignIn } else { Deed::ChangeRole })?;
    let payload = invite_operator(bench.desk, &bench.business, member.role, Some(&member.id)).await?;
    bench.record(Deed::SignIn, member.id.as_str(), json!(null), json!({"link": "made"}));
    Ok(payload)
}
