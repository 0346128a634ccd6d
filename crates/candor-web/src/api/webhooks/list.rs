//! `GET /webhooks` and `GET /webhooks/{id}`.

use candor_desk::actions::change_webhook::{find_webhook, list_webhooks};

use super::shape::{Hook, Webhook};
use crate::api::{Answer, Asked, Problem, paged::Paged};

/// Lists the webhooks, oldest first.
pub(crate) async fn list(asked: Asked) -> Result<Answer<Paged<Webhook>>, Problem> {
    let known = list_webhooks(&asked.bench()).await?;
    Ok(Answer::of(Paged::whole(known.iter().map(Webhook::of).collect())))
}

/// Tells one webhook.
pub(crate) async fn show(asked: Asked<Hook>) -> Result<Answer<Webhook>, Problem> {
    told(&asked).await
}

/// The webhook of a request as it is now.
pub(super) async fn told<Q, B>(asked: &Asked<Hook, Q, B>) -> Result<Answer<Webhook>, Problem> {
    let known = find_webhook(&asked.bench(), &asked.path.id()).await?;
    Ok(Answer::versioned(Webhook::of(&known), known.version))
}
