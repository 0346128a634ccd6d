//! `candor config`: the settings with every key explained, what holds and where it came from, or a check of a file.

use std::path::PathBuf;

use clap::Subcommand;

use crate::{
    config::{Config, Layers, Origin, TEMPLATE},
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
    /// Print every setting as it holds, and where it came from. Secrets are stars.
    Show {
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
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
            Self::Show { json, config } => {
                let layers = Layers::read(config.as_deref())?;
                return if json { show_json(&layers) } else { show(&layers) };
            }
        }
        Ok(())
    }
}

fn show(layers: &Layers) -> Result<(), Stop> {
    for shown in layers.shown()? {
        let from = match shown.origin {
            Origin::Default => "default".to_owned(),
            Origin::File => layers.file.as_ref().map_or_else(String::new, |file| file.display().to_string()),
            Origin::Environment(variable) => variable.to_owned(),
        };
        output::say(&format!("{:<24} {:<40} {from}", shown.key, shown.value.to_string()));
    }
    Ok(())
}

fn show_json(layers: &Layers) -> Result<(), Stop> {
    let mut settings = serde_json::Map::new();
    for shown in layers.shown()? {
        let mut setting = serde_json::json!({ "value": shown.value, "from": shown.origin.word() });
        if let (Origin::Environment(variable), Some(setting)) = (shown.origin, setting.as_object_mut()) {
            setting.insert("variable".to_owned(), variable.into());
        }
        settings.insert(shown.key, setting);
    }
    let file = layers.file.as_ref().map(|file| file.display().to_string());
    output::say_json(&serde_json::json!({ "file": file, "settings": settings }))
}
