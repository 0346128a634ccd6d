//! Conversations: who writes, who answers, what was said and why.

mod change;
mod draft;
mod files;
mod list;
mod messages;
mod shape;
mod snooze;
mod summary;

pub(crate) use change::{answer, note, release, stop, take};
pub(crate) use draft::draft;
pub(crate) use files::{open_file, send_file};
pub(crate) use list::{Numbered, found, list, show};
pub(crate) use messages::messages;
pub(crate) use shape::{Contact, Conversation, Named};
pub(crate) use snooze::{snooze, unsnooze};
pub(crate) use summary::summary;
