//! What the demo's pages share.

use std::sync::Arc;

use candor_core::ids::ConnectionId;
use candor_store::Store;

use super::{
    script::Scripts,
    setup::{DemoBusiness, DemoSetup},
};

/// The store the desk works on, and what is set up in it. Cloning it is cheap.
#[derive(Clone)]
pub struct DemoState {
    store: Store,
    setup: Arc<DemoSetup>,
    scripts: Arc<Scripts>,
}

impl DemoState {
    /// The demo of a desk that is already wired: connections written, scripts published, managers on the staff.
    pub fn new(store: Store, setup: DemoSetup) -> Self {
        Self { store, setup: Arc::new(setup), scripts: Arc::default() }
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    pub(crate) fn setup(&self) -> &DemoSetup {
        &self.setup
    }

    pub(crate) fn scripts(&self) -> &Scripts {
        &self.scripts
    }

    /// The business behind a connection; only those of the setup are shown.
    pub(crate) fn business_of(&self, connection: &ConnectionId) -> Option<&DemoBusiness> {
        self.setup.businesses.iter().find(|business| business.connection == *connection)
    }
}
