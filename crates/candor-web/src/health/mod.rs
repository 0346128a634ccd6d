//! The two questions a supervisor or load balancer asks: whether the process answers (`/healthz`), and whether the desk
//! works (`/readyz`). No figures, for the listener may be public.

#[cfg(test)]
mod tests;

use std::sync::{Arc, OnceLock};

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
}

/// Why the desk is not ready, as a stable word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotReady {
    /// It has not started its workers yet.
    Starting,
    /// It was told to stop and finishes what was begun.
    Stopping,
    /// One of its workers has ended, which none ever does by itself.
    WorkerEnded,
    /// The database does not answer.
    StoreSilent,
}

impl NotReady {
    /// The word in the answer.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Starting => "starting",
            Self::Stopping => "stopping",
            Self::WorkerEnded => "worker_ended",
            Self::StoreSilent => "store_silent",
        }
    }
}

impl Readiness {
    /// Of a desk on this store, whose workers have not started yet.
    pub fn new(store: Store) -> Self {
        Self { store, desk: Arc::default() }
    }

    /// The workers have started.
    pub fn started(&self, desk: Liveness) {
        // A desk starts once.
        let _ = self.desk.set(desk);
    }

    /// Whether the desk works, and if not, why.
    pub async fn ask(&self) -> Result<(), NotReady> {
        let desk = self.desk.get().ok_or(NotReady::Starting)?;
        if desk.is_stopping() {
            return Err(NotReady::Stopping);
        }
        if !desk.is_whole() {
            return Err(NotReady::WorkerEnded);
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
