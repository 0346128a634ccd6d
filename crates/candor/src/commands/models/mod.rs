//! `candor models`: the language models of the settings, whether they work, what they cost, and their keys.

mod check;
mod cost;
mod key;
mod list;
mod record;

use std::path::PathBuf;

use clap::Subcommand;

use crate::{config::Config, exit::Stop, wire};

/// What to do with language models.
#[derive(Debug, Subcommand)]
pub enum ModelsCommand {
    /// List the models of the settings: their jobs, addresses and whether a key is there.
    List {
        /// Print one JSON line a model.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        at: At,
    },
    /// Try each model with a small fixed set of messages, and print what it can and cannot do. Calls cost what they cost.
    Check {
        /// Only this one.
        name: Option<String>,
        /// Print one JSON line a finding.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        at: At,
    },
    /// Print what calls came to: by job, model and how they ended.
    Cost {
        /// Of the last so many days, today included.
        #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..))]
        days: u16,
        /// Print one JSON line a row.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        at: At,
    },
    /// Play a talk with the models of the settings, print it with its reasons, and keep what they answered. Nothing is sent to anybody.
    Record {
        #[command(flatten)]
        talk: record::Talk,
        /// The file what they answered is added to.
        #[arg(long)]
        to: PathBuf,
        #[command(flatten)]
        at: At,
    },
    /// Play a talk again with what the models answered then: no model is asked, nothing is paid.
    Replay {
        #[command(flatten)]
        talk: record::Talk,
        /// The file of a recording.
        #[arg(long)]
        from: PathBuf,
        #[command(flatten)]
        at: At,
    },
    /// Keep the key of a model, sealed, in the database. It is read from standard input.
    Key {
        /// The model's name in the settings.
        name: String,
        /// Forget it instead.
        #[arg(long)]
        forget: bool,
        #[command(flatten)]
        at: At,
    },
}

/// Where the settings are.
#[derive(Debug, clap::Args)]
pub struct At {
    /// The settings file; candor.toml if it exists.
    #[arg(long)]
    config: Option<PathBuf>,
}

impl At {
    /// The settings and the database they name.
    async fn open(&self) -> Result<(Config, candor_store::Store), Stop> {
        let config = Config::load(self.config.as_deref())?;
        let store = wire::open_beside(&config.database.url, &config.secrets).await?;
        Ok((config, store))
    }
}

impl ModelsCommand {
    pub async fn run(self) -> Result<(), Stop> {
        match self {
            Self::List { json, at } => list::run(&at, json).await,
            Self::Check { name, json, at } => check::run(&at, name.as_deref(), json).await,
            Self::Cost { days, json, at } => cost::run(&at, days, json).await,
            Self::Record { talk, to, at } => record::record(&at, &talk, &to).await,
            Self::Replay { talk, from, at } => record::replay(&at, &talk, &from).await,
            Self::Key { name, forget, at } => key::run(&at, &name, forget).await,
        }
    }
}
