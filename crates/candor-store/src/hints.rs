//! Hints to workers of this process that there may be something to do, so that they need not look all the time.

use tokio::sync::watch;

/// One counter per sort of worker; it changes when that worker should look.
pub(crate) struct Hints {
    pub(crate) lanes: watch::Sender<u64>,
    pub(crate) outbox: watch::Sender<u64>,
    pub(crate) scripts: watch::Sender<u64>,
    pub(crate) webhooks: watch::Sender<u64>,
}

impl Hints {
    pub(crate) fn new() -> Self {
        let counter = || watch::Sender::new(0);
        Self { lanes: counter(), outbox: counter(), scripts: counter(), webhooks: counter() }
    }
}

/// Gives a hint.
pub(crate) fn hint(counter: &watch::Sender<u64>) {
    counter.send_modify(|count| *count = count.wrapping_add(1));
}
