//! Scripts: which there are, their versions, publishing them, checking a text and talking with it before that.

mod change;
mod check;
mod list;
mod outline;
mod shape;
mod talk;
mod versions;

pub(crate) use change::{change, make, restore};
pub(crate) use check::check;
pub(crate) use list::{list, show};
pub(crate) use talk::talk;
pub(crate) use versions::{version, versions};
