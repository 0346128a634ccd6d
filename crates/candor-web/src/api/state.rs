//! What the API's endpoints share.

use std::sync::{Arc, OnceLock};

use candor_core::{ids::BusinessId, moment::Moment};
use candor_desk::Desk;
use candor_store::Error;
use tokio::sync::Semaphore;

use super::{Problem, pace::Pace};
use crate::{
    log::LogRing,
    panel::{
        BotCheck, Configured, Renewal,
        scripts::Trials,
        setup::{Ground, Setup},
    },
};

/// The desk, and the business whose API it is. Cloning it is cheap.
#[derive(Clone)]
pub struct Api(Arc<ApiInner>);

struct ApiInner {
    desk: Desk,
    business: BusinessId,
    pace: Pace,
    trials: Trials,
    turn: Semaphore,
    address: OnceLock<String>,
    log: OnceLock<LogRing>,
    configured: OnceLock<Configured>,
    bots: OnceLock<Arc<dyn BotCheck>>,
    renewal: OnceLock<Arc<dyn Renewal>>,
    setup: OnceLock<Arc<dyn Setup>>,
}

impl Api {
    /// The API of a desk that is wired.
    pub fn new(desk: Desk, business: BusinessId) -> Self {
        let (pace, trials, turn) = (Pace::default(), Trials::default(), Semaphore::new(1));
        let (address, log, configured) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        let (bots, renewal, setup) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Self(Arc::new(ApiInner { desk, business, pace, trials, turn, address, log, configured, bots, renewal, setup }))
    }

    /// The same API, where people reach the panel under this address, without a slash at the end. Given once.
    #[must_use]
    pub fn with_address(self, address: String) -> Self {
        let _ = self.0.address.set(address);
        self
    }

    /// The same API, where what the process logs can be read. Given once.
    #[must_use]
    pub fn with_log(self, log: LogRing) -> Self {
        let _ = self.0.log.set(log);
        self
    }

    /// The same API, where the settings the process was started with can be read. Given once.
    #[must_use]
    pub fn with_configured(self, configured: Configured) -> Self {
        let _ = self.0.configured.set(configured);
        self
    }

    /// The same API, where bots can be asked about. Given once.
    #[must_use]
    pub fn with_bots(self, bots: Arc<dyn BotCheck>) -> Self {
        let _ = self.0.bots.set(bots);
        self
    }

    /// The same API, where another token of a bot is used at once. Given once.
    #[must_use]
    pub fn with_renewal(self, renewal: Arc<dyn Renewal>) -> Self {
        let _ = self.0.renewal.set(renewal);
        self
    }

    /// The same API before the desk answers: programs lead it through the first run as its owner would. Given once.
    #[must_use]
    pub fn with_setup(self, setup: Arc<dyn Setup>) -> Self {
        let _ = self.0.setup.set(setup);
        self
    }

    /// What the first run rests on.
    pub(crate) fn ground(&self) -> Ground<'_> {
        let setup = self.0.setup.get().map(AsRef::as_ref);
        Ground { desk: self.desk(), business: self.business(), bots: self.bots(), setup, address: self.address() }
    }

    /// Who asks Telegram about bots, where somebody does.
    pub(crate) fn bots(&self) -> Option<&dyn BotCheck> {
        self.0.bots.get().map(AsRef::as_ref)
    }

    /// Who uses another token of a bot at once, where somebody does.
    pub(crate) fn renewal(&self) -> Option<&dyn Renewal> {
        self.0.renewal.get().map(AsRef::as_ref)
    }

    /// Under which address people reach the panel, where it is shown.
    pub(crate) fn address(&self) -> Option<&str> {
        self.0.address.get().map(String::as_str)
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

    pub(crate) fn now(&self) -> Moment {
        self.0.desk.clock.now()
    }

    /// Scripts learnt lately, to be tried.
    pub(super) fn trials(&self) -> &Trials {
        &self.0.trials
    }

    /// Does what takes a core for a while beside everything else, one after the other: programs never keep contacts waiting.
    ///
    /// # Errors
    /// [`Problem::Store`] if it broke off.
    pub(super) async fn alone<T, F>(&self, work: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let _turn = self.0.turn.acquire().await.map_err(|_| Problem::Store(Error::Closed))?;
        tokio::task::spawn_blocking(work).await.map_err(|_| Problem::Store(Error::Raced))
    }

    pub(super) fn pace(&self) -> &Pace {
        &self.0.pace
    }
}
