//! The inbox: which conversations there are, who answers in each, one of them in full, and what a person can do in it.

mod change;
mod files;
mod filter;
mod line;
mod list;
mod open;
mod quick;
mod snooze;
mod summary;
mod tag;
pub(crate) mod why;

pub(crate) use change::{answer, give_back, note, stop, take};
pub(crate) use files::{MOST_BYTES, open as open_file};
pub(crate) use list::{show, show_one};
pub(crate) use quick::{come_back, draft, fill};
pub(crate) use snooze::{snooze, unsnooze};
pub(crate) use summary::summary;
pub(crate) use tag::tag;
