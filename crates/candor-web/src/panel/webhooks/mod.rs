//! Webhooks: which addresses of the owner's are told what happens, and what came of each delivery.

mod change;
mod form;
mod list;
mod one;
#[cfg(test)]
mod tests;

pub(crate) use change::{edit, make, remove, replay, replay_failed, rotate, switch, trial};
pub(crate) use list::show;
pub(crate) use one::show_one;
