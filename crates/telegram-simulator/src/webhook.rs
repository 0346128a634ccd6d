//! Delivers updates by webhook: in order within a chat, side by side over chats, again and again until a 2xx or the end
//! of the update's life. Follows WebhookActor.cpp of telegram-bot-api.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Map, Value};

use crate::bot_api;
use crate::hints::Hint;
use crate::parse::Params;
use crate::server::Host;
use crate::simulator::Simulator;
use crate::world::{Receipt, World};

/// How long one delivery may take, real time.
const DELIVERY_TIMEOUT: Duration = Duration::from_secs(60);

/// The longest `Retry-After` that is honoured, seconds.
const LONGEST_RETRY_AFTER: i64 = 3600;

/// An endpoint that answers 410 for this long loses its webhook.
const GONE_MS: i64 = 23 * 3_600_000;

/// Methods a reply to a webhook cannot call.
const NOT_IN_REPLIES: [&str; 4] = ["setWebhook", "deleteWebhook", "close", "logOut"];

/// One delivery to make.
#[derive(Debug)]
struct Parcel {
    update_id: i64,
    url: String,
    secret_token: Option<String>,
    json: String,
}

/// What came of a delivery.
enum Outcome {
    Taken { reply: String },
    Refused { status: u16, words: String, retry_after: Option<i64> },
    Failed { words: String },
}

/// The HTTP client of deliveries.
#[expect(clippy::disallowed_methods, reason = "the one HTTP client of the crate")]
pub(crate) fn client() -> Result<reqwest::Client, String> {
    // Somebody else may have installed a provider before; any will do.
    rustls::crypto::ring::default_provider().install_default().ok();
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .timeout(DELIVERY_TIMEOUT)
        .build()
        .map_err(|problem| problem.to_string())
}

/// Starts delivering for the webhook a bot has now. Ends by itself when the webhook is replaced or deleted.
pub(crate) fn start(simulator: &Simulator, bot_id: i64) {
    let world = simulator.world();
    let Some(webhook) = world.bots.get(&bot_id).and_then(|bot| bot.webhook.as_ref()) else { return };
    let generation = webhook.generation;
    drop(world);
    let simulator = simulator.downgrade();
    tokio::spawn(async move {
        loop {
            let Some(host) = simulator.upgrade().map(Host::of) else { return };
            let clock = host.simulator.clock().clone();
            let now_ms = clock.now_ms();
            let (parcels, next_ms, mut woken) = {
                let world = &mut *host.simulator.world();
                let Some(picked) = pick(world, bot_id, generation, now_ms) else { return };
                let Some(bot) = world.bots.get(&bot_id) else { return };
                (picked.0, picked.1, bot.wake.subscribe())
            };
            for parcel in parcels {
                let host = host.clone();
                tokio::spawn(async move { deliver(&host, bot_id, generation, parcel).await });
            }
            drop(host);
            tokio::select! {
                changed = woken.changed() => if changed.is_err() { return },
                () = reach(&clock, next_ms) => {}
            }
        }
    });
}

async fn reach(clock: &crate::Clock, at_ms: Option<i64>) {
    match at_ms {
        Some(at_ms) => clock.reach(at_ms).await,
        None => std::future::pending().await,
    }
}

/// What can be delivered now, marked as under way, and when to look again. `None` where the webhook is another one.
fn pick(world: &mut World, bot_id: i64, generation: u64, now_ms: i64) -> Option<(Vec<Parcel>, Option<i64>)> {
    let bot = world.bots.get_mut(&bot_id)?;
    let webhook = bot.webhook.as_ref().filter(|webhook| webhook.generation == generation)?;
    let (url, secret_token) = (webhook.url.clone(), webhook.secret_token.clone());
    let mut free = webhook.max_connections;
    let gone = bot.queue.expire(bot_id, now_ms);
    world.journal.acknowledgements.extend(gone);
    free = free.saturating_sub(bot.queue.pending().filter(|update| update.is_in_flight).count());

    if world.faults.is_outage {
        // Telegram is down: it delivers nothing, either. The end of the outage stirs every bot.
        return Some((Vec::new(), None));
    }
    let mut busy = BTreeSet::new();
    let mut next_ms: Option<i64> = None;
    let mut parcels = Vec::new();
    for update in bot.queue.pending_mut() {
        // Only the first update of a chat can go; without a chat, each stands for itself.
        let is_first = busy.insert(update.chat_id.map_or((1, update.update_id), |chat_id| (0, chat_id)));
        if !is_first || update.is_in_flight {
            continue;
        }
        if update.not_before_ms > now_ms {
            next_ms = Some(next_ms.map_or(update.not_before_ms, |next| next.min(update.not_before_ms)));
        } else if free > 0 {
            free = free.saturating_sub(1);
            update.is_in_flight = true;
            update.offered = update.offered.saturating_add(1);
            parcels.push(Parcel {
                update_id: update.update_id,
                url: url.clone(),
                secret_token: secret_token.clone(),
                json: update.json.clone(),
            });
        }
    }
    Some((parcels, next_ms))
}

