//! `candor migrate`: brings the schema of the database up to date, or says how far it is.

use std::path::PathBuf;

use candor_store::{OpenErrorKind, SchemaVersion, bring_up_to_date, schema_version};
use clap::Args;

use crate::{
    config::Config,
    exit::Stop,
    output,
    wire::{self, not_opened},
};

/// Brings the database up to date.
#[derive(Debug, Args)]
pub struct Migrate {
    /// Only say how far it is.
    #[arg(long)]
    check: bool,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
    /// The settings file; candor.toml if it exists.
    #[arg(long)]
    config: Option<PathBuf>,
}

impl Migrate {
    pub async fn run(self) -> Result<(), Stop> {
        let config = Config::load(self.config.as_deref())?;
        let url = config.database.url;
        let was = if self.check {
            schema_version(&url).await
        } else {
            bring_up_to_date(&url, &wire::keys(&url, &config.secrets).await?).await
        };
        let was = was.map_err(|error| {
            let is_running = error.kind() == OpenErrorKind::InUse;
            let stop = not_opened(error, &url);
            if !is_running {
                return stop;
            }
            let sentence = "a desk is running on this database; stop it first, then bring the database up to date";
            Stop { sentence: sentence.to_owned(), ..stop }
        })?;
        let is_changed = !self.check && !was.is_current();
        if self.json {
            return output::say_json(&serde_json::json!({
                "was": was.present, "newest": was.newest, "is_current": is_changed || was.is_current(),
            }));
        }
        output::say(&sentence(was, is_changed));
        Ok(())
    }
}

fn sentence(was: SchemaVersion, is_changed: bool) -> String {
    let SchemaVersion { present, newest } = was;
    if was.is_current() {
        return format!("the database is up to date (schema {newest})");
    }
    if is_changed {
        return format!("the database was brought up to date, from schema {present} to {newest}");
    }
    format!("the database has schema {present} of {newest}; `candor migrate` or the next start brings it up to date")
}
