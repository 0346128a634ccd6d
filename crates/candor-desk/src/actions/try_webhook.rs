//! Tries a webhook: a `ping` is delivered to it like everything else, and the log says what came of it.

use candor_core::{event::Event, ids::WebhookId, roles::Deed};
use serde_json::json;

use super::{ActError, Bench, Refusal, WebhookRefusal, change_webhook::find_webhook};

/// Has a `ping` delivered to a webhook.
///
/// # Errors
/// [`WebhookRefusal::IsOff`], [`WebhookRefusal::NoSuchWebhook`], [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn try_webhook(bench: &mut Bench<'_>, id: &WebhookId) -> Result<(), ActError> {
    if !find_webhook(bench, id).await?.is_on {
        return Err(Refusal::Webhook(WebhookRefusal::IsOff).into());
    }
    let event = Event::ping(bench.turn().as_str(), bench.now);
    bench.record(Deed::EditWebhooks, id.as_str(), json!(null), json!({ "tried": true }));
    bench.changes.pings.push((id.clone(), event));
    Ok(())
}
