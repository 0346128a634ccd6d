//! Takes a backup of a PostgreSQL database: our tables, as they are at one moment (`pg_dump` reads in one snapshot).

use std::{fs, path::Path, process::Stdio, time::Duration};

use sqlx::Connection as _;
use tokio::time::interval;

use super::{
    archive,
    programs::{connected, failed, find, not_run, server_version},
};
use crate::{
    Error,
    backup::{BackupError, Progress, Tell},
    dialect::postgres,
    migrate,
    sql::{Tx, params},
};

/// How often whoever waits is told how far it is.
const TELL_EVERY: Duration = Duration::from_millis(500);

pub(in crate::backup) async fn dump(address: &str, to: &Path, tell: Tell<'_>) -> Result<(), BackupError> {
    let mut conn = postgres::connect_once(address).await?;
    let mut tx = Tx::keyless_postgres(&mut conn);
    let version = server_version(&mut tx).await?;
    let row = tx.row("SELECT quote_ident(current_schema()) AS schema", params![]).await?;
    let schema = row.ok_or(Error::Missing("schema"))?.text("schema")?;
    migrate::version(&mut tx).await?;
    let _ = conn.close().await;

    let program = find("pg_dump", version).await?;
    let mut command = connected(&program, address)?;
    command.args(["--format=custom", "--no-owner", "--no-privileges", "--no-password", "--file"]).arg(to);
    for table in migrate::made_on_postgres("TABLE").into_iter().chain(["schema_migrations"]) {
        command.arg("--table").arg(format!("{schema}.{table}"));
    }
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    let running = command.spawn().map_err(|error| not_run("pg_dump", &error))?;
    let ending = running.wait_with_output();
    tokio::pin!(ending);
    let mut ticks = interval(TELL_EVERY);
    ticks.tick().await;
    let output = loop {
        tokio::select! {
            ended = &mut ending => break ended.map_err(|error| not_run("pg_dump", &error))?,
            _ = ticks.tick() => tell(Progress { done: fs::metadata(to).map_or(0, |file| file.len()), total: 0 }),
        }
    };
    if !output.status.success() {
        return Err(failed("pg_dump", &output.stderr));
    }
    archive::verify(&find("pg_restore", version).await?, to).await
}
