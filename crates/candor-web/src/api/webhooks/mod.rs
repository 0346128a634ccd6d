//! Webhooks: addresses that are told of what happens, and the log of what was delivered to them.

mod change;
mod deliveries;
mod list;
mod shape;

pub(crate) use change::{change, make, remove, rotate, trial};
pub(crate) use deliveries::{deliveries, replay, replay_failed};
pub(crate) use list::{list, show};
