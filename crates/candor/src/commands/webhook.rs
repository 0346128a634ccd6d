//! `candor webhook`: addresses of the owner's that are told of what happens, and the log of what was delivered to them.

use candor_connect::webhooks::Courier;
use candor_core::{
    event::EventKind,
    ids::{DeliveryId, WebhookId},
    told_time::rfc3339,
};
use candor_desk::{
    Desk,
    actions::{
        ActError, Bench,
        change_webhook::{
            WebhookWish, add_webhook, edit_webhook, find_webhook, list_webhooks, remove_webhook, rotate_secret,
            switch_webhook,
        },
        replay_delivery::{list_deliveries, replay_delivery, replay_failed},
        try_webhook::try_webhook,
    },
};
use candor_store::{DeliveryFate, Secret, WebhookDelivery, WebhookRow};
use clap::{Subcommand, ValueEnum};
use futures_util::future::BoxFuture;
use serde_json::json;

use super::{
    acting::{as_console, desk, plain},
    script::At,
};
use crate::{exit::Stop, output};

/// What to do with webhooks.
#[derive(Debug, Subcommand)]
pub enum WebhookCommand {
    /// Make a webhook, and print the secret that signs what is delivered to it: once.
    Add {
        /// Where deliveries go, such as <https://example.org/hook>.
        url: String,
        /// What it is told of, such as lead.changed; may be given several times. `*` is everything.
        #[arg(long = "kind", alias = "kinds", value_name = "KIND", default_value = "*")]
        kinds: Vec<String>,
        /// What it is for, to tell it from others.
        #[arg(long, default_value = "")]
        note: String,
        #[command(flatten)]
        at: At,
    },
    /// Change where a webhook goes, what it is told of or what it is for.
    Edit {
        /// Its id, as the list shows it.
        id: String,
        /// Where deliveries go from now on.
        #[arg(long)]
        url: Option<String>,
        /// What it is told of from now on; may be given several times.
        #[arg(long = "kind", alias = "kinds", value_name = "KIND")]
        kinds: Vec<String>,
        /// What it is for.
        #[arg(long)]
        note: Option<String>,
        #[command(flatten)]
        at: At,
    },
    /// List webhooks: where they go, what they are told of, and how they are.
    List {
        /// Print one JSON line a webhook.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        at: At,
    },
    /// Switch a webhook on, such as after its receiver was mended.
    On {
        /// Its id.
        id: String,
        #[command(flatten)]
        at: At,
    },
    /// Switch a webhook off. What waits for it is not delivered, unless it is replayed later.
    Off {
        /// Its id.
        id: String,
        #[command(flatten)]
        at: At,
    },
    /// Print another secret for a webhook, once. The one before signs beside it for 24 hours.
    Rotate {
        /// Its id.
        id: String,
        #[command(flatten)]
        at: At,
    },
    /// Remove a webhook with its log.
    Remove {
        /// Its id.
        id: String,
        #[command(flatten)]
        at: At,
    },
    /// Have a `ping` delivered to a webhook by the running desk; the log says what came of it.
    Try {
        /// Its id.
        id: String,
        #[command(flatten)]
        at: At,
    },
    /// Show what was delivered to a webhook in the last thirty days, newest first.
    Log {
        /// Its id.
        id: String,
        /// Only deliveries that are so.
        #[arg(long, value_enum)]
        only: Option<Fate>,
        /// Not more than so many.
        #[arg(long, default_value_t = 50)]
        most: u32,
        /// Print one JSON line a delivery, with what was sent.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        at: At,
    },
    /// Deliver once more, under the same id: one delivery, or everything to a webhook that failed lately.
    Replay {
        /// The id of a delivery (msg_…) or of a webhook (whk_…).
        id: String,
        /// Of a webhook: what failed in the last so many hours.
        #[arg(long, default_value_t = 720, value_parser = clap::value_parser!(i64).range(1..=720))]
        hours: i64,
        #[command(flatten)]
        at: At,
    },
}

