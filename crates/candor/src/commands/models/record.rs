//! `candor models record` and `replay`: a talk with the models of the settings, their answers kept; and the same talk again from what was
//! kept, without any model.

use std::{
    io::Read as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use candor_connect::model::{
    Model,
    recorded::{Recorder, Replay},
};

use super::At;
use crate::{
    config::Config,
    exit::{Cause, Stop},
    models, output, talk,
};

/// The example business whose script is followed unless another is named.
const SCRIPT: &str = include_str!("../../../../../scripts/flower-shop.script.md");
/// A talk has at most so many bytes.
const LONGEST_TALK: u64 = 1024 * 1024;

/// What is played.
#[derive(Debug, clap::Args)]
pub struct Talk {
    /// A file with what a contact writes, one message a line; - reads standard input.
    lines: PathBuf,
    /// The script to follow; the example flower shop's if it is not given.
    #[arg(long)]
    script: Option<PathBuf>,
}

pub(super) async fn record(at: &At, talk: &Talk, to: &Path) -> Result<(), Stop> {
    let (config, store) = at.open().await?;
    if config.models.providers.is_empty() {
        return Err(Stop::new(Cause::Settings, "no language models are set up; docs/models.md shows how to add one"));
    }
    let hired = models::hire_with(&config.models, |name| {
        let (section, store) = (&config.models, &store);
        async move {
            let model = models::open(section, &name, store).await?;
            let recorder = Recorder::new(model, to).await.map_err(|error| broken(to, &error))?;
            let model: Arc<dyn Model> = Arc::new(recorder);
            Ok(model)
        }
    });
    say(&talk::play(&talk.script()?, &talk.lines()?, hired.await?).await?);
    output::note(&format!("what the models answered is kept in {}; it holds what was written", to.display()));
    Ok(())
}

pub(super) async fn replay(at: &At, talk: &Talk, from: &Path) -> Result<(), Stop> {
    let config = Config::load(at.config.as_deref())?;
    let hired = models::hire_with(&config.models, |name| async move {
        let replay = Replay::open(&name, from).await.map_err(|error| broken(from, &error))?;
        let model: Arc<dyn Model> = Arc::new(replay);
        Ok(model)
    });
    say(&talk::play(&talk.script()?, &talk.lines()?, hired.await?).await?);
    Ok(())
}

fn say(transcript: &str) {
    output::say(transcript.trim_end());
}

impl Talk {
    fn script(&self) -> Result<String, Stop> {
        self.script.as_ref().map_or_else(|| Ok(SCRIPT.to_owned()), |file| read(file))
    }

    fn lines(&self) -> Result<Vec<String>, Stop> {
        let text = if self.lines == Path::new("-") {
            let mut text = String::new();
            let input = std::io::stdin().take(LONGEST_TALK).read_to_string(&mut text);
            input.map_err(|error| broken(&self.lines, &error))?;
            text
        } else {
            read(&self.lines)?
        };
        Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
    }
}

fn read(file: &Path) -> Result<String, Stop> {
    std::fs::read_to_string(file).map_err(|error| broken(file, &error))
}

fn broken(file: &Path, error: &std::io::Error) -> Stop {
    Stop::new(Cause::File, format!("{}: {error}", file.display()))
}
