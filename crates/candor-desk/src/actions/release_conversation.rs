//! Gives a conversation back to the desk, or dismisses a request for a person that nobody needs to take.

use candor_core::{
    conversation::{Holder, hand_back},
    phrases::Phrase,
    roles::Deed,
    writer,
};
use candor_store::ConversationLine;
use serde_json::json;

use super::{
    ActError, Bench, Refusal,
    take_conversation::{close_cards, spoken},
    tell_member::tell_holder,
};
use crate::{relay::plain_name, staff::words::StaffWord};

/// Gives a conversation back; returns the contact's name.
///
/// # Errors
/// [`Refusal::NotHeld`] if the desk has it already, [`Refusal::HeldBy`] if somebody else has it and the role does not
/// allow to take it from them, and whatever keeps the store from answering.
pub async fn release_conversation(bench: &mut Bench<'_>, line: &ConversationLine) -> Result<String, ActError> {
    bench.must_be_allowed(Deed::ReleaseOwn)?;
    let known = &line.conversation.conversation;
    let mine = bench.operator.as_ref().map(|operator| &operator.id);
    match &known.holder {
        Holder::Desk => return Err(Refusal::NotHeld(line.number).into()),
        Holder::Operator { id, name, .. } if mine != Some(id) && bench.must_be_allowed(Deed::ReleaseAny).is_err() => {
            return Err(Refusal::HeldBy(name.clone()).into());
        }
        Holder::Waiting { .. } | Holder::Operator { .. } => {}
    }
    let becomes = hand_back(known, bench.now);
    bench.event(&known.id, "release");
    bench.record(Deed::ReleaseOwn, known.id.as_str(), json!(known.holder), json!(becomes.holder));
    bench.stop_watching(known);
    let by = bench.name();
    close_cards(bench, known, &by, StaffWord::CardReleased).await?;
    if !line.is_opted_out {
        let language = spoken(bench, known).await?;
        let shelved = bench.desk.shelf.take(&bench.business, &known.script).await?;
        let phrase =
            if matches!(known.holder, Holder::Waiting { .. }) { Phrase::NobodyJoins } else { Phrase::DeskResumes };
        let resumes = writer::with_business(phrase.fresh(language, &[]), &shelved.script, language);
        bench.announce(&becomes, &resumes);
    }
    tell_holder(bench, line, StaffWord::HolderReleased).await?;
    let name = plain_name(&line.contact);
    bench.change(line, becomes);
    Ok(name)
}
