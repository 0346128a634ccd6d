//! Delivers to a webhook once more, under the same id: a receiver that had it knows it again.

use candor_core::{
    ids::{DeliveryId, WebhookId},
    moment::Moment,
    roles::Deed,
};
use candor_store::{DeliveryFate, Replay, WebhookDelivery};
use serde_json::json;

use super::{ActError, Bench, Refusal, WebhookRefusal, change_webhook::find_webhook};

/// Deliveries to a webhook, newest first: those before a place in the log and of this fate, where either is given.
///
/// # Errors
/// [`WebhookRefusal::NoSuchWebhook`], [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn list_deliveries(
    bench: &Bench<'_>,
    webhook: &WebhookId,
    fate: Option<DeliveryFate>,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<WebhookDelivery>, ActError> {
    let known = find_webhook(bench, webhook).await?;
    Ok(bench.desk.store.webhook_deliveries((&bench.business, &known.id), fate, before, limit).await?)
}

/// Delivers one once more.
///
/// # Errors
/// [`WebhookRefusal::NoSuchDelivery`], [`WebhookRefusal::NotSettled`], [`WebhookRefusal::IsOff`], [`Refusal::MayNot`], and
/// whatever keeps the store from answering.
pub async fn replay_delivery(bench: &mut Bench<'_>, id: &DeliveryId) -> Result<(), ActError> {
    bench.must_be_allowed(Deed::EditWebhooks)?;
    let known = bench.desk.store.webhook_delivery(&bench.business, id).await?;
    let known = known.ok_or_else(|| refused(WebhookRefusal::NoSuchDelivery(id.to_string())))?;
    if !find_webhook(bench, &known.webhook).await?.is_on {
        return Err(refused(WebhookRefusal::IsOff));
    }
    if matches!(known.fate, DeliveryFate::Ready | DeliveryFate::Sending) {
        return Err(refused(WebhookRefusal::NotSettled));
    }
    bench.record(Deed::EditWebhooks, known.webhook.as_str(), json!(null), json!({ "replayed": id }));
    bench.changes.replays.push(Replay::One(id.clone()));
    Ok(())
}

/// Delivers everything once more that failed and was made since then; returns how many those are.
///
/// # Errors
/// [`WebhookRefusal::NothingFailed`], [`WebhookRefusal::IsOff`], [`WebhookRefusal::NoSuchWebhook`], [`Refusal::MayNot`], and
/// whatever keeps the store from answering.
pub async fn replay_failed(bench: &mut Bench<'_>, webhook: &WebhookId, since: Moment) -> Result<u64, ActError> {
    let known = find_webhook(bench, webhook).await?;
    if !known.is_on {
        return Err(refused(WebhookRefusal::IsOff));
    }
    let failed = bench.desk.store.count_failed_deliveries(&bench.business, webhook, since).await?;
    if failed == 0 {
        return Err(refused(WebhookRefusal::NothingFailed));
    }
    bench.record(
        Deed::EditWebhooks,
        webhook.as_str(),
        json!(null),
        json!({ "replayed_since": since, "deliveries": failed }),
    );
    bench.changes.replays.push(Replay::FailedSince(webhook.clone(), since));
    Ok(failed)
}

fn refused(why: WebhookRefusal) -> ActError {
    Refusal::Webhook(why).into()
}
