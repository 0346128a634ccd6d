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
};

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
        tx.script(tx.pick("BEGIN IMMEDIATE", "BEGIN")).await?;
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
    for (row, known) in rows.iter().zip(MIGRATIONS) {
        let text = tx.pick(known.sqlite, known.postgres);
        if row.int("number")? != known.number || row.text("digest")? != fingerprint(text.as_bytes()) {
            return Err(OpenError::new(
                OpenErrorKind::ForeignSchema,
                "the database was made by another build of this program; use the build that made it, or a new database",
            ));
        }
    }
    if rows.len() > MIGRATIONS.len() {
        return Err(OpenError::new(
            OpenErrorKind::NewerSchema,
            "the database was written by a newer version; install that version or restore the backup made before it",
        ));
    }
    Ok(if rows.len() == MIGRATIONS.len() { Due::Nothing } else { Due::From(rows.len()) })
}
