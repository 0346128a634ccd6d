//! What the panel's pages share.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use candor_core::{ids::BusinessId, moment::Moment};
use candor_desk::Desk;
use tokio::sync::Semaphore;

use super::{access::throttle::Throttle, notice::Notice, scripts::Trials};

/// So many passwords are hashed at once: each takes 19 MiB and a core for a while.
const HASHED_AT_ONCE: usize = 2;

/// So many notices wait at most for the page that shows them.
const MOST_NOTICES: usize = 1_000;

/// What is set about the panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PanelSettings {
    /// Under which address people reach it, such as `https://desk.example.org`, without a slash at the end. Begins it with
    /// `https`, then cookies travel over nothing else.
    pub address: String,
}

/// The desk, the business whose panel it is, and what is kept between two pages. Cloning it is cheap.
#[derive(Clone)]
pub struct Panel(pub(super) Arc<PanelInner>);

/// See [`Panel`].
pub(crate) struct PanelInner {
    desk: Desk,
    business: BusinessId,
    settings: PanelSettings,
    pub(super) throttle: Throttle,
    pub(super) hashing: Semaphore,
    notices: Mutex<HashMap<String, Notice>>,
    trials: Trials,
}

impl Panel {
    /// The panel of a desk that is wired.
    pub fn new(desk: Desk, business: BusinessId, settings: PanelSettings) -> Self {
        Self(Arc::new(PanelInner {
            desk,
            business,
            settings,
            throttle: Throttle::default(),
            hashing: Semaphore::new(HASHED_AT_ONCE),
            notices: Mutex::default(),
            trials: Trials::default(),
        }))
    }

    pub(crate) fn desk(&self) -> &Desk {
        &self.0.desk
    }

    pub(crate) fn business(&self) -> &BusinessId {
        &self.0.business
    }

    pub(crate) fn settings(&self) -> &PanelSettings {
        &self.0.settings
    }

    pub(crate) fn trials(&self) -> &Trials {
        &self.0.trials
    }

    pub(crate) fn now(&self) -> Moment {
        self.0.desk.clock.now()
    }

    /// Whether browsers are to send the cookies over https alone.
    pub(crate) fn is_secure(&self) -> bool {
        self.0.settings.address.starts_with("https://")
    }

    /// Leaves a notice for the next page of a session.
    pub(super) fn leave(&self, session: &str, notice: Notice) {
        let mut notices = self.0.notices.lock().unwrap_or_else(PoisonError::into_inner);
        if notices.len() >= MOST_NOTICES {
            notices.clear();
        }
        notices.insert(session.to_owned(), notice);
    }

    /// The notice that was left for a session, once.
    pub(super) fn take_notice(&self, session: &str) -> Option<Notice> {
        self.0.notices.lock().unwrap_or_else(PoisonError::into_inner).remove(session)
    }
}
