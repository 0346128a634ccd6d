//! Every route on one screen. All of them only read.

use axum::{Router, middleware, routing::get};
use candor_store::Store;

use crate::{
    demo::{events, health, live, page, setup, state::DemoState},
    headers, respond,
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
        .route("/demo/health", get(health::show))
        .route("/healthz", get(respond::is_alive))
        .with_state(state)
        .layer(middleware::from_fn(headers::secure))
}

/// What a supervisor or load balancer asks of `candor serve`: whether the process answers (`/healthz`) and whether
/// its store does (`/readyz`). No figures: the listener may be public.
pub fn service_router(store: Store) -> Router {
    Router::new()
        .route("/healthz", get(respond::is_alive))
        .route("/readyz", get(respond::is_ready))
        .with_state(store)
        .layer(middleware::from_fn(headers::secure))
}
