//! Runs. The life of a message, one file after another: [`intake`] stores what came, [`turn`] thinks one answer and
//! commits it, [`dispatch`] sends what was committed. [`staff`] is the turn of a member of the staff, [`actions`] is what
//! operators can do through any door. [`clock`] and [`ids`] are the only homes of time and chance.
//!
//! The desk decides nothing itself: decisions are the core's, memory is the store's, the wire is the connection's.

pub mod actions;
mod card;
pub mod clock;
mod couriers;
pub mod dispatch;
pub mod document;
pub mod ids;
mod indexing;
pub mod intake;
pub mod library;
pub mod measure;
pub mod models;
mod places;
pub mod relay;
pub mod shelf;
pub mod staff;
mod told_apart;
pub mod turn;
mod typing;
mod workers;

use std::{collections::BTreeMap, sync::Arc};

use candor_connect::{channel::Channel, webhooks::Courier};
use candor_core::ids::ConnectionId;
use candor_store::Store;
use tokio::sync::Semaphore;

/// Reading the files of owners, for whoever takes them in.
pub use candor_connect::documents;
pub use workers::{Liveness, Running};

use crate::{clock::Clock, ids::Ids, library::Libraries, models::Models, shelf::Shelf};

/// What can be set about how the desk runs. Nothing here reaches the honesty contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How long the desk waits for more after a message, so that a burst gets one answer; milliseconds.
    pub quiet_millis: i64,
    /// How long a turn may hold a conversation before another worker may take it; milliseconds.
    pub lease_millis: i64,
    /// How many turns are thought at once; those that wait for a model do not count.
    pub turn_workers: usize,
    /// How many messages are on their way at once, over all connections.
    pub sends_at_once: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { quiet_millis: 900, lease_millis: 30_000, turn_workers: 4, sends_at_once: 32 }
    }
}

/// Everything a worker needs. Cloning is cheap and gives the same desk.
#[derive(Clone)]
pub struct Desk {
    /// Memory.
    pub store: Store,
    /// The connections over which messages leave.
    pub channels: Arc<BTreeMap<ConnectionId, Arc<dyn Channel>>>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Ids and chance.
    pub ids: Arc<dyn Ids>,
    /// Scripts in use, read and learnt once per version.
    pub shelf: Arc<Shelf>,
    /// The owner's documents, indexed once per change.
    pub libraries: Arc<Libraries>,
    /// Language models, if there are any.
    pub models: Arc<Models>,
    /// What goes to webhooks.
    pub courier: Arc<Courier>,
    /// How it runs.
    pub settings: Settings,
    /// A name of this process no earlier one used: it marks leases and sends as its own.
    pub owner: Arc<str>,
    typing: Arc<Semaphore>,
    previews: Arc<Semaphore>,
}

impl Desk {
    /// Puts a desk together. Nothing runs before [`Desk::start`].
    pub fn new(
        store: Store,
        channels: BTreeMap<ConnectionId, Arc<dyn Channel>>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
        settings: Settings,
    ) -> Self {
        let owner = Arc::from(format!("desk_{}", ids.unique()));
        let shelf = Arc::new(Shelf::new(store.clone()));
        let libraries = Arc::new(Libraries::new(store.clone(), None));
        let typing = Arc::new(Semaphore::new(typing::AT_ONCE));
        let previews = Arc::new(Semaphore::new(models::preview::AT_ONCE));
        Self {
            store,
            channels: Arc::new(channels),
            clock,
            ids,
            shelf,
            libraries,
            models: Arc::default(),
            courier: Arc::new(Courier::new(false)),
            settings,
            owner,
            typing,
            previews,
        }
    }

    /// The same desk with language models.
    #[must_use]
    pub fn with_models(self, models: Models) -> Self {
        let vectors_of = models.embedding().map(|embedding| embedding.model_name.clone());
        let libraries = Arc::new(Libraries::new(self.store.clone(), vectors_of));
        Self { models: Arc::new(models), libraries, ..self }
    }

    /// The same desk with another courier, such as one that may go to private addresses.
    #[must_use]
    pub fn with_courier(self, courier: Courier) -> Self {
        Self { courier: Arc::new(courier), ..self }
    }

    /// Finds what an earlier process left behind, then starts every worker. Sending opens only after that
    /// (ARCHITECTURE.md, invariant 8).
    ///
    /// # Errors
    /// Whatever keeps the store from answering: nothing was started.
    pub async fn start(&self) -> Result<Running, candor_store::Error> {
        workers::start(self).await
    }
}
