//! Every route on one screen. All of them only read.

use axum::{Router, middleware, routing::get};

use crate::{
    Metrics, Readiness,
    demo::{events, health as demo_health, live, page, setup, state::DemoState},
    headers, health, metrics,
};

/// The demo: the page, what it is made of, and what it asks for. Serve it from the same origin as the simulator,
/// which the page plays its people through. It sets no fallback, so that it can be merged with any other router.
pub fn demo_router(state: DemoState) -> Router {
    Router::new()
        .route("/", get(page::index))
        .route("/assets/{*path}", get(page::asset))
        .route("/demo/setup", get(setup::show))
        .route("/demo/live", get(live::show))
        .route("/demo/events", get(events::stream))
        .route("/demo/health", get(demo_health::show))
        .route("/healthz", get(health::is_alive))
        .with_state(state)
        .layer(middleware::from_fn(headers::secure))
}

/// What a supervisor or load balancer asks of `candor serve`: whether the process answers (`/healthz`) and whether the
/// desk works (`/readyz`). Where there is no listener of their own for the figures, `/metrics` is here too, for this machine
/// alone: then serve it with the peer's address ([`axum::Router::into_make_service_with_connect_info`]).
pub fn service_router(readiness: Readiness, metrics: Option<Metrics>) -> Router {
    let mut router = Router::new()
        .route("/healthz", get(health::is_alive))
        .route("/readyz", get(health::is_ready))
        .with_state(readiness);
    if let Some(metrics) = metrics {
        router = router.merge(Router::new().route("/metrics", get(metrics::for_this_machine)).with_state(metrics));
    }
    router.layer(middleware::from_fn(headers::secure))
}

/// The figures on a listener of their own, for whoever reaches it.
pub fn metrics_router(metrics: Metrics) -> Router {
    let router = Router::new().route("/metrics", get(metrics::for_all)).with_state(metrics);
    router.layer(middleware::from_fn(headers::secure))
}
