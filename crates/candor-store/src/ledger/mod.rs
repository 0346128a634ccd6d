//! The opt-out ledger outside the database: one line for everything a contact decided about being written to, in a file
//! beside the database that no backup holds and no restore replaces (H5).
//!
//! The database is what the desk asks; the file is what a lost or restored database is reminded by. [`keeper`] writes
//! down what was committed, within a moment; [`replay`] gives the database what only the file still knows, before anything
//! is sent. Only SQLite has one: a PostgreSQL database is restored in one transaction that carries the lines over.

mod file;
mod keeper;
mod line;
mod merge;
mod replay;

pub(crate) use file::{path_of, read, sync_folder_of};
pub(crate) use line::{LedgerLine, lines_of};
pub(crate) use merge::{by_contact, missing};
pub use replay::Replayed;
pub(crate) use replay::carry;
