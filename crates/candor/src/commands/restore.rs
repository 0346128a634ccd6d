//! `candor restore`: puts a backup in the place of the database. What people decided since about being written to is
//! carried over, and nothing is sent twice.

use std::path::PathBuf;

use candor_desk::clock::{Clock, SystemClock};
use candor_store::{Keys, Restored, Tell, restore};
use clap::Args;
use serde_json::json;

use super::backup::watched;
use crate::{config::Config, exit::Stop, output, wire};

/// Restores a backup.
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup.
    file: PathBuf,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
    /// The settings file; candor.toml if it exists.
    #[arg(long)]
    config: Option<PathBuf>,
}

impl Restore {
    pub async fn run(self) -> Result<(), Stop> {
        let config = Config::load(self.config.as_deref())?;
        // Only the key a backup was made with opens it, so that none is made here.
        let keys = wire::given(&config.secrets)?.unwrap_or(Keys::none());
        let now = SystemClock.now();
        let work = async |tell: Tell<'_>| restore(&config.database.url, &keys, &self.file, now, tell).await;
        let restored = watched("restored", work).await?;
        if self.json {
            return output::say_json(&object(&restored));
        }
        output::say(&format!("{} is in place", self.file.display()));
        for line in lines(&restored) {
            output::say(&line);
        }
        Ok(())
    }
}

fn object(restored: &Restored) -> serde_json::Value {
    json!({
        "previous": restored.previous,
        "previous_is_unreadable": restored.previous_is_unreadable,
        "schema_of_backup": restored.schema.0,
        "schema": restored.schema.1,
        "conversations": restored.conversations,
        "decisions_carried_over": restored.decisions,
        "people_unknown_to_backup": restored.strangers,
        "unreadable_ledger_lines": restored.unreadable_lines,
        "messages_settled_since": restored.settled,
        "messages_waiting": restored.waiting,
        "messages_of_unknown_fate": restored.uncertain,
        "messages_cancelled": restored.cancelled,
        "updates_answered_since": restored.answered,
        "updates_waiting": restored.unanswered,
    })
}

fn lines(restored: &Restored) -> Vec<String> {
    let mut lines = vec![format!("conversations in it: {}", restored.conversations)];
    let (of_backup, now) = restored.schema;
    if of_backup < now {
        lines.push(format!("its schema was brought up to date, from {of_backup} to {now}"));
    }
    match (&restored.previous, restored.previous_is_unreadable) {
        (Some(previous), false) => lines.push(format!("what was there before is kept: {previous}")),
        (Some(previous), true) => lines.push(format!(
            "what was there before is damaged and kept: {previous}; what people decided came from the opt-out ledger \
             beside it alone"
        )),
        (None, _) => lines.push("there was no database before".to_owned()),
    }
    lines.push(format!(
        "opt-outs and returns made after the backup and carried over: {} (people it did not know: {})",
        restored.decisions, restored.strangers
    ));
    let counted = [
        (restored.settled, "messages that waited in it and were sent or settled since"),
        (restored.waiting, "messages that still wait and will be sent"),
        (restored.uncertain, "messages that may have been sent since: `candor outbox uncertain` lists them"),
        (restored.cancelled, "edits and answers to buttons that are of no use any more"),
        (restored.answered, "updates that waited in it and were answered since"),
        (restored.unanswered, "updates that waited in it and will be answered, perhaps once more"),
        (restored.unreadable_lines, "lines of the opt-out ledger cannot be read"),
    ];
    lines.extend(counted.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")));
    lines
}
