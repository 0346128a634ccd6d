//! Opening a store, closing it, and the hints it gives.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, atomic::AtomicU64},
};

use sqlx::Connection as _;
use tokio::sync::watch;

use crate::{
    OpenError, OpenErrorKind,
    dialect::{postgres, sqlite},
    group_commit::Writer,
    hints::{Hints, hint},
    ledger, migrate,
    presence::require_no_desk,
    seal::{self, Keys, Sealer},
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
    sealer: Arc<Sealer>,
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
    /// Opens `sqlite:PATH` (made if missing) or `postgres://…` with its keys, brings its schema up to date, seals what
    /// was written before there was a key, and checks it. An SQLite file is locked against a second desk until the
    /// store is closed or the process ends.
    ///
    /// # Errors
    /// See [`OpenErrorKind`]. Without the right key nothing is changed.
    pub async fn open(address: &str, keys: &Keys) -> Result<Self, OpenError> {
        let path = match place(address)? {
            Place::Server => return Self::open_server(address, keys, true).await,
            Place::File(path) => path,
        };
        let lock = sqlite::take(&path).await?;
        let mut conn = sqlite::open_writer(&path, true).await?;
        let mut tx = Tx::keyless_sqlite(&mut conn);
        sqlite::check(&mut tx).await?;
        let sealer = prepare(&mut tx, keys).await?;
        let readers = sqlite::open_readers(&path).await?;
        let writer = Writer::start(conn, Arc::clone(&sealer), Some(lock));
        Ok(Self::new(Backend::Sqlite { writer, readers }, sealer, Some(ledger::path_of(&path))))
    }

    /// Opens a store beside a desk that may be running, for short reads and writes such as publishing a script. It
    /// must exist and be of this version.
    ///
    /// # Errors
    /// See [`OpenErrorKind`].
    pub async fn open_beside(address: &str, keys: &Keys) -> Result<Self, OpenError> {
        let path = match place(address)? {
            Place::Server => return Self::open_server(address, keys, false).await,
            Place::File(path) => path,
        };
        let mut conn = sqlite::open_writer(&path, false).await?;
        let sealer = unlock(&mut Tx::keyless_sqlite(&mut conn), keys).await?;
        let readers = sqlite::open_readers(&path).await?;
        let writer = Writer::start(conn, Arc::clone(&sealer), None);
        Ok(Self::new(Backend::Sqlite { writer, readers }, sealer, None))
    }

    /// Whether the database at this address holds a data key, so that it opens only with its master key. False where
    /// there is no database yet, and where one was written before there were keys.
    ///
    /// # Errors
    /// As [`Store::open`], but for the keys.
    pub async fn is_sealed(address: &str) -> Result<bool, OpenError> {
        let path = match place(address)? {
            Place::Server => {
                let pool = postgres::connect(address, postgres::BESIDE).await?;
                let mut conn = pool.acquire().await.map_err(crate::Error::from)?;
                return seal::are_there(&mut Tx::keyless_postgres(&mut conn)).await;
            }
            Place::File(path) => path,
        };
        match sqlite::open_writer(&path, false).await {
            Ok(mut conn) => seal::are_there(&mut Tx::keyless_sqlite(&mut conn)).await,
            Err(error) if error.kind() == OpenErrorKind::FileMissing => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn open_server(address: &str, keys: &Keys, may_migrate: bool) -> Result<Self, OpenError> {
        if may_migrate {
            // Not as a desk yet: a desk of another version must not write beside what brings the schema up to date.
            let mut conn = postgres::connect_once(address).await?;
            let mut tx = Tx::keyless_postgres(&mut conn);
            let before = migrate::version(&mut tx).await?;
            if before.present > 0
                && !before.is_current()
                && let Err(running) = require_no_desk(&mut tx).await
                // Another one may have done it meanwhile, and be the desk that runs.
                && !migrate::version(&mut tx).await?.is_current()
            {
                return Err(running);
            }
            prepare(&mut tx, keys).await?;
            let _ = conn.close().await;
        }
        let pool = postgres::connect(address, if may_migrate { postgres::DESK } else { postgres::BESIDE }).await?;
        let mut conn = pool.acquire().await.map_err(crate::Error::from)?;
        let sealer = unlock(&mut Tx::keyless_postgres(&mut conn), keys).await?;
        drop(conn);
        Ok(Self::new(Backend::Postgres { pool, commits: AtomicU64::new(0) }, sealer, None))
    }

    fn new(backend: Backend, sealer: Arc<Sealer>, ledger: Option<PathBuf>) -> Self {
        Self { inner: Arc::new(Inner { backend, sealer, hints: Hints::new(), ledger }) }
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

    /// Changes whenever something may be due for a webhook. A hint, as above.
    pub fn deliveries_changed(&self) -> watch::Receiver<u64> {
        self.hints().webhooks.subscribe()
    }

    pub(crate) fn backend(&self) -> &Backend {
        &self.inner.backend
    }

    pub(crate) fn sealer(&self) -> &Arc<Sealer> {
        &self.inner.sealer
    }

    /// Where the opt-out ledger beside the database is; `None` where this store does not keep it.
    pub(crate) fn ledger(&self) -> Option<&Path> {
        self.inner.ledger.as_deref()
    }

    pub(crate) fn hints(&self) -> &Hints {
        &self.inner.hints
    }
}

/// Brings a database up to date and seals it. First the keys: with a wrong one nothing is changed.
pub(crate) async fn prepare(tx: &mut Tx<'_>, keys: &Keys) -> Result<Arc<Sealer>, OpenError> {
    if keys.is_empty() {
        return Err(seal::missing());
    }
    migrate::require_ours(tx).await?;
    let known = seal::unlock(tx, keys).await?;
    migrate::migrate(tx).await?;
    migrate::require_current(tx).await?;
    let sealer = match known {
        Some(sealer) => Arc::new(sealer),
        None => Arc::new(seal::make(tx, keys).await?),
    };
    seal::seal_earlier(&mut tx.with(&sealer)).await?;
    Ok(sealer)
}

/// Opens what the desk has brought up to date and sealed.
async fn unlock(tx: &mut Tx<'_>, keys: &Keys) -> Result<Arc<Sealer>, OpenError> {
    migrate::require_current(tx).await?;
    let sealer = Arc::new(seal::unlock(tx, keys).await?.ok_or_else(migrate::older)?);
    if !seal::is_everything_sealed(&mut tx.with(&sealer)).await? {
        return Err(migrate::older());
    }
    Ok(sealer)
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
