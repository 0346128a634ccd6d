//! Saved answers: short texts the staff answers with.

mod change;
mod shape;

pub(crate) use change::{change, list, make, remove, show};
