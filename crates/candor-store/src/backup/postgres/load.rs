//! Puts an archive in the place of a PostgreSQL database, in one transaction: what was there moves into a schema of its
//! own, our migrations make the tables anew, the rows are copied in, and what people decided since is carried over. Until
//! the commit everybody sees the old database, after it the new one.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use candor_core::moment::Moment;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqlSafeStr as _};

use super::{
    archive::{self, Rows, damaged},
    programs::{find, server_version},
};
use crate::{
    Error,
    backup::{
        BackupError, Progress, Restored, Tell,
        doubt::{self, Evidence},
        stamp,
    },
    dialect::postgres,
    ledger, migrate,
    presence::require_no_desk,
    seal::{self, Keys, Sealer},
    sql::{Tx, params},
};

/// Rows are handed to the server in pieces of so many bytes.
const PIECE: usize = 64 * 1024;

/// The table into which a migration writes a row, which the archive has as well.
const SEEDED: &str = "indexings";

pub(in crate::backup) async fn load(
    address: &str,
    keys: &Keys,
    file: &Path,
    now: Moment,
    tell: Tell<'_>,
) -> Result<Restored, BackupError> {
    let mut conn = postgres::connect_once(address).await?;
    let pg_restore = find("pg_restore", server_version(&mut Tx::keyless_postgres(&mut conn)).await?).await?;
    let version = archive::version(&pg_restore, file).await?;
    archive::verify(&pg_restore, file).await?;
    require_no_desk(&mut Tx::keyless_postgres(&mut conn)).await?;
    // Dropped on an error, the connection ends and everything in the transaction with it.
    Tx::keyless_postgres(&mut conn).script("BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0").await?;
    let (restored, sealer) = Load { pg_restore, keys, file, tell, now }.run(&mut conn, version).await?;
    let mut tx = Tx::postgres(&mut conn, &sealer);
    tx.script("COMMIT").await?;
    if let Err(error) = seal::seal_earlier(&mut tx).await {
        // Everything is in place and sealed; what is left is done at the next start.
        tracing::warn!(%error, "old pages of the database could not be written anew");
    }
    let _ = conn.close().await;
    Ok(restored)
}

struct Load<'a> {
    pg_restore: PathBuf,
    keys: &'a Keys,
    file: &'a Path,
    tell: Tell<'a>,
    now: Moment,
}

impl Load<'_> {
    async fn run(&self, conn: &mut PgConnection, version: usize) -> Result<(Restored, Arc<Sealer>), BackupError> {
        let mut tx = Tx::keyless_postgres(conn);
        // A desk that starts now waits here with its migrations.
        tx.lock(vec!["schema_migrations".to_owned()]).await?;
        let before = migrate::version(&mut tx).await?;
        let mut restored = Restored { schema: (version, before.newest), ..Restored::default() };
        let home = word(&mut tx, "SELECT current_schema()::text AS word").await?;
        if before.present > 0 {
            let room = format!("before_restore_{}", stamp(self.now).replace('-', "_"));
            set_aside(&mut tx, &room).await?;
            restored.previous = Some(format!("schema {room}"));
        }
        migrate::migrate_within(&mut tx, version).await?;
        if exists(&mut tx, "to_regclass", SEEDED).await? {
            run(&mut tx, format!("DELETE FROM {SEEDED}")).await?;
        }
        let mut done = 0_u64;
        for table in migrate::made_on_postgres("TABLE") {
            if exists(&mut Tx::keyless_postgres(conn), "to_regclass", table).await? {
                done = self.copy(conn, table, done).await?;
            }
        }
        let mut tx = Tx::keyless_postgres(conn);
        count_on(&mut tx).await?;
        migrate::migrate_within(&mut tx, before.newest).await?;
        let sealer = seal::make_within(&mut tx, self.keys).await;
        let sealer = Arc::new(sealer.map_err(|why| BackupError::in_copy(self.file, why))?);
        let mut tx = tx.with(&sealer);
        seal::seal_earlier_within(&mut tx).await?;

        let waiting = doubt::waiting(&mut tx).await?;
        let (mut lines, mut evidence) = (Vec::new(), Evidence::default());
        if let Some(room) = restored.previous.as_deref().and_then(|previous| previous.strip_prefix("schema ")) {
            look_into(&mut tx, room).await?;
            // With a key of its own it still says who wants silence, though not in which words.
            let previous = Arc::new(seal::unlock(&mut tx, self.keys).await.ok().flatten().unwrap_or(Sealer::empty()));
            lines = ledger::lines_of(&mut tx.with(&previous)).await?;
            evidence = doubt::ask(&mut tx, &waiting).await?;
            look_into(&mut tx, &home).await?;
        }
        doubt::settle(&mut tx, &waiting, &evidence, self.now, &mut restored).await?;
        let carried = ledger::carry(&mut tx, &lines).await?;
        (restored.decisions, restored.strangers) = (carried.lines, carried.strangers);
        let row = tx.row("SELECT COUNT(*) AS rows FROM conversations", params![]).await?;
        restored.conversations = row.map_or(Ok(0), |row| row.count("rows"))?;
        Ok((restored, sealer))
    }

    /// Copies the rows of one table; returns how many bytes were copied in all.
    async fn copy(&self, conn: &mut PgConnection, table: &str, mut done: u64) -> Result<u64, BackupError> {
        let mut rows = Rows::of(&self.pg_restore, self.file, table)?;
        let Some(columns) = rows.columns().await? else { return rows.end(self.file).await.map(|()| done) };
        let is_name =
            |name: &String| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        if !columns.iter().all(is_name) {
            return Err(damaged(self.file));
        }
        let names: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
        let statement = format!("COPY {table} ({}) FROM STDIN", names.join(", "));
        let mut into = conn.copy_in_raw(&statement).await.map_err(Error::from)?;
        let mut piece = Vec::with_capacity(PIECE);
        loop {
            let row = rows.next().await?;
            let is_last = row.is_none();
            piece.extend(row.unwrap_or_default());
            if piece.len() >= PIECE || (is_last && !piece.is_empty()) {
                done = done.saturating_add(u64::try_from(piece.len()).unwrap_or(0));
                into.send(piece.as_slice()).await.map_err(Error::from)?;
                piece.clear();
                (self.tell)(Progress { done, total: 0 });
            }
            if is_last {
                break;
            }
        }
        into.finish().await.map_err(Error::from)?;
        rows.end(self.file).await?;
        Ok(done)
    }
}

