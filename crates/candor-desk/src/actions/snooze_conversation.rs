//! Puts a conversation aside until a time, and takes it back. It leaves the lists of the staff and nothing else changes: who
//! answers, what a contact who waits is promised, and what contacts decide about messages.

use candor_core::{
    conversation::{Holder, Snoozed, may_snooze},
    moment::Moment,
    roles::Deed,
    timer::Timer,
};
use candor_store::ConversationLine;
use serde_json::json;

use super::{ActError, Bench, Refusal};

/// Puts a conversation aside until a time, or until another one if it is put aside already.
///
/// # Errors
/// [`Refusal::BadSnooze`], [`Refusal::HeldBy`] if somebody else answers in it and the role does not allow to break in,
/// [`Refusal::MayNot`].
pub fn snooze_conversation(bench: &mut Bench<'_>, line: &ConversationLine, until: Moment) -> Result<(), ActError> {
    may_put_aside(bench, line)?;
    may_snooze(until, bench.now).map_err(Refusal::BadSnooze)?;
    let known = &line.conversation.conversation;
    let mut becomes = known.clone();
    becomes.snoozed = Some(Snoozed { since: bench.now, until, by: bench.name() });
    bench.event(&known.id, "snooze");
    bench.record(Deed::Snooze, known.id.as_str(), json!(known.snoozed), json!(becomes.snoozed));
    bench.set_timer(known, until, Timer::SnoozeOver { conversation: known.id.clone(), until });
    bench.change(line, becomes);
    Ok(())
}

/// Takes a conversation back that is put aside.
///
/// # Errors
/// [`Refusal::NotAside`], [`Refusal::HeldBy`], [`Refusal::MayNot`].
pub fn unsnooze_conversation(bench: &mut Bench<'_>, line: &ConversationLine) -> Result<(), ActError> {
    may_put_aside(bench, line)?;
    let known = &line.conversation.conversation;
    if known.snoozed.is_none() {
        return Err(Refusal::NotAside(line.number).into());
    }
    bench.event(&known.id, "unsnooze");
    bench.record(Deed::Snooze, known.id.as_str(), json!(known.snoozed), json!(null));
    bench.stop_waking(known);
    bench.change(line, known.clone().woken());
    Ok(())
}

/// Whoever is to see to a conversation that is back has opened it: it is marked no more. One that is not back, or that
/// somebody else answers in, stays as it is. Returns whether anything changed.
///
/// # Errors
/// [`Refusal::MayNot`].
pub fn see_to_snoozed(bench: &mut Bench<'_>, line: &ConversationLine) -> Result<bool, ActError> {
    bench.must_be_allowed(Deed::Snooze)?;
    let known = &line.conversation.conversation;
    if !known.is_back(bench.now) || is_somebody_elses(bench, line) {
        return Ok(false);
    }
    bench.record(Deed::Snooze, known.id.as_str(), json!(known.snoozed), json!(null));
    bench.change(line, known.clone().woken());
    Ok(true)
}

/// Whoever answers in a conversation has taken it back.
pub(crate) fn wake(bench: &mut Bench<'_>, line: &ConversationLine) {
    let known = &line.conversation.conversation;
    if known.snoozed.is_some() {
        bench.change(line, known.clone().woken());
    }
}

fn may_put_aside(bench: &Bench<'_>, line: &ConversationLine) -> Result<(), Refusal> {
    bench.must_be_allowed(Deed::Snooze)?;
    match &line.conversation.conversation.holder {
        Holder::Operator { name, .. }
            if is_somebody_elses(bench, line) && bench.must_be_allowed(Deed::ReleaseAny).is_err() =>
        {
            Err(Refusal::HeldBy(name.clone()))
        }
        _ => Ok(()),
    }
}

fn is_somebody_elses(bench: &Bench<'_>, line: &ConversationLine) -> bool {
    let mine = bench.operator.as_ref().map(|operator| &operator.id);
    matches!(&line.conversation.conversation.holder, Holder::Operator { id, .. } if mine != Some(id))
}
