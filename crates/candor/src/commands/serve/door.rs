//! The listeners: what is shown on them, from when and until when.

use std::{net::SocketAddr, sync::Arc};

use axum::Router;
use candor_store::Store;
use candor_web::{Metrics, Switch};
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

use crate::{
    config::Config,
    exit::{Cause, Stop},
    wire,
};

/// A listener that is open. What it shows can be changed.
pub(super) struct Door {
    switch: Switch,
    serving: JoinHandle<std::io::Result<()>>,
}

impl Door {
    /// Shows these routes until told to stop.
    pub(super) fn open(listener: TcpListener, routes: Router, mut stopped: watch::Receiver<bool>) -> Self {
        let switch = Switch::default();
        switch.show(routes);
        // Who asks is known by address, for the figures are not for everybody.
        let app = switch.router().into_make_service_with_connect_info::<SocketAddr>();
        let over = async move {
            // A sender that is gone means the same as one that says stop.
            let _ = stopped.wait_for(|stop| *stop).await;
        };
        let serving = tokio::spawn(async move { axum::serve(listener, app).with_graceful_shutdown(over).await });
        Self { switch, serving }
    }

    /// Shows these routes from now on.
    pub(super) fn show(&self, routes: Router) {
        self.switch.show(routes);
    }

    /// Waits until the last answer is given, after it was told to stop.
    pub(super) async fn shut(self) {
        let _ = self.serving.await;
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
