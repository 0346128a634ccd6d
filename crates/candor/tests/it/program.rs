//! Runs the binary.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

use candor_core::moment::Moment;
use candor_store::{FreshKey, Keys, MasterKey};
use telegram_simulator::{BotSeen, NewBot, Server, Simulator, SimulatorOptions};

/// A token of the right shape that no bot has.
pub const STRANGE_TOKEN: &str = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0";

/// A world in which the binary runs: a simulator, a bot, a folder.
pub struct World {
    pub simulator: Simulator,
    pub server: Server,
    pub bot: BotSeen,
    pub folder: tempfile::TempDir,
}

impl World {
    pub async fn new() -> Self {
        let simulator = Simulator::new(SimulatorOptions::quick());
        let server = Server::local(simulator.clone()).await.unwrap();
        let bot = simulator.add_bot(NewBot::named("shop_bot")).unwrap();
        Self { simulator, server, bot, folder: tempfile::tempdir().unwrap() }
    }

    pub fn database(&self) -> PathBuf {
        self.folder.path().join("candor.db")
    }

    pub fn key_file(&self) -> PathBuf {
        self.folder.path().join("candor.key")
    }

    /// The keys in the key file, as the program left them.
    pub fn keys(&self) -> Keys {
        let text = std::fs::read_to_string(self.key_file()).unwrap();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let masters = lines.map(|line| MasterKey::parse(line).unwrap()).collect();
        Keys::new(masters, FreshKey::new([1; 32], Moment::from_millis(0)))
    }

    /// The program with these words, on this world's database.
    pub fn candor(&self, words: &[&str]) -> Command {
        let mut command = candor(words);
        command
            .current_dir(self.folder.path())
            .env("CANDOR_DATABASE_URL", format!("sqlite:{}", self.database().display()))
            .env("CANDOR_KEY_FILE", self.key_file());
        command
    }

    /// `candor serve` with everything it needs.
    pub fn serve(&self) -> Command {
        let mut command = self.candor(&["serve", "--script", example("flower-shop").to_str().unwrap()]);
        command
            .env("CANDOR_BOT_TOKEN", &self.bot.token)
            .env("CANDOR_API_ROOT", &self.server.url)
            .env("CANDOR_LISTEN", "");
        command
    }
}

/// The binary with these words and no settings of this machine.
pub fn candor(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
    command.args(words).env_clear().stdin(Stdio::null());
    command
}

pub fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../scripts/{name}.script.md"))
}

/// Runs to the end.
pub fn ended(command: &mut Command) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code(), String::from_utf8_lossy(&stdout).into_owned(), String::from_utf8_lossy(&stderr).into_owned())
}

/// A process that is killed when the test ends.
pub struct Running(pub Child);

impl Running {
    pub fn start(command: &mut Command) -> Self {
        Self(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
    }

    /// `kill -9`.
    pub fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// Asks it to stop and waits.
    pub fn stop(mut self) -> Option<i32> {
        let id = self.0.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.0.wait().unwrap().code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// An address of this machine that nobody listens on just now.
pub fn free_address() -> String {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

/// Status and body of a GET, written by hand: a stranger needs no client.
pub async fn read(address: &str, path: &str) -> Option<(u16, String)> {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = tokio::net::TcpStream::connect(address).await.ok()?;
    let request = format!("GET {path} HTTP/1.0\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    Some((head.split(' ').nth(1)?.parse().ok()?, body.trim_end().to_owned()))
}
