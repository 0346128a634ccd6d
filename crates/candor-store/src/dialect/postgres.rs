//! PostgreSQL: several processes may share it, so rows are locked and contended ones skipped.

use std::time::Duration;

use sqlx::{
    ConnectOptions as _, PgConnection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use tokio::time::timeout;

use crate::{OpenError, OpenErrorKind};

/// Keeps a row that was read from changing until the transaction ends.
pub(crate) const FOR_UPDATE: &str = "FOR UPDATE";

/// Takes the next row nobody else is taking.
pub(crate) const SKIP_LOCKED: &str = "FOR UPDATE SKIP LOCKED";

/// Waits until no other transaction holds this key.
pub(crate) const LOCK_KEY: &str = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";

/// So many connections to the server.
const CONNECTIONS: u32 = 10;

/// Waits so long for a connection.
const PATIENCE: Duration = Duration::from_secs(5);

/// The name by which a desk is known to the server.
pub(crate) const DESK: &str = "candor";

/// The name by which a command beside a desk is known to the server.
pub(crate) const BESIDE: &str = "candor-beside";

/// Connects to a server, under one of the names above.
pub(crate) async fn connect(address: &str, name: &str) -> Result<PgPool, OpenError> {
    let pool = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(PATIENCE);
    pool.connect_with(options(address, name)?).await.map_err(explain)
}

/// One connection to a server, for what no desk does.
pub(crate) async fn connect_once(address: &str) -> Result<PgConnection, OpenError> {
    match timeout(PATIENCE, options(address, BESIDE)?.connect()).await {
        Ok(connected) => connected.map_err(explain),
        Err(_) => Err(explain(sqlx::Error::PoolTimedOut)),
    }
}

fn options(address: &str, name: &str) -> Result<PgConnectOptions, OpenError> {
    let options: PgConnectOptions = address.parse().map_err(|_| {
        OpenError::new(
            OpenErrorKind::BadAddress,
            "the address of the PostgreSQL database cannot be read; write postgres://name:password@host/database",
        )
    })?;
    Ok(options.application_name(name).disable_statement_logging().options([
        ("synchronous_commit", "on"),
        ("default_transaction_isolation", "read committed"),
        ("lock_timeout", "10s"),
        ("idle_in_transaction_session_timeout", "60s"),
    ]))
}

fn explain(error: sqlx::Error) -> OpenError {
    let code = error.as_database_error().and_then(|error| error.code().map(|code| code.into_owned()));
    match code.as_deref() {
        Some("28P01" | "28000") => OpenError::new(
            OpenErrorKind::WrongPassword,
            "the PostgreSQL server refuses this name or password; correct them in the address of the database",
        ),
        Some("3D000") => OpenError::new(
            OpenErrorKind::MissingDatabase,
            "the PostgreSQL server has no database of this name; create it or correct the address",
        ),
        Some("53300" | "57P03") => OpenError::new(
            OpenErrorKind::Unreachable,
            "the PostgreSQL server is starting or has no free connections; try again in a moment",
        ),
        Some(_) => OpenError::from(crate::Error::from(error)),
        None => OpenError::new(
            OpenErrorKind::Unreachable,
            "the PostgreSQL server does not answer; check that it runs and that host and port are right",
        ),
    }
}
