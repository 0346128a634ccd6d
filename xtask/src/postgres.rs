//! A throw-away PostgreSQL server for tests: its own folder, its own free port, gone when the value is dropped.
//!
//! It trusts whoever reaches its port and does not synchronise the disk. Never use it for anything but tests.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::run;

/// A running server. Dropping it stops the server and removes its folder.
pub struct Cluster {
    /// Where it listens, without a database: `postgres://postgres@127.0.0.1:PORT`.
    pub url: String,
    server: Child,
    account: Option<Account>,
    programs: PathBuf,
    folder: TempDir,
}

/// The account the server runs under: it refuses to run as root.
#[derive(Clone, Copy)]
struct Account {
    user: u32,
    group: u32,
}

/// Another process may take the free port first; then another one is tried.
const ATTEMPTS: usize = 3;

/// Starting takes a second or two; this is for a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Makes a new server and waits until it answers.
pub fn start() -> Result<Cluster> {
    let programs = programs()?;
    let account = if id_of(&["-u"])? == 0 {
        Some(Account { user: id_of(&["-u", "postgres"])?, group: id_of(&["-g", "postgres"])? })
    } else {
        None
    };
    let folder = tempfile::Builder::new().prefix("candor-postgres-").tempdir().context("cannot make a folder")?;
    if let Some(account) = account {
        chown(folder.path(), Some(account.user), Some(account.group)).context("cannot give the folder away")?;
    }
    let mut initdb = command(&programs, "initdb", account);
    initdb.args([
        "--username=postgres",
        "--auth=trust",
        "--no-sync",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--pgdata",
    ]);
    run::output(initdb.arg(data(&folder)))?;
    for _ in 1..ATTEMPTS {
        if let Ok((server, url)) = serve(&programs, &folder, account) {
            return Ok(Cluster { url, server, account, programs, folder });
        }
    }
    let (server, url) = serve(&programs, &folder, account)?;
    Ok(Cluster { url, server, account, programs, folder })
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut stop = command(&self.programs, "pg_ctl", self.account);
        stop.args(["stop", "--silent", "--mode=immediate", "--pgdata"]).arg(data(&self.folder));
        if run::finish(&mut stop).is_err() {
            // The server is already gone, or goes now.
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
    }
}

fn serve(programs: &Path, folder: &TempDir, account: Option<Account>) -> Result<(Child, String)> {
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let mut server = command(programs, "postgres", account);
    server.arg("-D").arg(data(folder)).arg("-k").arg(folder.path());
    server.arg("-p").arg(port.to_string());
    let settings = [
        "listen_addresses=127.0.0.1",
        "fsync=off",
        "full_page_writes=off",
        "max_connections=300",
        "logging_collector=off",
    ];
    settings.iter().for_each(|setting| {
        server.arg("-c").arg(setting);
    });
    let mut server = server.stderr(Stdio::piped()).spawn().context("cannot start `postgres`")?;
    let log = server.stderr.take().context("postgres has no log")?;
    if let Err(error) = wait_until_ready(log) {
        let _ = server.kill();
        let _ = server.wait();
        return Err(error);
    }
    Ok((server, format!("postgres://postgres@127.0.0.1:{port}")))
}

/// Reads the server's log until it says that it is ready, and goes on reading, so that the server never waits for us.
fn wait_until_ready(log: impl Read + Send + 'static) -> Result<()> {
    let (say, said) = mpsc::channel();
    std::thread::spawn(move || {
        let mut last = String::new();
        for line in BufReader::new(log).lines().map_while(Result::ok) {
            if line.contains("ready to accept connections") {
                // Nobody listens any more after the first time.
                let _ = say.send(Ok(()));
            }
            last = line;
        }
        let _ = say.send(Err(last));
    });
    match said.recv_timeout(PATIENCE) {
        Ok(Ok(())) => Ok(()),
        Ok(Err(last)) => bail!("postgres did not start: {last}"),
        Err(_) => bail!("postgres did not start within {} s", PATIENCE.as_secs()),
    }
}

fn data(folder: &TempDir) -> PathBuf {
    folder.path().join("data")
}

/// Where the server's programs are: the newest of Debian's folders, or the search path.
pub fn programs() -> Result<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = Vec::new();
    for version in fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten() {
        let number = version.file_name().to_str().and_then(|name| name.parse().ok());
        let folder = version.path().join("bin");
        if let Some(number) = number.filter(|_| folder.join("initdb").exists()) {
            found.push((number, folder));
        }
    }
    if let Some((_, folder)) = found.into_iter().max() {
        return Ok(folder);
    }
    if run::is_there("initdb") {
        return Ok(PathBuf::new());
    }
    bail!("PostgreSQL is not installed; on Debian and Ubuntu: apt-get install postgresql")
}

/// In a folder the server's account may enter, and with messages in English, for one of them is waited for.
fn command(programs: &Path, name: &str, account: Option<Account>) -> Command {
    let mut command = Command::new(programs.join(name));
    command.current_dir("/").env("LC_ALL", "C.UTF-8").stdin(Stdio::null()).stdout(Stdio::null());
    if let Some(account) = account {
        command.uid(account.user).gid(account.group);
    }
    command
}

fn id_of(arguments: &[&str]) -> Result<u32> {
    let text = run::output(Command::new("id").args(arguments.iter().map(OsStr::new)))?;
    text.trim().parse().with_context(|| format!("`id` says {text:?}"))
}
