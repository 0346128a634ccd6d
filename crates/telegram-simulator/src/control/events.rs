//! Hints as Server-Sent Events, so that a page can fetch again what changed.

use std::convert::Infallible;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use tokio::sync::broadcast::error::RecvError;

use crate::hints::Hint;
use crate::server::{self, Host};

pub(crate) async fn stream(State(host): State<Host>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let hints = host.simulator.subscribe();
    // The simulator is not kept alive by a page that listens, and a page does not keep a closing listener open.
    let closing = host.closing.clone();
    drop(host);
    let events = futures_util::stream::unfold((hints, closing), |(mut hints, mut closing)| async move {
        let hint = tokio::select! {
            hint = hints.recv() => hint,
            () = server::closed(&mut closing) => return None,
        };
        let hint = match hint {
            Ok(hint) => hint,
            Err(RecvError::Lagged(_)) => Hint::of("resync"),
            Err(RecvError::Closed) => return None,
        };
        // A hint is plain data; what cannot be written is a comment.
        let event = Event::default().json_data(&hint).unwrap_or_else(|_| Event::default().comment("unwritable"));
        Some((Ok(event), (hints, closing)))
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}
