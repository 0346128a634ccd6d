//! The inbox: which conversations there are, who answers in each, one of them in full, and what a person can do in it.

mod change;
mod files;
mod filter;
mod line;
mod list;
mod open;
pub(crate) mod why;

pub(crate) use change::{answer, give_back, note, stop, take};
pub(crate) use files::{MOST_BYTES, open as open_file};
pub(crate) use list::{show, show_one};
