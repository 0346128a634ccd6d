//! The two questions a supervisor or load balancer asks: whether the process answers (`/healthz`), and whether the desk
//! works (`/readyz`). No figures, for the listener may be public.

#[cfg(test)]
mod tests;

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicBool, Ordering},
};

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use candor_desk::Liveness;
use candor_store::Store;

/// Knows whether the desk works. Cloning it is cheap and gives the same one.
#[derive(Clone)]
pub struct Readiness {
    store: Store,
    desk: Arc<OnceLock<Liveness>>,
    is_set_up: bool,
    is_token_refused: Arc<AtomicBool>,
}

/// Why the desk is not ready, as a stable word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotReady {
    /// Its owner has not set it up yet.
    NotSetUp,
    /// It has not started its workers yet.
    Starting,
    /// It was told to stop and finishes what was begun.
    Stopping,
    /// One of its workers has ended, which none ever does by itself.
    WorkerEnded,
    /// Telegram refuses the token of its bot: nothing comes and nothing goes until it has another one.
    TokenRefused,
    /// The database does not answer.
    StoreSilent,
}

impl NotReady {
    /// The word in the answer.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotSetUp => "not_set_up",
            Self::Starting => "starting",
            Self::Stopping => "stopping",
            Self::WorkerEnded => "worker_ended",
            Self::TokenRefused => "token_refused",
            Self::StoreSilent => "store_silent",
        }
    }
}

impl Readiness {
    /// Of a desk on this store, whose workers have not started yet.
    pub fn new(store: Store) -> Self {
        Self { store, desk: Arc::default(), is_set_up: true, is_token_refused: Arc::default() }
    }

    /// Of one that has nothing to answer for before its owner has set it up.
    pub fn before_set_up(store: Store) -> Self {
        Self { is_set_up: false, ..Self::new(store) }
    }

    /// The workers have started.
    pub fn started(&self, desk: Liveness) {
        // A desk starts once.
        let _ = self.desk.set(desk);
    }

    /// Telegram refuses the token of the bot, or takes it again.
    pub fn token_refused(&self, is_refused: bool) {
        self.is_token_refused.store(is_refused, Ordering::Relaxed);
    }

    /// Whether the desk works, and if not, why.
    pub async fn ask(&self) -> Result<(), NotReady> {
        if !self.is_set_up {
            return Err(NotReady::NotSetUp);
        }
        let desk = self.desk.get().ok_or(NotReady::Starting)?;
        if desk.is_stopping() {
            return Err(NotReady::Stopping);
        }
        if !desk.is_whole() {
            return Err(NotReady::WorkerEnded);
        }
        if self.is_token_refused.load(Ordering::Relaxed) {
            return Err(NotReady::TokenRefused);
        }
        self.store.answers().await.map_err(|error| {
            tracing::warn!(%error, "the store does not answer, so the desk is not ready");
            NotReady::StoreSilent
        })
    }
}

/// `GET /healthz`: the process answers.
pub(crate) async fn is_alive() -> &'static str {
    "ok"
}

/// `GET /readyz`: the desk works, or one word that says why not.
pub(crate) async fn is_ready(State(readiness): State<Readiness>) -> Response {
    match readiness.ask().await {
        Ok(()) => "ready".into_response(),
        Err(why) => (StatusCode::SERVICE_UNAVAILABLE, why.word()).into_response(),
    }
}
