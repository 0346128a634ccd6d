//! The clock: read it, move it ahead.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use serde::Deserialize;
use serde_json::json;

use super::Answer;
use crate::server::Host;

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Ahead {
    seconds: u64,
    millis: u64,
}

pub(crate) async fn now(State(host): State<Host>) -> Answer {
    let clock = host.simulator.clock();
    Ok(Json(json!({ "now_ms": clock.now_ms(), "is_manual": clock.is_manual() })))
}

pub(crate) async fn advance(State(host): State<Host>, body: Result<Json<Ahead>, JsonRejection>) -> Answer {
    let Json(ahead) = body?;
    let by = Duration::from_secs(ahead.seconds).saturating_add(Duration::from_millis(ahead.millis));
    host.simulator.advance(by);
    now(State(host)).await
}
