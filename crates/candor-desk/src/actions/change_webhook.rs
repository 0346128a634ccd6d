//! Makes and changes webhooks. The secret of one is told once, to whoever made it, and stands in no record.

use candor_connect::webhooks::{self, host_of};
use candor_core::{
    ids::WebhookId,
    roles::Deed,
    webhook::{UnknownKind, Wanted, schedule::OLD_SECRET_SIGNS, signature::SigningSecret},
};
use candor_store::{Secret, WebhookChange, WebhookRow};
use serde_json::{Value, json};

use super::{ActError, Bench, Refusal, WebhookRefusal};

/// A business has so many webhooks at most: each costs a row for everything that happens.
pub const MOST_WEBHOOKS: usize = 20;

/// The longest note, in characters.
const LONGEST_NOTE: usize = 200;

/// What somebody wants a webhook to be.
#[derive(Clone, Debug)]
pub struct WebhookWish {
    /// Where deliveries go.
    pub address: Secret,
    /// What it is told of, as people write it; see [`Wanted::read`].
    pub kinds: String,
    /// What it is for.
    pub note: String,
}

/// A webhook that was made.
#[derive(Clone, Debug)]
pub struct MadeWebhook {
    /// Its id.
    pub id: WebhookId,
    /// What signs its deliveries: to be shown once.
    pub secret: Secret,
}

/// All webhooks, oldest first.
///
/// # Errors
/// [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn list_webhooks(bench: &Bench<'_>) -> Result<Vec<WebhookRow>, ActError> {
    bench.must_be_allowed(Deed::EditWebhooks)?;
    Ok(bench.desk.store.webhooks(&bench.business).await?)
}

/// The webhook with this id.
///
/// # Errors
/// [`WebhookRefusal::NoSuchWebhook`], [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn find_webhook(bench: &Bench<'_>, id: &WebhookId) -> Result<WebhookRow, ActError> {
    bench.must_be_allowed(Deed::EditWebhooks)?;
    let known = bench.desk.store.webhook(&bench.business, id).await?;
    Ok(known.ok_or_else(|| Refusal::Webhook(WebhookRefusal::NoSuchWebhook(id.to_string())))?)
}

/// The name of the server a webhook's deliveries go to. The rest of the address may be a secret.
pub fn receiver(known: &WebhookRow) -> String {
    host_of(known.address.expose())
}

/// Makes a webhook, which is on at once.
///
/// # Errors
/// [`WebhookRefusal::BadAddress`], [`WebhookRefusal::UnknownKind`], [`WebhookRefusal::NothingWanted`],
/// [`WebhookRefusal::TooMany`], [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn add_webhook(bench: &mut Bench<'_>, wish: &WebhookWish) -> Result<MadeWebhook, ActError> {
    bench.must_be_allowed(Deed::EditWebhooks)?;
    let (wanted, note) = looked_at(bench, wish)?;
    if bench.desk.store.webhooks(&bench.business).await?.len() >= MOST_WEBHOOKS {
        return Err(Refusal::Webhook(WebhookRefusal::TooMany(MOST_WEBHOOKS)).into());
    }
    let id = WebhookId::from_unique(&bench.desk.ids.unique());
    let secret = new_secret(bench);
    bench.record(Deed::EditWebhooks, id.as_str(), json!(null), told(&wish.address, &wanted, &note, true));
    let (address, kept) = (trimmed(&wish.address), secret.clone());
    bench.changes.webhooks.push(WebhookChange::Made { id: id.clone(), address, secret: kept, wanted, note });
    Ok(MadeWebhook { id, secret })
}

/// Changes where a webhook goes, what it is told of and what it is for.
///
/// # Errors
/// As [`add_webhook`] and [`find_webhook`].
pub async fn edit_webhook(bench: &mut Bench<'_>, known: &WebhookRow, wish: &WebhookWish) -> Result<(), ActError> {
    bench.must_be_allowed(Deed::EditWebhooks)?;
    let (wanted, note) = looked_at(bench, wish)?;
    let before = told(&known.address, &known.wanted, &known.note, known.is_on);
    bench.record(Deed::EditWebhooks, known.id.as_str(), before, told(&wish.address, &wanted, &note, known.is_on));
    let (id, version, address) = (known.id.clone(), known.version, trimmed(&wish.address));
    bench.changes.webhooks.push(WebhookChange::Edited { id, version, address, wanted, note });
    Ok(())
}

