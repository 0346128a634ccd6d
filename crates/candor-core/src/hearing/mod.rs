//! Understands what a contact wrote. Pure and deterministic: the same words, script and day give the same answer.
//! It learns at publish time from the script's own example phrasings and never calls anything.

pub mod heard;

pub use heard::*;
