//! Why a backup was not taken or not put in place: one sentence that says what to do.

use std::{io, path::Path};

use crate::{Error, OpenError, OpenErrorKind};

/// Why a backup was not taken or not put in place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// The database of the settings cannot be opened, or a desk runs on it.
    #[error("{0}")]
    Database(OpenError),
    /// The backup is damaged, foreign, newer, or of another kind of database.
    #[error("{sentence}")]
    Unusable {
        /// In which way.
        kind: OpenErrorKind,
        /// Which file, and what to do.
        sentence: String,
    },
    /// There is such a file already.
    #[error("{0} exists already; name another file, or replace it with --force")]
    Exists(String),
    /// A file or folder cannot be read or written.
    #[error("{0}")]
    File(String),
    /// The disk is full.
    #[error("the disk is full; free some space and try again, nothing was left behind")]
    Full,
    /// A program of PostgreSQL is missing or failed.
    #[error("{0}")]
    Program(String),
}

impl BackupError {
    pub(super) fn unusable(file: &Path, why: OpenError) -> Self {
        let sentence = match why.kind() {
            OpenErrorKind::Corrupt => "is damaged or is no database; take another backup".to_owned(),
            OpenErrorKind::ForeignSchema => "was not made by this program, or by another build of it".to_owned(),
            OpenErrorKind::NewerSchema => {
                "was made by a newer version; install that version and restore with it".to_owned()
            }
            _ => format!("cannot be used: {why}"),
        };
        Self::Unusable { kind: why.kind(), sentence: format!("{} {sentence}", file.display()) }
    }

    /// For what went wrong with a copy of a backup: whether the backup is to blame, or the database.
    pub(super) fn in_copy(file: &Path, why: OpenError) -> Self {
        match why.kind() {
            OpenErrorKind::WrongKey | OpenErrorKind::MissingKey | OpenErrorKind::Corrupt => Self::unusable(file, why),
            _ => why.into(),
        }
    }

    pub(super) fn no_backup(file: &Path) -> Self {
        let sentence = format!("{} is no backup of a database; name a file made by `candor backup`", file.display());
        Self::Unusable { kind: OpenErrorKind::Corrupt, sentence }
    }

    pub(super) fn wrong_sort(file: &Path, is: &str, wanted: &str) -> Self {
        let sentence = format!(
            "{} is a backup of a {is} database, and the settings name {wanted}; correct database.url",
            file.display()
        );
        Self::Unusable { kind: OpenErrorKind::ForeignSchema, sentence }
    }

    pub(super) fn io(what: &str, path: &Path, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            // The words of the standard library for it say nothing to a person.
            io::ErrorKind::NotFound if what == "read" => {
                Self::File(format!("{} cannot be read: there is no such file", path.display()))
            }
            io::ErrorKind::NotFound => {
                Self::File(format!("{} cannot be {what}: there is no such folder", path.display()))
            }
            kind => Self::File(format!("{} cannot be {what}: {kind}", path.display())),
        }
    }
}

impl From<OpenError> for BackupError {
    fn from(error: OpenError) -> Self {
        if error.kind() == OpenErrorKind::Full { Self::Full } else { Self::Database(error) }
    }
}

impl From<Error> for BackupError {
    fn from(error: Error) -> Self {
        Self::from(OpenError::from(error))
    }
}
