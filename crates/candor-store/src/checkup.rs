//! A look at a database from outside, for whoever asks whether it is well. Changes nothing and stops at nothing: each part
//! says by itself why it could not be looked at.

use std::{
    fs,
    path::{Path, PathBuf},
};

use sqlx::Connection as _;

use crate::{
    OpenError, OpenErrorKind, SchemaVersion,
    dialect::{postgres, sqlite},
    is_desk_running, ledger, migrate,
    open::{Place, place},
    sql::{Tx, params},
};

/// What was found.
#[derive(Debug)]
pub struct Checkup {
    /// The file, or `None` where the database is at a server.
    pub file: Option<PathBuf>,
    /// How far its schema is, or why that cannot be said: the first thing that fails where it cannot be opened.
    pub schema: Result<SchemaVersion, OpenError>,
    /// Whether all of it could be read. PostgreSQL checks its pages itself, if it was set up to.
    pub soundness: Result<(), OpenError>,
    /// Bytes it takes, without its log.
    pub bytes: u64,
    /// Bytes of the write-ahead log that are not in the file yet; 0 at a server.
    pub log_bytes: u64,
    /// Whether every account of this machine may read the file.
    pub is_open_to_all: bool,
    /// Whether a desk runs on it; `None` if that cannot be said.
    pub is_desk_running: Option<bool>,
    /// The opt-out ledger beside it; `None` at a server.
    pub ledger: Option<LedgerState>,
}

/// What can be said of an opt-out ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerState {
    /// Where it is.
    pub file: PathBuf,
    /// Lines that can be read and lines that cannot; `None` if the file cannot be read at all.
    pub lines: Option<(u64, u64)>,
}

/// Looks at the database of an address.
///
/// # Errors
/// If the address itself makes no sense.
pub async fn check_up(address: &str) -> Result<Checkup, OpenError> {
    match place(address)? {
        Place::File(path) => Ok(file(address, path).await),
        Place::Server => Ok(server(address).await),
    }
}

async fn file(address: &str, path: PathBuf) -> Checkup {
    let (schema, soundness) = match sqlite::open_writer(&path, false).await {
        Ok(mut conn) => {
            let schema = migrate::version(&mut Tx::keyless_sqlite(&mut conn)).await;
            let soundness = sqlite::check(&mut Tx::keyless_sqlite(&mut conn)).await;
            // Nothing was written, so that nothing is lost if it does not close.
            let _ = conn.close().await;
            (schema, soundness)
        }
        Err(error) => (Err(error.clone()), Err(error)),
    };
    let metadata = fs::metadata(&path);
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let ledger = ledger::path_of(&path);
    let lines = ledger::read(&ledger).ok();
    let lines = lines.map(|kept| (u64::try_from(kept.lines.len()).unwrap_or(u64::MAX), kept.unreadable));
    Checkup {
        schema,
        soundness,
        bytes: metadata.as_ref().map_or(0, fs::Metadata::len),
        log_bytes: fs::metadata(PathBuf::from(log)).map_or(0, |log| log.len()),
        is_open_to_all: metadata.is_ok_and(|file| is_open_to_all(&file)),
        is_desk_running: is_running(address, Some(&path)).await,
        ledger: Some(LedgerState { file: ledger, lines }),
        file: Some(path),
    }
}

async fn server(address: &str) -> Checkup {
    let (schema, bytes) = match postgres::connect_once(address).await {
        Ok(mut conn) => {
            let mut tx = Tx::keyless_postgres(&mut conn);
            let schema = migrate::version(&mut tx).await;
            let size = "SELECT pg_database_size(current_database()) AS bytes";
            let size = tx.row(size, params![]).await.ok().flatten();
            let bytes = size.and_then(|row| row.count("bytes").ok()).unwrap_or(0);
            let _ = conn.close().await;
            (schema, bytes)
        }
        Err(error) => (Err(error), 0),
    };
    Checkup {
        file: None,
        schema,
        soundness: Ok(()),
        bytes,
        log_bytes: 0,
        is_open_to_all: false,
        is_desk_running: is_running(address, None).await,
        ledger: None,
    }
}

async fn is_running(address: &str, file: Option<&Path>) -> Option<bool> {
    if file.is_some_and(|file| !file.exists()) {
        return Some(false);
    }
    match is_desk_running(address).await {
        Ok(is_running) => Some(is_running),
        Err(error) if error.kind() == OpenErrorKind::FileMissing => Some(false),
        Err(_) => None,
    }
}

#[cfg(unix)]
fn is_open_to_all(file: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    file.permissions().mode() & 0o004 != 0
}

#[cfg(not(unix))]
fn is_open_to_all(_: &fs::Metadata) -> bool {
    false
}
