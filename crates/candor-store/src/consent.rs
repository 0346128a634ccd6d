//! The consent ledger: who decided what about being written to. Lines are only ever added; the newest counts (H5).

use candor_core::{
    consent::{ConsentAction, ConsentRecord},
    ids::{BusinessId, ContactId},
};

use crate::{
    Error, Store,
    seal::columns::CONSENT_WORDS,
    sql::{Row, Tx, params},
};

impl Store {
    /// Everything a contact decided, oldest first.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if a line cannot be read; whatever keeps the database from answering.
    pub async fn consent_ledger(
        &self,
        business: &BusinessId,
        contact: &ContactId,
    ) -> Result<Vec<ConsentRecord>, Error> {
        let sql = "SELECT * FROM consent_ledger WHERE business = $1 AND contact = $2 ORDER BY position";
        self.reader().await?.tx().rows(sql, params![business, contact]).await?.iter().map(read).collect()
    }

    /// Whether the newest line of a contact silences the desk.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if the line cannot be read; whatever keeps the database from answering.
    pub async fn is_opted_out(&self, business: &BusinessId, contact: &ContactId) -> Result<bool, Error> {
        is_opted_out(&mut self.reader().await?.tx(), business, contact).await
    }
}

/// Whether the newest line of a contact silences the desk.
pub(crate) async fn is_opted_out(tx: &mut Tx<'_>, business: &BusinessId, contact: &ContactId) -> Result<bool, Error> {
    let sql = "SELECT action FROM consent_ledger WHERE business = $1 AND contact = $2 ORDER BY position DESC LIMIT 1";
    match tx.row(sql, params![business, contact]).await? {
        Some(row) => Ok(row.word("action", ConsentAction::from_column)?.silences()),
        None => Ok(false),
    }
}

/// Adds a line. The caller holds the lock of the contact, so that two lines do not want the same place.
pub(crate) async fn append(tx: &mut Tx<'_>, business: &BusinessId, record: &ConsentRecord) -> Result<(), Error> {
    let next = "SELECT COALESCE(MAX(position), 0) + 1 AS next FROM consent_ledger WHERE business = $1 AND contact = $2";
    let next = tx.row(next, params![business, &record.contact]).await?.ok_or(Error::Missing("place"))?.int("next")?;
    let words = tx.seal(&CONSENT_WORDS, params![business, &record.contact, next], &record.words)?;
    let sql = "INSERT INTO consent_ledger (business, contact, position, at, action, method, words)
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let action = record.action.column();
    tx.execute(sql, params![business, &record.contact, next, record.at, action, &record.method, &words]).await?;
    Ok(())
}

/// Cancels every ready reply to a contact, in all connections of the business; returns how many there were.
pub(crate) async fn cancel_replies(
    tx: &mut Tx<'_>,
    business: &BusinessId,
    record: &ConsentRecord,
) -> Result<u64, Error> {
    let sql = "UPDATE outbox SET state = 'cancelled', reason = $1, settled_at = $2
               WHERE state = 'ready' AND purpose = 'reply'
                 AND conversation IN (SELECT id FROM conversations WHERE business = $3 AND contact = $4)";
    tx.execute(sql, params![record.action.column(), record.at, business, &record.contact]).await
}

fn read(row: &Row) -> Result<ConsentRecord, Error> {
    Ok(ConsentRecord {
        contact: ContactId::from_stored(row.text("contact")?),
        at: row.moment("at")?,
        action: row.word("action", ConsentAction::from_column)?,
        method: row.text("method")?,
        words: row.unseal(&CONSENT_WORDS)?,
    })
}
