//! Backups of PostgreSQL, by its own programs: `pg_dump` writes the archive, `pg_restore` reads it out again. Nothing of
//! an archive is run as a statement; its rows go into tables our own migrations make.

mod archive;
mod dump;
mod load;
mod programs;

pub(super) use dump::dump;
pub(super) use load::load;
