//! What the panel's pages share.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use candor_core::{ids::BusinessId, moment::Moment};
use candor_desk::Desk;
use tokio::sync::Semaphore;

use super::{
    access::{proven::Proven, throttle::Throttle},
    bots::BotCheck,
    connections::Renewal,
    notice::Notice,
    scripts::Trials,
    settings::Configured,
    setup::{Ground, Setup},
};
use crate::log::LogRing;

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
    pub(super) proven: Proven,
    pub(super) hashing: Semaphore,
    notices: Mutex<HashMap<String, Notice>>,
    trials: Trials,
    bots: OnceLock<Arc<dyn BotCheck>>,
    setup: OnceLock<Arc<dyn Setup>>,
    renewal: OnceLock<Arc<dyn Renewal>>,
    log: OnceLock<LogRing>,
    configured: OnceLock<Configured>,
}

impl Panel {
    /// The panel of a desk that is wired.
    pub fn new(desk: Desk, business: BusinessId, settings: PanelSettings) -> Self {
        Self(Arc::new(PanelInner {
            desk,
            business,
            settings,
            throttle: Throttle::default(),
            proven: Proven::default(),
            hashing: Semaphore::new(HASHED_AT_ONCE),
            notices: Mutex::default(),
            trials: Trials::default(),
            bots: OnceLock::new(),
            setup: OnceLock::new(),
            renewal: OnceLock::new(),
            log: OnceLock::new(),
            configured: OnceLock::new(),
        }))
    }

    /// The same panel, where bots can be asked about. Given once.
    #[must_use]
    pub fn with_bots(self, bots: Arc<dyn BotCheck>) -> Self {
        let _ = self.0.bots.set(bots);
        self
    }

    /// The same panel before the desk answers: its owner is led through setting it up. Given once.
    #[must_use]
    pub fn with_setup(self, setup: Arc<dyn Setup>) -> Self {
        let _ = self.0.setup.set(setup);
        self
    }

    /// Who asks Telegram about bots, where somebody does.
    pub(crate) fn bots(&self) -> Option<&dyn BotCheck> {
        self.0.bots.get().map(AsRef::as_ref)
    }

    /// What is left to be done before the desk answers; nothing where it does.
    pub(crate) fn setup(&self) -> Option<&dyn Setup> {
        self.0.setup.get().map(AsRef::as_ref)
    }

    /// The same panel, where another token of a bot is used at once. Given once.
    #[must_use]
    pub fn with_renewal(self, renewal: Arc<dyn Renewal>) -> Self {
        let _ = self.0.renewal.set(renewal);
        self
    }

    /// Who uses another token of a bot at once, where somebody does.
    pub(crate) fn renewal(&self) -> Option<&dyn Renewal> {
        self.0.renewal.get().map(AsRef::as_ref)
    }

    /// The same panel, where what the process logs can be read. Given once.
    #[must_use]
    pub fn with_log(self, log: LogRing) -> Self {
        let _ = self.0.log.set(log);
        self
    }

    /// The same panel, where the settings the process was started with can be read. Given once.
    #[must_use]
    pub fn with_configured(self, configured: Configured) -> Self {
        let _ = self.0.configured.set(configured);
        self
    }

    /// What the process logged last, where that is kept.
    pub(crate) fn log(&self) -> Option<&LogRing> {
        self.0.log.get()
    }

    /// The settings the process was started with, where they are known.
    pub(crate) fn configured(&self) -> Option<&Configured> {
        self.0.configured.get()
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

    /// What the first run rests on.
    pub(crate) fn ground(&self) -> Ground<'_> {
        let address = Some(self.0.settings.address.as_str());
        Ground { desk: self.desk(), business: self.business(), bots: self.bots(), setup: self.setup(), address }
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
