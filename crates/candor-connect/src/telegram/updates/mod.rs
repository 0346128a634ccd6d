//! Updates on their way in, by [`polling`] or by [`webhook`]. Both hand over raw text and wait for the sink's commit
//! before Telegram hears that anything arrived; neither looks further into an update than its number.

mod counts;
pub mod polling;
mod raw;
mod salvage;
pub mod webhook;

pub use counts::PollCounts;
use futures_util::future::BoxFuture;
pub use polling::{Patience, Polling, PollingEnd};
pub use raw::RawUpdate;

/// The kinds of updates asked for (Bot API, `getUpdates.allowed_updates`): those that
/// [`translate`](super::translate) understands. The list is always sent, because without it Telegram keeps the
/// last one it was given.
pub const ALLOWED_UPDATES: [&str; 5] =
    ["message", "edited_message", "callback_query", "my_chat_member", "stopped_message_generation"];

/// Where updates are kept. One call is one commit: when it returns `Ok`, everything in it survives a power cut.
pub trait UpdateSink: Send + Sync {
    /// Keeps the updates, each once however often it comes. `next_offset` is what polling will ask for next; keep it in
    /// the same commit to start there after a restart. None with a webhook.
    fn accept(&self, batch: Vec<RawUpdate>, next_offset: Option<i64>) -> BoxFuture<'_, Result<(), SinkError>>;
}

/// Why the sink did not keep a batch. Nothing of it is acknowledged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SinkError {
    /// It may work later, such as when the disk has room again.
    #[error("updates cannot be stored ({0}); they stay at the channel and are tried again")]
    TryAgain(String),
    /// This process must take no more updates, such as when another one leads.
    #[error("updates are no longer taken here: {0}")]
    Stop(String),
}