async fn deliver(host: &Host, bot_id: i64, generation: u64, parcel: Parcel) {
    let outcome = match host.simulator.http() {
        Ok(client) => post(&client, &parcel).await,
        Err(words) => Outcome::Failed { words },
    };
    let reply = settle(&host.simulator, bot_id, generation, parcel.update_id, outcome);
    host.simulator.tell(vec![Hint::of("webhook").bot(bot_id)]);
    if let Some(reply) = reply {
        execute(host, bot_id, &reply).await;
    }
}

async fn post(client: &reqwest::Client, parcel: &Parcel) -> Outcome {
    let mut request = client.post(&parcel.url).header("Content-Type", "application/json").body(parcel.json.clone());
    if let Some(secret) = &parcel.secret_token {
        request = request.header("X-Telegram-Bot-Api-Secret-Token", secret);
    }
    let response = match request.send().await {
        Ok(response) => response,
        Err(problem) if problem.is_connect() => return Outcome::Failed { words: "Connection refused".into() },
        Err(problem) if problem.is_timeout() => return Outcome::Failed { words: "Read timeout expired".into() },
        Err(_) => return Outcome::Failed { words: "Connection reset by peer".into() },
    };
    let status = response.status();
    if status.is_success() {
        // A reply that cannot be read is a reply without a method.
        return Outcome::Taken { reply: response.text().await.unwrap_or_default() };
    }
    let retry_after = response.headers().get("Retry-After").and_then(|value| value.to_str().ok()?.trim().parse().ok());
    let reason = status.canonical_reason().unwrap_or_default();
    let words = format!("Wrong response from the webhook: {} {reason}", status.as_u16()).trim_end().to_owned();
    Outcome::Refused { status: status.as_u16(), words, retry_after }
}

/// Writes down what came of a delivery. The reply's text where it was taken.
fn settle(simulator: &Simulator, bot_id: i64, generation: u64, update_id: i64, outcome: Outcome) -> Option<String> {
    let now_ms = simulator.now_ms();
    let world = &mut *simulator.world();
    let bot = world.bots.get_mut(&bot_id)?;
    let webhook = bot.webhook.as_mut().filter(|webhook| webhook.generation == generation)?;
    let (words, retry_after) = match outcome {
        Outcome::Taken { reply } => {
            webhook.gone_since_ms = None;
            let taken = bot.queue.take(bot_id, update_id, now_ms);
            bot.stir();
            world.journal.acknowledgements.extend(taken);
            return Some(reply);
        }
        Outcome::Refused { status, words, retry_after } => {
            let since = (status == 410).then(|| webhook.gone_since_ms.unwrap_or(now_ms));
            webhook.gone_since_ms = since;
            (words, retry_after)
        }
        Outcome::Failed { words } => (words, None),
    };
    webhook.last_error = Some((now_ms, words));
    let is_removed = webhook.gone_since_ms.is_some_and(|since| now_ms.saturating_sub(since) >= GONE_MS);
    let longest = world.chance.id_below(60_001).saturating_add(60_000);
    if let Some(update) = bot.queue.pending_mut().find(|update| update.update_id == update_id) {
        update.is_in_flight = false;
        update.failures = update.failures.saturating_add(1);
        let delay = match retry_after {
            Some(seconds) => seconds.clamp(0, LONGEST_RETRY_AFTER).saturating_mul(1000),
            None => backoff_ms(update.failures).min(longest),
        };
        update.not_before_ms = now_ms.saturating_add(delay);
    }
    if is_removed {
        bot.webhook = None;
    }
    bot.stir();
    None
}

/// The first retry comes at once, then after 2, 4, 8 ... seconds.
fn backoff_ms(failures: u32) -> i64 {
    match failures {
        0 | 1 => 0,
        more => 1000_i64.saturating_mul(2_i64.saturating_pow(more.saturating_sub(1))),
    }
}

/// Executes a method call in the reply to a webhook. Its result is reported to nobody.
async fn execute(host: &Host, bot_id: i64, reply: &str) {
    let Ok(Value::Object(mut fields)) = serde_json::from_str::<Value>(reply) else { return };
    let Some(Value::String(method)) = fields.remove("method") else { return };
    let Some(name) = crate::schema::SCHEMA.method_named(&method).map(|known| known.name.as_str()) else { return };
    if NOT_IN_REPLIES.contains(&name) || name.starts_with("get") {
        return;
    }
    let params = Params::from_object(Map::from_iter(fields));
    let arrival = bot_api::note(host, bot_id, name, &params);
    let outcome = bot_api::apply(host, bot_id, name, &params, arrival, Receipt::Webhook).await;
    bot_api::note_outcome(host, arrival, &outcome);
    host.simulator.tell(Vec::new());
}
