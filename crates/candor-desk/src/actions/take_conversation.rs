//! Takes a conversation: from now on a person answers in it and the desk is silent (H7). First to take it has it.

use candor_core::{
    conversation::{Conversation, Holder, take_over},
    ids::ConversationId,
    language::Language,
    message::Outgoing,
    outbox::{Delivery, Purpose},
    phrases::Phrase,
    press::StaffPress,
    roles::Deed,
    timeline::EntryKind,
};
use candor_store::{ConversationLine, DeliveryState, OperatorRow};
use serde_json::json;

use super::{ActError, Bench, Refusal};
use crate::{
    card::{Lines, last_lines},
    relay::plain_name,
    staff::words::StaffWord,
};

/// A conversation that was taken.
#[derive(Debug)]
pub struct Taken {
    /// The contact, as the staff reads it.
    pub name: String,
    /// Its number.
    pub number: i64,
    /// What was said before, oldest first; empty if it was held by the same person already.
    pub before: Vec<String>,
}

/// So many lines of what was said before are shown to whoever takes a conversation.
const LINES_BEFORE: Lines = Lines { most: 12, longest: 300 };

/// Takes a conversation for a member of the staff, who must be on it.
///
/// # Errors
/// [`Refusal::HeldBy`] if somebody else has it, [`Refusal::OptedOut`] if nothing may be written to the contact,
/// [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn take_conversation(
    bench: &mut Bench<'_>,
    line: &ConversationLine,
    holder: &OperatorRow,
) -> Result<Taken, ActError> {
    bench.must_be_allowed(Deed::Take)?;
    if !holder.role.may(Deed::Take) {
        return Err(Refusal::MayNot(Deed::Take).into());
    }
    let known = &line.conversation.conversation;
    let (name, number) = (plain_name(&line.contact), line.number);
    if let Holder::Operator { id, name: other, .. } = &known.holder {
        let is_mine = *id == holder.id;
        return if is_mine {
            Ok(Taken { name, number, before: Vec::new() })
        } else {
            Err(Refusal::HeldBy(other.clone()).into())
        };
    }
    if line.is_opted_out {
        return Err(Refusal::OptedOut.into());
    }
    let becomes = take_over(known, holder.id.clone(), &holder.name, bench.now);
    bench.event(&known.id, "take");
    bench.record(Deed::Take, known.id.as_str(), json!(known.holder), json!(becomes.holder));
    bench.stop_watching(known);
    let joined = Phrase::PersonJoined.fresh(spoken(bench, known).await?, &[]).replace("{name}", &holder.name);
    bench.announce(&becomes, &joined);
    close_cards(bench, known, &holder.name, StaffWord::TakenByOther).await?;
    let before = last_lines(bench.desk, &known.id, LINES_BEFORE).await?;
    bench.change(line, becomes);
    Ok(Taken { name, number, before })
}

/// The language plain lines to the contact are said in.
pub(super) async fn spoken(bench: &Bench<'_>, conversation: &Conversation) -> Result<Language, ActError> {
    let shelved = bench.desk.shelf.take(&bench.business, &conversation.script).await?;
    Ok(shelved.script.language_for(conversation.language))
}

/// Every card of the hand-over that is open loses its buttons and says what became of it, and by whom.
pub(crate) async fn close_cards(
    bench: &mut Bench<'_>,
    known: &Conversation,
    name: &str,
    became: StaffWord,
) -> Result<(), ActError> {
    let Holder::Waiting { since, .. } = &known.holder else { return Ok(()) };
    let take = StaffPress::Take(known.id.clone()).data();
    for line in bench.desk.store.delivery_states(&known.id).await? {
        let (Delivery::Send { message }, DeliveryState::Sent, Some(message_id)) =
            (&line.delivery, line.state, line.message_id)
        else {
            continue;
        };
        let is_card = message.buttons.iter().flatten().any(|button| button.data == take);
        if line.purpose != Purpose::Staff || !is_card || line.created_at < *since {
            continue;
        }
        let language = language_of(bench, &line.chat).await?;
        let text = format!("{}\n\n{}", message.text, became.in_language(language).replace("{name}", name));
        let message = Outgoing::plain(crate::relay::short(&text));
        let place = (line.connection.clone(), line.chat);
        let permit = candor_core::consent::Permit::to_staff_group(line.chat);
        let row = bench.row(
            place,
            permit,
            Purpose::Staff,
            candor_core::message::Author::System,
            Delivery::Edit { message_id, message },
        );
        bench.queue(row);
    }
    Ok(())
}

/// The language of the member of the staff whose chat this is.
async fn language_of(bench: &Bench<'_>, chat: &candor_core::ids::ChatId) -> Result<Language, ActError> {
    let staff = bench.desk.store.operators(&bench.business).await?;
    let known = staff.iter().find(|operator| operator.chat() == Some(*chat)).and_then(|operator| operator.language);
    Ok(known.unwrap_or(bench.language))
}

/// Marks on the timeline what the staff wrote for itself.
pub(super) fn internal(bench: &mut Bench<'_>, id: &ConversationId, text: &str) {
    let author = bench.author();
    bench.note(id, author, EntryKind::Event, format!("note {text}"));
}
