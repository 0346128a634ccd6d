//! getWebhookInfo: where updates go, how many wait, and the last thing that went wrong.

use serde_json::{Map, Value};

use super::Call;
use crate::answer::{Refusal, Success};

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    let bot = call.bot()?;
    let mut info = Map::new();
    let mut put = |name: &str, value: Value| {
        info.insert(name.to_owned(), value);
    };
    put("url", bot.webhook.as_ref().map_or("", |webhook| webhook.url.as_str()).into());
    put("has_custom_certificate", bot.webhook.as_ref().is_some_and(|webhook| webhook.has_certificate).into());
    put("pending_update_count", bot.queue.len().into());
    if let Some(webhook) = &bot.webhook {
        if let Some(address) = &webhook.ip_address {
            put("ip_address", address.as_str().into());
        }
        if let Some((at_ms, words)) = &webhook.last_error {
            put("last_error_date", at_ms.div_euclid(1000).into());
            put("last_error_message", words.as_str().into());
        }
        put("max_connections", webhook.max_connections.into());
    }
    if let Some(allowed) = bot.queue.allowed_as_given() {
        put("allowed_updates", allowed.into());
    }
    Ok(Value::Object(info).into())
}
