//! Webhooks of the owner's, and the log of what was delivered to them. What is to be delivered is written where it happens
//! ([`events`]), claimed and settled by whoever delivers ([`claim`]), and changed by the owner ([`change`]).

mod change;
mod claim;
mod events;
mod log;

use candor_core::{
    ids::{BusinessId, WebhookId},
    moment::Moment,
    webhook::Wanted,
};

use crate::{
    Error, Secret, Store,
    seal::columns::WEBHOOK_ADDRESS,
    sql::{Row, params},
};

pub use change::{Replay, WebhookChange};
pub(crate) use change::{change, ping, replay};
pub use claim::{DeliveryEnd, DeliveryTry, DueDelivery, SwitchedOff};
pub(crate) use events::{Witness, tell_sent};
pub use log::{DeliveryFate, WebhookDelivery};

/// A webhook, without its secret.
#[derive(Clone, Debug)]
pub struct WebhookRow {
    /// Its id.
    pub id: WebhookId,
    /// Of which business.
    pub business: BusinessId,
    /// How often it was changed, from 1.
    pub version: i64,
    /// Where deliveries go. Many carry a token in their path.
    pub address: Secret,
    /// What it wants to be told of.
    pub wanted: Wanted,
    /// What the owner says it is for.
    pub note: String,
    /// Whether anything is delivered.
    pub is_on: bool,
    /// Why the desk switched it off by itself: `gone` or `failing`.
    pub off_because: Option<String>,
    /// Since when there is one.
    pub created_at: Moment,
    /// Since when nothing arrived any more, where the last try failed.
    pub failing_since: Option<Moment>,
    /// Until when the secret before this one signs as well.
    pub previous_until: Option<Moment>,
}

impl Store {
    /// The webhooks of a business, oldest first.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if one cannot be read; whatever keeps the database from answering.
    pub async fn webhooks(&self, business: &BusinessId) -> Result<Vec<WebhookRow>, Error> {
        let sql = "SELECT * FROM webhooks WHERE business = $1 ORDER BY created_at, id";
        self.reader().await?.tx().rows(sql, params![business]).await?.iter().map(read).collect()
    }

    /// One webhook of a business.
    ///
    /// # Errors
    /// As [`Store::webhooks`].
    pub async fn webhook(&self, business: &BusinessId, id: &WebhookId) -> Result<Option<WebhookRow>, Error> {
        let sql = "SELECT * FROM webhooks WHERE business = $1 AND id = $2";
        self.reader().await?.tx().row(sql, params![business, id]).await?.as_ref().map(read).transpose()
    }
}

fn read(row: &Row) -> Result<WebhookRow, Error> {
    Ok(WebhookRow {
        id: WebhookId::from_stored(row.text("id")?),
        business: BusinessId::from_stored(row.text("business")?),
        version: row.int("version")?,
        address: Secret::new(row.unseal(&WEBHOOK_ADDRESS)?),
        wanted: wanted(row)?,
        note: row.text("note")?,
        is_on: row.flag("is_on")?,
        off_because: row.opt_text("off_because")?,
        created_at: row.moment("created_at")?,
        failing_since: row.opt_moment("failing_since")?,
        previous_until: row.opt_moment("previous_until")?,
    })
}

fn wanted(row: &Row) -> Result<Wanted, Error> {
    row.word("kinds", |words| Wanted::read(words).ok())
}
