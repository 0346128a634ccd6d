//! Seals in place what was written before there was a key: once, in batches, each in a transaction of its own, and from
//! where it stopped if it is interrupted. Meanwhile nobody else writes: a store that is not sealed does not open.
//!
//! How far it has come is itself sealed, so that nobody without the key can have a forged row sealed as if it were old.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use super::{Form, KeyPart, SealedColumn, Sealer, columns::EARLIER, walk};
use crate::{
    Error, OpenError,
    sql::{Param, Row, Tx, params},
};

/// So many values are sealed in one transaction.
const BATCH: usize = 500;

/// After so many values the log says how far it is.
const REPORTED: u64 = 20_000;

const PROGRESS: SealedColumn =
    SealedColumn { table: "sealings", column: "progress", key: &[KeyPart::Text("name")], form: Form::Text };

/// The last thing to be done: old pages still hold what was there before.
const SCRUBBING: &str = "scrubbing";

#[derive(Clone, Default, Serialize, Deserialize)]
struct Progress {
    /// The key of the last row that was sealed.
    after: Value,
    /// How many values were.
    values: u64,
    is_done: bool,
}

/// Writes down that nothing is sealed yet, together with the first data key.
pub(super) async fn begin(tx: &mut Tx<'_>, sealer: &Sealer) -> Result<(), Error> {
    for name in EARLIER.iter().map(|column| column.name()).chain([SCRUBBING.to_owned()]) {
        let progress = json(&Progress::default())?;
        let progress = sealer.seal(&PROGRESS, params![&name], &progress)?;
        tx.execute("INSERT INTO sealings (name, progress) VALUES ($1, $2)", params![&name, &progress]).await?;
    }
    Ok(())
}

/// Whether [`begin`] was ever called.
pub(super) async fn is_begun(tx: &mut Tx<'_>) -> Result<bool, Error> {
    Ok(tx.row("SELECT name FROM sealings LIMIT 1", params![]).await?.is_some())
}

/// Whether nothing is left to be sealed.
pub(crate) async fn is_everything_sealed(tx: &mut Tx<'_>) -> Result<bool, Error> {
    for column in EARLIER {
        if !look_up(tx, &column.name()).await?.is_done {
            return Ok(false);
        }
    }
    Ok(look_up(tx, SCRUBBING).await?.is_done)
}

/// Seals what is left to be sealed.
pub(crate) async fn seal_earlier(tx: &mut Tx<'_>) -> Result<(), OpenError> {
    if is_everything_sealed(tx).await? {
        return Ok(());
    }
    let mut reported = 0;
    loop {
        tx.script(tx.pick("BEGIN IMMEDIATE", "BEGIN")).await?;
        let batch = match batch(tx).await {
            Ok(batch) => {
                tx.script("COMMIT").await?;
                batch
            }
            Err(error) => {
                // SQLite may have rolled back by itself; then this fails, and that is well.
                let _ = tx.script("ROLLBACK").await;
                return Err(error.into());
            }
        };
        if batch.values >= reported + REPORTED || (reported == 0 && batch.values > 0) {
            tracing::info!(values = batch.values, "Sealing what was stored before there was a key; this happens once");
            reported = batch.values;
        }
        if batch.is_last {
            return scrub(tx, batch.values).await;
        }
    }
}

/// As [`seal_earlier`], inside a transaction the caller has begun. What was there before stays on old pages until
/// [`seal_earlier`] writes them anew.
pub(crate) async fn seal_earlier_within(tx: &mut Tx<'_>) -> Result<(), Error> {
    while !batch(tx).await?.is_last {}
    Ok(())
}

struct Batch {
    /// How many values have been sealed so far, in earlier runs too.
    values: u64,
    is_last: bool,
}

async fn batch(tx: &mut Tx<'_>) -> Result<Batch, Error> {
    tx.lock(vec!["sealings".to_owned()]).await?;
    let (mut rest, mut values) = (BATCH, 0);
    for column in EARLIER {
        let mut progress = look_up(tx, &column.name()).await?;
        if !progress.is_done && rest > 0 {
            let after = walk::from_json(&progress.after);
            let rows = walk::page(tx, column, after.as_deref(), i64::try_from(rest).unwrap_or(i64::MAX)).await?;
            seal_rows(tx, column, &rows).await?;
            if let Some(last) = rows.last() {
                progress.after = walk::to_json(&column.key_of(last)?);
            }
            progress.values = progress.values.saturating_add(u64::try_from(rows.len()).unwrap_or(u64::MAX));
            progress.is_done = rows.len() < rest;
            rest = rest.saturating_sub(rows.len());
            remember(tx, &column.name(), &progress).await?;
        }
        values += progress.values;
        if !progress.is_done {
            return Ok(Batch { values, is_last: false });
        }
    }
    Ok(Batch { values, is_last: true })
}

