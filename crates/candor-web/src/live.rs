//! Hints that something changed, as server-sent events. They carry no content: the page asks for what it shows.

use std::{convert::Infallible, time::Duration};

use axum::response::sse::{Event, KeepAlive, Sse};
use candor_store::Store;
use futures_util::{Stream, stream};
use tokio::sync::watch;

use crate::panel::{Panel, access::Viewer};

pub(crate) const KEEP_ALIVE: Duration = Duration::from_secs(15);
const RECONNECT_AFTER: Duration = Duration::from_secs(1);

struct Changes {
    lanes: watch::Receiver<u64>,
    outbox: watch::Receiver<u64>,
    is_first: bool,
}

/// `changed` at once, and whenever the desk's inbox or outbox did. It ends with the store.
pub(crate) fn hints(store: &Store) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<>> {
    let changes = Changes { lanes: store.lanes_changed(), outbox: store.outbox_changed(), is_first: true };
    Sse::new(stream::unfold(changes, next)).keep_alive(KeepAlive::new().interval(KEEP_ALIVE))
}

async fn next(mut changes: Changes) -> Option<(Result<Event, Infallible>, Changes)> {
    if !changes.is_first {
        let changed = tokio::select! {
            changed = changes.lanes.changed() => changed,
            changed = changes.outbox.changed() => changed,
        };
        changed.ok()?;
    }
    changes.is_first = false;
    Some((Ok(changed()), changes))
}

/// As [`hints`], for somebody signed in to the panel: they end with the session too.
pub(crate) fn hints_for(panel: Panel, viewer: Viewer) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<>> {
    let store = &panel.desk().store;
    let changes = Changes { lanes: store.lanes_changed(), outbox: store.outbox_changed(), is_first: true };
    let hints =
        stream::unfold((changes, panel, viewer), |(changes, panel, viewer): (Changes, Panel, Viewer)| async move {
            let (hint, changes) = next(changes).await?;
            let hears = matches!(viewer.may_still(&panel, None).await, Ok(true));
            hears.then_some((hint, (changes, panel, viewer)))
        });
    Sse::new(hints).keep_alive(KeepAlive::new().interval(KEEP_ALIVE))
}

/// The hint that something changed.
pub(crate) fn changed() -> Event {
    // An event without data is not told to the page (HTML, server-sent events, "dispatch the event").
    Event::default().event("changed").data("now").retry(RECONNECT_AFTER)
}