/// Moves all that our migrations made into a schema of its own.
async fn set_aside(tx: &mut Tx<'_>, room: &str) -> Result<(), Error> {
    run(tx, format!("CREATE SCHEMA {room}")).await?;
    for table in migrate::made_on_postgres("TABLE").into_iter().chain(["schema_migrations"]) {
        if exists(tx, "to_regclass", table).await? {
            run(tx, format!("ALTER TABLE {table} SET SCHEMA {room}")).await?;
        }
    }
    for function in migrate::made_on_postgres("FUNCTION") {
        if exists(tx, "to_regproc", function).await? {
            run(tx, format!("ALTER FUNCTION {function}() SET SCHEMA {room}")).await?;
        }
    }
    Ok(())
}

/// Lets the columns that count by themselves go on after the highest number copied.
async fn count_on(tx: &mut Tx<'_>) -> Result<(), Error> {
    let sql = "SELECT table_name::text AS tab, column_name::text AS col FROM information_schema.columns
               WHERE table_schema = current_schema() AND is_identity = 'YES'";
    for row in tx.rows(sql, params![]).await? {
        let (table, column) = (row.text("tab")?, row.text("col")?);
        run(
            tx,
            format!(
                "SELECT setval(pg_get_serial_sequence('{table}', '{column}'), COALESCE(MAX({column}), 0) + 1, false)
                 FROM {table}"
            ),
        )
        .await?;
    }
    Ok(())
}

/// Asks another schema from here on.
async fn look_into(tx: &mut Tx<'_>, schema: &str) -> Result<(), Error> {
    tx.rows("SELECT set_config('search_path', quote_ident($1), true)", params![schema]).await.map(drop)
}

async fn exists(tx: &mut Tx<'_>, finder: &str, name: &str) -> Result<bool, Error> {
    let sql = format!("SELECT {finder}($1) IS NOT NULL AS here");
    let row = tx.rows_built(AssertSqlSafe(sql).into_sql_str(), params![name]).await?;
    row.first().map_or(Ok(false), |row| row.flag("here"))
}

async fn word(tx: &mut Tx<'_>, sql: &'static str) -> Result<String, Error> {
    tx.row(sql, params![]).await?.ok_or(Error::Missing("schema"))?.text("word")
}

/// Runs a statement put together from names of our own.
async fn run(tx: &mut Tx<'_>, sql: String) -> Result<(), Error> {
    tx.execute_built(AssertSqlSafe(sql).into_sql_str(), params![]).await.map(drop)
}
