//! Joining the staff: `t.me/bot?start=claim_CODE` with a code that was shown once, of which only a hash is kept.

use candor_core::{
    audit::{Actor, AuditRecord},
    ids::OperatorId,
    language::Language,
    message::{Content, Outgoing},
    roles::Deed,
};
use candor_store::{OperatorClaim, OperatorRow, SeatRows, TurnCommit};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{commit, menu, reads, reply, words::StaffWord};
use crate::{
    Desk,
    actions::{Bench, raise_card::show_waiting},
    relay::plain_name,
    told_apart::ToldApart,
    turn::{TurnError, contact},
};

/// What the payload of an invitation's link begins with.
pub const CLAIM_PREFIX: &str = "claim_";

/// The hash by which an invitation is kept.
pub fn code_hash(code: &str) -> String {
    Sha256::digest(code.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether somebody came by an invitation's link. Whether it is a true one is seen later.
pub(crate) fn is_claim(told: &ToldApart) -> bool {
    code(told).is_some()
}

fn code(told: &ToldApart) -> Option<&str> {
    told.incoming.iter().rev().find_map(|incoming| match &incoming.content {
        Content::Command { name, argument } if name == "start" => argument.strip_prefix(CLAIM_PREFIX),
        _ => None,
    })
}

/// Lets somebody join. `None` if the code opens nothing: then they are a contact like any other.
pub(super) async fn take(desk: &Desk, rows: &SeatRows, told: &ToldApart) -> Result<Option<TurnCommit>, TurnError> {
    let now = desk.clock.now();
    let (Some(code), Some(contact)) = (code(told), contact(desk, rows, told, now)) else { return Ok(None) };
    let code_hash = code_hash(code);
    let invite = desk.store.invite(&rows.connection.business, &code_hash).await?;
    let Some(invite) = invite.filter(|invite| invite.is_open(now)) else { return Ok(None) };
    let place = Some((rows.connection.id.clone(), rows.lane.chat));
    let known = match &invite.operator {
        Some(id) => match come_by_another_door(desk, rows, id).await? {
            Some(known) => Some(known),
            None => return Ok(None),
        },
        None => None,
    };
    let operator = known.map(|known| OperatorRow { place: place.clone(), ..known }).unwrap_or_else(|| OperatorRow {
        id: OperatorId::from_unique(&desk.ids.unique()),
        business: rows.connection.business.clone(),
        place,
        name: plain_name(&contact),
        role: invite.role,
        claimed_at: now,
        is_on_duty: true,
        language: contact.language.as_deref().and_then(Language::from_tag),
    });
    let language = reads(desk, rows, &operator).await?;
    let mut bench = Bench::for_operator(desk, operator.clone(), language);
    let actor = Actor::Operator { id: operator.id.clone(), name: operator.name.clone() };
    let subject = operator.id.to_string();
    let record = AuditRecord {
        at: now,
        actor,
        deed: Deed::InviteStaff,
        subject,
        before: json!(null),
        after: json!(invite.role),
    };
    bench.changes.audit.push(record);
    bench.changes.claims.push(OperatorClaim { operator: operator.clone(), code_hash });
    let word = if invite.role.may(Deed::Take) { StaffWord::Claimed } else { StaffWord::ClaimedViewer };
    let text = bench_word(&bench, word).replace("{role}", invite.role.name(language));
    reply(&mut bench, &operator, None, Outgoing::plain(text));
    menu::set(&mut bench, &operator);
    show_waiting(&mut bench, &operator).await?;
    Ok(Some(commit(rows, told, bench)))
}

/// Whoever works in the panel and now brings this chat; nobody if they left, or if the chat is somebody else's on the staff.
async fn come_by_another_door(desk: &Desk, rows: &SeatRows, id: &OperatorId) -> Result<Option<OperatorRow>, TurnError> {
    let staff = desk.store.operators(&rows.connection.business).await?;
    let is_taken = staff.iter().any(|other| other.chat() == Some(rows.lane.chat) && other.id != *id);
    Ok(staff.into_iter().find(|known| known.id == *id).filter(|_| !is_taken))
}

const fn bench_word(bench: &Bench<'_>, word: StaffWord) -> &'static str {
    word.in_language(bench.language)
}
