//! SQLite: one file, one desk. Durable means: write-ahead log, synchronised at every commit.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::ErrorKind,
    path::{Path, PathBuf},
    time::Duration,
};

use sqlx::{
    ConnectOptions, SqliteConnection, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{
    OpenError, OpenErrorKind,
    sql::{Tx, params},
};

/// Waits so long for another program's lock.
const PATIENCE: Duration = Duration::from_secs(5);

/// After a checkpoint the write-ahead log is cut down to so many bytes.
const LONGEST_LOG: &str = "67108864";

/// So many readers beside the one writer.
const READERS: u32 = 4;

/// Takes the file for this desk alone. The lock ends with the returned value or the process, whichever is first.
pub(crate) fn take(path: &Path) -> Result<File, OpenError> {
    check_place(path)?;
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let lock = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(PathBuf::from(name))
        .map_err(|error| OpenError::from_io(&error))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(OpenError::new(
            OpenErrorKind::InUse,
            "another desk is running on this database; stop it first, or give this one a database of its own",
        )),
        Err(TryLockError::Error(error)) => Err(OpenError::from_io(&error)),
    }
}

/// Opens the one connection that writes.
pub(crate) async fn open_writer(path: &Path, create: bool) -> Result<SqliteConnection, OpenError> {
    check_place(path)?;
    if !create && !path.exists() {
        return Err(OpenError::new(
            OpenErrorKind::FileMissing,
            "there is no database file at this path; start the desk once, it makes one",
        ));
    }
    let options = options(path).create_if_missing(create);
    Ok(options.connect().await.map_err(crate::Error::from)?)
}

/// Opens the connections that read.
pub(crate) async fn open_readers(path: &Path) -> Result<SqlitePool, OpenError> {
    let options = options(path).pragma("query_only", "ON");
    let pool = SqlitePoolOptions::new().max_connections(READERS).acquire_timeout(PATIENCE);
    Ok(pool.connect_with(options).await.map_err(crate::Error::from)?)
}

/// Reads the whole file for damage.
pub(crate) async fn check(tx: &mut Tx<'_>) -> Result<(), OpenError> {
    let found = tx.rows("PRAGMA quick_check(1)", params![]).await?;
    let is_sound = match found.first() {
        Some(row) => row.text("quick_check")? == "ok",
        None => false,
    };
    if is_sound { Ok(()) } else { Err(crate::Error::Corrupt("the file".to_owned()).into()) }
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(PATIENCE)
        .foreign_keys(true)
        .pragma("journal_size_limit", LONGEST_LOG)
        .disable_statement_logging()
}

/// What can be said about a path before SQLite is asked, in clearer words than SQLite has.
fn check_place(path: &Path) -> Result<(), OpenError> {
    let folder = match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => Path::new("/"),
    };
    if !folder.is_dir() {
        return Err(OpenError::new(
            OpenErrorKind::FolderMissing,
            "the folder of the database file does not exist; create it or correct the path",
        ));
    }
    let is_read_only = |path: &Path| match path.metadata() {
        Ok(metadata) => metadata.permissions().readonly(),
        Err(error) => error.kind() == ErrorKind::PermissionDenied,
    };
    if is_read_only(folder) || is_read_only(path) {
        return Err(OpenError::read_only());
    }
    Ok(())
}
