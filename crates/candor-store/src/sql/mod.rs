//! The seam: one SQL text for both databases, run inside whatever transaction or connection a [`Tx`] borrows.
//!
//! Statements keep to the portable subset of `migrations/README.md`. The few that cannot live in [`crate::dialect`].

mod failure;
mod many;
mod param;
mod row;

use std::sync::{Arc, LazyLock};

use sqlx::{AssertSqlSafe, Executor, PgConnection, SqlSafeStr, SqlStr, SqliteConnection};

pub(crate) use many::{MOST_ROWS, places, places_as};
pub(crate) use param::{Param, params, storable};
pub(crate) use row::Row;

use crate::{
    Error, dialect,
    seal::{SealedColumn, Sealer},
};

/// A borrowed connection, inside a transaction or not, and what seals and opens the values that go through it.
pub(crate) struct Tx<'c> {
    conn: Conn<'c>,
    sealer: &'c Arc<Sealer>,
}

enum Conn<'c> {
    /// To an SQLite file.
    Sqlite(&'c mut SqliteConnection),
    /// To a PostgreSQL server.
    Postgres(&'c mut PgConnection),
}

/// Runs the same expression on whichever database is open.
macro_rules! on_db {
    ($tx:expr, |$conn:ident| $body:expr) => {
        match &mut $tx.conn {
            Conn::Sqlite(conn) => {
                let $conn = &mut **conn;
                $body
            }
            Conn::Postgres(conn) => {
                let $conn = &mut **conn;
                $body
            }
        }
    };
}

/// Binds parameters one after another; `$1` is the first.
macro_rules! bound {
    ($sql:expr, $params:expr) => {
        $params.iter().fold(sqlx::query($sql), |query, param| match param {
            Param::Int(value) => query.bind(*value),
            Param::OptInt(value) => query.bind(*value),
            Param::Bool(value) => query.bind(*value),
            Param::Text(value) => query.bind(value.to_string()),
            Param::OptText(value) => query.bind(value.as_ref().map(ToString::to_string)),
            Param::Bytes(value) => query.bind(value.to_vec()),
        })
    };
}

/// What seals nothing and opens nothing.
static KEYLESS: LazyLock<Arc<Sealer>> = LazyLock::new(|| Arc::new(Sealer::empty()));

impl<'c> Tx<'c> {
    /// On SQLite, for what touches no sealed column: the schema, checks, copies.
    pub(crate) fn keyless_sqlite(conn: &'c mut SqliteConnection) -> Self {
        Self::sqlite(conn, &KEYLESS)
    }

    /// On PostgreSQL, for what touches no sealed column.
    pub(crate) fn keyless_postgres(conn: &'c mut PgConnection) -> Self {
        Self::postgres(conn, &KEYLESS)
    }

    /// On SQLite.
    pub(crate) const fn sqlite(conn: &'c mut SqliteConnection, sealer: &'c Arc<Sealer>) -> Self {
        Self { conn: Conn::Sqlite(conn), sealer }
    }

    /// On PostgreSQL.
    pub(crate) const fn postgres(conn: &'c mut PgConnection, sealer: &'c Arc<Sealer>) -> Self {
        Self { conn: Conn::Postgres(conn), sealer }
    }

    /// The same connection with other keys.
    pub(crate) fn with<'s>(&'s mut self, sealer: &'s Arc<Sealer>) -> Tx<'s> {
        match &mut self.conn {
            Conn::Sqlite(conn) => Tx::sqlite(conn, sealer),
            Conn::Postgres(conn) => Tx::postgres(conn, sealer),
        }
    }

    /// Seals a text for a row with this key.
    pub(crate) fn seal(&self, column: &SealedColumn, key: &[Param<'_>], text: &str) -> Result<String, Error> {
        self.sealer.seal(column, key, text)
    }

    /// By what a sealed text is found, under every key, the newest first.
    pub(crate) fn marks(&self, column: &SealedColumn, scope: &[Param<'_>], text: &str) -> Vec<String> {
        self.sealer.marks(column, scope, text)
    }

    /// Seals bytes for a row with this key.
    pub(crate) fn seal_bytes(&self, column: &SealedColumn, key: &[Param<'_>], bytes: &[u8]) -> Result<Vec<u8>, Error> {
        self.sealer.seal_bytes(column, key, bytes)
    }

    /// Runs a statement; returns how many rows it touched.
    pub(crate) async fn execute(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<u64, Error> {
        self.execute_built(sql.into_sql_str(), params).await
    }

    /// All rows of a question.
    pub(crate) async fn rows(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<Vec<Row>, Error> {
        self.rows_built(sql.into_sql_str(), params).await
    }

    /// The row of a question that has at most one.
    pub(crate) async fn row(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<Option<Row>, Error> {
        Ok(self.rows(sql, params).await?.into_iter().next())
    }

    /// As [`Self::row`], keeping others from changing the row until the transaction ends.
    pub(crate) async fn row_for_update(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
    ) -> Result<Option<Row>, Error> {
        let sql = format!("{sql} {}", self.pick("", dialect::postgres::FOR_UPDATE));
        Ok(self.rows_built(AssertSqlSafe(sql).into_sql_str(), params).await?.into_iter().next())
    }

    /// As [`Self::execute`], for a text put together from constants and placeholders.
    pub(crate) async fn execute_built(&mut self, sql: SqlStr, params: &[Param<'_>]) -> Result<u64, Error> {
        Ok(on_db!(self, |conn| conn.execute(bound!(sql, params)).await?.rows_affected()))
    }

    /// As [`Self::rows`], for a text put together from constants and placeholders.
    pub(crate) async fn rows_built(&mut self, sql: SqlStr, params: &[Param<'_>]) -> Result<Vec<Row>, Error> {
        let sealer = self.sealer;
        let row = |data| Row::new(data, Arc::clone(sealer));
        Ok(on_db!(self, |conn| {
            conn.fetch_all(bound!(sql, params)).await?.into_iter().map(|data| row(data.into())).collect()
        }))
    }

    /// Runs a text of many statements, such as a migration.
    pub(crate) async fn script(&mut self, sql: &'static str) -> Result<(), Error> {
        on_db!(self, |conn| conn.execute(sqlx::raw_sql(sql)).await?.rows_affected());
        Ok(())
    }

    /// What holds for the database that is open.
    pub(crate) const fn pick<T: Copy>(&self, sqlite: T, postgres: T) -> T {
        match self.conn {
            Conn::Sqlite(_) => sqlite,
            Conn::Postgres(_) => postgres,
        }
    }

    /// Keeps other transactions that name one of these keys waiting until this one ends. SQLite has one writer, so
    /// there is nobody to keep waiting.
    pub(crate) async fn lock(&mut self, mut keys: Vec<String>) -> Result<(), Error> {
        if matches!(self.conn, Conn::Sqlite(_)) {
            return Ok(());
        }
        keys.sort_unstable();
        keys.dedup();
        for key in &keys {
            self.execute(dialect::postgres::LOCK_KEY, params![key.as_str()]).await?;
        }
        Ok(())
    }
}
