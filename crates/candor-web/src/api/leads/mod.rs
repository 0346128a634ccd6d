//! Leads: what is known of a contact who wants something, what it is worth, what became of it, and all of them as a table.

mod change;
mod export;
mod list;
mod score;
mod shape;
mod stage;

pub(crate) use change::change;
pub(crate) use export::{export_csv, export_xlsx};
pub(crate) use list::{list, show};
