//! The owner's documents: which are in use, what the desk would find in them, taking one in and dropping one.

mod change;
mod list;
mod search;

pub(crate) use change::{drop, take_in};
pub(crate) use list::{list, show};
pub(crate) use search::search;
