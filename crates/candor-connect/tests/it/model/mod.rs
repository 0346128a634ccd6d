//! Language models over real HTTP. At the other end is a server that says what a provider's documentation says it says, byte
//! by byte, and keeps what it was asked.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

mod anthropic;
mod embeddings;
mod failures;
mod far_side;
mod openai;
mod providers;
mod secrecy;
mod streams;
