//! The core, through its public face.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::as_conversions,
    missing_docs
)]

mod hearing;
mod phrasings;
mod promises;
mod things;
mod told;
mod values;
