//! People: list, make, delete the account.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use serde_json::json;

use super::{Answer, done, shown};
use crate::acting::NewUser;
use crate::server::Host;

pub(crate) async fn list(State(host): State<Host>) -> Answer {
    shown(host.simulator.users())
}

pub(crate) async fn add(State(host): State<Host>, body: Result<Json<NewUser>, JsonRejection>) -> Answer {
    let Json(new) = body?;
    Ok(Json(json!({ "id": host.simulator.add_user(new)? })))
}

pub(crate) async fn deactivate(State(host): State<Host>, Path(user_id): Path<i64>) -> Answer {
    host.simulator.deactivate_user(user_id)?;
    done()
}
