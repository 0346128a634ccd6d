//! `candor audit`: who did what, and whether the record of it is whole.

use candor_core::{audit::Actor, told_time::rfc3339};
use candor_store::Chain;
use clap::Subcommand;
use serde_json::json;

use super::{
    acting::{business, plain},
    script::At,
};
use crate::{
    exit::{Cause, Stop},
    output,
};

/// What to do with the audit log.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// List what was done, newest first.
    List {
        /// Not more than so many records.
        #[arg(long, default_value_t = 100)]
        most: u32,
        /// Print one JSON line a record.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        at: At,
    },
    /// Compute every hash of the log again: an altered or missing record is found.
    Verify {
        #[command(flatten)]
        at: At,
    },
}

impl AuditCommand {
    pub async fn run(self) -> Result<(), Stop> {
        match self {
            Self::List { most, json, at } => list(&at, most, json).await,
            Self::Verify { at } => match at.open().await?.verify_audit_log(&business()).await? {
                Chain::Intact(records) => {
                    output::say(&format!("{records} records, each as it was written"));
                    Ok(())
                }
                Chain::BrokenAt(position) => {
                    let sentence =
                        format!("the audit log was altered: from record {position} on it is not as it was written");
                    Err(Stop::new(Cause::Corrupt, sentence))
                }
            },
        }
    }
}

async fn list(at: &At, most: u32, is_json: bool) -> Result<(), Stop> {
    let log = at.open().await?.audit_log(&business(), None, most).await?;
    if log.is_empty() && !is_json {
        output::say("nobody has done anything yet");
    }
    for line in log {
        let record = &line.record;
        if is_json {
            output::say_json(&json!({
                "position": line.position, "at": rfc3339(record.at), "actor": record.actor,
                "deed": record.deed.word(), "subject": record.subject, "before": record.before, "after": record.after,
            }))?;
            continue;
        }
        let who = match &record.actor {
            Actor::Operator { name, .. } => plain(name),
            Actor::Console => "console".to_owned(),
            Actor::Desk => "desk".to_owned(),
        };
        output::say(&format!("{}\t{}\t{who}\t{}\t{}", line.position, record.at, record.deed.word(), record.subject));
    }
    Ok(())
}
