//! `POST`, `PATCH` and `DELETE` of webhooks. A secret is told once, in the answer to the request that made it.

use std::sync::{Arc, Mutex, PoisonError};

use candor_core::ids::WebhookId;
use candor_desk::actions::{
    ActError, Bench, Refusal,
    change_webhook::{
        MadeWebhook as Made, WebhookWish, add_webhook, edit_webhook, find_webhook, remove_webhook, rotate_secret,
        switch_webhook,
    },
    try_webhook::try_webhook,
};
use candor_store::{Secret, WebhookRow};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    list::told,
    shape::{Hook, Kind, Webhook, words},
};
use crate::api::{Answer, Asked, Done, Nothing, Problem};

/// A webhook to be made.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewWebhook {
    /// Where deliveries go: public and over https, unless the settings allow private addresses.
    #[schemars(length(min = 1, max = 2000))]
    url: String,
    /// What it is told of.
    #[schemars(length(min = 1))]
    kinds: Vec<Kind>,
    /// What it is for, to tell it from others.
    #[serde(default)]
    #[schemars(length(max = 200))]
    note: String,
}

/// What is to be changed of a webhook; what is left out stays.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangedWebhook {
    /// Where deliveries go.
    #[serde(default)]
    #[schemars(length(min = 1, max = 2000))]
    url: Option<String>,
    /// What it is told of.
    #[serde(default)]
    #[schemars(length(min = 1))]
    kinds: Option<Vec<Kind>>,
    /// What it is for.
    #[serde(default)]
    #[schemars(length(max = 200))]
    note: Option<String>,
    /// Whether anything is delivered. What waits while it goes off is delivered only if it is replayed.
    #[serde(default)]
    is_on: Option<bool>,
}

/// A webhook that was made, or got another secret.
#[derive(Serialize, JsonSchema)]
pub(crate) struct MadeWebhook {
    /// The webhook.
    webhook: Webhook,
    /// What signs its deliveries (Standard Webhooks). It is told now and never again.
    secret: String,
}

/// Where a secret waits between the action and the answer: what is kept of a request is the id, and no secret.
type Kept = Arc<Mutex<Option<Secret>>>;

fn keep(kept: &Kept, secret: Secret) {
    *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(secret);
}

/// Makes a webhook.
pub(crate) async fn make(asked: Asked<Nothing, Nothing, NewWebhook>) -> Result<Answer<MadeWebhook>, Problem> {
    let sent = &asked.body;
    let wish =
        &WebhookWish { address: Secret::new(sent.url.clone()), kinds: words(&sent.kinds), note: sent.note.clone() };
    let kept = Kept::default();
    let done = asked
        .act(|bench| {
            let kept = Arc::clone(&kept);
            Box::pin(async move {
                let Made { id, secret } = add_webhook(bench, wish).await?;
                keep(&kept, secret);
                Ok(id.to_string())
            })
        })
        .await?;
    let answer = once(&asked, done, &kept).await?;
    let path = format!("/api/v1/webhooks/{}", answer.0.webhook.id);
    Ok(Answer::versioned(answer.0, answer.1).made(path))
}

/// Gives a webhook another secret.
pub(crate) async fn rotate(asked: Asked<Hook>) -> Result<Answer<MadeWebhook>, Problem> {
    let kept = Kept::default();
    let done = asked
        .act(|bench| {
            let (kept, id) = (Arc::clone(&kept), asked.path.id());
            Box::pin(async move {
                let known = find_webhook(bench, &id).await?;
                keep(&kept, rotate_secret(bench, &known).await?);
                Ok(id.to_string())
            })
        })
        .await?;
    let (answer, version) = once(&asked, done, &kept).await?;
    Ok(Answer::versioned(answer, version))
}

async fn once<P, B>(asked: &Asked<P, Nothing, B>, done: Done, kept: &Kept) -> Result<(MadeWebhook, i64), Problem> {
    let Done::Now(id) = done else { return Err(Problem::ShownOnce) };
    let secret = kept.lock().unwrap_or_else(PoisonError::into_inner).take().ok_or(Problem::ShownOnce)?;
    let known = find_webhook(&asked.bench(), &WebhookId::from_stored(id)).await?;
    Ok((MadeWebhook { webhook: Webhook::of(&known), secret: secret.expose().to_owned() }, known.version))
}

/// Changes a webhook.
pub(crate) async fn change(asked: Asked<Hook, Nothing, ChangedWebhook>) -> Result<Answer<Webhook>, Problem> {
    asked
        .act(|bench| {
            let (id, sent) = (asked.path.id(), &asked.body);
            Box::pin(async move {
                let known = current(bench, &id, asked.version).await?;
                let is_edited = sent.url.is_some() || sent.kinds.is_some() || sent.note.is_some();
                let mut version = known.version;
                if is_edited {
                    let wish = WebhookWish {
                        address: sent.url.clone().map_or_else(|| known.address.clone(), Secret::new),
                        kinds: sent.kinds.as_deref().map_or_else(|| known.wanted.to_string(), words),
                        note: sent.note.clone().unwrap_or_else(|| known.note.clone()),
                    };
                    edit_webhook(bench, &known, &wish).await?;
                    version = version.saturating_add(1);
                }
                if let Some(is_on) = sent.is_on {
                    switch_webhook(bench, &WebhookRow { version, ..known }, is_on).await?;
                }
                Ok(id.to_string())
            })
        })
        .await?;
    told(&asked).await
}

/// Removes a webhook.
pub(crate) async fn remove(asked: Asked<Hook>) -> Result<Answer<()>, Problem> {
    asked
        .act(|bench| {
            let id = asked.path.id();
            Box::pin(async move {
                let known = current(bench, &id, asked.version).await?;
                remove_webhook(bench, &known).await?;
                Ok(id.to_string())
            })
        })
        .await?;
    Ok(Answer::of(()))
}

/// Has a `ping` delivered.
pub(crate) async fn trial(asked: Asked<Hook>) -> Result<Answer<Webhook>, Problem> {
    asked
        .act(|bench| {
            let id = asked.path.id();
            Box::pin(async move {
                try_webhook(bench, &id).await?;
                Ok(id.to_string())
            })
        })
        .await?;
    told(&asked).await
}

/// The webhook, if it is as the program read it.
async fn current(bench: &Bench<'_>, id: &WebhookId, version: Option<i64>) -> Result<WebhookRow, ActError> {
    let known = find_webhook(bench, id).await?;
    if version.is_some_and(|version| version != known.version) {
        return Err(Refusal::Outdated.into());
    }
    Ok(known)
}
