//! Reads an archive of `pg_dump`, by `pg_restore`: the rows of one table after another, as `COPY` writes them.

use std::{
    path::Path,
    process::{ExitStatus, Stdio},
};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader},
    process::{Child, ChildStdout, Command},
};

use super::programs::not_run;
use crate::{OpenError, OpenErrorKind, backup::BackupError, migrate};

/// Reads all of an archive, so that a damaged one is found before it is needed.
pub(super) async fn verify(pg_restore: &Path, archive: &Path) -> Result<(), BackupError> {
    let mut command = Command::new(pg_restore);
    command.arg("--file=/dev/null").arg(archive).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let output = command.kill_on_drop(true).output().await;
    let output = output.map_err(|error| not_run("pg_restore", &error))?;
    if output.status.success() { Ok(()) } else { Err(damaged(archive)) }
}

/// How many migrations had run when the archive was made. Refuses one that is newer or not ours.
pub(super) async fn version(pg_restore: &Path, archive: &Path) -> Result<usize, BackupError> {
    let mut rows = Rows::of(pg_restore, archive, "schema_migrations")?;
    let Some(columns) = rows.columns().await? else { return Err(BackupError::no_backup(archive)) };
    let mut done = Vec::new();
    while let Some(line) = rows.next().await? {
        let text = String::from_utf8_lossy(&line);
        let row: Vec<&str> = text.trim_end_matches('\n').split('\t').collect();
        let cell =
            |name: &str| columns.iter().position(|column| column == name).and_then(|place| row.get(place).copied());
        let (Some(number), Some(digest)) = (cell("number").and_then(|number| number.parse().ok()), cell("digest"))
        else {
            return Err(damaged(archive));
        };
        done.push((number, digest.to_owned()));
    }
    rows.end(archive).await?;
    done.sort_unstable();
    if done.is_empty() {
        return Err(BackupError::no_backup(archive));
    }
    migrate::version_of_dump(&done).map_err(|why| BackupError::unusable(archive, why))
}

pub(super) fn damaged(archive: &Path) -> BackupError {
    BackupError::unusable(archive, OpenError::new(OpenErrorKind::Corrupt, ""))
}

/// The rows of one table.
pub(super) struct Rows {
    process: Child,
    lines: BufReader<ChildStdout>,
}

impl Rows {
    pub fn of(pg_restore: &Path, archive: &Path, table: &str) -> Result<Self, BackupError> {
        let mut command = Command::new(pg_restore);
        command.args(["--data-only", "--file=-", "--table", table]).arg(archive);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        let mut process = command.spawn().map_err(|error| not_run("pg_restore", &error))?;
        let Some(output) = process.stdout.take() else {
            return Err(BackupError::Program("pg_restore gives no output".to_owned()));
        };
        Ok(Self { process, lines: BufReader::new(output) })
    }

    /// The columns of the rows that follow; `None` if the archive has no such table.
    pub async fn columns(&mut self) -> Result<Option<Vec<String>>, BackupError> {
        while let Some(line) = self.line().await? {
            let text = String::from_utf8_lossy(&line);
            let Some(rest) = text.strip_prefix("COPY ") else { continue };
            let Some((_, columns)) = rest.split_once(" (") else { continue };
            let Some((columns, _)) = columns.split_once(") FROM stdin;") else { continue };
            return Ok(Some(columns.split(", ").map(|column| column.trim_matches('"').to_owned()).collect()));
        }
        Ok(None)
    }

    /// The next row as it goes into `COPY … FROM STDIN`; `None` after the last.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, BackupError> {
        Ok(self.line().await?.filter(|line| line != b"\\.\n"))
    }

    /// Waits for the end and refuses an archive that could not be read to it.
    pub async fn end(mut self, archive: &Path) -> Result<(), BackupError> {
        while self.line().await?.is_some() {}
        let mut complaint = Vec::new();
        if let Some(mut errors) = self.process.stderr.take() {
            // What cannot be read is not needed: the status tells.
            let _ = errors.read_to_end(&mut complaint).await;
        }
        let status = self.process.wait().await;
        if status.as_ref().is_ok_and(ExitStatus::success) { Ok(()) } else { Err(damaged(archive)) }
    }

    async fn line(&mut self) -> Result<Option<Vec<u8>>, BackupError> {
        let mut line = Vec::new();
        let read = self.lines.read_until(b'\n', &mut line).await;
        match read.map_err(|error| not_run("pg_restore", &error))? {
            0 => Ok(None),
            _ => Ok(Some(line)),
        }
    }
}
