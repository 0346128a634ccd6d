//! Where a story's store lives: a file in a temporary folder, or a database of its own on the server that
//! `CANDOR_TEST_POSTGRES` names (`postgres://superuser@host:port`, without a database).

use std::{
    any::Any,
    future::Future,
    io::Write as _,
    panic::{AssertUnwindSafe, resume_unwind},
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

use candor_core::moment::Moment;
use candor_store::{FreshKey, Keys, MasterKey, Store};
use futures_util::FutureExt as _;
use sha2::{Digest as _, Sha256};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, Row as _, SqliteConnection};
use tempfile::TempDir;

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

/// A store and where it lives.
pub struct House {
    pub store: Store,
    pub address: String,
    pub kind: Kind,
}

/// Runs a story in a house of its own and tears the house down, whether or not the story held.
pub fn tell<F: Future<Output = ()>>(kind: Kind, story: impl FnOnce(House) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let told = match kind {
        Kind::Sqlite => runtime.block_on(on_sqlite(story)),
        Kind::Postgres => match server() {
            Some(server) => runtime.block_on(on_postgres(server, story)),
            None => Ok(()),
        },
    };
    if let Err(panic) = told {
        resume_unwind(panic);
    }
}

/// The keys of every story's store.
pub fn keys() -> Keys {
    keys_of(&[7])
}

/// Other master keys, the first of which wraps: as a stranger has them, or the desk during a rotation.
pub fn keys_of(numbers: &[u8]) -> Keys {
    let masters = numbers.iter().map(|number| MasterKey::from_secret([*number; 32])).collect();
    Keys::new(masters, FreshKey::new([numbers[0].wrapping_add(100); 32], Moment::from_millis(0)))
}

/// Runs statements past the store, as a person with a database tool could.
pub async fn raw_sql(house: &House, sql: &str) -> Result<(), sqlx::Error> {
    let sql = AssertSqlSafe(sql.to_owned());
    match house.kind {
        Kind::Sqlite => SqliteConnection::connect(&house.address).await?.execute(sqlx::raw_sql(sql)).await.map(|_| ()),
        Kind::Postgres => PgConnection::connect(&house.address).await?.execute(sqlx::raw_sql(sql)).await.map(|_| ()),
    }
}

/// The server for tests, if there is one; says loudly if there is not.
pub fn server() -> Option<&'static str> {
    static SERVER: OnceLock<Option<String>> = OnceLock::new();
    let server = SERVER.get_or_init(|| {
        let server = std::env::var("CANDOR_TEST_POSTGRES").ok().filter(|url| !url.is_empty());
        if server.is_none() {
            // Past the capture of the test runner, which hides what passing tests print.
            let loud =
                "\n*** PostgreSQL was NOT tested: CANDOR_TEST_POSTGRES is not set. `cargo xtask test` sets it. ***\n";
            let _ = std::io::stderr().write_all(loud.as_bytes());
        }
        server
    });
    server.as_deref()
}

type Told = Result<(), Box<dyn Any + Send>>;

async fn on_sqlite<F: Future<Output = ()>>(story: impl FnOnce(House) -> F) -> Told {
    let folder = TempDir::new().unwrap();
    let address = format!("sqlite:{}", folder.path().join("candor.db").display());
    let store = Store::open(&address, &keys()).await.unwrap();
    let house = House { store: store.clone(), address, kind: Kind::Sqlite };
    let told = AssertUnwindSafe(story(house)).catch_unwind().await;
    store.close().await;
    told
}

async fn on_postgres<F: Future<Output = ()>>(server: &str, story: impl FnOnce(House) -> F) -> Told {
    let database = database(server).await;
    let address = format!("{server}/{database}");
    let store = Store::open(&address, &keys()).await.unwrap();
    let house = House { store: store.clone(), address, kind: Kind::Postgres };
    let told = AssertUnwindSafe(story(house)).catch_unwind().await;
    store.close().await;
    drop_database(server, &database).await;
    told
}

/// A database of its own, copied from one in which the migrations have run.
async fn database(server: &str) -> String {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("candor_story_{}_{number}", std::process::id());
    let template = template(server).await;
    let mut conn = admin(server).await;
    let create = format!("CREATE DATABASE {name} TEMPLATE {template}");
    conn.execute(AssertSqlSafe(create)).await.unwrap();
    name
}

async fn drop_database(server: &str, name: &str) {
    let sql = format!("DROP DATABASE {name} WITH (FORCE)");
    admin(server).await.execute(AssertSqlSafe(sql)).await.unwrap();
}

pub async fn admin(server: &str) -> PgConnection {
    PgConnection::connect(&format!("{server}/postgres")).await.unwrap()
}

/// All migrations, one after another.
fn migrations() -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/postgres");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().flat_map(|path| std::fs::read(path).unwrap()).collect()
}

/// Made once per server and schema. Renamed into place when complete, so that a half-made one is never copied.
async fn template(server: &str) -> String {
    let schema = Sha256::digest(migrations());
    let name = schema.iter().take(6).fold("candor_template_".to_owned(), |name, byte| format!("{name}{byte:02x}"));
    let mut conn = admin(server).await;
    conn.execute("SELECT pg_advisory_lock(1130590799)").await.unwrap();
    let exists = sqlx::query("SELECT datname FROM pg_database WHERE datname = $1").bind(&name);
    if conn.fetch_optional(exists).await.unwrap().is_none() {
        let half = format!("{name}_half");
        conn.execute(AssertSqlSafe(format!("DROP DATABASE IF EXISTS {half} WITH (FORCE)"))).await.unwrap();
        conn.execute(AssertSqlSafe(format!("CREATE DATABASE {half}"))).await.unwrap();
        Store::open(&format!("{server}/{half}"), &keys()).await.unwrap().close().await;
        // The server notices only after a moment that the store has left.
        let left = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = $1";
        while conn.fetch_one(sqlx::query(left).bind(&half)).await.unwrap().get::<i64, _>(0) > 0 {
            tokio::task::yield_now().await;
        }
        conn.execute(AssertSqlSafe(format!("ALTER DATABASE {half} RENAME TO {name}"))).await.unwrap();
    }
    conn.execute("SELECT pg_advisory_unlock(1130590799)").await.unwrap();
    name
}
