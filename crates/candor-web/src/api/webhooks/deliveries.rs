//! The log of deliveries, and delivering once more.

use candor_core::ids::DeliveryId;
use candor_desk::actions::{
    Refusal, WebhookRefusal,
    replay_delivery::{list_deliveries, replay_delivery, replay_failed as replay_what_failed},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::shape::{Delivery, Fate, Hook};
use crate::api::{
    Answer, Asked, Nothing, Problem,
    paged::{self, Paged},
};

/// Which deliveries are wanted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedDeliveries {
    /// Where the page begins: `next` of the page before.
    cursor: Option<String>,
    /// How many are wanted.
    #[schemars(range(min = 1, max = 200))]
    limit: Option<u32>,
    /// Only those that are so.
    state: Option<Fate>,
}

/// A delivery to a webhook.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct DeliveryOf {
    /// The id of the webhook.
    id: String,
    /// The id of the delivery.
    delivery: String,
}

/// What is to be delivered once more.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WhatFailed {
    /// What failed in the last so many hours.
    #[serde(default = "thirty_days")]
    #[schemars(range(min = 1, max = 720))]
    hours: i64,
}

const fn thirty_days() -> i64 {
    720
}

/// What is delivered once more.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Replayed {
    /// How many those are.
    deliveries: u64,
}

/// Lists deliveries, the newest first.
pub(crate) async fn deliveries(asked: Asked<Hook, WantedDeliveries>) -> Result<Answer<Paged<Delivery>>, Problem> {
    let limit = paged::limit(asked.query.limit)?;
    let before = paged::number(asked.query.cursor.as_deref())?;
    let fate = asked.query.state.map(Into::into);
    let found = list_deliveries(&asked.bench(), &asked.path.id(), fate, before, limit.saturating_add(1)).await?;
    Ok(Answer::of(Paged::of(&found, limit, Delivery::of, |line| line.position.to_string())))
}

/// Delivers one once more.
pub(crate) async fn replay(asked: Asked<DeliveryOf>) -> Result<Answer<Delivery>, Problem> {
    let id = DeliveryId::from_stored(&*asked.path.delivery);
    let missing = || Problem::from(Refusal::Webhook(WebhookRefusal::NoSuchDelivery(id.to_string())));
    let (store, business) = (&asked.api.desk().store, asked.api.business());
    let known = store.webhook_delivery(business, &id).await?.ok_or_else(missing)?;
    if known.webhook.as_str() != asked.path.id {
        return Err(missing());
    }
    asked
        .act(|bench| {
            let id = id.clone();
            Box::pin(async move {
                replay_delivery(bench, &id).await?;
                Ok(id.to_string())
            })
        })
        .await?;
    let known = store.webhook_delivery(business, &id).await?.ok_or_else(missing)?;
    Ok(Answer::of(Delivery::of(&known)))
}

/// Delivers everything once more that failed lately.
pub(crate) async fn replay_failed(asked: Asked<Hook, Nothing, WhatFailed>) -> Result<Answer<Replayed>, Problem> {
    let hours = asked.body.hours;
    if !(1..=720).contains(&hours) {
        return Err(Problem::Unfit("hours is a number from 1 to 720.".to_owned()));
    }
    let since = asked.api.now().plus_seconds(-hours.saturating_mul(3600));
    let done = asked
        .act(|bench| {
            let id = asked.path.id();
            // What is kept of the request under a key is what it is answered.
            Box::pin(async move { Ok(replay_what_failed(bench, &id, since).await?.to_string()) })
        })
        .await?;
    Ok(Answer::of(Replayed { deliveries: done.made().parse().unwrap_or_default() }))
}
