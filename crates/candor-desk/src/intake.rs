//! 1: stores what the channel delivered. Only when it is stored does the channel hear that it arrived
//! (ARCHITECTURE.md, invariant 2).

use candor_connect::telegram::{
    translate::translate,
    updates::{RawUpdate, SinkError, UpdateSink},
};
use candor_core::ids::ConnectionId;
use candor_store::{Error, ReceivedUpdate};
use futures_util::future::BoxFuture;

use crate::{Desk, measure, typing};

/// Takes the updates of one connection.
#[derive(Clone)]
pub struct Intake {
    desk: Desk,
    connection: ConnectionId,
}

impl Intake {
    /// The intake of a connection.
    pub const fn new(desk: Desk, connection: ConnectionId) -> Self {
        Self { desk, connection }
    }

    async fn keep(&self, batch: Vec<RawUpdate>, next_offset: Option<i64>) -> Result<(), SinkError> {
        let now = self.desk.clock.now();
        let mut received = Vec::with_capacity(batch.len());
        let mut talking = Vec::new();
        for raw in batch {
            let translated = translate(&raw, now);
            let is_private = translated.incoming.is_some();
            let is_readable = translated.chat.is_some() && (is_private || translated.post.is_some());
            // Nobody answers it, and it must not supersede the turn it is about: whoever writes looks for it.
            let is_only_kept = translated.stopped.is_some();
            if let (Some(chat), true, false) = (translated.chat, is_private, translated.is_urgent) {
                talking.push(chat);
            }
            received.push(ReceivedUpdate {
                update_id: raw.is_numbered().then_some(raw.update_id),
                chat: translated.chat.filter(|_| is_readable || is_only_kept),
                kind: translated.kind,
                raw: raw.text.into_bytes(),
                is_urgent: translated.is_urgent,
                is_readable,
                is_only_kept,
            });
        }
        let kinds: Vec<String> = received.iter().map(|update| update.kind.clone()).collect();
        let quiet = self.desk.settings.quiet_millis;
        let accepted = self.desk.store.accept(&self.connection, received, next_offset, now, quiet).await;
        match accepted {
            Ok(accepted) => {
                kinds.iter().for_each(|kind| measure::update_came(kind));
                tracing::debug!(fresh = accepted.fresh, duplicates = accepted.duplicates, "updates stored");
                typing::show(&self.desk, &self.connection, talking);
                Ok(())
            }
            Err(error @ (Error::Closed | Error::Missing(_))) => Err(SinkError::Stop(error.to_string())),
            Err(error) => {
                measure::store_failed(&error);
                Err(SinkError::TryAgain(error.to_string()))
            }
        }
    }
}

impl UpdateSink for Intake {
    fn accept(&self, batch: Vec<RawUpdate>, next_offset: Option<i64>) -> BoxFuture<'_, Result<(), SinkError>> {
        Box::pin(self.keep(batch, next_offset))
    }
}
