//! `candor brain`: measures how well the local brain understands, on anybody's examples.

use std::path::{Path, PathBuf};

use candor_core::hearing::eval::{Example, evaluate};
use clap::Subcommand;
use serde::Deserialize;

use crate::{
    exit::{Cause, Stop},
    output,
};

/// What to measure.
#[derive(Debug, Subcommand)]
pub enum BrainCommand {
    /// Learn from one file and measure on another. JSON lines {"text": …, "label": …}; the label "oos" means outside the script.
    Eval {
        /// What to learn from.
        #[arg(long)]
        train: PathBuf,
        /// What to measure on.
        #[arg(long)]
        test: PathBuf,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Deserialize)]
struct Line {
    text: String,
    label: String,
}

impl BrainCommand {
    pub fn run(self) -> Result<(), Stop> {
        let Self::Eval { train, test, json } = self;
        let report = evaluate(&read(&train)?, &read(&test)?);
        if json {
            return output::say_json(&report);
        }
        let value = serde_json::to_value(&report).map_err(|error| Stop::new(Cause::Unexpected, error.to_string()))?;
        for (name, figure) in value.as_object().into_iter().flatten() {
            output::say(&format!("{name:<24} {figure}"));
        }
        Ok(())
    }
}

fn read(path: &Path) -> Result<Vec<Example>, Stop> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Stop::new(Cause::File, format!("{} cannot be read: {error}", path.display())))?;
    let mut examples = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let line: Line = serde_json::from_str(line).map_err(|error| {
            let sentence =
                format!("{}, line {}: {error}; each line is {{\"text\": …, \"label\": …}}", path.display(), number + 1);
            Stop::new(Cause::File, sentence)
        })?;
        examples.push(Example { text: line.text, label: line.label });
    }
    if examples.is_empty() {
        return Err(Stop::new(
            Cause::File,
            format!("{} holds no example; each line is {{\"text\": …, \"label\": …}}", path.display()),
        ));
    }
    Ok(examples)
}
