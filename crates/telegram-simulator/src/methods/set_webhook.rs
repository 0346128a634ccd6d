//! setWebhook: updates go by POST to a URL from now on. Like the real server in `--local` mode it takes plain HTTP and any
//! port and address; it does not try the URL out first.

use serde_json::json;

use super::Call;
use crate::answer::{Refusal, Success};
use crate::world::Webhook;

const DEFAULT_CONNECTIONS: i64 = 40;

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    let params = call.params;
    let url = params.text("url").trim().to_owned();
    if url.is_empty() {
        return super::delete_webhook::answer(call);
    }
    let is_http = reqwest::Url::parse(&url).is_ok_and(|parsed| matches!(parsed.scheme(), "http" | "https"));
    if !is_http {
        return Err(Refusal::bad_request("invalid webhook URL specified"));
    }
    let secret_token = params.text("secret_token").into_owned();
    if secret_token.chars().count() > 256 {
        return Err(Refusal::bad_request("secret token is too long"));
    }
    if !secret_token.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-')) {
        return Err(Refusal::bad_request("secret token contains unallowed characters"));
    }
    let max_connections = params.integer("max_connections", DEFAULT_CONNECTIONS, 1, 100);
    let ip_address = params.text("ip_address").into_owned();
    let (bot_id, now_ms) = (call.bot_id, call.now_ms);
    let generation = call.arrival;
    let bot = call.bot()?;
    let webhook = Webhook {
        generation,
        url,
        secret_token: (!secret_token.is_empty()).then_some(secret_token),
        max_connections: usize::try_from(max_connections).unwrap_or(1),
        ip_address: (!ip_address.is_empty()).then_some(ip_address),
        has_certificate: params.file("certificate").is_some(),
        last_error: None,
        gone_since_ms: None,
    };
    let is_same = bot.webhook.as_ref().is_some_and(|old| {
        let history = Webhook { gone_since_ms: None, last_error: None, ..old.clone() };
        history == Webhook { generation: old.generation, ..webhook.clone() }
    });
    bot.queue.allow(params.json("allowed_updates"));
    let gone = if params.is_true("drop_pending_updates") { bot.queue.drop_all(bot_id, now_ms) } else { Vec::new() };
    if !is_same {
        for update in bot.queue.pending_mut() {
            update.is_in_flight = false;
            update.not_before_ms = 0;
        }
        bot.webhook = Some(webhook);
        bot.stir();
    }
    call.world.journal.acknowledgements.extend(gone);
    call.has_changed_webhook = !is_same;
    Ok(Success::Described(json!(true), if is_same { "Webhook is already set" } else { "Webhook was set" }))
}
