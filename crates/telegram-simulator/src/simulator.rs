//! The simulator as a value: one world behind one lock, shared by every listener, page and test that holds a clone.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::{broadcast, watch};

use crate::clock::Clock;
use crate::hints::Hint;
use crate::limits::Limits;
use crate::world::World;

/// How many hints a slow listener may lag behind before it is told to look at everything again.
const HINTS_KEPT: usize = 4096;

/// How a simulator begins.
#[derive(Clone, Debug)]
pub struct SimulatorOptions {
    /// Where time comes from.
    pub clock: Clock,
    /// Decides every id, token and chance.
    pub seed: u64,
    /// The rate limits in force; they can be changed later.
    pub limits: Limits,
}

impl SimulatorOptions {
    /// As close to Telegram as it gets: the system's clock and rate limits.
    #[must_use]
    pub fn realistic() -> Self {
        Self { clock: Clock::system(), seed: 1, limits: Limits::realistic() }
    }

    /// For tests that must not wait: the system's clock, no rate limits.
    #[must_use]
    pub fn quick() -> Self {
        Self { clock: Clock::system(), seed: 1, limits: Limits::none() }
    }
}

/// A simulated Telegram. Clones share one world.
#[derive(Clone)]
pub struct Simulator {
    shared: Arc<Shared>,
}

struct Shared {
    world: Mutex<World>,
    clock: Clock,
    hints: broadcast::Sender<Hint>,
    changes: watch::Sender<u64>,
    closing: watch::Sender<bool>,
    http: OnceLock<Result<reqwest::Client, String>>,
}

/// The condition did not come true in time.
#[derive(Debug, thiserror::Error)]
#[error("what was waited for did not happen within {0:?}; look at the requests and chats of the simulator")]
pub struct NotInTime(pub Duration);

impl Simulator {
    /// An empty world.
    #[must_use]
    pub fn new(options: SimulatorOptions) -> Self {
        let shared = Shared {
            world: Mutex::new(World::new(options.seed, options.limits)),
            clock: options.clock,
            hints: broadcast::channel(HINTS_KEPT).0,
            changes: watch::channel(0).0,
            closing: watch::channel(false).0,
            http: OnceLock::new(),
        };
        Self { shared: Arc::new(shared) }
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.shared.clock
    }

    /// Moves the clock ahead; everything that was due in between happens now.
    pub fn advance(&self, by: Duration) {
        self.shared.clock.advance(by);
        self.tell(vec![Hint::of("clock")]);
    }

    /// Ends held polls, hanging calls and event streams of [`Simulator::router`] for good, so that the listener it was merged
    /// into can stop. A [`Server`](crate::Server) does this for its own connections by itself.
    pub fn close(&self) {
        self.shared.closing.send_replace(true);
    }

    /// Hints about changes from now on.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<Hint> {
        self.shared.hints.subscribe()
    }

    /// Looks again after every change until `look` finds something or the time (real time) is over.
    ///
    /// # Errors
    /// [`NotInTime`] where nothing was found within `within`.
    pub async fn wait_for<T>(
        &self,
        within: Duration,
        mut look: impl FnMut(&Self) -> Option<T>,
    ) -> Result<T, NotInTime> {
        let mut changes = self.shared.changes.subscribe();
        let looking = async {
            loop {
                if let Some(found) = look(self) {
                    return found;
                }
                // The sender lives as long as `self`; still, never spin.
                if changes.changed().await.is_err() {
                    std::future::pending::<()>().await;
                }
            }
        };
        tokio::time::timeout(within, looking).await.map_err(|_| NotInTime(within))
    }

    /// The world. Never hold this across an `await`.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.shared.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn closing(&self) -> watch::Receiver<bool> {
        self.shared.closing.subscribe()
    }

    pub(crate) fn now_ms(&self) -> i64 {
        self.shared.clock.now_ms()
    }

    /// Tells everybody who listens or waits that something changed.
    pub(crate) fn tell(&self, hints: Vec<Hint>) {
        for hint in hints {
            // An error only says that nobody listens.
            let _ = self.shared.hints.send(hint);
        }
        self.shared.changes.send_modify(|count| *count = count.wrapping_add(1));
    }

    pub(crate) fn http(&self) -> Result<reqwest::Client, String> {
        self.shared.http.get_or_init(crate::webhook::client).clone()
    }

    pub(crate) fn downgrade(&self) -> WeakSimulator {
        WeakSimulator { shared: Arc::downgrade(&self.shared) }
    }
}

impl fmt::Debug for Simulator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let world = self.world();
        formatter
            .debug_struct("Simulator")
            .field("bots", &world.bots.len())
            .field("users", &world.users.len())
            .finish_non_exhaustive()
    }
}

/// A simulator that may be gone, for tasks that must not keep it alive.
pub(crate) struct WeakSimulator {
    shared: Weak<Shared>,
}

impl WeakSimulator {
    pub(crate) fn upgrade(&self) -> Option<Simulator> {
        self.shared.upgrade().map(|shared| Simulator { shared })
    }
}
