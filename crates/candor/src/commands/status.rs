//! `candor status`: how much waits where.

use super::script::At;
use crate::{exit::Stop, output};

/// Prints how much waits where.
#[derive(Debug, clap::Args)]
pub struct Status {
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    at: At,
}

impl Status {
    pub async fn run(self) -> Result<(), Stop> {
        let counts = self.at.open().await?.counts().await?;
        let figures = [
            ("updates_waiting", counts.inbox_received),
            ("updates_answered", counts.inbox_done),
            ("updates_not_understood", counts.inbox_unreadable),
            ("updates_parked", counts.inbox_parked),
            ("messages_waiting", counts.outbox_ready),
            ("messages_on_their_way", counts.outbox_sending),
            ("messages_sent", counts.outbox_sent),
            ("messages_of_unknown_fate", counts.outbox_uncertain),
            ("messages_cancelled", counts.outbox_cancelled),
            ("messages_refused", counts.outbox_failed),
            ("conversations", counts.conversations),
        ];
        if self.json {
            let object: serde_json::Map<_, _> =
                figures.iter().map(|(name, count)| ((*name).to_owned(), serde_json::json!(count))).collect();
            return output::say_json(&object);
        }
        for (name, count) in figures {
            output::say(&format!("{:<26} {count}", name.replace('_', " ")));
        }
        Ok(())
    }
}
