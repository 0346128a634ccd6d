//! `candor config`: the settings with every key explained, or a check of a file.

use std::path::PathBuf;

use clap::Subcommand;

use crate::{
    config::{Config, TEMPLATE},
    exit::Stop,
    output,
};

/// What to do with settings.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Print every key with its meaning and default.
    Template,
    /// Check a settings file, and the environment over it.
    Check {
        /// The file; candor.toml if it exists.
        #[arg(long)]
        config: Option<PathBuf>,
    },
}

impl ConfigCommand {
    pub fn run(self) -> Result<(), Stop> {
        match self {
            Self::Template => output::say(TEMPLATE.trim_end()),
            Self::Check { config } => {
                Config::load(config.as_deref())?;
                output::say("the settings are in order");
            }
        }
        Ok(())
    }
}
