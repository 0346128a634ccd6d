//! Gives a database what only another copy of the ledger knows.

use std::fmt::Write as _;

use candor_core::ids::{BusinessId, ContactId};
use sha2::{Digest as _, Sha256};

use super::{LedgerLine, by_contact, file, lines_of, missing};
use crate::{ContactRow, Error, Store, consent, contacts, sql::Tx};

/// What a database was reminded of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Decisions added.
    pub lines: u64,
    /// People among them whom the database did not know.
    pub strangers: u64,
    /// Lines of the file that could not be read.
    pub unreadable: u64,
}

impl Store {
    /// Adds what the ledger beside the database knows and the database does not, as after a restore by hand. Call it at
    /// start, before anything is sent (H5). Does nothing on PostgreSQL, or where the store was opened beside a desk.
    ///
    /// # Errors
    /// [`Error::Other`] if the file cannot be read: do not start sending. Whatever keeps the database from answering.
    pub async fn replay_ledger(&self) -> Result<Replayed, Error> {
        let Some(path) = self.ledger() else { return Ok(Replayed::default()) };
        let kept = file::read(path).map_err(|error| {
            Error::Other(format!(
                "the opt-out ledger beside the database cannot be read ({}); mend its rights and start again",
                error.kind()
            ))
        })?;
        let replayed = self.write(kept.lines, |lines, mut tx| Box::pin(async move { carry(&mut tx, lines).await }));
        Ok(Replayed { unreadable: kept.unreadable, ..replayed.await? })
    }
}

/// Adds the lines a database does not know, with the people it does not know.
pub(crate) async fn carry(tx: &mut Tx<'_>, lines: &[LedgerLine]) -> Result<Replayed, Error> {
    let known = by_contact(lines_of(tx).await?);
    let mut replayed = Replayed::default();
    for ((business, number), lines) in by_contact(lines.to_vec()) {
        let known = known.get(&(business.clone(), number)).map(Vec::as_slice).unwrap_or_default();
        let missing = missing(known, &lines);
        let Some(first) = missing.first() else { continue };
        let contact = match contacts::find_by_channel_user(tx, &business, number).await? {
            Some(contact) => contact,
            None => {
                replayed.strangers = replayed.strangers.saturating_add(1);
                let stranger = stranger(first);
                contacts::upsert(tx, &stranger).await?;
                stranger
            }
        };
        for line in &missing {
            let record = line.record_of(&contact.id);
            consent::append(tx, &business, &record).await?;
            if record.action.silences() {
                consent::cancel_replies(tx, &business, &record).await?;
            }
            replayed.lines = replayed.lines.saturating_add(1);
        }
    }
    Ok(replayed)
}

/// A person of whom only the number is known. The names follow when the person writes.
fn stranger(line: &LedgerLine) -> ContactRow {
    ContactRow {
        id: id_of(&line.business, line.number),
        business: line.business.clone(),
        channel_user_id: line.number,
        first_name: String::new(),
        last_name: None,
        username: None,
        language: None,
        created_at: line.at,
    }
}

/// Always the same for the same person: the store draws no ids of its own.
fn id_of(business: &BusinessId, number: i64) -> ContactId {
    let digest = Sha256::digest(format!("{business} {number}"));
    let unique = digest.iter().take(16).fold(String::with_capacity(32), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    });
    ContactId::from_unique(&unique)
}
