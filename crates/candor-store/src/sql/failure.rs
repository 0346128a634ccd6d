//! What the databases say when they fail, by what the caller should do next. Their messages name tables and
//! constraints, never values.

use sqlx::error::DatabaseError;

use crate::Error;

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(error) => match error.try_downcast_ref::<sqlx::sqlite::SqliteError>() {
                Some(error) => from_sqlite(error),
                None => from_postgres(error.as_ref()),
            },
            sqlx::Error::PoolClosed => Self::Closed,
            sqlx::Error::PoolTimedOut => Self::Busy("all connections are in use".to_owned()),
            sqlx::Error::Io(error) => Self::Busy(error.kind().to_string()),
            sqlx::Error::Tls(_) => Self::Busy("the encrypted connection failed".to_owned()),
            sqlx::Error::WorkerCrashed => Self::Busy("the connection's thread ended".to_owned()),
            sqlx::Error::ColumnDecode { index, .. } => Self::Corrupt(index),
            sqlx::Error::ColumnNotFound(name) => Self::Corrupt(name),
            other => Self::Other(other.to_string()),
        }
    }
}

/// Codes: <https://www.sqlite.org/rescode.html>; the lowest byte is the primary one.
fn from_sqlite(error: &sqlx::sqlite::SqliteError) -> Error {
    let message = error.message().to_owned();
    let code = error.code().and_then(|code| code.parse::<i64>().ok()).unwrap_or_default();
    match (code & 0xff, code) {
        // The shared-memory file could not grow: it is the first to notice a disk that is nearly full.
        (_, 4874) => Error::Full(message),
        (5 | 6 | 10 | 14, _) => Error::Busy(message),
        (13, _) => Error::Full(message),
        (11 | 26, _) => Error::Corrupt(message),
        (19, 1555 | 2067) => Error::Conflict("a row with this key"),
        _ => Error::Other(message),
    }
}

/// Codes: <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
fn from_postgres(error: &dyn DatabaseError) -> Error {
    let message = error.message().to_owned();
    let code = error.code().unwrap_or_default();
    match code.as_ref() {
        "23505" => Error::Conflict("a row with this key"),
        "53100" => Error::Full(message),
        "40001" | "40P01" => Error::Raced,
        "55P03" | "57014" => Error::Busy(message),
        "XX001" | "XX002" => Error::Corrupt(message),
        code if code.starts_with("08") || code.starts_with("53") || code.starts_with("57P") => Error::Busy(message),
        _ => Error::Other(message),
    }
}
