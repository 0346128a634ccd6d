//! Who delivers what, and what came of it. A webhook is leased, not a delivery: one at a time is on its way to each, in order, and a
//! receiver that is slow holds up nobody but itself. A lease of somebody who died lapses, and the delivery is tried again under the
//! same id: at least once.

use candor_core::{
    event::EventKind,
    ids::{BusinessId, DeliveryId, WebhookId},
    moment::Moment,
    webhook::schedule::Trouble,
};

use super::change::drop_waiting;
use crate::{
    Error, Secret, Store, Told,
    hints::hint,
    seal::columns::{WEBHOOK_ADDRESS, WEBHOOK_PREVIOUS_SECRET, WEBHOOK_SECRET},
    sql::{Tx, params},
};

/// A delivery that is the caller's to make.
#[derive(Clone, Debug)]
pub struct DueDelivery {
    /// Its id.
    pub id: DeliveryId,
    /// Of which business.
    pub business: BusinessId,
    /// To which webhook.
    pub webhook: WebhookId,
    /// What it tells of.
    pub kind: EventKind,
    /// What is signed and sent.
    pub body: String,
    /// Where it goes.
    pub address: Secret,
    /// What signs it.
    pub secrets: Vec<Secret>,
    /// Which try this is, from 1, since it was made or last replayed.
    pub tries: u32,
    /// Since when nothing arrived at the webhook, where the last try failed.
    pub failing_since: Option<Moment>,
    attempt: i64,
    lease: Moment,
}

/// What came of a try.
#[derive(Clone, Debug)]
pub struct DeliveryTry {
    /// The HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// Why there was none.
    pub trouble: Option<Trouble>,
    /// How long it took, in milliseconds.
    pub millis: i64,
    /// What becomes of the delivery.
    pub end: DeliveryEnd,
}

/// What becomes of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryEnd {
    /// It arrived.
    Delivered,
    /// It is tried again then.
    Again(Moment),
    /// It is not tried any more.
    Failed,
}

/// That the desk switches the webhook off, and whom it tells.
#[derive(Debug)]
pub struct SwitchedOff {
    /// A stable word: `gone` or `failing`.
    pub because: &'static str,
    /// What is written together with it.
    pub told: Told,
}

impl Store {
    /// Leases a webhook that has something due, the one that was served longest ago, and gives its first delivery. Nobody else gets
    /// one to it until the lease ends.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if it cannot be read; whatever keeps the database from answering.
    pub async fn claim_delivery(&self, now: Moment, lease_millis: i64) -> Result<Option<DueDelivery>, Error> {
        let claim = (now, now.plus_millis(lease_millis));
        self.write(claim, |(now, lease), tx| Box::pin(take(*now, *lease, tx))).await
    }

    /// When the next delivery can be claimed; may be in the past. `None` if none waits.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn next_delivery_at(&self) -> Result<Option<Moment>, Error> {
        let sql = "SELECT w.busy_until, (SELECT MIN(d.next_at) FROM webhook_deliveries d
                     WHERE d.webhook = w.id AND d.state IN ('ready', 'sending')) AS next_at
                   FROM webhooks w WHERE w.is_on";
        let mut earliest = None;
        for row in self.reader().await?.tx().rows(sql, params![]).await? {
            let Some(next_at) = row.opt_moment("next_at")? else { continue };
            let next_at = next_at.max(row.moment("busy_until")?);
            earliest = Some(earliest.map_or(next_at, |known: Moment| known.min(next_at)));
        }
        Ok(earliest)
    }

    /// Writes down what came of a try, and frees its webhook. False if the lease had lapsed and somebody else has it, or the webhook
    /// is gone: then nothing was written.
    ///
    /// # Errors
    /// Try again: until this is written the delivery counts as being on its way. [`Error::Conflict`] if what is told rests on
    /// something that has changed.
    pub async fn settle_delivery(
        &self,
        due: &DueDelivery,
        tried: DeliveryTry,
        switched_off: Option<SwitchedOff>,
        now: Moment,
    ) -> Result<bool, Error> {
        let what = Settling { due: due.clone(), tried, switched_off, now };
        let is_settled = self.write(what, |what, tx| Box::pin(settle(what, tx))).await?;
        hint(&self.hints().webhooks);
        hint(&self.hints().outbox);
        Ok(is_settled)
    }
}

/// So many webhooks are looked at, for somebody else may take the first ones.
const LOOKED_AT: i64 = 8;

