//! How the store writes and reads: one transaction per write, through the group commit on SQLite.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use futures_util::future::BoxFuture;
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool, pool::PoolConnection};

use crate::{Error, Store, group_commit::Writer, seal::Sealer, sql::Tx};

/// One write: a plain function of what is written and the transaction, so that it can be run again.
pub(crate) type Work<W, T> = for<'a> fn(&'a W, Tx<'a>) -> BoxFuture<'a, Result<T, Error>>;

/// The database that is open.
pub(crate) enum Backend {
    /// A file, with the one connection that writes and some that read.
    Sqlite { writer: Writer, readers: SqlitePool },
    /// A server.
    Postgres { pool: PgPool, commits: AtomicU64 },
}

/// A connection to read with.
pub(crate) struct Reader {
    conn: ReaderConn,
    sealer: Arc<Sealer>,
}

enum ReaderConn {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

impl Reader {
    /// What questions are asked on.
    pub(crate) fn tx(&mut self) -> Tx<'_> {
        match &mut self.conn {
            ReaderConn::Sqlite(conn) => Tx::sqlite(conn, &self.sealer),
            ReaderConn::Postgres(conn) => Tx::postgres(conn, &self.sealer),
        }
    }
}

/// A transaction that lost against another one is run so many times in all.
const RUNS: u32 = 4;

impl Store {
    /// Runs a write in one transaction. It is durable when this returns; on an error nothing of it was written.
    pub(crate) async fn write<W, T>(&self, what: W, work: Work<W, T>) -> Result<T, Error>
    where
        W: Send + Sync + 'static,
        T: Send + 'static,
    {
        let (pool, commits) = match self.backend() {
            Backend::Sqlite { writer, .. } => return writer.write(what, work).await,
            Backend::Postgres { pool, commits } => (pool, commits),
        };
        for _ in 1..RUNS {
            match run(pool, self.sealer(), &what, work).await {
                Err(Error::Raced) => {}
                done => {
                    commits.fetch_add(u64::from(done.is_ok()), Ordering::Relaxed);
                    return done;
                }
            }
        }
        run(pool, self.sealer(), &what, work).await
    }

    /// A connection to read with.
    pub(crate) async fn reader(&self) -> Result<Reader, Error> {
        let conn = match self.backend() {
            Backend::Sqlite { readers, .. } => ReaderConn::Sqlite(readers.acquire().await?),
            Backend::Postgres { pool, .. } => ReaderConn::Postgres(pool.acquire().await?),
        };
        Ok(Reader { conn, sealer: Arc::clone(self.sealer()) })
    }

    /// How many transactions this store has committed. On SQLite, where writes that wait together share one, fewer
    /// than the writes.
    pub fn commits(&self) -> u64 {
        match self.backend() {
            Backend::Sqlite { writer, .. } => writer.commits(),
            Backend::Postgres { commits, .. } => commits.load(Ordering::Relaxed),
        }
    }
}

/// One run on PostgreSQL. Dropped or failed halfway, the transaction is rolled back.
async fn run<W, T>(pool: &PgPool, sealer: &Arc<Sealer>, what: &W, work: Work<W, T>) -> Result<T, Error> {
    let mut transaction = pool.begin().await?;
    let done = work(what, Tx::postgres(&mut transaction, sealer)).await?;
    transaction.commit().await?;
    Ok(done)
}
