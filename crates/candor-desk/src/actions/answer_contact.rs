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
    let words = trimmed(words)?;
    if words.is_empty() {
        return Err(Refusal::EmptyAnswer.into());
    }
    must_hold(bench, line)?;
    let known = &line.conversation.conversation;
    let (name, permit) = (bench.name(), Permit::to_relay(known));
    let author = Author::Operator { name: name.clone() };
    bench.note(&known.id, author.clone(), EntryKind::Message, words);
    say(bench, line, permit, &format!("{name}: {words}"));
    bench.change(line, known.clone().woken());
    Ok(())
}

/// Words without blanks around them, if there are not too many.
pub(super) fn trimmed(words: &str) -> Result<&str, Refusal> {
    let words = words.trim();
    let length = words.chars().count();
    if length > MAX_ANSWER_CHARS { Err(Refusal::TooLong { length, most: MAX_ANSWER_CHARS }) } else { Ok(words) }
}

/// Refuses whoever does not hold the conversation (H7), and anybody where the contact wants no messages (H5).
pub(super) fn must_hold(bench: &Bench<'_>, line: &ConversationLine) -> Result<(), Refusal> {
    let mine = bench.operator.as_ref().map(|operator| &operator.id);
    match &line.conversation.conversation.holder {
        Holder::Operator { id, .. } if mine == Some(id) => {}
        Holder::Operator { name, .. } => return Err(Refusal::HeldBy(name.clone())),
        Holder::Desk | Holder::Waiting { .. } => return Err(Refusal::NotYours(line.number)),
    }
    if line.is_opted_out { Err(Refusal::OptedOut) } else { Ok(()) }
}

/// Queues words to the contact, in as many messages as they need.
pub(super) fn say(bench: &mut Bench<'_>, line: &ConversationLine, permit: Permit, words: &str) {
    let author = bench.author();
    for piece in pieces(words) {
        let delivery = Delivery::Send { message: Outgoing::plain(piece) };
        let row = bench.contact_row(&line.conversation.conversation, permit, Purpose::Relay, author.clone(), delivery);
        bench.queue(row);
    }
}
