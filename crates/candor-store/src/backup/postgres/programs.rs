//! Finds and starts the programs of PostgreSQL. Passwords go through the environment, where other accounts of the machine
//! do not see them, and never through the command line.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
};

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use tokio::process::Command;

use super::super::BackupError;
use crate::{
    Error, OpenError,
    sql::{Tx, params},
};

/// Where packages put the programs of a version, `N` being its number.
const PLACES: &[&str] = &[
    "/usr/lib/postgresql/N/bin",
    "/usr/pgsql-N/bin",
    "/opt/homebrew/opt/postgresql@N/bin",
    "/usr/local/opt/postgresql@N/bin",
    "/opt/homebrew/opt/libpq/bin",
    "/usr/local/opt/libpq/bin",
];

/// The main number of the server's version.
pub(super) async fn server_version(tx: &mut Tx<'_>) -> Result<i64, Error> {
    let sql = "SELECT current_setting('server_version_num')::bigint / 10000 AS version";
    tx.row(sql, params![]).await?.map_or(Ok(0), |row| row.int("version"))
}

/// Finds a program that is not older than the server: an older `pg_dump` refuses to work.
pub(super) async fn find(name: &str, version: i64) -> Result<PathBuf, BackupError> {
    let places = PLACES.iter().map(|place| Path::new(&place.replace('N', &version.to_string())).join(name));
    for program in places.chain([PathBuf::from(name)]) {
        if version_of(&program).await.is_some_and(|found| found >= version) {
            return Ok(program);
        }
    }
    Err(BackupError::Program(format!(
        "PostgreSQL is backed up and restored with {name} of version {version} or newer, which is not on this machine; \
         install it (on Debian: apt-get install postgresql-client-{version})"
    )))
}

async fn version_of(program: &Path) -> Option<i64> {
    let output = Command::new(program).arg("--version").stdin(Stdio::null()).output().await.ok()?;
    let words = String::from_utf8(output.stdout).ok()?;
    let number = words.split(") ").nth(1)?;
    number.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
}

/// A program connected to the database.
pub(super) fn connected(program: &Path, address: &str) -> Result<Command, BackupError> {
    let options: PgConnectOptions =
        address.parse().map_err(|_| OpenError::from(Error::Other("its address cannot be read".to_owned())))?;
    let mut command = Command::new(program);
    let host =
        options.get_socket().map_or_else(|| options.get_host().to_owned(), |socket| socket.display().to_string());
    command
        .env("PGHOST", host)
        .env("PGPORT", options.get_port().to_string())
        .env("PGUSER", options.get_username())
        .env("PGDATABASE", options.get_database().unwrap_or_else(|| options.get_username()))
        .env("PGSSLMODE", ssl_mode(options.get_ssl_mode()))
        .env("PGAPPNAME", "candor-backup")
        .env("PGCONNECT_TIMEOUT", "10");
    if let Some(password) = password(address) {
        command.env("PGPASSWORD", password);
    }
    command.stdin(Stdio::null()).kill_on_drop(true);
    Ok(command)
}

const fn ssl_mode(mode: PgSslMode) -> &'static str {
    match mode {
        PgSslMode::Disable => "disable",
        PgSslMode::Allow => "allow",
        PgSslMode::Prefer => "prefer",
        PgSslMode::Require => "require",
        PgSslMode::VerifyCa => "verify-ca",
        PgSslMode::VerifyFull => "verify-full",
    }
}

/// The password of an address, with `%41` read as the letter it stands for.
fn password(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let (account, _) = authority.rsplit_once('@')?;
    let (_, written) = account.split_once(':')?;
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
    }
    String::from_utf8(bytes).ok()
}

/// That a program could not be run at all.
pub(super) fn not_run(name: &str, error: &std::io::Error) -> BackupError {
    BackupError::Program(format!("{name} cannot be run: {}; see that it is installed and allowed", error.kind()))
}

/// What a program complained of: its last line, without what could hold a value of somebody's.
pub(super) fn failed(name: &str, complaint: &[u8]) -> BackupError {
    let complaint = String::from_utf8_lossy(complaint);
    let last =
        complaint.lines().rev().find(|line| line.contains("error:") || line.contains("FATAL")).unwrap_or_default();
    if last.contains("No space left") {
        return BackupError::Full;
    }
    let line: String = last.chars().filter(|letter| !letter.is_control()).take(300).collect();
    BackupError::Program(format!("{name} failed ({line}); nothing was left behind"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_read_as_it_was_meant() {
        assert_eq!(password("postgres://ann:p%40ss%2Fword@host:5432/desk").as_deref(), Some("p@ss/word"));
        assert_eq!(password("postgres://ann:a:b@host/desk").as_deref(), Some("a:b"));
        assert_eq!(password("postgres://ann@host/desk"), None);
        assert_eq!(password("postgres://host/desk?options=a:b@c"), None);
    }

    #[tokio::test]
    async fn a_missing_program_is_named_with_what_to_install() {
        let error = find("pg_no_such_program", 15).await.unwrap_err().to_string();
        assert!(error.contains("pg_no_such_program") && error.contains("postgresql-client-15"), "{error}");
    }
}
