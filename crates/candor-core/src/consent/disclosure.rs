//! When the desk must say that it is an AI (H1): at first, after 24 hours of silence, and after a person held the conversation.

use crate::{conversation::Conversation, moment::Moment};

/// After so much silence the desk says again that it is an AI (H1).
pub const SILENCE_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// Whether the next message of the desk must say that an AI is writing.
///
/// A person's taking over clears `disclosed_at`, so that the desk says it again when it comes back.
pub fn is_due(conversation: &Conversation, now: Moment) -> bool {
    let Some(disclosed_at) = conversation.disclosed_at else { return true };
    let last_activity_at = conversation.last_activity_at.unwrap_or(disclosed_at).max(disclosed_at);
    now.millis_since(last_activity_at) >= SILENCE_MILLIS
}
