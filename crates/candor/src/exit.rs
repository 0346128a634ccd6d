//! How the process ends when it cannot go on: one sentence that says what to do, a code, and an exit status of its own.
//! Every code has a page in `docs/errors/`.

use std::fmt;

use candor_store::{BackupError, OpenError, OpenErrorKind};

/// Why the process ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Something nobody thought of.
    Unexpected,
    /// A wrong word on the command line.
    Usage,
    /// A setting that is wrong, unknown or missing.
    Settings,
    /// The bot's token is wrong or revoked.
    Token,
    /// Another process polls the same bot.
    AnotherPoller,
    /// The Bot API does not answer.
    Unreachable,
    /// The port is in use or not allowed.
    Port,
    /// The disk is full.
    DiskFull,
    /// The database or its folder cannot be written.
    ReadOnly,
    /// The database is damaged or foreign.
    Corrupt,
    /// Another desk uses the database.
    InUse,
    /// The database server does not answer or refuses.
    Database,
    /// A newer version has written the database.
    NewerSchema,
    /// The key of the database is missing or wrong.
    Key,
    /// A script has errors.
    Script,
    /// A file cannot be read or written.
    File,
    /// There is such a file already.
    Exists,
    /// A program this one needs is missing or failed.
    Program,
    /// The doctor found what must be mended.
    Doctor,
}

impl Cause {
    /// All causes.
    #[cfg(test)]
    const ALL: [Self; 19] = [
        Self::Unexpected,
        Self::Usage,
        Self::Settings,
        Self::Token,
        Self::AnotherPoller,
        Self::Unreachable,
        Self::Port,
        Self::DiskFull,
        Self::ReadOnly,
        Self::Corrupt,
        Self::InUse,
        Self::Database,
        Self::NewerSchema,
        Self::Key,
        Self::Script,
        Self::File,
        Self::Exists,
        Self::Program,
        Self::Doctor,
    ];

    /// The exit status. 1 and 2 are what shells and clap expect; the others are Candor's own.
    pub const fn status(self) -> u8 {
        match self {
            Self::Unexpected => 1,
            Self::Usage => 2,
            Self::Settings => 10,
            Self::Token => 11,
            Self::AnotherPoller => 12,
            Self::Unreachable => 13,
            Self::Port => 14,
            Self::DiskFull => 20,
            Self::ReadOnly => 21,
            Self::Corrupt => 22,
            Self::InUse => 23,
            Self::Database => 24,
            Self::NewerSchema => 25,
            Self::Key => 26,
            Self::Script => 30,
            Self::File => 31,
            Self::Exists => 32,
            Self::Program => 33,
            Self::Doctor => 40,
        }
    }

    /// The code a person can look up.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unexpected => "CND-0001",
            Self::Usage => "CND-0002",
            Self::Settings => "CND-0010",
            Self::Token => "CND-0011",
            Self::AnotherPoller => "CND-0012",
            Self::Unreachable => "CND-0013",
            Self::Port => "CND-0014",
            Self::DiskFull => "CND-0020",
            Self::ReadOnly => "CND-0021",
            Self::Corrupt => "CND-0022",
            Self::InUse => "CND-0023",
            Self::Database => "CND-0024",
            Self::NewerSchema => "CND-0025",
            Self::Key => "CND-0026",
            Self::Script => "CND-0030",
            Self::File => "CND-0031",
            Self::Exists => "CND-0032",
            Self::Program => "CND-0033",
            Self::Doctor => "CND-0040",
        }
    }
}

/// The end of the process.
#[derive(Debug)]
pub struct Stop {
    /// Why.
    pub cause: Cause,
    /// What happened and what to do, in a sentence.
    pub sentence: String,
}

impl Stop {
    /// An end for this cause.
    pub fn new(cause: Cause, sentence: impl Into<String>) -> Self {
        Self { cause, sentence: sentence.into() }
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.sentence, self.cause.code())
    }
}

impl std::error::Error for Stop {}

impl From<OpenError> for Stop {
    fn from(error: OpenError) -> Self {
        Self::new(cause_of(error.kind()), error.to_string())
    }
}

impl From<BackupError> for Stop {
    fn from(error: BackupError) -> Self {
        let cause = match &error {
            BackupError::Database(error) => cause_of(error.kind()),
            BackupError::Unusable { kind, .. } => cause_of(*kind),
            BackupError::Exists(_) => Cause::Exists,
            BackupError::File(_) => Cause::File,
            BackupError::Full => Cause::DiskFull,
            BackupError::Program(_) => Cause::Program,
        };
        Self::new(cause, error.to_string())
    }
}

const fn cause_of(kind: OpenErrorKind) -> Cause {
    match kind {
        OpenErrorKind::BadAddress | OpenErrorKind::FolderMissing | OpenErrorKind::FileMissing => Cause::Settings,
        OpenErrorKind::ReadOnly => Cause::ReadOnly,
        OpenErrorKind::Corrupt | OpenErrorKind::ForeignSchema => Cause::Corrupt,
        OpenErrorKind::InUse | OpenErrorKind::Locked => Cause::InUse,
        OpenErrorKind::NewerSchema | OpenErrorKind::OlderSchema => Cause::NewerSchema,
        OpenErrorKind::MissingKey | OpenErrorKind::WrongKey => Cause::Key,
        OpenErrorKind::Full => Cause::DiskFull,
        OpenErrorKind::Unreachable | OpenErrorKind::WrongPassword | OpenErrorKind::MissingDatabase => Cause::Database,
        OpenErrorKind::Other => Cause::Unexpected,
    }
}

impl From<candor_store::Error> for Stop {
    fn from(error: candor_store::Error) -> Self {
        let cause = match error {
            candor_store::Error::Full(_) => Cause::DiskFull,
            candor_store::Error::Corrupt(_) => Cause::Corrupt,
            candor_store::Error::Busy(_) | candor_store::Error::Raced => Cause::Database,
            candor_store::Error::Missing(_)
            | candor_store::Error::Conflict(_)
            | candor_store::Error::Closed
            | candor_store::Error::Other(_) => Cause::Unexpected,
        };
        Self::new(cause, error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_the_exit_status_in_four_digits() {
        for cause in Cause::ALL {
            assert_eq!(cause.code(), format!("CND-{:04}", cause.status()));
        }
    }
}
