//! Opening a store, and saying in one sentence why it cannot be opened.

use tokio::sync::watch;

/// What sort of reason keeps a store from being opened. Stable: exit codes and translations hang on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OpenErrorKind {
    /// The address is neither `sqlite:PATH` nor `postgres://…`.
    BadAddress,
    /// The folder of the file does not exist.
    FolderMissing,
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
    /// Its schema is not one this program made.
    ForeignSchema,
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

/// Why a store cannot be opened: one sentence that says what to do.
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
}

/// The store. Cloning it is cheap and gives the same store.
#[derive(Clone)]
pub struct Store {}

impl Store {
    /// Opens `sqlite:PATH` (made if missing) or `postgres://…`, brings its schema up to date and checks it. An SQLite
    /// file is locked against a second desk until the store is closed or the process ends.
    ///
    /// # Errors
    /// See [`OpenErrorKind`].
    pub async fn open(address: &str) -> Result<Self, OpenError> {
        let _ = address;
        todo!()
    }

    /// Opens a store beside a desk that may be running, for short reads and writes such as publishing a script. It
    /// must exist and be of this version.
    ///
    /// # Errors
    /// See [`OpenErrorKind`].
    pub async fn open_beside(address: &str) -> Result<Self, OpenError> {
        let _ = address;
        todo!()
    }

    /// Ends the store: what was asked is finished, then files and connections are closed and the lock is given up.
    pub async fn close(&self) {
        todo!()
    }

    /// Changes whenever a lane of this process may have become ready. A hint: other processes give none, so look from
    /// time to time as well.
    pub fn lanes_changed(&self) -> watch::Receiver<u64> {
        todo!()
    }

    /// Changes whenever a row of the outbox may have become due. A hint, as above.
    pub fn outbox_changed(&self) -> watch::Receiver<u64> {
        todo!()
    }

    /// Changes whenever a script was published through this store, so that caches look again. A hint, as above.
    pub fn scripts_changed(&self) -> watch::Receiver<u64> {
        todo!()
    }
}
