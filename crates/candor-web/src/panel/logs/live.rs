//! `GET /panel/logs/events`: hints that another line of those somebody looks at was logged. They carry no content.

use std::convert::Infallible;

use axum::{
    extract::{Query, State},
    http::{HeaderValue, header::CACHE_CONTROL},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use candor_core::roles::Deed;
use futures_util::stream;
use tokio::sync::watch;

use super::asked::Asked;
use crate::{
    live::{KEEP_ALIVE, changed},
    log::{LogFilter, LogRing},
    panel::{Panel, Trouble, access::Viewer},
};

/// Somebody who looks at the log.
struct Watch {
    panel: Panel,
    viewer: Viewer,
    log: LogRing,
    filter: LogFilter,
    logged: watch::Receiver<u64>,
    /// The newest line they were told of; none before the first hint.
    told: Option<u64>,
}

/// `changed` at once, and whenever a line comes that the filter lets through: a page that is asked for again may log something
/// itself, and must not ask for ever because of that.
pub(crate) async fn events(
    State(panel): State<Panel>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let log = panel.log().cloned().ok_or(Trouble::Missing)?;
    let watch = Watch { logged: log.changed(), filter: asked.filter(), told: None, log, panel, viewer };
    let hints = Sse::new(stream::unfold(watch, next)).keep_alive(KeepAlive::new().interval(KEEP_ALIVE));
    let mut response = hints.into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

async fn next(mut watch: Watch) -> Option<(Result<Event, Infallible>, Watch)> {
    loop {
        watch.logged.mark_unchanged();
        let newest = watch.log.query(&watch.filter, 1).first().map_or(0, |line| line.number);
        if watch.told != Some(newest) {
            // It ends with the session.
            if !matches!(watch.viewer.may_still(&watch.panel, Some(Deed::ReadLogs)).await, Ok(true)) {
                return None;
            }
            watch.told = Some(newest);
            return Some((Ok(changed()), watch));
        }
        watch.logged.changed().await.ok()?;
    }
}
