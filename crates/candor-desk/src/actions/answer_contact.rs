//! Answers a contact from the panel: under the name of whoever writes (H3), and only while they hold the conversation (H7).

use candor_core::{
    consent::Permit,
    conversation::Holder,
    message::{Author, MAX_TEXT_CHARS, Outgoing},
    outbox::{Delivery, Purpose},
    roles::Deed,
    timeline::EntryKind,
};
use candor_store::ConversationLine;

use super::{ActError, Bench, Refusal, relay_message::pieces};

/// The longest answer, in characters: four messages of the channel.
pub const MAX_ANSWER_CHARS: usize = 4 * MAX_TEXT_CHARS;

/// Sends words to the contact.
///
/// # Errors
/// [`Refusal::EmptyAnswer`], [`Refusal::TooLong`], [`Refusal::NotYours`] if whoever writes does not hold the conversation,
/// [`Refusal::OptedOut`], [`Refusal::MayNot`].
pub fn answer_contact(bench: &mut Bench<'_>, line: &ConversationLine, words: &str) -> Result<(), ActError> {
    bench.must_be_allowed(Deed::Take)?;
    let words = words.trim();
    let length = words.chars().count();
    if words.is_empty() {
        return Err(Refusal::EmptyAnswer.into());
    }
    if length > MAX_ANSWER_CHARS {
        return Err(Refusal::TooLong { length, most: MAX_ANSWER_CHARS }.into());
    }
    let known = &line.conversation.conversation;
    let mine = bench.operator.as_ref().map(|operator| &operator.id);
    match &known.holder {
        Holder::Operator { id, .. } if mine == Some(id) => {}
        Holder::Operator { name, .. } => return Err(Refusal::HeldBy(name.clone()).into()),
        Holder::Desk | Holder::Waiting { .. } => return Err(Refusal::NotYours(line.number).into()),
    }
    if line.is_opted_out {
        return Err(Refusal::OptedOut.into());
    }
    let (name, permit) = (bench.name(), Permit::to_relay(known));
    let author = Author::Operator { name: name.clone() };
    bench.note(&known.id, author.clone(), EntryKind::Message, words);
    for piece in pieces(&format!("{name}: {words}")) {
        let delivery = Delivery::Send { message: Outgoing::plain(piece) };
        let row = bench.contact_row(known, permit, Purpose::Relay, author.clone(), delivery);
        bench.queue(row);
    }
    bench.change(line, known.clone().woken());
    Ok(())
}
