//! Whoever opens a socket is answered here, within limits: of how long a request may take to come, of how long an answer may wait to
//! be taken, of how many there are at once. What is answered is not its matter, and an answer that takes long is never cut: a stream
//! of events is open for hours.

mod asked;
mod stalled;
#[cfg(test)]
mod tests;

use std::{convert::Infallible, io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{ConnectInfo, Request},
    response::Response,
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task::JoinSet,
};
use tower::ServiceExt as _;

use self::{asked::within, stalled::Stalling};

/// How much patience there is with those who ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From the opening of a socket, or from the end of an answer, until a request's line and headers are there: also the time a
    /// socket may lie idle between two requests.
    pub head: Duration,
    /// For each next piece of a body.
    pub piece: Duration,
    /// For the whole of a body: a file of twenty megabytes over a slow line.
    pub body: Duration,
    /// For the network to take the next piece of an answer.
    pub untaken: Duration,
    /// So many sockets are open at once; who comes later waits. The files the program needs itself are not theirs.
    pub at_once: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(60),
            piece: Duration::from_secs(30),
            body: Duration::from_secs(600),
            untaken: Duration::from_secs(60),
            at_once: 512,
        }
    }
}

/// After the machine refused another socket, such as because too many files are open, so long nothing is tried.
const AFTER_REFUSAL: Duration = Duration::from_secs(1);

/// Answers by these routes until told to stop, and then until the last answer is given. Routes learn who asks
/// ([`ConnectInfo`] of a [`SocketAddr`]). Dropped, it ends all that is under way.
pub async fn answer_all(listener: TcpListener, routes: Router, mut stopped: watch::Receiver<bool>, limits: Limits) {
    let (room, mut open) = (Arc::new(Semaphore::new(limits.at_once)), JoinSet::new());
    loop {
        let came = tokio::select! {
            () = told(&mut stopped) => break,
            Some(_) = open.join_next() => continue,
            came = next(&listener, &room) => came,
        };
        match came {
            Ok((stream, from, place)) => {
                open.spawn(answer((stream, from), routes.clone(), stopped.clone(), limits, place));
            }
            // Whoever wanted something has gone again.
            Err(error) if is_theirs(&error) => {}
            Err(error) => {
                tracing::error!(%error, "nobody can be let in at the moment");
                tokio::time::sleep(AFTER_REFUSAL).await;
            }
        }
    }
    drop(listener);
    while open.join_next().await.is_some() {}
}

/// The next to come, once there is room.
async fn next(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> io::Result<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let place = Arc::clone(room).acquire_owned().await.map_err(io::Error::other)?;
    let (stream, from) = listener.accept().await?;
    Ok((stream, from, place))
}

fn is_theirs(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

async fn told(stopped: &mut watch::Receiver<bool>) {
    // A sender that is gone means the same as one that says stop.
    let _ = stopped.wait_for(|stop| *stop).await;
}

/// Answers one after the other what is asked through this socket.
async fn answer(
    (stream, from): (TcpStream, SocketAddr),
    routes: Router,
    mut stopped: watch::Receiver<bool>,
    limits: Limits,
    _place: OwnedSemaphorePermit,
) {
    let service = service_fn(move |request: Request<Incoming>| one(request, from, routes.clone(), limits));
    let io = TokioIo::new(Stalling::new(stream, limits.untaken));
    let mut conversation = std::pin::pin!(
        http1::Builder::new().timer(TokioTimer::new()).header_read_timeout(limits.head).serve_connection(io, service)
    );
    tokio::select! {
        // It ended badly for whoever asked; here nothing is to be done about it.
        _ = conversation.as_mut() => return,
        () = told(&mut stopped) => conversation.as_mut().graceful_shutdown(),
    }
    let _ = conversation.await;
}

async fn one(
    request: Request<Incoming>,
    from: SocketAddr,
    routes: Router,
    limits: Limits,
) -> Result<Response, Infallible> {
    let (mut request, late) = within(request, limits);
    request.extensions_mut().insert(ConnectInfo(from));
    let response = routes.oneshot(request).await?;
    Ok(late.instead_of(response))
}
