//! `cargo xtask dev`: runs the demo and, whenever a source file changes, builds it again and starts it anew. While a
//! build is broken the old one keeps running.

use std::fs;
use std::process::Child;
use std::time::{Duration, SystemTime};

use anyhow::Result;

use crate::{run, source};

/// Runs until interrupted.
pub fn run(arguments: &[String]) -> Result<()> {
    let mut running: Option<Child> = None;
    let mut built: Option<SystemTime> = None;
    loop {
        let changed = newest()?;
        if changed != built {
            built = changed;
            let good = run::cargo(&["build", "--package", "candor"]).is_ok();
            if good {
                if let Some(mut old) = running.take() {
                    old.kill()?;
                    old.wait()?;
                }
                let mut command = run::cargo_command();
                command.args(["run", "--quiet", "--package", "candor", "--", "demo"]).args(arguments);
                running = Some(command.spawn()?);
            }
        }
        pause();
    }
}

/// When the youngest source file was written.
fn newest() -> Result<Option<SystemTime>> {
    let root = source::root();
    let mut newest = None;
    for extension in ["rs", "toml", "sql", "html", "css", "js", "md"] {
        for path in source::files(&root, &["crates"], extension)? {
            newest = newest.max(fs::metadata(root.join(path)).and_then(|file| file.modified()).ok());
        }
    }
    Ok(newest)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a person's edits have no event to wait for; looking twice a second is enough"
)]
fn pause() {
    std::thread::sleep(Duration::from_millis(500));
}
