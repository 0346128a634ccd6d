//! The log of deliveries, newest first, and its end after thirty days.

use candor_core::{
    event::EventKind,
    ids::{BusinessId, DeliveryId, WebhookId},
    moment::Moment,
};

use crate::{
    Error, Store,
    sql::{Row, params},
};

/// How far a delivery is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryFate {
    /// It waits to be tried, or tried again.
    Ready,
    /// It is on its way.
    Sending,
    /// It arrived.
    Delivered,
    /// It did not, and is not tried any more.
    Failed,
}

impl DeliveryFate {
    const ALL: [Self; 4] = [Self::Ready, Self::Sending, Self::Delivered, Self::Failed];

    /// The word stored and shown.
    pub const fn column(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Sending => "sending",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }

    /// Reads [`Self::column`].
    pub fn from_column(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fate| fate.column() == word)
    }
}

/// One event on its way to one webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookDelivery {
    /// Its place in the log.
    pub position: i64,
    /// Its id.
    pub id: DeliveryId,
    /// To which webhook.
    pub webhook: WebhookId,
    /// What it tells of.
    pub kind: EventKind,
    /// What was or is sent.
    pub body: String,
    /// When it happened.
    pub created_at: Moment,
    /// How far it is.
    pub fate: DeliveryFate,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried next, where it waits.
    pub next_at: Moment,
    /// When it was last tried.
    pub tried_at: Option<Moment>,
    /// The HTTP status of the last answer.
    pub status: Option<i64>,
    /// Why the last try had no answer, by a stable word.
    pub trouble: Option<String>,
    /// How long the last try took, in milliseconds.
    pub millis: Option<i64>,
    /// When it first arrived.
    pub delivered_at: Option<Moment>,
}

impl Store {
    /// Deliveries to a webhook, newest first: those before a place in the log and of this fate, where either is given.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if one cannot be read; whatever keeps the database from answering.
    pub async fn webhook_deliveries(
        &self,
        (business, webhook): (&BusinessId, &WebhookId),
        fate: Option<DeliveryFate>,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<WebhookDelivery>, Error> {
        let sql = "SELECT * FROM webhook_deliveries
                   WHERE webhook = $1 AND business = $2 AND position < $3 AND ($4 IS NULL OR state = $4)
                   ORDER BY position DESC LIMIT $5";
        let fate = fate.map(DeliveryFate::column);
        let params = params![webhook, business, before.unwrap_or(i64::MAX), fate, i64::from(limit)];
        self.reader().await?.tx().rows(sql, params).await?.iter().map(read).collect()
    }

    /// One delivery of a business.
    ///
    /// # Errors
    /// As [`Store::webhook_deliveries`].
    pub async fn webhook_delivery(
        &self,
        business: &BusinessId,
        id: &DeliveryId,
    ) -> Result<Option<WebhookDelivery>, Error> {
        let sql = "SELECT * FROM webhook_deliveries WHERE business = $1 AND id = $2";
        self.reader().await?.tx().row(sql, params![business, id]).await?.as_ref().map(read).transpose()
    }

    /// How many deliveries to a webhook failed that were made since then.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn count_failed_deliveries(
        &self,
        business: &BusinessId,
        webhook: &WebhookId,
        since: Moment,
    ) -> Result<u64, Error> {
        let sql = "SELECT COUNT(*) AS failed FROM webhook_deliveries
                   WHERE webhook = $1 AND business = $2 AND state = 'failed' AND created_at >= $3";
        let row = self.reader().await?.tx().row(sql, params![webhook, business, since]).await?;
        row.map_or(Ok(0), |row| row.count("failed"))
    }

    /// Forgets deliveries made before then, some at a time; returns how many went.
    ///
    /// # Errors
    /// Whatever keeps the database from writing.
    pub async fn forget_deliveries(&self, before: Moment) -> Result<u64, Error> {
        self.write(before, |before, mut tx| {
            Box::pin(async move {
                let sql = "DELETE FROM webhook_deliveries WHERE (business, id) IN
                             (SELECT business, id FROM webhook_deliveries WHERE created_at < $1 ORDER BY created_at LIMIT $2)";
                tx.execute(sql, params![*before, FORGOTTEN_AT_ONCE]).await
            })
        })
        .await
    }
}

/// So many are forgotten in one transaction, so that nobody waits long for it.
const FORGOTTEN_AT_ONCE: i64 = 500;

fn read(row: &Row) -> Result<WebhookDelivery, Error> {
    Ok(WebhookDelivery {
        position: row.int("position")?,
        id: DeliveryId::from_stored(row.text("id")?),
        webhook: WebhookId::from_stored(row.text("webhook")?),
        kind: row.word("kind", EventKind::from_word)?,
        body: row.text("body")?,
        created_at: row.moment("created_at")?,
        fate: row.word("state", DeliveryFate::from_column)?,
        attempts: row.int("attempts")?,
        next_at: row.moment("next_at")?,
        tried_at: row.opt_moment("tried_at")?,
        status: row.opt_int("status")?,
        trouble: row.opt_text("trouble")?,
        millis: row.opt_int("millis")?,
        delivered_at: row.opt_moment("delivered_at")?,
    })
}
