//! Invites somebody to the staff by a link that works once.

use candor_core::{
    ids::{BusinessId, OperatorId},
    roles::{Deed, Role},
};
use candor_store::Error;
use serde_json::json;

use super::{ActError, Bench};
use crate::{
    Desk,
    staff::{CLAIM_PREFIX, code_hash},
};

/// An invitation is open so long.
pub const OPEN_MILLIS: i64 = 7 * 24 * 60 * 60 * 1000;

/// The link by which people open a bot with a payload (Bot API, deep linking).
pub fn deep_link(bot_username: &str, payload: &str) -> String {
    format!("https://t.me/{bot_username}?start={payload}")
}

/// The link by which people come in by the panel's door with the same payload.
pub fn join_link(panel: &str, payload: &str) -> String {
    format!("{panel}/panel/join/{}", payload.strip_prefix(CLAIM_PREFIX).unwrap_or(payload))
}

/// Makes an invitation and returns the payload of its link, to be shown once: `t.me/<bot>?start=<payload>`. For whoever
/// may invite such a role; the record of it is the bench's to commit.
///
/// # Errors
/// [`super::Refusal::MayNot`], and whatever keeps the store from writing.
pub async fn invite(bench: &mut Bench<'_>, role: Role) -> Result<String, ActError> {
    bench.must_be_allowed(if role == Role::Owner { Deed::InviteOwner } else { Deed::InviteStaff })?;
    let payload = invite_operator(bench.desk, &bench.business, role, None).await?;
    let subject = bench.business.to_string();
    bench.record(Deed::InviteStaff, &subject, json!(null), json!(role));
    Ok(payload)
}

/// The same without anybody who invites: for the first owner, for the demo, and for somebody `known` who is to come in by
/// another door as well.
///
/// # Errors
/// Whatever keeps the store from writing: nothing was made.
pub async fn invite_operator(
    desk: &Desk,
    business: &BusinessId,
    role: Role,
    known: Option<&OperatorId>,
) -> Result<String, Error> {
    // 16 bytes, 128 bits, in hexadecimal: with the prefix 38 of the 64 characters a payload may have.
    let code: String = desk.ids.secret().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let expires_at = desk.clock.now().plus_millis(OPEN_MILLIS);
    desk.store.create_invite(business, &code_hash(&code), role, known, expires_at).await?;
    Ok(format!("{CLAIM_PREFIX}{code}"))
}
