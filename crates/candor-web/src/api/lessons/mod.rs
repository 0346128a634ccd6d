//! Lessons: what contacts wrote that the desk did not understand, for the owner to teach or to let go.

mod change;
mod list;

pub(crate) use change::{let_go, teach};
pub(crate) use list::list;
