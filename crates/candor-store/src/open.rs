//! Opening a store, closing it, and the hints it gives.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, atomic::AtomicU64},
};

use tokio::sync::watch;

use crate::{
    OpenError, OpenErrorKind,
    dialect::{postgres, sqlite},
    group_commit::Writer,
    hints::{Hints, hint},
    ledger, migrate,
    sql::Tx,
    write::Backend,
};

/// The store. Cloning it is cheap and gives the same store.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    backend: Backend,
    hints: Hints,
    /// The opt-out ledger beside the database, where this store is the desk's.
    ledger: Option<PathBuf>,
}

/// Where a store is.
pub(crate) enum Place {
    /// In this file.
    File(PathBuf),
    /// At a server.
    Server,
}

impl Store {
    /// Opens `sqlite:PATH` (made if missing) or `postgres://…`, brings its schema up to date and checks it. An SQLite
    /// file is locked against a second desk until the store is closed or the process ends.
    ///
    /// # Errors
    /// See [`OpenErrorKind`].
    pub async fn open(address: &str) -> Result<Self, OpenError> {
        let path = match place(address)? {
            Place::Server => return Self::open_server(address, true).await,
            Place::File(path) => path,
        };
        let lock = sqlite::take(&path).await?;
        let mut conn = sqlite::open_writer(&path, true).await?;
        sqlite::check(&mut conn).await?;
        migrate::migrate(&mut Tx::Sqlite(&mut conn)).await?;
        let readers = sqlite::open_readers(&path).await?;
        let backend = Backend::Sqlite { writer: Writer::start(conn, Some(lock)), readers };
        Ok(Self::new(backend, Some(ledger::path_of(&path))))
    }

    /// Opens a store beside a desk that may be running, for short reads and writes such as publishing a script. It
    /// must exist and be of this version.
    ///
    /// # Errors
    /// See [`OpenErrorKind`].
    pub async fn open_beside(address: &str) -> Result<Self, OpenError> {
        let path = match place(address)? {
            Place::Server => return Self::open_server(address, false).await,
            Place::File(path) => path,
        };
        let mut conn = sqlite::open_writer(&path, false).await?;
        migrate::require_current(&mut Tx::Sqlite(&mut conn)).await?;
        let readers = sqlite::open_readers(&path).await?;
        Ok(Self::new(Backend::Sqlite { writer: Writer::start(conn, None), readers }, None))
    }

    async fn open_server(address: &str, may_migrate: bool) -> Result<Self, OpenError> {
        let pool = postgres::connect(address, if may_migrate { postgres::DESK } else { postgres::BESIDE }).await?;
        let mut conn = pool.acquire().await.map_err(crate::Error::from)?;
        let mut tx = Tx::Postgres(&mut conn);
        if may_migrate {
            migrate::migrate(&mut tx).await?;
        }
        migrate::require_current(&mut tx).await?;
        drop(conn);
        Ok(Self::new(Backend::Postgres { pool, commits: AtomicU64::new(0) }, None))
    }

    fn new(backend: Backend, ledger: Option<PathBuf>) -> Self {
        Self { inner: Arc::new(Inner { backend, hints: Hints::new(), ledger }) }
    }

    /// Ends the store: what was asked is finished, then files and connections are closed and the lock is given up.
    pub async fn close(&self) {
        match self.backend() {
            Backend::Sqlite { writer, readers } => {
                readers.close().await;
                writer.stop().await;
            }
            Backend::Postgres { pool, .. } => pool.close().await,
        }
    }

    /// Changes whenever a lane of this process may have become ready. A hint: other processes give none, so look from
    /// time to time as well.
    pub fn lanes_changed(&self) -> watch::Receiver<u64> {
        self.hints().lanes.subscribe()
    }

    /// Changes whenever a row of the outbox may have become due. A hint, as above.
    pub fn outbox_changed(&self) -> watch::Receiver<u64> {
        self.hints().outbox.subscribe()
    }

    /// Makes whoever watches the outbox look again, such as when a lane the caller kept busy is free.
    pub fn hint_outbox(&self) {
        hint(&self.hints().outbox);
    }

    /// Changes whenever a script was published through this store, so that caches look again. A hint, as above.
    pub fn scripts_changed(&self) -> watch::Receiver<u64> {
        self.hints().scripts.subscribe()
    }

    pub(crate) fn backend(&self) -> &Backend {
        &self.inner.backend
    }

    /// Where the opt-out ledger beside the database is; `None` where this store does not keep it.
    pub(crate) fn ledger(&self) -> Option<&Path> {
        self.inner.ledger.as_deref()
    }

    pub(crate) fn hints(&self) -> &Hints {
        &self.inner.hints
    }
}

/// Reads an address.
pub(crate) fn place(address: &str) -> Result<Place, OpenError> {
    if address.starts_with("postgres://") || address.starts_with("postgresql://") {
        return Ok(Place::Server);
    }
    match address.strip_prefix("sqlite:") {
        // Memory does not survive the process, and every connection would have a database of its own.
        Some(path) if !path.is_empty() && !path.starts_with(":memory:") => {
            Ok(Place::File(PathBuf::from(path.strip_prefix("//").unwrap_or(path))))
        }
        _ => Err(OpenError::new(
            OpenErrorKind::BadAddress,
            "the address of the database is not understood; write sqlite:PATH or postgres://name:password@host/database",
        )),
    }
}
