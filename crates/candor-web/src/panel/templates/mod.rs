//! Saved answers: short texts the staff answers with, kept on a page of their own and chosen where an answer is written.

mod change;
mod list;
#[cfg(test)]
mod tests;

pub(crate) use change::{edit, make, remove};
pub(crate) use list::show;
