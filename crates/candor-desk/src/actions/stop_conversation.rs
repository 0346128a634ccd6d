//! Ends a conversation, with a farewell or without. The contact's next words open it again: nobody is shut out.

use candor_core::{
    conversation::{self, Holder},
    phrases::Phrase,
    roles::Deed,
};
use candor_store::ConversationLine;
use serde_json::json;

use super::{
    ActError, Bench, Refusal,
    take_conversation::{close_cards, spoken},
    tell_member::tell_holder,
};
use crate::{relay::plain_name, staff::words::StaffWord};

/// Ends a conversation; returns the contact's name.
///
/// # Errors
/// [`Refusal::AlreadyEnded`], [`Refusal::HeldBy`] if somebody else is answering in it and the role does not allow to
/// break in, and whatever keeps the store from answering.
pub async fn stop_conversation(
    bench: &mut Bench<'_>,
    line: &ConversationLine,
    says_farewell: bool,
) -> Result<String, ActError> {
    bench.must_be_allowed(Deed::Stop)?;
    let known = &line.conversation.conversation;
    if known.ended.is_some() {
        return Err(Refusal::AlreadyEnded(line.number).into());
    }
    let mine = bench.operator.as_ref().map(|operator| &operator.id);
    if let Holder::Operator { id, name, .. } = &known.holder
        && mine != Some(id)
        && bench.must_be_allowed(Deed::ReleaseAny).is_err()
    {
        return Err(Refusal::HeldBy(name.clone()).into());
    }
    let by = bench.name();
    let becomes = conversation::end(known, &by, bench.now);
    bench.event(&known.id, "end");
    bench.record(Deed::Stop, known.id.as_str(), json!({"ended": null}), json!({"ended": becomes.ended}));
    bench.stop_watching(known);
    bench.changes.silenced.push(known.id.clone());
    close_cards(bench, known, &by, StaffWord::CardStopped).await?;
    if says_farewell && !line.is_opted_out {
        let language = spoken(bench, known).await?;
        bench.announce(&becomes, Phrase::Farewell.fresh(language, &[]));
    }
    tell_holder(bench, line, StaffWord::HolderStopped).await?;
    bench.change(line, becomes);
    Ok(plain_name(&line.contact))
}
