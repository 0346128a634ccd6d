//! Scripts: which there are, and one of them at work: its text, what the desk reads in it, what is wrong with it, plain
//! fields for those who do not like texts, a talk with it before it is published, and its earlier versions.

mod difference;
mod editor;
mod examples;
mod fields;
mod list;
mod outline;
mod posted;
mod problems;
mod start;
mod talk;
mod trials;
mod versions;
mod written;

pub(crate) use editor::{amend, check, publish, show_one, try_it};
pub(crate) use list::show;
pub(crate) use start::{bring, show as show_new};
pub(crate) use trials::Trials;
pub(crate) use versions::{download, restore, show as show_versions};

/// The line of the menu.
const HERE: &str = "/panel/scripts";
