//! `candor brain`: measures how well the local brain understands, on anybody's examples, and shows what it hears.

mod eval;
mod examples;
mod hear;
mod predict;

use clap::Subcommand;

use crate::exit::Stop;

/// What to do with the local brain.
#[derive(Debug, Subcommand)]
pub enum BrainCommand {
    /// Learn from labelled phrasings and measure on labelled messages.
    Eval(eval::Eval),
    /// Say which step of a pack each of its messages is about, and how well the pack covers it.
    Predict(predict::Predict),
    /// Show everything heard in texts, one JSON line each.
    Hear(hear::Hear),
}

impl BrainCommand {
    pub fn run(self) -> Result<(), Stop> {
        match self {
            Self::Eval(eval) => eval.run(),
            Self::Predict(predict) => predict.run(),
            Self::Hear(hear) => hear.run(),
        }
    }
}
