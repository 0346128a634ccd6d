//! Sends a file to a contact from the panel, with words or without: under the name of whoever sends it (H3), and only while
//! they hold the conversation (H7). Its bytes lie sealed in the store until it went out, in the commit of the message that
//! carries it.

use candor_core::{
    attachment::{Attachment, Held, SentAs, Unfit, judge},
    consent::Permit,
    ids::FileId,
    message::Author,
    outbox::{Delivery, MAX_CAPTION_CHARS, Purpose},
    roles::Deed,
    timer::NewFile,
};
use candor_store::ConversationLine;

use super::{
    ActError, Bench, FileRefusal,
    answer_contact::{must_hold, say, trimmed},
};

/// A file that may be sent.
#[derive(Clone, Debug)]
pub struct ReadyFile {
    /// What it is called.
    pub name: String,
    /// How it goes.
    pub sent_as: SentAs,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl ReadyFile {
    /// Judges a file as it was handed over, by its content: what a browser says of it is not asked.
    ///
    /// # Errors
    /// [`FileRefusal::Empty`], [`FileRefusal::TooLarge`], [`FileRefusal::Program`].
    pub fn of(name: &str, bytes: Vec<u8>) -> Result<Self, FileRefusal> {
        match judge(name, &bytes) {
            Ok((name, sent_as)) => Ok(Self { name, sent_as, bytes }),
            Err(Unfit::Empty) => Err(FileRefusal::Empty),
            Err(Unfit::TooLarge) => Err(FileRefusal::TooLarge),
            Err(Unfit::Program) => Err(FileRefusal::Program),
        }
    }
}

/// Sends a file to the contact.
///
/// # Errors
/// [`super::Refusal::TooLong`], [`super::Refusal::NotYours`] or [`super::Refusal::HeldBy`] if whoever sends it does not hold the conversation,
/// [`super::Refusal::OptedOut`], [`super::Refusal::MayNot`].
pub fn send_file(
    bench: &mut Bench<'_>,
    line: &ConversationLine,
    ready: &ReadyFile,
    words: &str,
) -> Result<(), ActError> {
    bench.must_be_allowed(Deed::Take)?;
    let words = trimmed(words)?;
    must_hold(bench, line)?;
    let known = &line.conversation.conversation;
    let (name, permit) = (bench.name(), Permit::to_relay(known));
    let author = Author::Operator { name: name.clone() };
    let id = FileId::from_unique(&bench.desk.ids.unique());
    let file = Attachment {
        what: ready.sent_as.word().to_owned(),
        name: Some(ready.name.clone()),
        bytes: u64::try_from(ready.bytes.len()).ok(),
        held: Held::InStore(id.clone()),
    };
    bench.note_file(&known.id, author.clone(), file, words);
    let signed = if words.is_empty() { format!("{name}:") } else { format!("{name}: {words}") };
    // Words that do not fit below a file come before it, as messages of their own.
    let caption = if signed.chars().count() > MAX_CAPTION_CHARS {
        say(bench, line, permit, &signed);
        format!("{name}:")
    } else {
        signed
    };
    let delivery = match ready.sent_as {
        SentAs::Photo => Delivery::Photo { file: id.clone(), name: ready.name.clone(), caption },
        SentAs::Document => Delivery::Document { file: id.clone(), name: ready.name.clone(), caption },
    };
    let row = bench.contact_row(known, permit, Purpose::Relay, author, delivery);
    bench.queue(row);
    bench.changes.files.push((known.connection.clone(), NewFile { id, bytes: ready.bytes.clone() }));
    bench.change(line, known.clone().woken());
    Ok(())
}
