//! `candor backup`: a whole copy of the database in one file, taken while the desk runs.

use std::{
    path::PathBuf,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use candor_store::{BackupError, Progress, Tell, back_up};
use clap::Args;

use crate::{
    config::Layers,
    exit::{Cause, Stop},
    output, own_files,
    wire::interrupted,
};

/// Writes a backup.
#[derive(Debug, Args)]
pub struct Backup {
    /// The file to write. It holds what people wrote: keep it as safe as the database.
    file: PathBuf,
    /// Replace the file if it exists. The files of the desk itself are never replaced.
    #[arg(long)]
    force: bool,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
    /// The settings file; candor.toml if it exists.
    #[arg(long)]
    config: Option<PathBuf>,
}

impl Backup {
    pub async fn run(self) -> Result<(), Stop> {
        let layers = Layers::read(self.config.as_deref())?;
        own_files::spare(&self.file, &layers)?;
        let config = layers.config;
        let work = async |tell: Tell<'_>| back_up(&config.database.url, &self.file, self.force, tell).await;
        let made = watched("written", work).await?;
        if self.json {
            let file = self.file.display().to_string();
            return output::say_json(&serde_json::json!({ "file": file, "bytes": made.bytes }));
        }
        output::say(&format!("{}: a whole backup, {}", self.file.display(), size(made.bytes)));
        Ok(())
    }
}

/// Nothing is said about what takes less.
const QUIET_FOR: Duration = Duration::from_secs(1);

/// Does something long: says how far it is, and gives up cleanly when it is interrupted.
///
/// # Errors
/// A [`Stop`] for whatever went wrong; interrupted, nothing was left behind.
pub async fn watched<T>(what: &str, work: impl AsyncFnOnce(Tell<'_>) -> Result<T, BackupError>) -> Result<T, Stop> {
    let began = Instant::now();
    let has_spoken = AtomicBool::new(false);
    let tell = |progress: Progress| {
        if began.elapsed() >= QUIET_FOR {
            has_spoken.store(true, Ordering::Relaxed);
            output::progress(&line(what, progress));
        }
    };
    let done = tokio::select! {
        done = work(&tell) => done.map_err(Stop::from),
        () = interrupted() => Err(Stop::new(Cause::Unexpected, "interrupted; nothing was left behind")),
    };
    if has_spoken.load(Ordering::Relaxed) {
        output::progress_ends();
    }
    done
}

fn line(what: &str, progress: Progress) -> String {
    match progress.total {
        0 => format!("{} {what}", size(progress.done)),
        total => format!("{} of about {} {what}", size(progress.done), size(total)),
    }
}

/// A size as people read it.
pub fn size(bytes: u64) -> String {
    const UNITS: [(&str, u64); 3] = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)];
    match UNITS.into_iter().find(|(_, unit)| bytes >= *unit) {
        Some((name, unit)) => format!("{}.{} {name}", bytes / unit, bytes % unit / (unit / 10)),
        None => format!("{bytes} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_written_for_people() {
        assert_eq!(size(999), "999 bytes");
        assert_eq!(size(1_500), "1.5 kB");
        assert_eq!(size(73_249_000), "73.2 MB");
        assert_eq!(size(2_000_000_000), "2.0 GB");
    }
}
