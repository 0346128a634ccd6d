//! A sink that keeps updates in memory, each once, and can be told to be slow or to fail.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use std::{
    collections::{BTreeMap, VecDeque},
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex},
};

use candor_connect::telegram::updates::{RawUpdate, SinkError, UpdateSink};
use tokio::{
    sync::{Semaphore, watch},
    time::timeout,
};

use crate::world::DEADLINE;

/// What the shelf holds.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// Text by number: a second coming changes nothing.
    pub texts: BTreeMap<i64, String>,
    /// How many times each batch was offered, kept or not.
    pub offers: usize,
    /// The offset kept last.
    pub offset: Option<i64>,
}

/// The sink.
pub struct Shelf {
    kept: watch::Sender<Kept>,
    failures: Mutex<VecDeque<SinkError>>,
    gate: Semaphore,
}

impl Shelf {
    /// Keeps all it is given.
    pub fn open() -> Arc<Self> {
        Self::that_fails([])
    }

    /// Fails so many times first.
    pub fn that_fails(failures: impl IntoIterator<Item = SinkError>) -> Arc<Self> {
        Arc::new(Self {
            kept: watch::Sender::new(Kept::default()),
            failures: Mutex::new(failures.into_iter().collect()),
            gate: Semaphore::new(1_000_000),
        })
    }

    /// Keeps nothing until [`Self::let_one_in`].
    pub fn closed() -> Arc<Self> {
        let mut shelf = Self::open();
        Arc::get_mut(&mut shelf).unwrap().gate = Semaphore::new(0);
        shelf
    }

    /// Lets one batch through.
    pub fn let_one_in(&self) {
        self.gate.add_permits(1);
    }

    /// What it holds now.
    pub fn kept(&self) -> Kept {
        self.kept.borrow().clone()
    }

    /// Waits until what it holds is as asked.
    pub async fn holds(&self, is_so: impl Fn(&Kept) -> bool) -> Kept {
        let mut seen = self.kept.subscribe();
        let waited = timeout(DEADLINE, seen.wait_for(|kept| is_so(kept))).await;
        waited.unwrap_or_else(|_| panic!("the shelf never held it: {:?}", self.kept())).unwrap().clone()
    }
}

impl UpdateSink for Shelf {
    fn accept(
        &self,
        batch: Vec<RawUpdate>,
        next_offset: Option<i64>,
    ) -> Pin<Box<dyn Future<Output = Result<(), SinkError>> + Send + '_>> {
        Box::pin(async move {
            self.kept.send_modify(|kept| kept.offers += 1);
            self.gate.acquire().await.unwrap().forget();
            if let Some(failure) = self.failures.lock().unwrap().pop_front() {
                return Err(failure);
            }
            self.kept.send_modify(|kept| {
                for update in batch {
                    kept.texts.entry(update.update_id).or_insert(update.text);
                }
                kept.offset = next_offset;
            });
            Ok(())
        })
    }
}
