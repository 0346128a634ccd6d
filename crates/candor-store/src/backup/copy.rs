//! Copies an SQLite database as it is at one moment, however busy it is, and checks a copy.

use std::{fs, path::Path, time::Duration};

use sqlx::{
    ConnectOptions as _, Connection as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteSynchronous},
};
use tokio::time::{MissedTickBehavior, interval};

use super::{BackupError, Progress, Tell};
use crate::{
    Error, OpenError, OpenErrorKind, SchemaVersion,
    dialect::sqlite,
    migrate,
    sql::{Tx, params},
};

/// How often whoever waits is told how far it is.
const TELL_EVERY: Duration = Duration::from_millis(500);

/// Copies the database that a desk may be using into an empty file. Returns how large it is, in bytes.
pub(super) async fn out_of(database: &Path, to: &Path, tell: Tell<'_>) -> Result<u64, BackupError> {
    let mut conn = sqlite::open_writer(database, false).await?;
    let copied = copy(&mut conn, to, tell).await;
    // Nothing was written in it, so that nothing is lost if it does not close.
    let _ = conn.close().await;
    copied
}

/// Copies all of a database, with everything committed until now and nothing else (SQLite, `VACUUM INTO`).
pub(super) async fn copy(conn: &mut SqliteConnection, to: &Path, tell: Tell<'_>) -> Result<u64, BackupError> {
    let Some(name) = to.to_str() else {
        return Err(BackupError::File(format!("{} is not a name in Unicode; name another file", to.display())));
    };
    let total = size(conn).await?;
    let mut tx = Tx::keyless_sqlite(conn);
    let mut ticks = interval(TELL_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks.tick().await;
    let whole = params![name];
    let copying = tx.execute("VACUUM INTO $1", whole);
    tokio::pin!(copying);
    loop {
        tokio::select! {
            copied = &mut copying => {
                copied?;
                return Ok(total);
            }
            _ = ticks.tick() => {
                let done = fs::metadata(to).map_or(0, |metadata| metadata.len());
                tell(Progress { done: done.min(total), total });
            }
        }
    }
}

async fn size(conn: &mut SqliteConnection) -> Result<u64, Error> {
    let sql = "SELECT (p.page_count - f.freelist_count) * s.page_size AS bytes
               FROM pragma_page_count p, pragma_freelist_count f, pragma_page_size s";
    Tx::keyless_sqlite(conn).row(sql, params![]).await?.map_or(Ok(0), |row| row.count("bytes"))
}

/// Reads a copy for damage and says how far its schema is.
pub(super) async fn verify(copy: &Path) -> Result<Option<SchemaVersion>, OpenError> {
    let mut conn = read_only(copy).await?;
    sqlite::check(&mut Tx::keyless_sqlite(&mut conn)).await?;
    let version = migrate::version(&mut Tx::keyless_sqlite(&mut conn)).await;
    let _ = conn.close().await;
    match version {
        Ok(version) => Ok(Some(version)),
        // A program may back up what only a newer one can use.
        Err(error) if error.kind() == OpenErrorKind::NewerSchema => Ok(None),
        Err(error) => Err(error),
    }
}

/// Opens a file that must not be changed.
pub(super) async fn read_only(file: &Path) -> Result<SqliteConnection, OpenError> {
    let options = SqliteConnectOptions::new().filename(file).read_only(true).disable_statement_logging();
    Ok(options.connect().await.map_err(Error::from)?)
}

/// Opens a copy to be changed before anybody uses it.
pub(super) async fn editable(file: &Path) -> Result<SqliteConnection, OpenError> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .foreign_keys(true)
        .synchronous(SqliteSynchronous::Full)
        .disable_statement_logging();
    Ok(options.connect().await.map_err(Error::from)?)
}