/// How far a delivery is.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Fate {
    /// It waits to be tried, or tried again.
    Ready,
    /// It is on its way.
    Sending,
    /// It arrived.
    Delivered,
    /// It did not, and is not tried any more.
    Failed,
}

impl From<Fate> for DeliveryFate {
    fn from(fate: Fate) -> Self {
        match fate {
            Fate::Ready => Self::Ready,
            Fate::Sending => Self::Sending,
            Fate::Delivered => Self::Delivered,
            Fate::Failed => Self::Failed,
        }
    }
}

impl WebhookCommand {
    pub async fn run(self) -> Result<(), Stop> {
        match self {
            Self::Add { url, kinds, note, at } => {
                add(&at, &WebhookWish { address: Secret::new(url), kinds: kinds.join(" "), note }).await
            }
            Self::Edit { id, url, kinds, note, at } => edit(&at, &id, url, &kinds, note).await,
            Self::List { json, at } => list(&at, json).await,
            Self::On { id, at } => {
                change(&at, &id, |bench, known| Box::pin(switch_webhook(bench, known, true))).await?;
                output::say("on; `candor webhook replay` delivers what failed before");
                Ok(())
            }
            Self::Off { id, at } => {
                change(&at, &id, |bench, known| Box::pin(switch_webhook(bench, known, false))).await?;
                output::say("off");
                Ok(())
            }
            Self::Rotate { id, at } => {
                let secret = change(&at, &id, |bench, known| Box::pin(rotate_secret(bench, known))).await?;
                say_secret(&secret);
                output::note("The secret before it signs as well for 24 hours.");
                Ok(())
            }
            Self::Remove { id, at } => {
                change(&at, &id, |bench, known| Box::pin(remove_webhook(bench, known))).await?;
                output::say("removed");
                Ok(())
            }
            Self::Try { id, at } => {
                let desk = desk_at(&at).await?;
                let id = WebhookId::from_stored(id);
                as_console(&desk, |bench| Box::pin(try_webhook(bench, &id))).await?;
                output::say(&format!("a ping is on its way; see `candor webhook log {id}`"));
                Ok(())
            }
            Self::Log { id, only, most, json, at } => log(&at, &id, only.map(DeliveryFate::from), most, json).await,
            Self::Replay { id, hours, at } => replay(&at, &id, hours).await,
        }
    }
}

/// A desk that knows which addresses the settings allow.
async fn desk_at(at: &At) -> Result<Desk, Stop> {
    let allows_private = at.config()?.webhooks.allow_private;
    Ok(desk(at).await?.with_courier(Courier::new(allows_private)))
}

async fn add(at: &At, wish: &WebhookWish) -> Result<(), Stop> {
    let desk = desk_at(at).await?;
    let made = as_console(&desk, |bench| Box::pin(add_webhook(bench, wish))).await?;
    output::say(made.id.as_str());
    say_secret(&made.secret);
    Ok(())
}

/// The one time a secret is shown.
fn say_secret(secret: &Secret) {
    output::say(secret.expose());
    output::note("The receiver checks signatures with this secret (docs/webhooks.md). It is not shown again.");
}

async fn edit(at: &At, id: &str, url: Option<String>, kinds: &[String], note: Option<String>) -> Result<(), Stop> {
    let url = url.map(Secret::new);
    change(at, id, |bench, known| {
        let wish = WebhookWish {
            address: url.clone().unwrap_or_else(|| known.address.clone()),
            kinds: if kinds.is_empty() { known.wanted.to_string() } else { kinds.join(" ") },
            note: note.clone().unwrap_or_else(|| known.note.clone()),
        };
        Box::pin(async move { edit_webhook(bench, known, &wish).await })
    })
    .await?;
    output::say("changed");
    Ok(())
}

async fn change<T, A>(at: &At, id: &str, action: A) -> Result<T, Stop>
where
    A: for<'b> Fn(&'b mut Bench<'_>, &'b WebhookRow) -> BoxFuture<'b, Result<T, ActError>> + Sync,
{
    let desk = desk_at(at).await?;
    let (id, action) = (&WebhookId::from_stored(id), &action);
    as_console(&desk, |bench| {
        Box::pin(async move {
            let known = find_webhook(bench, id).await?;
            action(bench, &known).await
        })
    })
    .await
}

