//! Scripts: which there are, and one of them at work: its text, what the desk reads in it, what is wrong with it, plain
//! fields for those who do not like texts, a talk with it before it is published, and its earlier versions.

mod begin;
mod difference;
mod editor;
pub(crate) mod examples;
mod form;
mod list;
pub(crate) mod outline;
pub(crate) mod posted;
pub(crate) mod problems;
mod start;
pub(crate) mod talk;
mod trials;
mod versions;

pub(crate) use begin::{Answers, begin};
pub(crate) use editor::{amend, check, publish, save, show_one, try_it};
pub(crate) use list::show;
pub(crate) use posted::unix;
pub(crate) use start::{bring, brought, show as show_new};
pub(crate) use trials::Trials;
pub(crate) use versions::{download, restore, show as show_versions};

/// The line of the menu.
const HERE: &str = "/panel/scripts";
