//! The listeners: what is shown on them, from when and until when.

use std::{sync::Arc, time::Duration};

use axum::Router;
use candor_store::Store;
use candor_web::{Metrics, Switch, end_streams_when};
use tokio::{net::TcpListener, sync::watch, task::JoinHandle, time::timeout};

use crate::{
    config::Config,
    exit::{Cause, Stop},
    sockets::{Limits, answer_all},
    wire,
};

/// So long the last answers have to be given once the desk stops. A page left open, or a slow download, keeps it no longer.
const LAST_ANSWERS: Duration = Duration::from_secs(5);

/// A listener that is open. What it shows can be changed.
pub(super) struct Door {
    switch: Switch,
    serving: JoinHandle<()>,
}

impl Door {
    /// Shows these routes until told to stop.
    pub(super) fn open(listener: TcpListener, routes: Router, stopped: watch::Receiver<bool>) -> Self {
        let switch = Switch::default();
        switch.show(routes);
        let app = end_streams_when(stopped.clone(), switch.router());
        let serving = tokio::spawn(answer_all(listener, app, stopped, Limits::default()));
        Self { switch, serving }
    }

    /// Shows these routes from now on.
    pub(super) fn show(&self, routes: Router) {
        self.switch.show(routes);
    }

    /// Waits until the last answer is given, after it was told to stop; not longer than for [`LAST_ANSWERS`].
    pub(super) async fn shut(mut self) {
        if timeout(LAST_ANSWERS, &mut self.serving).await.is_err() {
            tracing::warn!("some pages were not read to their end; stopping without them");
            self.serving.abort();
        }
    }
}

/// Where the figures are shown.
#[derive(Default)]
pub(super) struct Figures {
    /// On the listener of the panel, for this machine alone.
    pub(super) on_common_listener: Option<Metrics>,
    /// On one of their own.
    pub(super) on_own_listener: Option<(TcpListener, Metrics)>,
}

impl Figures {
    /// As the settings say. Once for a process.
    pub(super) async fn of(store: &Store, config: &Config) -> Result<Self, Stop> {
        let clock = Arc::clone(&wire::desk_without_connections(store.clone()).clock);
        let metrics = Metrics::install(store.clone(), clock);
        let metrics =
            metrics.map_err(|error| Stop::new(Cause::Unexpected, format!("nothing can be measured: {error}")))?;
        let server = &config.server;
        if !server.metrics_listen.is_empty() {
            let listener = wire::listen_as_set("server.metrics_listen", &server.metrics_listen).await?;
            return Ok(Self { on_own_listener: Some((listener, metrics)), ..Self::default() });
        }
        if !server.public_url.is_empty() {
            tracing::info!(
                "the common listener is public, so the figures are shown nowhere; set server.metrics_listen"
            );
            return Ok(Self::default());
        }
        Ok(Self { on_common_listener: Some(metrics), ..Self::default() })
    }
}
