//! The routes and the listener.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::HeaderValue;
use axum::http::header::DATE;
use axum::middleware;
use axum::response::Response;
use axum::routing::any;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::bot_api;
use crate::clock;
use crate::control;
use crate::simulator::Simulator;

/// The largest request body: uploads by bots are limited to 50 MB.
const LARGEST_BODY: usize = 52 * 1024 * 1024;

/// How long a stopping server waits for answers under way.
const STOP_WAIT: Duration = Duration::from_secs(3);

/// What a request handler needs: the world, and whether its listener is closing.
#[derive(Clone, Debug)]
pub(crate) struct Host {
    pub simulator: Simulator,
    pub closing: watch::Receiver<bool>,
}

impl Host {
    /// A host that closes with the simulator.
    pub(crate) fn of(simulator: Simulator) -> Self {
        let closing = simulator.closing();
        Self { simulator, closing }
    }
}

/// Waits until the listener closes.
pub(crate) async fn closed(closing: &mut watch::Receiver<bool>) {
    // Without a sender nobody can close it any more.
    if closing.wait_for(|is_closing| *is_closing).await.is_err() {
        std::future::pending::<()>().await;
    }
}

impl Simulator {
    /// The routes `/bot...`, `/file/bot...` and `/simulator/...`, to be served alone or merged with others.
    /// Before that listener stops, call [`Simulator::close`]: a held poll would keep it waiting.
    pub fn router(&self) -> Router {
        let host = Host::of(self.clone());
        served(routes(), host)
    }
}

/// A simulator listening on its own port.
#[derive(Debug)]
pub struct Server {
    /// Where it listens: `http://127.0.0.1:12345`, to be used as the API root of a bot.
    pub url: String,
    /// The same address.
    pub address: SocketAddr,
    closing: watch::Sender<bool>,
    task: JoinHandle<()>,
}

/// The listener could not be opened.
#[derive(Debug, thiserror::Error)]
#[error("cannot listen on {address}: {source}; choose another address or stop what listens there")]
pub struct CannotListen {
    /// The address asked for.
    pub address: SocketAddr,
    /// Why.
    #[source]
    pub source: std::io::Error,
}

impl Server {
    /// Listens on an address; port 0 takes a free one. One simulator may be served several times, also one after another.
    ///
    /// # Errors
    /// [`CannotListen`] where the address is taken or not allowed.
    pub async fn start(simulator: Simulator, address: SocketAddr) -> Result<Self, CannotListen> {
        let refused = |source| CannotListen { address, source };
        let listener = TcpListener::bind(address).await.map_err(refused)?;
        let bound = listener.local_addr().map_err(refused)?;
        let (closing, closed_by) = watch::channel(false);
        let host = Host { simulator, closing: closed_by.clone() };
        let routes = served(routes().fallback(bot_api::nothing), host);
        let task = tokio::spawn(async move {
            let mut closing = closed_by;
            let serving =
                axum::serve(listener, routes).with_graceful_shutdown(async move { closed(&mut closing).await });
            if let Err(problem) = serving.await {
                tracing::error!(%problem, "the simulator's listener ended");
            }
        });
        Ok(Self { url: format!("http://{bound}"), address: bound, closing, task })
    }

    /// A listener on a free port of this machine, for tests.
    ///
    /// # Errors
    /// [`CannotListen`] where not even that is allowed.
    pub async fn local(simulator: Simulator) -> Result<Self, CannotListen> {
        Self::start(simulator, SocketAddr::from(([127, 0, 0, 1], 0))).await
    }

    /// Stops listening, ends held polls and waits a little for answers under way.
    pub async fn stop(mut self) {
        self.closing.send_replace(true);
        if tokio::time::timeout(STOP_WAIT, &mut self.task).await.is_err() {
            self.task.abort();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.closing.send_replace(true);
    }
}

fn routes() -> Router<Host> {
    Router::new()
        .route("/bot{token}/{*method}", any(bot_api::call))
        .route("/bot{token}", any(bot_api::nothing))
        .route("/file/bot{token}/{*path}", any(bot_api::file))
        .merge(control::routes())
}

fn served(routes: Router<Host>, host: Host) -> Router {
    routes
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(middleware::map_response_with_state(host.clone(), dated))
        .with_state(host)
}

/// Says the simulator's time, as the real server says its own with every answer. Without this the listener would add the
/// operating system's.
async fn dated(State(host): State<Host>, mut response: Response) -> Response {
    let date = clock::http_date(host.simulator.now_ms());
    if let Some(date) = date.and_then(|date| HeaderValue::from_str(&date).ok()) {
        response.headers_mut().insert(DATE, date);
    }
    response
}
