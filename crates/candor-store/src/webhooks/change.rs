//! What an owner makes of webhooks. A change names the version it was made for, so that none is lost.

use candor_core::{
    event::Event,
    ids::{BusinessId, DeliveryId, WebhookId},
    moment::Moment,
    webhook::Wanted,
};

use super::events;
use crate::{
    Error, Secret,
    seal::columns::{WEBHOOK_ADDRESS, WEBHOOK_PREVIOUS_SECRET, WEBHOOK_SECRET},
    sql::{Tx, params},
};

/// What becomes of a webhook.
#[derive(Clone, Debug)]
pub enum WebhookChange {
    /// It is made, and on.
    Made {
        /// Its id.
        id: WebhookId,
        /// Where deliveries go.
        address: Secret,
        /// What signs them.
        secret: Secret,
        /// What it wants to be told of.
        wanted: Wanted,
        /// What it is for.
        note: String,
    },
    /// It goes elsewhere, wants something else or is for something else.
    Edited {
        /// Which.
        id: WebhookId,
        /// The version it was read at.
        version: i64,
        /// Where deliveries go.
        address: Secret,
        /// What it wants to be told of.
        wanted: Wanted,
        /// What it is for.
        note: String,
    },
    /// It is switched on or off. What waits while it goes off is not delivered unless somebody asks for it.
    Switched {
        /// Which.
        id: WebhookId,
        /// The version it was read at.
        version: i64,
        /// Whether anything is delivered.
        is_on: bool,
    },
    /// Another secret signs; the one before it does so as well until then.
    Rotated {
        /// Which.
        id: WebhookId,
        /// The version it was read at.
        version: i64,
        /// The new secret.
        secret: Secret,
        /// Until when the one before signs.
        until: Moment,
    },
    /// It goes, with its log.
    Removed {
        /// Which.
        id: WebhookId,
        /// The version it was read at.
        version: i64,
    },
}

/// What is to be delivered once more, under the same id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replay {
    /// One delivery.
    One(DeliveryId),
    /// All to a webhook that failed and were made since then.
    FailedSince(WebhookId, Moment),
}

/// Changes a webhook.
pub(crate) async fn change(
    tx: &mut Tx<'_>,
    business: &BusinessId,
    change: &WebhookChange,
    now: Moment,
) -> Result<(), Error> {
    let touched = match change {
        WebhookChange::Made { id, address, secret, wanted, note } => {
            let address = tx.seal(&WEBHOOK_ADDRESS, params![id], address.expose())?;
            let secret = tx.seal(&WEBHOOK_SECRET, params![id], secret.expose())?;
            let sql = "INSERT INTO webhooks
                         (business, id, version, address, secret, kinds, note, is_on, created_at, busy_until)
                       VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, 0)";
            let wanted = wanted.to_string();
            tx.execute(sql, params![business, id, &address, &secret, &wanted, note, true, now]).await?
        }
        WebhookChange::Edited { id, version, address, wanted, note } => {
            let address = tx.seal(&WEBHOOK_ADDRESS, params![id], address.expose())?;
            let sql =
                "UPDATE webhooks SET version = version + 1, address = $1, kinds = $2, note = $3, failing_since = NULL
                       WHERE business = $4 AND id = $5 AND version = $6";
            tx.execute(sql, params![&address, &wanted.to_string(), note, business, id, *version]).await?
        }
        WebhookChange::Switched { id, version, is_on } => {
            let sql = "UPDATE webhooks SET version = version + 1, is_on = $1, off_because = NULL, failing_since = NULL
                       WHERE business = $2 AND id = $3 AND version = $4";
            let touched = tx.execute(sql, params![*is_on, business, id, *version]).await?;
            if touched > 0 && !is_on {
                drop_waiting(tx, id).await?;
            }
            touched
        }
        WebhookChange::Rotated { id, version, secret, until } => {
            let sql = "SELECT id, secret FROM webhooks WHERE business = $1 AND id = $2 AND version = $3";
            let Some(row) = tx.row_for_update(sql, params![business, id, *version]).await? else {
                return Err(Error::Conflict("a webhook"));
            };
            let previous = tx.seal(&WEBHOOK_PREVIOUS_SECRET, params![id], &row.unseal(&WEBHOOK_SECRET)?)?;
            let secret = tx.seal(&WEBHOOK_SECRET, params![id], secret.expose())?;
            let sql =
                "UPDATE webhooks SET version = version + 1, secret = $1, previous_secret = $2, previous_until = $3
                       WHERE business = $4 AND id = $5";
            tx.execute(sql, params![&secret, &previous, *until, business, id]).await?
        }
        WebhookChange::Removed { id, version } => {
            let sql = "DELETE FROM webhooks WHERE business = $1 AND id = $2 AND version = $3";
            let touched = tx.execute(sql, params![business, id, *version]).await?;
            if touched > 0 {
                tx.execute("DELETE FROM webhook_deliveries WHERE webhook = $1", params![id]).await?;
            }
            touched
        }
    };
    if touched > 0 { Ok(()) } else { Err(Error::Conflict("a webhook")) }
}

/// What waits for a webhook that goes off waits no more. What is on its way ends by itself.
pub(super) async fn drop_waiting(tx: &mut Tx<'_>, id: &WebhookId) -> Result<(), Error> {
    let sql = "UPDATE webhook_deliveries SET state = 'failed', trouble = 'switched_off'
               WHERE webhook = $1 AND state = 'ready'";
    tx.execute(sql, params![id]).await?;
    Ok(())
}

/// Has something delivered to one webhook whichever kinds it wants.
pub(crate) async fn ping(
    tx: &mut Tx<'_>,
    business: &BusinessId,
    (webhook, event): &(WebhookId, Event),
    now: Moment,
) -> Result<(), Error> {
    events::insert(tx, business, webhook, event, now).await
}

/// Makes deliveries due again that were settled. What was settled otherwise meanwhile is left.
pub(crate) async fn replay(tx: &mut Tx<'_>, business: &BusinessId, replay: &Replay, now: Moment) -> Result<u64, Error> {
    match replay {
        Replay::One(id) => {
            let sql =
                "UPDATE webhook_deliveries SET state = 'ready', before_replay = attempts, next_at = $1, trouble = NULL
                       WHERE business = $2 AND id = $3 AND state IN ('delivered', 'failed')";
            tx.execute(sql, params![now, business, id]).await
        }
        Replay::FailedSince(webhook, since) => {
            let sql =
                "UPDATE webhook_deliveries SET state = 'ready', before_replay = attempts, next_at = $1, trouble = NULL
                       WHERE business = $2 AND webhook = $3 AND state = 'failed' AND created_at >= $4";
            tx.execute(sql, params![now, business, webhook, *since]).await
        }
    }
}
