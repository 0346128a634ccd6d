//! How much waits where, for whoever runs the demo.

use axum::{Json, extract::State};
use serde::Serialize;

use super::state::DemoState;
use crate::respond::Failure;

/// The figures of `GET /demo/health`.
#[derive(Debug, Serialize)]
pub(crate) struct Health {
    inbox: Inbox,
    outbox: Outbox,
    lanes_waiting: u64,
    conversations: u64,
}

#[derive(Debug, Serialize)]
struct Inbox {
    received: u64,
    unreadable: u64,
    parked: u64,
    done: u64,
}

#[derive(Debug, Serialize)]
struct Outbox {
    ready: u64,
    oldest_at: Option<i64>,
    sending: u64,
    uncertain: u64,
    sent: u64,
    cancelled: u64,
    failed: u64,
}

/// `GET /demo/health`.
pub(crate) async fn show(State(state): State<DemoState>) -> Result<Json<Health>, Failure> {
    let counts = state.store().counts().await?;
    Ok(Json(Health {
        inbox: Inbox {
            received: counts.inbox_received,
            unreadable: counts.inbox_unreadable,
            parked: counts.inbox_parked,
            done: counts.inbox_done,
        },
        outbox: Outbox {
            ready: counts.outbox_ready,
            oldest_at: counts.outbox_oldest_at.map(|at| at.millis()),
            sending: counts.outbox_sending,
            uncertain: counts.outbox_uncertain,
            sent: counts.outbox_sent,
            cancelled: counts.outbox_cancelled,
            failed: counts.outbox_failed,
        },
        lanes_waiting: counts.lanes_waiting,
        conversations: counts.conversations,
    }))
}
