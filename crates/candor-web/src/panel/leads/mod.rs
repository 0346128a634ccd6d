//! Leads: a board by stage, a table of all, one of them with everything that is known and why, and all of them as a file.

mod edit;
mod export;
mod filter;
mod list;
mod one;
mod summed;
#[cfg(test)]
mod tests;

pub(crate) use edit::{change_fields, come_back, note, outcome, tag};
pub(crate) use export::{export_csv, export_xlsx};
pub(crate) use list::show;
pub(crate) use one::show_one;
