//! Ends every session of a member of the staff in the panel, such as after a telephone was lost. Their password and their chat with the
//! bot stay as they are.

use candor_core::roles::Deed;
use candor_store::{OperatorChange, OperatorRow};
use serde_json::json;

use super::{ActError, Bench};

/// Signs somebody out wherever they are signed in.
///
/// # Errors
/// [`super::Refusal::MayNot`] for whoever may not decide about the staff.
pub fn sign_out_operator(bench: &mut Bench<'_>, member: &OperatorRow) -> Result<(), ActError> {
    bench.must_be_allowed(Deed::ChangeRole)?;
    bench.changes.operators.push(OperatorChange::SignedOut(member.id.clone()));
    bench.record(Deed::SignIn, member.id.as_str(), json!(null), json!({"done": "signed_out"}));
    Ok(())
}
