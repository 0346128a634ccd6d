//! The crate over real HTTP. What stands at the other end is a server of a few lines that says exactly what the test
//! tells it to, broken answers included, and keeps what it was asked.

mod documents;
mod files;
mod model;
mod polling;
mod secrecy;
mod sending;
mod shelf;
mod simulator;
mod webhook;
mod webhooks;
mod world;
