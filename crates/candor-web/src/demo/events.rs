//! `GET /demo/events`: hints that something changed.

use std::convert::Infallible;

use axum::{
    extract::State,
    response::sse::{Event, Sse},
};
use futures_util::Stream;

use super::state::DemoState;
use crate::live::hints;

/// See [`hints`].
pub(crate) async fn stream(
    State(state): State<DemoState>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<>> {
    hints(state.store())
}