/// The triggers that keep a table as it is are lifted until the end of the transaction, in which nobody else can write.
async fn seal_rows(tx: &mut Tx<'_>, column: &SealedColumn, rows: &[Row]) -> Result<(), Error> {
    if rows.is_empty() {
        return Ok(());
    }
    let lifted = lift_triggers(tx, column.table).await?;
    let key: Vec<_> = column.key.iter().zip(2..).map(|(part, place)| format!("{} = ${place}", part.name())).collect();
    let sql = format!("UPDATE {} SET {} = $1 WHERE {}", column.table, column.column, key.join(" AND "));
    for row in rows {
        let key = column.key_of(row)?;
        let (text, bytes);
        let sealed = match column.form {
            Form::Text | Form::Personal => {
                text = tx.seal(column, &key, &row.text(column.column)?)?;
                Param::from(&text)
            }
            Form::Bytes => {
                bytes = tx.seal_bytes(column, &key, &row.bytes(column.column)?)?;
                Param::from(bytes.as_slice())
            }
        };
        let params: Vec<_> = std::iter::once(sealed).chain(key).collect();
        tx.execute_built(AssertSqlSafe(sql.clone()).into_sql_str(), &params).await?;
    }
    for sql in lifted {
        tx.execute_built(AssertSqlSafe(sql).into_sql_str(), params![]).await?;
    }
    Ok(())
}

/// Returns the statements that put them back.
async fn lift_triggers(tx: &mut Tx<'_>, table: &str) -> Result<Vec<String>, Error> {
    let (lift, put_back) = if tx.pick(true, false) {
        let sql = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = $1 ORDER BY name";
        let mut triggers = (Vec::new(), Vec::new());
        for row in tx.rows(sql, params![table]).await? {
            triggers.0.push(format!("DROP TRIGGER {}", row.text("name")?));
            triggers.1.push(row.text("sql")?);
        }
        triggers
    } else {
        let switch = |how: &str| vec![format!("ALTER TABLE {table} {how} TRIGGER USER")];
        (switch("DISABLE"), switch("ENABLE"))
    };
    for sql in lift {
        tx.execute_built(AssertSqlSafe(sql).into_sql_str(), params![]).await?;
    }
    Ok(put_back)
}

/// Writes the whole database anew, so that no free page, no log and no dead row keeps what was there before.
async fn scrub(tx: &mut Tx<'_>, values: u64) -> Result<(), OpenError> {
    if values > 0 {
        tracing::info!(values, "Writing the database anew, so that nothing unsealed is left in it");
        if tx.pick(true, false) {
            scrub_file(tx).await?;
        } else {
            scrub_server(tx).await?;
        }
        tracing::info!("Everything secret or personal is sealed");
    }
    Ok(remember(tx, SCRUBBING, &Progress { is_done: true, ..Progress::default() }).await?)
}

async fn scrub_file(tx: &mut Tx<'_>) -> Result<(), Error> {
    tx.execute("VACUUM", params![]).await?;
    match tx.row("PRAGMA wal_checkpoint(TRUNCATE)", params![]).await? {
        Some(row) if row.int("busy")? == 0 => Ok(()),
        // Somebody reads the file just now, and its log still holds what was there before.
        _ => Err(Error::Busy("the log of the database is in use".to_owned())),
    }
}

async fn scrub_server(tx: &mut Tx<'_>) -> Result<(), Error> {
    let mut tables: Vec<_> = EARLIER.iter().map(|column| column.table).collect();
    tables.dedup();
    for table in tables {
        let sql = format!("VACUUM (FULL) {table}");
        tx.execute_built(AssertSqlSafe(sql).into_sql_str(), params![]).await?;
    }
    Ok(())
}

async fn look_up(tx: &mut Tx<'_>, name: &str) -> Result<Progress, Error> {
    let row = tx.row("SELECT name, progress FROM sealings WHERE name = $1", params![name]).await?;
    row.ok_or_else(|| Error::Corrupt(PROGRESS.name()))?.unseal_json(&PROGRESS)
}

async fn remember(tx: &mut Tx<'_>, name: &str, progress: &Progress) -> Result<(), Error> {
    let progress = tx.seal(&PROGRESS, params![name], &json(progress)?)?;
    tx.execute("UPDATE sealings SET progress = $1 WHERE name = $2", params![&progress, name]).await?;
    Ok(())
}

fn json(progress: &Progress) -> Result<String, Error> {
    serde_json::to_string(progress).map_err(|error| Error::Other(error.to_string()))
}
