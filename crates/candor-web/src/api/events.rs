//! `GET /events`: which conversations change, as server-sent events. An event says which one and which version it has now;
//! what is in it the program asks for. Whoever was away says where they were (`Last-Event-ID`) and misses nothing.

use std::{collections::BTreeSet, convert::Infallible, time::Duration};

use axum::response::{
    IntoResponse, Response,
    sse::{Event, KeepAlive, Sse},
};
use candor_core::{moment::Moment, roles::Deed};
use candor_store::ChangedConversation;
use futures_util::{StreamExt as _, stream};
use schemars::JsonSchema;
use serde::Deserialize;
use tokio::sync::watch;

use super::{Api, Asked, Caller, Nothing, Problem, paged};

const KEEP_ALIVE: Duration = Duration::from_secs(15);
const RECONNECT_AFTER: Duration = Duration::from_secs(2);

/// So many changes are read at once.
const AT_ONCE: u32 = 500;

/// Numbers begin above it.
const BEFORE_ALL: i64 = -1;

/// Two workers on one server may commit in another order than their clocks say: what changed so long before the last thing told is
/// looked at again, in milliseconds.
const OVERLAP_MILLIS: i64 = 10_000;

/// Where somebody was.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    /// The id of the last event that was read; only what changed since is told then. (Browsers send it as `Last-Event-ID` by
    /// themselves; it may be given here as well.)
    after: Option<String>,
}

/// Tells which conversations change, from now on or from where somebody was.
pub(crate) async fn stream(asked: Asked<Nothing, Wanted>) -> Result<Response, Problem> {
    let since = paged::number(asked.query.after.as_deref())?.or(asked.last_event);
    let since = since.map_or_else(|| asked.api.now(), Moment::from_millis);
    let store = &asked.api.desk().store;
    let watching = Watching {
        lanes: store.lanes_changed(),
        outbox: store.outbox_changed(),
        api: asked.api.clone(),
        caller: asked.caller.clone(),
        since,
        told: BTreeSet::new(),
        page: None,
        is_first: true,
    };
    let batches = stream::unfold(watching, next);
    let events = batches.flat_map(|events| stream::iter(events.into_iter().map(Ok::<_, Infallible>)));
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response())
}

struct Watching {
    lanes: watch::Receiver<u64>,
    outbox: watch::Receiver<u64>,
    api: Api,
    caller: Caller,
    since: Moment,
    /// What of the overlap was told.
    told: BTreeSet<ChangedConversation>,
    /// Behind which change the next page begins, where there is one: not everything that changed is read at once.
    page: Option<(Moment, i64)>,
    is_first: bool,
}

/// What changed, when something did, a page at a time; it ends with the store, and with the token.
async fn next(mut watching: Watching) -> Option<(Vec<Event>, Watching)> {
    if !watching.is_first && watching.page.is_none() {
        let changed = tokio::select! {
            changed = watching.lanes.changed() => changed,
            changed = watching.outbox.changed() => changed,
        };
        changed.ok()?;
    }
    // Whoever may not listen any more hears nothing more.
    if !watching.is_first && !matches!(watching.caller.may_still(&watching.api, Deed::List).await, Ok(true)) {
        return None;
    }
    watching.is_first = false;
    let begins = (watching.since.plus_millis(-OVERLAP_MILLIS), BEFORE_ALL);
    let after = watching.page.unwrap_or(begins);
    let (store, business) = (&watching.api.desk().store, watching.api.business());
    let found = match store.conversations_changed(business, after, AT_ONCE).await {
        Ok(found) => found,
        Err(error) => {
            tracing::error!(%error, "the store could not say what changed");
            return None;
        }
    };
    let fresh: Vec<_> = found.iter().filter(|change| !watching.told.contains(change)).copied().collect();
    let events = fresh.iter().map(told).collect();
    watching.told.extend(fresh);
    let is_all = u32::try_from(found.len()).is_ok_and(|found| found < AT_ONCE);
    watching.page = found.last().filter(|_| !is_all).map(|last| (last.at, last.number));
    watching.since = found.last().map_or(watching.since, |last| last.at.max(watching.since));
    let kept = watching.since.plus_millis(-OVERLAP_MILLIS);
    watching.told.retain(|change| change.at >= kept);
    Some((events, watching))
}

fn told(change: &ChangedConversation) -> Event {
    let data = format!("{{\"number\":{},\"version\":{}}}", change.number, change.version);
    Event::default().event("conversation.changed").id(change.at.millis().to_string()).data(data).retry(RECONNECT_AFTER)
}
