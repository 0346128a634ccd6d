//! Brings a database's schema up to date: numbered twins, each in one transaction, each remembered with its digest.

use crate::{
    OpenError, OpenErrorKind,
    fingerprint::fingerprint,
    sql::{Tx, params},
};

/// One migration, in the words of both databases.
struct Migration {
    number: i64,
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! migrations {
    ($($number:literal $name:literal;)*) => {
        &[$(Migration {
            number: $number,
            name: $name,
            sqlite: include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        }),*]
    };
}

/// All migrations, in order.
const MIGRATIONS: &[Migration] = migrations! {
    1 "0001_desk";
    2 "0002_operators";
    3 "0003_secrets";
    4 "0004_models";
    5 "0005_unheard";
    6 "0006_model_calls";
    7 "0007_knowledge";
    8 "0008_panel";
    9 "0009_vectors";
    10 "0010_api";
    11 "0011_webhooks";
    12 "0012_search";
    13 "0013_quick";
    14 "0014_conversation_files";
    15 "0015_bot_rests";
    16 "0016_name_words";
    17 "0017_start_invites";
    18 "0018_second_factor";
    19 "0019_listed_aside";
    20 "0020_second_of_everybody";
};

/// How far a database's schema is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchemaVersion {
    /// Migrations that have run; 0 for a database nothing was ever kept in.
    pub present: usize,
    /// Migrations this program knows.
    pub newest: usize,
}

impl SchemaVersion {
    /// Whether nothing has to be done.
    pub const fn is_current(self) -> bool {
        self.present == self.newest
    }
}

/// What a database's schema needs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Due {
    Nothing,
    From(usize),
}

/// Refuses a schema this program cannot bring up to date, and changes nothing.
pub(crate) async fn require_ours(tx: &mut Tx<'_>) -> Result<(), OpenError> {
    due(tx).await.map(|_| ())
}

/// Brings the schema up to date.
pub(crate) async fn migrate(tx: &mut Tx<'_>) -> Result<(), OpenError> {
    for migration in MIGRATIONS {
        // Another process may be doing the same, and a large table takes its time: that is waited for.
        tx.script(tx.pick("BEGIN IMMEDIATE", "BEGIN; SET LOCAL lock_timeout = '10min'")).await?;
        match step(tx, migration).await {
            Ok(()) => tx.script("COMMIT").await?,
            Err(error) => {
                tx.script("ROLLBACK").await?;
                return Err(error);
            }
        }
    }
    Ok(())
}

/// Runs the first so many migrations inside a transaction the caller has begun.
pub(crate) async fn migrate_within(tx: &mut Tx<'_>, count: usize) -> Result<(), OpenError> {
    for migration in MIGRATIONS.iter().take(count) {
        step(tx, migration).await?;
    }
    Ok(())
}

/// How far the schema is. Refuses one that is newer or not this program's.
pub(crate) async fn version(tx: &mut Tx<'_>) -> Result<SchemaVersion, OpenError> {
    let newest = MIGRATIONS.len();
    Ok(match due(tx).await? {
        Due::Nothing => SchemaVersion { present: newest, newest },
        Due::From(present) => SchemaVersion { present, newest },
    })
}

/// What the migrations of PostgreSQL make of this sort, such as `TABLE`, in the order in which they make it.
pub(crate) fn made_on_postgres(sort: &str) -> Vec<&'static str> {
    let begins = format!("CREATE {sort} ");
    let lines = MIGRATIONS.iter().flat_map(|migration| migration.postgres.lines());
    let names = lines.filter_map(|line| line.strip_prefix(begins.as_str()));
    names.filter_map(|name| name.split([' ', '(']).next()).collect()
}

/// Refuses a schema that is not exactly this program's.
pub(crate) async fn require_current(tx: &mut Tx<'_>) -> Result<(), OpenError> {
    match due(tx).await? {
        Due::Nothing => Ok(()),
        Due::From(_) => Err(older()),
    }
}

/// That the desk must bring the database up to date first.
pub(crate) fn older() -> OpenError {
    OpenError::new(
        OpenErrorKind::OlderSchema,
        "the database was written by an older version; start the desk once, it brings the database up to date",
    )
}

/// Runs a migration unless that was done before. Another process may be doing the same; one waits for the other.
async fn step(tx: &mut Tx<'_>, migration: &Migration) -> Result<(), OpenError> {
    tx.lock(vec!["schema_migrations".to_owned()]).await?;
    let done = match due(tx).await? {
        Due::Nothing => return Ok(()),
        Due::From(done) => done,
    };
    if MIGRATIONS.get(done).is_none_or(|next| next.number != migration.number) {
        return Ok(());
    }
    if done == 0 {
        tx.script(CREATE).await?;
    }
    let text = tx.pick(migration.sqlite, migration.postgres);
    tx.script(text).await?;
    let insert = "INSERT INTO schema_migrations (number, name, digest) VALUES ($1, $2, $3)";
    tx.execute(insert, params![migration.number, migration.name, &fingerprint(text.as_bytes())]).await?;
    Ok(())
}

const CREATE: &str = "CREATE TABLE schema_migrations (
    number BIGINT NOT NULL, name TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (number))";

async fn due(tx: &mut Tx<'_>) -> Result<Due, OpenError> {
    let exists = tx.pick(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'",
        "SELECT table_name AS name FROM information_schema.tables
         WHERE table_schema = current_schema() AND table_name = 'schema_migrations'",
    );
    if tx.row(exists, params![]).await?.is_none() {
        let strangers = tx.pick(
            "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' LIMIT 1",
            "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() LIMIT 1",
        );
        return match tx.row(strangers, params![]).await? {
            None => Ok(Due::From(0)),
            Some(_) => Err(OpenError::new(
                OpenErrorKind::ForeignSchema,
                "the database holds tables of another program; give the desk a database of its own",
            )),
        };
    }
    let rows = tx.rows("SELECT number, name, digest FROM schema_migrations ORDER BY number", params![]).await?;
    let mut done = Vec::with_capacity(rows.len());
    for row in &rows {
        done.push((row.int("number")?, row.text("digest")?));
    }
    let present = compare(&done, tx.pick(|known: &Migration| known.sqlite, |known: &Migration| known.postgres))?;
    Ok(if present == MIGRATIONS.len() { Due::Nothing } else { Due::From(present) })
}

/// As [`version`], for the migrations named in a dump of PostgreSQL: number and digest of each.
pub(crate) fn version_of_dump(done: &[(i64, String)]) -> Result<usize, OpenError> {
    compare(done, |known| known.postgres)
}

/// Compares what has run with what this program would have run; returns how many those are.
fn compare(done: &[(i64, String)], text_of: fn(&Migration) -> &'static str) -> Result<usize, OpenError> {
    for ((number, digest), known) in done.iter().zip(MIGRATIONS) {
        if *number != known.number || *digest != fingerprint(text_of(known).as_bytes()) {
            return Err(OpenError::new(
                OpenErrorKind::ForeignSchema,
                "the database was made by another build of this program; use the build that made it, or a new database",
            ));
        }
    }
    if done.len() > MIGRATIONS.len() {
        return Err(OpenError::new(
            OpenErrorKind::NewerSchema,
            "the database was written by a newer version; install that version or restore the backup made before it",
        ));
    }
    Ok(done.len())
}
