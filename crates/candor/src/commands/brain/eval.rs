//! `candor brain eval`: learns from labelled phrasings and measures on labelled messages.

use std::{collections::BTreeSet, path::PathBuf, time::Instant};

use candor_core::{
    hearing::eval::{Example, Learnt, OUTSIDE, Prediction, Report, at_most, only_inside, report},
    script::DEFAULT_FIT_THRESHOLD,
};
use clap::Args;
use serde::Serialize;

use super::examples::{Set, labelled, sets};
use crate::{
    exit::{Cause, Stop},
    output,
};

/// Learns from one file and measures on another, or does so for every set in a folder. JSON lines {"text": …,
/// "label": …}, perhaps with "lang"; the label "oos" means outside the script.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("what").required(true).args(["test", "dir"]))]
pub struct Eval {
    /// What to learn from.
    #[arg(long, requires = "test")]
    train: Option<PathBuf>,
    /// What to measure on.
    #[arg(long, requires = "train")]
    test: Option<PathBuf>,
    /// A folder of sets: each a folder with script.json and test.jsonl, or with train.jsonl and test.jsonl.
    #[arg(long)]
    dir: Option<PathBuf>,
    /// Learn from at most so many examples of each label.
    #[arg(long)]
    per_label: Option<usize>,
    /// Which ones are drawn: the same seed draws the same.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Only these labels are within the script; messages of all others are outside.
    #[arg(long, value_delimiter = ',')]
    labels: Vec<String>,
    /// Only examples of this language, where they say theirs.
    #[arg(long)]
    lang: Option<String>,
    /// The fit from which on a message counts as covered.
    #[arg(long, default_value_t = DEFAULT_FIT_THRESHOLD)]
    threshold: f64,
    /// Choose the threshold on this file: the one by which most of its messages are judged rightly.
    #[arg(long, requires = "train")]
    tune_on: Option<PathBuf>,
    /// Print one JSON object a set.
    #[arg(long)]
    json: bool,
}

/// One figure of a report.
type Figure = fn(&Report) -> f64;

/// The figures of a set with what they cost.
#[derive(Serialize)]
struct Measured<'a> {
    set: &'a str,
    #[serde(flatten)]
    report: Report,
    messages_per_second: f64,
    train_seconds: f64,
    /// Seconds from nothing to the first answer: what the brain brings along is unpacked.
    start_seconds: f64,
    model_bytes: usize,
    /// The memory of the whole process at its highest, in bytes; 0 where the system does not say.
    peak_memory_bytes: u64,
}

impl Eval {
    pub fn run(self) -> Result<(), Stop> {
        let begun = Instant::now();
        candor_core::hearing::warm_up();
        let start_seconds = begun.elapsed().as_secs_f64();
        let tuned = self.tune_on.as_ref().map(|path| labelled(path, self.lang.as_deref())).transpose()?;
        let mut all = Vec::new();
        for set in self.sets()? {
            let Set { name, train, test } = self.chosen(set);
            if train.iter().all(|example| example.label == OUTSIDE) {
                return Err(Stop::new(Cause::Usage, format!("{name} has no example to learn from: check --labels")));
            }
            let begun = Instant::now();
            let learnt = Learnt::of(&train);
            let train_seconds = begun.elapsed().as_secs_f64();
            let threshold = match &tuned {
                Some(examples) => learnt.best_threshold(&self.within(examples.clone())),
                None => self.threshold,
            };
            let begun = Instant::now();
            let predictions: Vec<Prediction> = test.iter().map(|message| learnt.predict(&message.text)).collect();
            let messages = u32::try_from(test.len()).map_or(f64::MAX, f64::from);
            let measured = Measured {
                set: &name,
                report: report(&train, &test, &predictions, threshold),
                messages_per_second: messages / begun.elapsed().as_secs_f64().max(f64::EPSILON),
                train_seconds,
                start_seconds,
                model_bytes: learnt.bytes(),
                peak_memory_bytes: peak_memory(),
            };
            self.show(&measured)?;
            all.push(measured.report);
        }
        if all.len() > 1 && !self.json {
            output::say(&format!("== mean of {}", all.len()));
            let mean = |of: Figure| all.iter().map(of).sum::<f64>() / u32::try_from(all.len()).map_or(1.0, f64::from);
            let rows: [(&str, Figure); 8] = [
                ("accuracy_in_scope", |report| report.accuracy_in_scope),
                ("accepted_in_scope", |report| report.accepted_in_scope),
                ("recall_outside", |report| report.recall_outside),
                ("precision_outside", |report| report.precision_outside),
                ("auroc_outside", |report| report.auroc_outside),
                ("fpr_at_95", |report| report.fpr_at_95),
                ("macro_f1", |report| report.macro_f1),
                ("calibration_error", |report| report.calibration_error),
            ];
            for (name, of) in rows {
                output::say(&format!("{name:<24} {:.4}", mean(of)));
            }
        }
        Ok(())
    }

    fn sets(&self) -> Result<Vec<Set>, Stop> {
        let language = self.lang.as_deref();
        match (&self.train, &self.test, &self.dir) {
            (_, _, Some(folder)) => sets(folder, language),
            (Some(train), Some(test), None) => {
                let name = test.display().to_string();
                Ok(vec![Set { name, train: labelled(train, language)?, test: labelled(test, language)? }])
            }
            _ => Err(Stop::new(Cause::Usage, "name --train and --test, or --dir")),
        }
    }

    fn chosen(&self, set: Set) -> Set {
        let (mut train, test) = (self.within(set.train), self.within(set.test));
        if let Some(per_label) = self.per_label {
            train = at_most(train, per_label, self.seed);
        }
        Set { name: set.name, train, test }
    }

    fn within(&self, examples: Vec<Example>) -> Vec<Example> {
        if self.labels.is_empty() {
            return examples;
        }
        let labels: BTreeSet<String> = self.labels.iter().cloned().collect();
        only_inside(examples, &labels)
    }

    fn show(&self, measured: &Measured<'_>) -> Result<(), Stop> {
        if self.json {
            return output::say_json(measured);
        }
        let value = serde_json::to_value(measured).map_err(|error| Stop::new(Cause::Unexpected, error.to_string()))?;
        if self.dir.is_some() {
            output::say(&format!("== {}", measured.set));
        }
        for (name, figure) in value.as_object().into_iter().flatten() {
            match (name.as_str(), figure.as_f64()) {
                ("set" | "reliability", _) => {}
                (_, Some(number)) if figure.is_f64() => output::say(&format!("{name:<24} {number:.4}")),
                _ => output::say(&format!("{name:<24} {figure}")),
            }
        }
        for bin in &measured.report.reliability {
            output::say(&format!("fit about {:.2}: {:.2} inside, of {}", bin.fit, bin.inside, bin.messages));
        }
        Ok(())
    }
}

/// The highest the memory of this process was (Linux, `/proc/self/status`, `VmHWM`).
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
    kilobytes.unwrap_or(0).saturating_mul(1024)
}
