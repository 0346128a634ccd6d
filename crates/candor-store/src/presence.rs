//! What can be asked of a database without being its desk: how far its schema is, and whether a desk runs on it.

use std::time::Duration;

use sqlx::Connection as _;
use tokio::time::sleep;

use crate::{
    OpenError, SchemaVersion,
    dialect::{postgres, sqlite},
    migrate,
    open::{Place, place, prepare},
    seal::Keys,
    sql::{Tx, params},
};

/// How far the schema of a database is. Changes nothing.
///
/// # Errors
/// See [`crate::OpenErrorKind`]: `FileMissing` where there is no file yet, `NewerSchema` and `ForeignSchema` where the
/// schema is not one this program can bring up to date.
pub async fn schema_version(address: &str) -> Result<SchemaVersion, OpenError> {
    match place(address)? {
        Place::File(path) => {
            let mut conn = sqlite::open_writer(&path, false).await?;
            let version = migrate::version(&mut Tx::keyless_sqlite(&mut conn)).await;
            // Nothing was written, so that nothing is lost if it does not close.
            let _ = conn.close().await;
            version
        }
        Place::Server => {
            let mut conn = postgres::connect_once(address).await?;
            let version = migrate::version(&mut Tx::keyless_postgres(&mut conn)).await;
            let _ = conn.close().await;
            version
        }
    }
}

/// Brings a database up to date and seals what was written before there was a key; returns how far its schema was. An
/// SQLite file is made if it is missing.
///
/// # Errors
/// See [`crate::OpenErrorKind`]: `InUse` while a desk runs. Without the right key nothing is changed.
pub async fn bring_up_to_date(address: &str, keys: &Keys) -> Result<SchemaVersion, OpenError> {
    match place(address)? {
        Place::File(path) => {
            let _lock = sqlite::take(&path).await?;
            let mut conn = sqlite::open_writer(&path, true).await?;
            sqlite::check(&mut Tx::keyless_sqlite(&mut conn)).await?;
            let mut tx = Tx::keyless_sqlite(&mut conn);
            let before = migrate::version(&mut tx).await?;
            prepare(&mut tx, keys).await?;
            conn.close().await.map_err(crate::Error::from)?;
            Ok(before)
        }
        Place::Server => {
            let mut conn = postgres::connect_once(address).await?;
            let mut tx = Tx::keyless_postgres(&mut conn);
            require_no_desk(&mut tx).await?;
            let before = migrate::version(&mut tx).await?;
            prepare(&mut tx, keys).await?;
            let _ = conn.close().await;
            Ok(before)
        }
    }
}

/// Whether a desk runs on a database. A moment later it may be otherwise.
///
/// # Errors
/// See [`crate::OpenErrorKind`].
pub async fn is_desk_running(address: &str) -> Result<bool, OpenError> {
    match place(address)? {
        Place::File(path) if !path.exists() => Ok(false),
        Place::File(path) => match sqlite::try_take(&path) {
            Ok(_lock) => Ok(false),
            Err(error) if error.kind() == crate::OpenErrorKind::InUse => Ok(true),
            Err(error) => Err(error),
        },
        Place::Server => {
            let mut conn = postgres::connect_once(address).await?;
            let desks = desks(&mut Tx::keyless_postgres(&mut conn)).await?;
            let _ = conn.close().await;
            Ok(desks > 0)
        }
    }
}

/// Refuses while a desk is connected to this PostgreSQL database.
pub(crate) async fn require_no_desk(tx: &mut Tx<'_>) -> Result<(), OpenError> {
    for _ in 0..LOOKS {
        if desks(tx).await? == 0 {
            return Ok(());
        }
        // The server notices only after a moment that somebody has left.
        sleep(LOOK_AGAIN).await;
    }
    Err(OpenError::in_use())
}

/// So often it is looked whether the desk has left.
const LOOKS: usize = 20;

/// How long between two looks.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// Connections of desks to this PostgreSQL database. Commands beside a desk go by another name.
async fn desks(tx: &mut Tx<'_>) -> Result<u64, OpenError> {
    let sql = "SELECT COUNT(*) AS desks FROM pg_stat_activity
               WHERE datname = current_database() AND application_name = $1";
    Ok(tx.row(sql, params![postgres::DESK]).await?.map_or(Ok(0), |row| row.count("desks"))?)
}
