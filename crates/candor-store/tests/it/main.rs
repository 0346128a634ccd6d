//! The stories the store holds, each told on SQLite and on PostgreSQL.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::as_conversions,
    clippy::print_stderr,
    clippy::disallowed_methods,
    missing_docs
)]

mod backups;
mod files;
mod gate;
mod house;
mod intake;
mod invitations;
mod knowledge;
mod lanes;
mod leads;
mod ledger;
mod model_calls;
mod opening;
mod order;
mod outbox;
mod quick;
mod records;
mod reports;
mod search;
mod secrets;
mod staff;
mod traffic;
mod turns;
mod unheard;
mod webhooks;
