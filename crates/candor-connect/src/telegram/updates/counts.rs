//! What polling has seen, in numbers, for health pages. No words of anybody.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::telegram::bot_api::ApiError;

/// Counts of one polling loop since it was made.
#[derive(Debug, Default)]
pub struct PollCounts {
    updates: AtomicU64,
    unnumbered: AtomicU64,
    failed_calls: AtomicU64,
    bad_answers: AtomicU64,
    sink_failures: AtomicU64,
}

impl PollCounts {
    /// Updates handed to the sink and kept, damaged ones included.
    pub fn updates(&self) -> u64 {
        self.updates.load(Relaxed)
    }

    /// Those among them without a readable number.
    pub fn unnumbered(&self) -> u64 {
        self.unnumbered.load(Relaxed)
    }

    /// Calls that brought no updates because they failed, for whatever reason.
    pub fn failed_calls(&self) -> u64 {
        self.failed_calls.load(Relaxed)
    }

    /// Those among them whose answer was garbage.
    pub fn bad_answers(&self) -> u64 {
        self.bad_answers.load(Relaxed)
    }

    /// Batches the sink could not keep, to be asked for again.
    pub fn sink_failures(&self) -> u64 {
        self.sink_failures.load(Relaxed)
    }

    pub(super) fn kept(&self, size: usize, unnumbered: usize) {
        self.updates.fetch_add(u64::try_from(size).unwrap_or(u64::MAX), Relaxed);
        self.unnumbered.fetch_add(u64::try_from(unnumbered).unwrap_or(u64::MAX), Relaxed);
    }

    pub(super) fn failed(&self, error: &ApiError) {
        self.failed_calls.fetch_add(1, Relaxed);
        if matches!(error, ApiError::BadAnswer { .. }) {
            self.bad_answers.fetch_add(1, Relaxed);
        }
    }

    pub(super) fn sink_failed(&self) {
        self.sink_failures.fetch_add(1, Relaxed);
    }
}