/// Switches a webhook on or off; one that is so already stays as it is.
///
/// # Errors
/// As [`find_webhook`].
pub async fn switch_webhook(bench: &mut Bench<'_>, known: &WebhookRow, is_on: bool) -> Result<(), ActError> {
    bench.must_be_allowed(Deed::EditWebhooks)?;
    if known.is_on == is_on {
        return Ok(());
    }
    if is_on {
        // The settings may have changed since.
        let allows_private = bench.desk.courier.allows_private();
        webhooks::check(known.address.expose(), allows_private).map_err(WebhookRefusal::BadAddress).map_err(refused)?;
    }
    bench.record(
        Deed::EditWebhooks,
        known.id.as_str(),
        json!({ "is_on": known.is_on, "off_because": known.off_because }),
        json!({ "is_on": is_on }),
    );
    let change = WebhookChange::Switched { id: known.id.clone(), version: known.version, is_on };
    bench.changes.webhooks.push(change);
    Ok(())
}

/// Gives a webhook another secret, which is returned to be shown once. The one before signs for a day as well.
///
/// # Errors
/// As [`find_webhook`].
pub async fn rotate_secret(bench: &mut Bench<'_>, known: &WebhookRow) -> Result<Secret, ActError> {
    bench.must_be_allowed(Deed::EditWebhooks)?;
    let secret = new_secret(bench);
    let until = bench.now.plus_millis(OLD_SECRET_SIGNS);
    bench.record(Deed::EditWebhooks, known.id.as_str(), json!(null), json!({ "secret": "replaced" }));
    let (id, version) = (known.id.clone(), known.version);
    bench.changes.webhooks.push(WebhookChange::Rotated { id, version, secret: secret.clone(), until });
    Ok(secret)
}

/// Removes a webhook with its log.
///
/// # Errors
/// As [`find_webhook`].
pub async fn remove_webhook(bench: &mut Bench<'_>, known: &WebhookRow) -> Result<(), ActError> {
    bench.must_be_allowed(Deed::EditWebhooks)?;
    let before = told(&known.address, &known.wanted, &known.note, known.is_on);
    bench.record(Deed::EditWebhooks, known.id.as_str(), before, json!(null));
    bench.changes.webhooks.push(WebhookChange::Removed { id: known.id.clone(), version: known.version });
    Ok(())
}

/// What a wish comes to.
fn looked_at(bench: &Bench<'_>, wish: &WebhookWish) -> Result<(Wanted, String), ActError> {
    let allows_private = bench.desk.courier.allows_private();
    webhooks::check(wish.address.expose(), allows_private).map_err(WebhookRefusal::BadAddress).map_err(refused)?;
    let read = Wanted::read(&wish.kinds);
    let wanted = read.map_err(|UnknownKind(word)| refused(WebhookRefusal::UnknownKind(word)))?;
    if wanted.is_empty() {
        return Err(refused(WebhookRefusal::NothingWanted));
    }
    let note = wish.note.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = note.chars().count();
    if length > LONGEST_NOTE {
        return Err(Refusal::TooLong { length, most: LONGEST_NOTE }.into());
    }
    Ok((wanted, note))
}

fn refused(why: WebhookRefusal) -> ActError {
    Refusal::Webhook(why).into()
}

fn new_secret(bench: &Bench<'_>) -> Secret {
    Secret::new(SigningSecret::from_random(bench.desk.ids.secret()).expose())
}

fn trimmed(address: &Secret) -> Secret {
    Secret::new(address.expose().trim().to_owned())
}

/// A webhook as the record of who did what shows it: of the address only the server's name, for the rest may be secret.
fn told(address: &Secret, wanted: &Wanted, note: &str, is_on: bool) -> Value {
    json!({ "host": host_of(address.expose()), "kinds": wanted.words(), "note": note, "is_on": is_on })
}
