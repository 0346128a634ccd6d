//! Who may read the figures.

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, State},
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};

use super::Metrics;

/// `GET /metrics` on a listener of its own: whoever reaches it may read.
pub(crate) async fn for_all(State(metrics): State<Metrics>) -> Response {
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], metrics.page().await).into_response()
}

/// `GET /metrics` on the listener for everybody: only this machine may read, and nobody by way of a proxy on it. All
/// others are told that there is no such page.
pub(crate) async fn for_this_machine(
    State(metrics): State<Metrics>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    let is_forwarded = FORWARDED.iter().any(|name| headers.contains_key(*name));
    if !peer.ip().to_canonical().is_loopback() || is_forwarded {
        return StatusCode::NOT_FOUND.into_response();
    }
    for_all(State(metrics)).await
}

/// By these a proxy says that it asks for somebody else.
const FORWARDED: [&str; 5] = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"];
