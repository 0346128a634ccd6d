//! Webhooks by the Standard Webhooks specification (<https://www.standardwebhooks.com>, version 1): how a delivery is signed
//! ([`signature`]) and when it is tried again ([`schedule`]). What is told in one is an [`crate::event`].

pub mod schedule;
pub mod signature;
mod wanted;

pub use wanted::{UnknownKind, Wanted};
