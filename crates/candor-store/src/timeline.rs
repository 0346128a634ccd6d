//! The timeline: what was said and why. Lines are only ever added; each carries a hash of itself and of the line
//! before it, so that a line altered behind the database's triggers is found (H14).

use candor_core::{ids::ConversationId, timeline::TimelineEntry};

use crate::{Error, Store};

/// A line with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineLine {
    /// Its place in the conversation, from 1.
    pub seq: i64,
    /// The line.
    pub entry: TimelineEntry,
}

/// What the hashes of a timeline say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chain {
    /// So many lines, each as it was written.
    Intact(u64),
    /// From this place on the lines are not as they were written.
    BrokenAt(i64),
}

impl Store {
    /// Lines of a conversation after a place, oldest first. Begin with 0.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if one cannot be read; whatever keeps the database from answering.
    pub async fn timeline(
        &self,
        conversation: &ConversationId,
        after_seq: i64,
        limit: u32,
    ) -> Result<Vec<TimelineLine>, Error> {
        let _ = (conversation, after_seq, limit);
        todo!()
    }

    /// Computes every hash of a timeline again.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn verify_timeline(&self, conversation: &ConversationId) -> Result<Chain, Error> {
        let _ = conversation;
        todo!()
    }
}