async fn take(now: Moment, lease: Moment, mut tx: Tx<'_>) -> Result<Option<DueDelivery>, Error> {
    let sql = "SELECT w.* FROM webhooks w
               WHERE w.is_on AND w.busy_until <= $1 AND EXISTS (SELECT 1 FROM webhook_deliveries d
                 WHERE d.webhook = w.id AND d.state IN ('ready', 'sending') AND d.next_at <= $1)
               ORDER BY w.busy_until, w.id LIMIT $2";
    for webhook in tx.rows(sql, params![now, LOOKED_AT]).await? {
        let id = WebhookId::from_stored(webhook.text("id")?);
        let lock = "UPDATE webhooks SET busy_until = $1 WHERE id = $2 AND busy_until <= $3 AND is_on";
        if tx.execute(lock, params![lease, &id, now]).await? == 0 {
            continue;
        }
        let sql = "SELECT * FROM webhook_deliveries
                   WHERE webhook = $1 AND state IN ('ready', 'sending') AND next_at <= $2
                   ORDER BY next_at, position LIMIT 1";
        let Some(row) = tx.row(sql, params![&id, now]).await? else { continue };
        let business = BusinessId::from_stored(row.text("business")?);
        let delivery = DeliveryId::from_stored(row.text("id")?);
        let attempt = row.int("attempts")?.saturating_add(1);
        // Its time stays: whoever comes after a lease that lapsed finds it before what came later.
        let sql = "UPDATE webhook_deliveries SET state = 'sending', attempts = $1, tried_at = $2
                   WHERE business = $3 AND id = $4";
        tx.execute(sql, params![attempt, now, &business, &delivery]).await?;
        let mut secrets = vec![Secret::new(webhook.unseal(&WEBHOOK_SECRET)?)];
        if webhook.opt_moment("previous_until")?.is_some_and(|until| until > now) {
            secrets.extend(webhook.unseal_opt(&WEBHOOK_PREVIOUS_SECRET)?.map(Secret::new));
        }
        let tries = attempt.saturating_sub(row.int("before_replay")?);
        return Ok(Some(DueDelivery {
            id: delivery,
            business,
            webhook: id,
            kind: row.word("kind", EventKind::from_word)?,
            body: row.text("body")?,
            address: Secret::new(webhook.unseal(&WEBHOOK_ADDRESS)?),
            secrets,
            tries: u32::try_from(tries).unwrap_or(u32::MAX),
            failing_since: webhook.opt_moment("failing_since")?,
            attempt,
            lease,
        }));
    }
    Ok(None)
}

struct Settling {
    due: DueDelivery,
    tried: DeliveryTry,
    switched_off: Option<SwitchedOff>,
    now: Moment,
}

async fn settle(what: &Settling, mut tx: Tx<'_>) -> Result<bool, Error> {
    let Settling { due, tried, switched_off, now } = what;
    if let Some(SwitchedOff { told: Some((business, changes)), .. }) = switched_off {
        tx.lock(changes.locks(business)).await?;
    }
    let (state, next_at, delivered_at) = match tried.end {
        DeliveryEnd::Delivered => ("delivered", *now, Some(*now)),
        DeliveryEnd::Again(at) => ("ready", at, None),
        DeliveryEnd::Failed => ("failed", *now, None),
    };
    let sql = "UPDATE webhook_deliveries SET state = $1, next_at = $2, status = $3, trouble = $4, millis = $5,
                 delivered_at = COALESCE(delivered_at, $6)
               WHERE business = $7 AND id = $8 AND state = 'sending' AND attempts = $9";
    let params = params![
        state,
        next_at,
        tried.status.map(i64::from),
        tried.trouble.map(Trouble::word),
        tried.millis,
        delivered_at,
        &due.business,
        &due.id,
        due.attempt
    ];
    if tx.execute(sql, params).await? == 0 {
        return Ok(false);
    }
    let sql = match tried.end {
        DeliveryEnd::Delivered => "UPDATE webhooks SET failing_since = NULL WHERE id = $1 AND failing_since <= $2",
        DeliveryEnd::Again(_) | DeliveryEnd::Failed => {
            "UPDATE webhooks SET failing_since = COALESCE(failing_since, $2) WHERE id = $1"
        }
    };
    tx.execute(sql, params![&due.webhook, *now]).await?;
    let free = "UPDATE webhooks SET busy_until = $1 WHERE id = $2 AND busy_until = $3";
    tx.execute(free, params![*now, &due.webhook, due.lease]).await?;
    if let Some(off) = switched_off {
        let sql = "UPDATE webhooks SET version = version + 1, is_on = $1, off_because = $2 WHERE id = $3 AND is_on";
        if tx.execute(sql, params![false, off.because, &due.webhook]).await? > 0 {
            drop_waiting(&mut tx, &due.webhook).await?;
            if let Some((business, changes)) = &off.told {
                if changes.refusal(&mut tx, business, *now).await?.is_some() {
                    return Err(Error::Conflict("what the owner is told"));
                }
                changes.write(&mut tx, business, None, *now).await?;
            }
        }
    }
    Ok(true)
}
