//! What has stopped or is about to, though nobody did anything: read whenever somebody measures the desk.

use candor_core::moment::Moment;

use crate::{Error, Store, sql::params};

/// A token that ends by itself within so long should be made anew, in milliseconds: seven days.
pub const ENDS_SOON_MILLIS: i64 = 7 * 24 * 60 * 60 * 1000;

/// What has stopped or is about to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lapses {
    /// Webhooks the desk switched off because their endpoint failed for too long or is gone.
    pub webhooks_off: u64,
    /// Webhooks that are on, and at which nothing arrives: the last delivery failed.
    pub webhooks_failing: u64,
    /// Tokens of programs that end by themselves within [`ENDS_SOON_MILLIS`].
    pub tokens_ending: u64,
    /// When the first of them ends.
    pub token_ends_at: Option<Moment>,
}

impl Store {
    /// Looks what has stopped or is about to, for all businesses of the database.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn lapses(&self, now: Moment) -> Result<Lapses, Error> {
        let mut reader = self.reader().await?;
        let mut tx = reader.tx();
        // Who switches one off themselves leaves no reason.
        let off = "SELECT COUNT(*) AS rows FROM webhooks WHERE NOT is_on AND off_because IS NOT NULL";
        let webhooks_off = tx.row(off, params![]).await?.map_or(Ok(0), |row| row.count("rows"))?;
        let failing = "SELECT COUNT(*) AS rows FROM webhooks WHERE is_on AND failing_since IS NOT NULL";
        let webhooks_failing = tx.row(failing, params![]).await?.map_or(Ok(0), |row| row.count("rows"))?;
        let ending = "SELECT COUNT(*) AS rows, MIN(expires_at) AS ends_at FROM api_tokens
                      WHERE expires_at > $1 AND expires_at <= $2";
        match tx.row(ending, params![now, now.plus_millis(ENDS_SOON_MILLIS)]).await? {
            Some(row) => Ok(Lapses {
                webhooks_off,
                webhooks_failing,
                tokens_ending: row.count("rows")?,
                token_ends_at: row.opt_moment("ends_at")?,
            }),
            None => Ok(Lapses { webhooks_off, webhooks_failing, ..Lapses::default() }),
        }
    }
}
