//! Takes a link back that nobody has used yet: it lets nobody in any more.

use candor_core::roles::Deed;
use candor_store::{InviteChange, InviteLine};
use serde_json::json;

use super::{ActError, Bench, Refusal};

/// Withdraws the invitation of this mark, as lists name it; it may have expired.
///
/// # Errors
/// [`Refusal::NoSuchInvitation`] also for one that was used, [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn withdraw_invitation(bench: &mut Bench<'_>, mark: &str) -> Result<InviteLine, ActError> {
    bench.must_be_allowed(Deed::InviteStaff)?;
    let known = bench.desk.store.open_invites(&bench.business).await?;
    let line = known.into_iter().find(|line| line.mark == mark);
    let line = line.ok_or_else(|| Refusal::NoSuchInvitation(mark.to_owned()))?;
    bench.changes.invites.push(InviteChange::Withdrawn(line.mark.clone()));
    // As it was written down when the link was made.
    match &line.invite.operator {
        Some(known) => {
            let (before, after) = (json!({"link": "made"}), json!({"link": "withdrawn"}));
            bench.record(Deed::SignIn, known.as_str(), before, after);
        }
        None => {
            let subject = bench.business.to_string();
            bench.record(Deed::InviteStaff, &subject, json!(line.invite.role), json!(null));
        }
    }
    Ok(line)
}
