//! What was sent, told apart: the stored updates of a lane as messages the core understands, in order.

use candor_connect::telegram::{
    translate::{Post, Sender, translate},
    updates::RawUpdate,
};
use candor_core::{hearing::screen_quickly, message::Incoming, timer::Timer};
use candor_store::{InboxKey, InboxRow, TIMER_KIND};

/// At most so many messages of a burst are thought about. More than anybody writes in a breath; a flood of thousands
/// is kept whole on the timeline, while the answer follows its end.
const THOUGHT_ABOUT: usize = 40;

/// The unread updates of a lane.
pub(crate) struct ToldApart {
    /// All of them, to be ticked.
    pub keys: Vec<InboxKey>,
    /// All messages, in order.
    pub incoming: Vec<Incoming>,
    /// Who sent them.
    pub sender: Option<Sender>,
    /// What people wrote in a group, in order.
    pub posts: Vec<Posted>,
    /// Timers that are due.
    pub timers: Vec<Timer>,
    /// The rows that are timers, to be ticked.
    pub timer_keys: Vec<InboxKey>,
}

/// What somebody wrote in a group.
pub(crate) type Posted = Post;

/// Reads the unread updates again. They were readable when they came; one that is not any more is ticked and left alone.
pub(crate) fn tell_apart(unread: &[InboxRow]) -> ToldApart {
    let mut told = ToldApart {
        keys: Vec::with_capacity(unread.len()),
        incoming: Vec::new(),
        sender: None,
        posts: Vec::new(),
        timers: Vec::new(),
        timer_keys: Vec::new(),
    };
    for row in unread {
        if row.kind == TIMER_KIND {
            told.timer_keys.push(row.key);
            // One this program does not know any more is ticked and left alone.
            told.timers.extend(serde_json::from_slice::<Timer>(&row.raw));
            continue;
        }
        told.keys.push(row.key);
        let translated = translate(&RawUpdate::from_text(String::from_utf8_lossy(&row.raw)), row.received_at);
        told.incoming.extend(translated.incoming);
        told.posts.extend(translated.post);
        if translated.sender.is_some() {
            told.sender = translated.sender;
        }
    }
    told
}

/// The messages a turn thinks about: the last ones, and any earlier one that the honesty contract must not miss.
pub(crate) fn worth_hearing(incoming: &[Incoming]) -> Vec<Incoming> {
    let early = incoming.len().saturating_sub(THOUGHT_ABOUT);
    let mut kept: Vec<Incoming> =
        incoming.iter().take(early).filter(|message| is_due_an_answer(message)).cloned().collect();
    let surplus = kept.len().saturating_sub(THOUGHT_ABOUT);
    kept.drain(..surplus);
    kept.extend(incoming.iter().skip(early).cloned());
    kept
}

/// Whether the honesty contract or a pressed button plainly demands an answer to this very message of a flood.
pub(crate) fn is_due_an_answer(message: &Incoming) -> bool {
    message.content.words().is_none_or(|words| !screen_quickly(words).is_clear())
}
