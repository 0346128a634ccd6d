//! The inbox: which conversations there are, who answers in each, one of them in full, and what a person can do in it.

mod change;
mod filter;
mod line;
mod list;
mod open;
mod tag;
pub(crate) mod why;

pub(crate) use change::{answer, give_back, note, stop, take};
pub(crate) use list::{show, show_one};
pub(crate) use tag::tag;
