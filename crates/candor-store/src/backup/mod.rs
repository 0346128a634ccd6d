//! Backups, taken while the desk runs, and putting one in place of the database.
//!
//! A backup is whole or not there: it is written under another name, checked, synchronised and then renamed
//! ([`target`]). Restoring never forgets an opt-out and never sends twice: [`crate::ledger`] carries what people decided
//! since, [`doubt`] marks what may have been sent since. The database that was there is kept under a dated name.

mod copy;
mod doubt;
mod error;
mod postgres;
mod restore;
mod room;
mod target;

use std::path::{Path, PathBuf};

use candor_core::moment::Moment;

pub use error::BackupError;

use crate::{
    open::{Place, place},
    seal::{self, Keys},
};

/// How far a backup or a restore is, in bytes. The whole is an estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Written so far.
    pub done: u64,
    /// To be written; 0 where that is not known.
    pub total: u64,
}

/// Told how far it is, about twice a second.
pub type Tell<'a> = &'a (dyn Fn(Progress) + Send + Sync);

/// A backup that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackedUp {
    /// How large the file is.
    pub bytes: u64,
}

/// What a restore did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// Where the database is that was there before: a file, or a schema of the same PostgreSQL database.
    pub previous: Option<String>,
    /// Whether the previous database could not be read, so that only the ledger beside it was asked.
    pub previous_is_unreadable: bool,
    /// Migrations the backup had, and has now.
    pub schema: (usize, usize),
    /// Conversations in it.
    pub conversations: u64,
    /// Decisions about being written to that were made after the backup and carried over.
    pub decisions: u64,
    /// People among them whom the backup did not know.
    pub strangers: u64,
    /// Lines of the opt-out ledger that could not be read.
    pub unreadable_lines: u64,
    /// Messages that waited in the backup and are known to have been sent or settled since.
    pub settled: u64,
    /// Messages that waited and, as the previous database shows, still wait.
    pub waiting: u64,
    /// Messages of which nobody knows whether they were sent since: for a person.
    pub uncertain: u64,
    /// Edits and answers to buttons that are of no use any more.
    pub cancelled: u64,
    /// Updates that waited in the backup and are known to have been answered since.
    pub answered: u64,
    /// Updates that waited and will be answered, perhaps once more.
    pub unanswered: u64,
}

/// Writes a backup of a database to a file, whole or not at all, while a desk may be running.
///
/// # Errors
/// See [`BackupError`]: nothing was left behind.
pub async fn back_up(address: &str, file: &Path, may_replace: bool, tell: Tell<'_>) -> Result<BackedUp, BackupError> {
    let place = place(address)?;
    let target = target::Target::choose(file, may_replace)?;
    match place {
        Place::File(path) => {
            let total = copy::out_of(&path, target.path(), tell).await?;
            copy::verify(target.path()).await.map_err(|why| BackupError::unusable(target.path(), why))?;
            tell(Progress { done: total, total });
        }
        Place::Server => postgres::dump(address, target.path(), tell).await?,
    }
    Ok(BackedUp { bytes: target.publish()? })
}

/// Puts a backup in the place of a database. `keys` are those the backup opens with: what it holds is sealed, and stays so.
/// `now` dates what was there.
///
/// # Errors
/// See [`BackupError`]: the database is as it was. [`crate::OpenErrorKind::WrongKey`] if the backup is sealed under another key.
pub async fn restore(
    address: &str,
    keys: &Keys,
    file: &Path,
    now: Moment,
    tell: Tell<'_>,
) -> Result<Restored, BackupError> {
    let place = place(address)?;
    let sort = target::sort_of(file)?;
    match (place, sort) {
        (Place::File(_), target::Sort::Postgres) => Err(BackupError::wrong_sort(file, "PostgreSQL", "SQLite")),
        (Place::Server, target::Sort::Sqlite) => Err(BackupError::wrong_sort(file, "SQLite", "PostgreSQL")),
        (_, target::Sort::Other) => Err(BackupError::no_backup(file)),
        _ if keys.is_empty() => Err(seal::missing().into()),
        (Place::File(path), target::Sort::Sqlite) => restore::restore(&path, keys, file, now, tell).await,
        (Place::Server, target::Sort::Postgres) => postgres::load(address, keys, file, now, tell).await,
    }
}

/// The moment as it stands in names: `20261121-155335`.
fn stamp(now: Moment) -> String {
    let text = now.to_string();
    let digits: String = text.chars().filter(char::is_ascii_digit).take(14).collect();
    let (day, time) = digits.split_at_checked(8).unwrap_or((digits.as_str(), ""));
    format!("{day}-{time}")
}

/// A path with something added to its name.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_so_that_names_sort_by_it() {
        assert_eq!(stamp(Moment::from_millis(1_795_276_415_250)), "20261121-151335".replace("151335", "155335"));
    }
}
