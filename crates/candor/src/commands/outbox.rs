//! `candor outbox`: messages of unknown fate, and what a person decides about them. They are never sent again blindly.

use candor_core::{ids::OutboxId, outbox::Delivery};
use candor_desk::clock::{Clock, SystemClock};
use candor_store::{DeliveryLine, Settlement};
use clap::{Subcommand, ValueEnum};

use super::script::At;
use crate::{
    exit::{Cause, Stop},
    output,
};

/// What to do with messages of unknown fate.
#[derive(Debug, Subcommand)]
pub enum OutboxCommand {
    /// List messages that may or may not have arrived: look into the chat, then settle them.
    Uncertain {
        /// Print one JSON line a message.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        at: At,
    },
    /// Say what became of one.
    Settle {
        /// Its id, as `candor outbox uncertain` shows it.
        id: String,
        /// What became of it.
        #[arg(value_enum)]
        fate: Fate,
        #[command(flatten)]
        at: At,
    },
}

/// What a person found out.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Fate {
    /// It had arrived.
    Arrived,
    /// It had not: send it again.
    Resend,
    /// It had not, and it is too late: leave it.
    Leave,
}

impl OutboxCommand {
    pub async fn run(self) -> Result<(), Stop> {
        match self {
            Self::Uncertain { json, at } => list(&at, json).await,
            Self::Settle { id, fate, at } => settle(&at, &id, fate).await,
        }
    }
}

async fn list(at: &At, json: bool) -> Result<(), Stop> {
    let lines = at.open().await?.list_uncertain().await?;
    if lines.is_empty() && !json {
        output::say("no message is of unknown fate");
    }
    for line in lines {
        if json {
            output::say_json(&serde_json::json!({
                "id": line.id, "chat": line.chat, "created_at": line.created_at.to_string(), "reason": line.reason,
                "text": text(&line),
            }))?;
        } else {
            output::say(&format!("{}\tchat {}\t{}\t{}", line.id, line.chat.0, line.created_at, text(&line)));
        }
    }
    Ok(())
}

async fn settle(at: &At, id: &str, fate: Fate) -> Result<(), Stop> {
    let settlement = match fate {
        Fate::Arrived => Settlement::Sent { message_id: None },
        Fate::Resend => Settlement::Resend,
        Fate::Leave => Settlement::GiveUp,
    };
    let store = at.open().await?;
    if store.settle_uncertain(&OutboxId::from_stored(id), settlement, SystemClock.now()).await? {
        output::say("settled");
        return Ok(());
    }
    Err(Stop::new(Cause::Usage, format!("no message {id} is of unknown fate; `candor outbox uncertain` lists them")))
}

/// The words on one line, without signs a terminal would obey.
fn text(line: &DeliveryLine) -> String {
    let words = match &line.delivery {
        Delivery::Send { message } | Delivery::Edit { message, .. } => message.text.as_str(),
        Delivery::Copy { caption, .. } => caption.as_deref().unwrap_or_default(),
        Delivery::EditCaption { caption, .. } | Delivery::Document { caption, .. } => caption,
        Delivery::OpenTopic { name } => name,
        Delivery::AnswerButton { .. } | Delivery::Menu { .. } => "",
    };
    words.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect()
}