async fn list(at: &At, is_json: bool) -> Result<(), Stop> {
    let desk = desk_at(at).await?;
    let known = as_console(&desk, |bench| Box::pin(async { list_webhooks(bench).await })).await?;
    if known.is_empty() && !is_json {
        let kinds = EventKind::ALL.map(EventKind::word).join(", ");
        output::say(&format!(
            "there are no webhooks; make one with: candor webhook add URL --kind KIND\nkinds: {kinds}"
        ));
    }
    for webhook in known {
        let (address, kinds) = (webhook.address.expose(), webhook.wanted.words());
        if is_json {
            output::say_json(&json!({
                "id": webhook.id, "version": webhook.version, "url": address, "kinds": kinds, "note": webhook.note,
                "is_on": webhook.is_on, "off_because": webhook.off_because, "created_at": rfc3339(webhook.created_at),
                "failing_since": webhook.failing_since.map(rfc3339),
            }))?;
            continue;
        }
        let state = match (&webhook.off_because, webhook.is_on, webhook.failing_since) {
            (_, true, None) => "on".to_owned(),
            (_, true, Some(since)) => format!("on, failing since {since}"),
            (Some(because), false, _) => format!("off ({because})"),
            (None, false, _) => "off".to_owned(),
        };
        output::say(&format!(
            "{}\t{state}\t{}\t{}\t{}",
            webhook.id,
            plain(address),
            kinds.join(" "),
            plain(&webhook.note)
        ));
    }
    Ok(())
}

async fn log(at: &At, id: &str, only: Option<DeliveryFate>, most: u32, is_json: bool) -> Result<(), Stop> {
    let desk = desk_at(at).await?;
    let id = &WebhookId::from_stored(id);
    let read = as_console(&desk, |bench| Box::pin(async move { list_deliveries(bench, id, only, None, most).await }));
    let lines = read.await?;
    if lines.is_empty() && !is_json {
        output::say("nothing was delivered");
    }
    for line in &lines {
        if is_json {
            output::say_json(&shown(line))?;
            continue;
        }
        let answer = match (line.status, &line.trouble) {
            (_, Some(trouble)) => trouble.clone(),
            (Some(status), None) => status.to_string(),
            (None, None) => "-".to_owned(),
        };
        let took = line.millis.map(|millis| format!("{millis} ms")).unwrap_or_default();
        output::say(&format!(
            "{}\t{}\t{}\t{}\t{answer}\ttries {}\t{took}",
            line.id,
            line.created_at,
            line.kind.word(),
            line.fate.column(),
            line.attempts
        ));
    }
    Ok(())
}

fn shown(line: &WebhookDelivery) -> serde_json::Value {
    let waits = line.fate == DeliveryFate::Ready;
    json!({
        "id": line.id, "webhook": line.webhook, "kind": line.kind.word(), "state": line.fate.column(),
        "created_at": rfc3339(line.created_at), "tries": line.attempts, "status": line.status, "trouble": line.trouble,
        "millis": line.millis, "delivered_at": line.delivered_at.map(rfc3339),
        "next_at": waits.then(|| rfc3339(line.next_at)), "body": line.body,
    })
}

async fn replay(at: &At, id: &str, hours: i64) -> Result<(), Stop> {
    let desk = desk_at(at).await?;
    if id.starts_with(WebhookId::PREFIX) {
        let id = &WebhookId::from_stored(id);
        let replaying = as_console(&desk, |bench| {
            Box::pin(async move {
                let since = bench.now.plus_seconds(-hours * 3600);
                replay_failed(bench, id, since).await
            })
        });
        let count = replaying.await?;
        output::say(&format!("{count} on their way once more"));
        return Ok(());
    }
    let id = &DeliveryId::from_stored(id);
    as_console(&desk, |bench| Box::pin(replay_delivery(bench, id))).await?;
    output::say("on its way once more");
    Ok(())
}
