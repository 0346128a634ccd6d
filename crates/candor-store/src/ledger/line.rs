//! One line of the ledger. Of the contact it holds the business and the channel's number, and nothing else.

use candor_core::{
    consent::{ConsentAction, ConsentRecord},
    ids::{BusinessId, ContactId},
    moment::Moment,
};
use serde::{Deserialize, Serialize};

use crate::{
    Error,
    seal::columns::CONSENT_WORDS,
    sql::{Row, Tx, params},
};

/// What somebody decided, as it is kept outside the database.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LedgerLine {
    /// Towards whom.
    pub business: BusinessId,
    /// The channel's number of the person.
    pub number: i64,
    /// When.
    pub at: Moment,
    /// What.
    pub action: ConsentAction,
    /// By which means, as in [`ConsentRecord::method`].
    pub method: String,
    /// The words that prove it. They are the contact's and stay in the database; empty where they do not open.
    #[serde(skip)]
    pub words: String,
}

impl LedgerLine {
    /// Whether this is the other line, whichever of the two was kept where.
    pub fn is(&self, other: &Self) -> bool {
        (self.at, self.action) == (other.at, other.action)
    }

    /// The record of a contact in a database.
    pub fn record_of(&self, contact: &ContactId) -> ConsentRecord {
        ConsentRecord {
            contact: contact.clone(),
            at: self.at,
            action: self.action,
            method: self.method.clone(),
            words: self.words.clone(),
        }
    }
}

/// Every line of a database, those of a contact in the order in which they were decided. A line counts whether or not
/// its words open: nobody's opt-out is lost because of a key.
pub(crate) async fn lines_of(tx: &mut Tx<'_>) -> Result<Vec<LedgerLine>, Error> {
    let sql = "SELECT l.business, l.contact, l.position, l.at, l.action, l.method, l.words, c.channel_user_id
               FROM consent_ledger l JOIN contacts c ON c.business = l.business AND c.id = l.contact
               ORDER BY l.business, l.contact, l.position";
    tx.rows(sql, params![]).await?.iter().map(line).collect()
}

/// Reads a row that has the columns of the ledger and the contact's number.
pub(super) fn line(row: &Row) -> Result<LedgerLine, Error> {
    Ok(LedgerLine {
        business: BusinessId::from_stored(row.text("business")?),
        number: row.int("channel_user_id")?,
        at: row.moment("at")?,
        action: row.word("action", ConsentAction::from_column)?,
        method: row.text("method")?,
        words: row.unseal(&CONSENT_WORDS).unwrap_or_default(),
    })
}
