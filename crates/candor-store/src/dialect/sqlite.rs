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
use tokio::time::sleep;

use crate::{
    OpenError, OpenErrorKind,
    sql::{Tx, params},
};

/// Waits so long for another program's lock.
const PATIENCE: Duration = Duration::from_secs(5);

/// After a checkpoint the write-ahead log is cut down to so many bytes.
const LONGEST_LOG: &str = "67108864";

/// A lock is tried so often before somebody else counts as its holder.
const TRIES: u32 = 5;

/// How long between two tries.
const TRY_AGAIN: Duration = Duration::from_millis(40);

/// So many readers beside the one writer.
const READERS: u32 = 4;

/// So much of the file the writer keeps in memory, in KiB (negative, as SQLite has it). Its own 2 MB are less than one index of a large
/// database, in which the ids of today lie all over.
const CACHE: &str = "-32768";

/// So much each reader does.
const READER_CACHE: &str = "-8192";

/// So many statements stay prepared in each connection: more than a desk has, so that none is prepared anew.
const STATEMENTS: usize = 400;

/// Takes the file for this desk alone. The lock ends with the returned value or the process, whichever is first. Whoever
/// only looks whether a desk runs has the lock for an instant, so it is tried more than once.
pub(crate) async fn take(path: &Path) -> Result<File, OpenError> {
    for _ in 1..TRIES {
        match try_take(path) {
            Err(error) if error.kind() == OpenErrorKind::InUse => sleep(TRY_AGAIN).await,
            taken => return taken,
        }
    }
    try_take(path)
}

/// As [`take`], once.
pub(crate) fn try_take(path: &Path) -> Result<File, OpenError> {
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
        Err(TryLockError::WouldBlock) => Err(OpenError::in_use()),
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
    if create {
        make_private(path)?;
    }
    let options = options(path).create_if_missing(create);
    Ok(options.connect().await.map_err(crate::Error::from)?)
}

/// Makes a database file that is missing, for its owner alone: it will hold what people write. SQLite gives its log and
/// its shared memory the same rights.
fn make_private(path: &Path) -> Result<(), OpenError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(OpenError::from_io(&error)),
    }
}

/// Opens the connections that read.
pub(crate) async fn open_readers(path: &Path) -> Result<SqlitePool, OpenError> {
    let options = options(path).pragma("query_only", "ON").pragma("cache_size", READER_CACHE);
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
        .pragma("cache_size", CACHE)
        .statement_cache_capacity(STATEMENTS)
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
