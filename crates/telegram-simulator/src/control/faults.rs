//! Faults, rates, outage and rate limits.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use serde::Deserialize;
use serde_json::json;

use super::{Answer, Refused, done, shown};
use crate::faults::{Fault, FaultKind, FaultRates};
use crate::limits::Limits;
use crate::server::Host;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Outage {
    on: bool,
}

pub(crate) async fn list(State(host): State<Host>) -> Answer {
    shown(host.simulator.faults())
}

pub(crate) async fn add(State(host): State<Host>, body: Result<Json<Fault>, JsonRejection>) -> Answer {
    let Json(fault) = body?;
    let is_status = match fault.fault {
        FaultKind::Error { code, .. } => (400..600).contains(&code),
        FaultKind::Garbage { status, .. } => (200..600).contains(&status),
        _ => true,
    };
    if !is_status {
        return Err(Refused::bad("an error has a code from 400 to 599, garbage a status from 200 to 599"));
    }
    host.simulator.add_fault(fault);
    done()
}

pub(crate) async fn clear(State(host): State<Host>) -> Answer {
    host.simulator.clear_faults();
    done()
}

pub(crate) async fn rates(State(host): State<Host>) -> Answer {
    shown(host.simulator.fault_rates())
}

pub(crate) async fn set_rates(State(host): State<Host>, body: Result<Json<FaultRates>, JsonRejection>) -> Answer {
    let Json(rates) = body?;
    host.simulator.set_fault_rates(rates);
    done()
}

pub(crate) async fn outage(State(host): State<Host>) -> Answer {
    Ok(Json(json!({ "on": host.simulator.is_outage() })))
}

pub(crate) async fn set_outage(State(host): State<Host>, body: Result<Json<Outage>, JsonRejection>) -> Answer {
    let Json(outage) = body?;
    host.simulator.set_outage(outage.on);
    done()
}

pub(crate) async fn limits(State(host): State<Host>) -> Answer {
    shown(host.simulator.limits())
}

pub(crate) async fn set_limits(State(host): State<Host>, body: Result<Json<Limits>, JsonRejection>) -> Answer {
    let Json(limits) = body?;
    host.simulator.set_limits(limits);
    done()
}
