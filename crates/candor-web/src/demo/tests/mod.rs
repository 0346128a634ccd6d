//! The demo's router against a real store, its words against the core's, and its files against each other.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

mod files;
mod routes;
mod words;
