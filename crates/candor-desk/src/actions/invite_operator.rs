//! Invites somebody to the staff by a link that works once.

use candor_core::{
    ids::{BusinessId, OperatorId},
    moment::Moment,
    roles::{Deed, Role},
};
use candor_store::{Error, InviteChange, NewInvite, Secret, invite_mark};
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

/// By which mark lists name the invitation of this payload.
pub fn mark(payload: &str) -> String {
    invite_mark(&code_hash(payload.strip_prefix(CLAIM_PREFIX).unwrap_or(payload)))
}

/// Makes an invitation and returns the payload of its link, to be shown once: `t.me/<bot>?start=<payload>`. For whoever
/// may invite such a role; it is the bench's to commit.
///
/// # Errors
/// [`super::Refusal::MayNot`].
pub fn invite(bench: &mut Bench<'_>, role: Role) -> Result<String, ActError> {
    bench.must_be_allowed(if role == Role::Owner { Deed::InviteOwner } else { Deed::InviteStaff })?;
    let payload = put_invite(bench, role, None);
    let subject = bench.business.to_string();
    bench.record(Deed::InviteStaff, &subject, json!(null), json!(role));
    Ok(payload)
}

/// Adds an invitation to what a bench changes, and returns its payload.
pub(super) fn put_invite(bench: &mut Bench<'_>, role: Role, known: Option<&OperatorId>) -> String {
    let code = new_code(bench.desk);
    bench.changes.invites.push(InviteChange::Made(NewInvite {
        code_hash: code_hash(&code),
        role,
        operator: known.cloned(),
        expires_at: bench.now.plus_millis(OPEN_MILLIS),
    }));
    format!("{CLAIM_PREFIX}{code}")
}

/// 16 bytes, 128 bits, in hexadecimal: with the prefix 38 of the 64 characters a payload may have.
fn new_code(desk: &Desk) -> String {
    desk.ids.secret().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// The payload of the link by which the first owner comes in, shown at every start of the program until somebody has, and until when it is
/// open. An earlier start's is shown again while it is open. `known` is an owner who has no account in the panel yet.
///
/// # Errors
/// Whatever keeps the store from writing: nothing was made.
pub async fn invite_at_start(
    desk: &Desk,
    business: &BusinessId,
    known: Option<&OperatorId>,
) -> Result<(String, Moment), Error> {
    let (code, now) = (new_code(desk), desk.clock.now());
    let new = NewInvite {
        code_hash: code_hash(&code),
        role: Role::Owner,
        operator: known.cloned(),
        expires_at: now.plus_millis(OPEN_MILLIS),
    };
    let (code, expires_at) = desk.store.start_invite(business, (Secret::new(code), new), now).await?;
    Ok((format!("{CLAIM_PREFIX}{}", code.expose()), expires_at))
}

/// The same without anybody who invites: for the demo, and for somebody `known` who is to come in by
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
    let code = new_code(desk);
    let expires_at = desk.clock.now().plus_millis(OPEN_MILLIS);
    desk.store.create_invite(business, &code_hash(&code), role, known, expires_at).await?;
    Ok(format!("{CLAIM_PREFIX}{code}"))
}
