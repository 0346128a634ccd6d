//! Why a store cannot be opened: a stable kind, and one sentence that says what to do.

use std::io::{self, ErrorKind};

use crate::Error;

/// What sort of reason keeps a store from being opened. Stable: exit codes and translations hang on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OpenErrorKind {
    /// The address is neither `sqlite:PATH` nor `postgres://…`.
    BadAddress,
    /// The folder of the file does not exist.
    FolderMissing,
    /// The file does not exist, and it is not the desk that asks.
    FileMissing,
    /// The file or its folder cannot be written.
    ReadOnly,
    /// The file is no database or is damaged.
    Corrupt,
    /// Another desk has it open.
    InUse,
    /// Another program holds its lock.
    Locked,
    /// A newer version of Candor has written it.
    NewerSchema,
    /// An older version of Candor has written it, and it is not the desk that asks.
    OlderSchema,
    /// Its schema is not one this program made.
    ForeignSchema,
    /// It is sealed, or is to be, and no key was given.
    MissingKey,
    /// It is sealed under another key than the one given.
    WrongKey,
    /// The disk is full.
    Full,
    /// The server does not answer.
    Unreachable,
    /// The server refuses the name or the password.
    WrongPassword,
    /// The server has no such database.
    MissingDatabase,
    /// Anything else.
    Other,
}

/// Why a store cannot be opened: one sentence that says what to do. It never holds the address, which may hold a
/// password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{sentence}")]
pub struct OpenError {
    kind: OpenErrorKind,
    sentence: String,
}

impl OpenError {
    /// What sort of reason.
    pub const fn kind(&self) -> OpenErrorKind {
        self.kind
    }

    pub(crate) fn new(kind: OpenErrorKind, sentence: impl Into<String>) -> Self {
        Self { kind, sentence: sentence.into() }
    }

    pub(crate) fn read_only() -> Self {
        Self::new(
            OpenErrorKind::ReadOnly,
            "the database file or its folder cannot be written; change its owner or rights, or give another path",
        )
    }

    pub(crate) fn in_use() -> Self {
        Self::new(
            OpenErrorKind::InUse,
            "another desk is running on this database; stop it first, or give this one a database of its own",
        )
    }

    pub(crate) fn from_io(error: &io::Error) -> Self {
        match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::read_only(),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::from(Error::Full(String::new())),
            kind => Self::new(OpenErrorKind::Other, format!("the database cannot be opened: {kind}")),
        }
    }
}

impl From<Error> for OpenError {
    fn from(error: Error) -> Self {
        let (kind, sentence) = match error {
            Error::Corrupt(_) => (
                OpenErrorKind::Corrupt,
                "the database file is damaged or is no database; restore the last backup or give another path"
                    .to_owned(),
            ),
            Error::Full(_) => (OpenErrorKind::Full, "the disk is full; free some space and start again".to_owned()),
            Error::Busy(_) | Error::Raced => (
                OpenErrorKind::Locked,
                "another program keeps the database locked; close it and start again".to_owned(),
            ),
            other => (OpenErrorKind::Other, format!("the database cannot be opened: {other}")),
        };
        Self::new(kind, sentence)
    }
}
