//! The real binary, started as the README says, on a free port.

use std::{process::Stdio, time::Duration};

use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, Command},
    time::timeout,
};

const START: Duration = Duration::from_secs(60);

/// A running `candor demo`.
pub(super) struct Demo {
    pub url: String,
    /// The link by which the owner of the first business joins in the panel.
    pub panel: String,
    process: Option<Child>,
    _data: TempDir,
}

impl Demo {
    pub(super) async fn start() -> Self {
        Self::start_on("0").await
    }

    /// Starts it on a certain port: that of one which has just stopped.
    pub(super) async fn start_on(port: &str) -> Self {
        // Named, because a demo that is killed cannot tidy up.
        let data = TempDir::new().expect("a temporary folder");
        let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
        command.args(["demo", "--port", port, "--data"]).arg(data.path()).stdout(Stdio::piped());
        command.stderr(Stdio::piped()).kill_on_drop(true);
        let mut process = command.spawn().expect("the binary starts");
        let mut lines = BufReader::new(process.stdout.take().expect("piped")).lines();
        let url = timeout(START, async {
            while let Some(line) = lines.next_line().await.expect("readable") {
                let address = line.split_whitespace().find(|word| word.starts_with("http://"));
                if let Some(address) = address {
                    return address.trim_end_matches('/').to_owned();
                }
            }
            panic!("the demo ended before it printed its address")
        });
        let url = url.await.expect("the demo prints its address");
        let mut notes = BufReader::new(process.stderr.take().expect("piped")).lines();
        let panel = timeout(START, async {
            while let Some(note) = notes.next_line().await.expect("readable") {
                if let Some(link) = note.split_whitespace().find(|word| word.contains("/panel/join/")) {
                    return link.to_owned();
                }
                pass_on(&note);
            }
            panic!("the demo ended before it told of its panel")
        });
        let panel = panel.await.expect("the demo tells of its panel");
        tokio::spawn(async move {
            while let Ok(Some(note)) = notes.next_line().await {
                pass_on(&note);
            }
        });
        // Its further lines are read, so that the pipe never fills.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Self { url, panel, process: Some(process), _data: data }
    }

    pub(super) fn port(&self) -> &str {
        self.url.rsplit(':').next().expect("an address with a port")
    }

    /// Ends it at once, as a closed terminal would.
    pub(super) async fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().await.expect("it can be killed");
        }
    }
}

/// What the demo says to people is seen where the test fails.
fn pass_on(note: &str) {
    let _ = std::io::Write::write_fmt(&mut std::io::stderr(), format_args!("{note}\n"));
}
