//! Opens a dialogue again with somebody who wrote before, inside the rules of H4 to H6, and takes it. For anybody else it
//! says why not, and gives a link by which they can write first.

use candor_core::{
    consent::{ConsentAction, ReopenView, quiet_hours::Limits, reopen},
    conversation::{self, Holder, take_over},
    ids::ConversationId,
    message::Author,
    outbox::{Delivery, Purpose},
    phrases::Phrase,
    roles::Deed,
    timeline::EntryKind,
};
use candor_store::{ConversationLine, OperatorRow};
use serde_json::json;

use super::{
    ActError, Bench, Refusal,
    invite_operator::deep_link,
    take_conversation::{Taken, spoken},
};
use crate::{
    card::{Lines, last_lines},
    relay::plain_name,
};

/// What the payload of a link begins with by which contacts are invited; the rest says who invited them.
pub const INVITED_PREFIX: &str = "by_";

/// Opens a dialogue again with whoever has this public name, and gives it to a member of the staff.
///
/// # Errors
/// [`Refusal::NeverWrote`] with a link to share, [`Refusal::MayNotReopen`] with the reason and until when,
/// [`Refusal::HeldBy`], and whatever keeps the store from answering.
pub async fn start_conversation(
    bench: &mut Bench<'_>,
    username: &str,
    holder: &OperatorRow,
) -> Result<(Taken, ConversationId), ActError> {
    bench.must_be_allowed(Deed::Start)?;
    let username = username.trim().trim_start_matches('@');
    let found = bench.desk.store.conversation_with(&bench.business, username).await?;
    let Some(line) = found else {
        let link = invitation(bench, holder).await?;
        return Err(Refusal::NeverWrote { username: format!("@{username}"), link }.into());
    };
    let known = &line.conversation.conversation;
    match &known.holder {
        Holder::Operator { id, name, .. } if *id != holder.id => return Err(Refusal::HeldBy(name.clone()).into()),
        Holder::Operator { .. } => {
            let taken = Taken { name: plain_name(&line.contact), number: line.number, before: Vec::new() };
            return Ok((taken, known.id.clone()));
        }
        Holder::Desk | Holder::Waiting { .. } => {}
    }
    let permit = permitted(bench, &line).await?;
    let opened = conversation::reopen(known, bench.now);
    let mut becomes = take_over(&opened, holder.id.clone(), &holder.name, bench.now);
    becomes.reopened_at = Some(bench.now);
    bench.event(&known.id, "reopen");
    bench.record(Deed::Start, known.id.as_str(), json!(known.holder), json!(becomes.holder));
    bench.stop_watching(known);
    let joined = Phrase::PersonJoined.fresh(spoken(bench, known).await?, &[]).replace("{name}", &holder.name);
    bench.note(&known.id, Author::System, EntryKind::Message, joined.clone());
    let delivery = Delivery::Send { message: candor_core::message::Outgoing::plain(joined) };
    let row = bench.contact_row(&becomes, permit, Purpose::Relay, Author::System, delivery);
    bench.queue(row);
    let before = last_lines(bench.desk, &known.id, Lines { most: 12, longest: 300 }).await?;
    let id = known.id.clone();
    bench.change(&line, becomes);
    Ok((Taken { name: plain_name(&line.contact), number: line.number, before }, id))
}

/// Asks the consent rules.
async fn permitted(bench: &Bench<'_>, line: &ConversationLine) -> Result<candor_core::consent::Permit, ActError> {
    let known = &line.conversation.conversation;
    let ledger = bench.desk.store.consent_ledger(&bench.business, &line.contact.id).await?;
    let newest = ledger.last().map(|record| record.action);
    let shelved = bench.desk.shelf.take(&bench.business, &known.script).await?;
    let view = ReopenView {
        last_wrote_at: line.last_contact_at,
        has_opted_in: newest == Some(ConsentAction::OptedIn),
        is_opted_out: newest == Some(ConsentAction::OptedOut),
        is_blocked: newest == Some(ConsentAction::Blocked),
        last_reopened_at: known.reopened_at,
        contact_zone: None,
        business_zone: &shelved.script.time_zone,
        limits: Limits::default(),
        now: bench.now,
    };
    reopen(&view).map_err(|why| Refusal::MayNotReopen(why, shelved.script.time_zone.clone()).into())
}

/// A link by which somebody can write first; the payload says who invited them.
async fn invitation(bench: &Bench<'_>, holder: &OperatorRow) -> Result<String, ActError> {
    let connection = bench.connection_of(holder).await?;
    let username = connection.map(|connection| connection.bot_username).unwrap_or_default();
    // Of the operator's id the last digits: enough to tell who, and short enough for a payload (64 characters).
    let id = holder.id.as_str();
    let tail: String = id.chars().skip(id.chars().count().saturating_sub(12)).collect();
    Ok(deep_link(&username, &format!("{INVITED_PREFIX}{tail}")))
}
