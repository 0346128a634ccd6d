//! What contacts wrote that the desk did not understand: kept with the turn, for the owner to teach or to let go. Whatever
//! is settled loses its words; its number is never used again.

use candor_core::{
    hearing::lessons::Unheard,
    ids::{BusinessId, ContactId, ConversationId},
    language::Language,
    moment::Moment,
};

use crate::{
    Error, Store,
    seal::columns::UNHEARD_WORDS,
    sql::{Row, Tx, params},
};

/// Something that was not understood, before it has a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewUnheard {
    /// The script that did not cover it.
    pub script_name: String,
    /// Where it was written.
    pub conversation: ConversationId,
    /// By whom.
    pub contact: ContactId,
    /// When.
    pub at: Moment,
    /// In which language.
    pub language: Language,
    /// The words, without what names somebody.
    pub words: String,
}

impl Store {
    /// The newest that are not settled, of one script, oldest first.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if one cannot be read; whatever keeps the database from answering.
    pub async fn unheard(&self, business: &BusinessId, script_name: &str, limit: u32) -> Result<Vec<Unheard>, Error> {
        let sql = "SELECT * FROM unheard WHERE business = $1 AND script_name = $2 AND settled_at IS NULL
                   ORDER BY number DESC LIMIT $3";
        let rows = self.reader().await?.tx().rows(sql, params![business, script_name, i64::from(limit)]).await?;
        rows.iter().rev().map(read).collect()
    }

    /// The script that did not cover the message of this number; none where it is settled or there is no such message.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn script_of_unheard(&self, business: &BusinessId, number: i64) -> Result<Option<String>, Error> {
        let sql = "SELECT script_name FROM unheard WHERE business = $1 AND number = $2 AND settled_at IS NULL";
        let row = self.reader().await?.tx().row(sql, params![business, number]).await?;
        row.map(|row| row.text("script_name")).transpose()
    }

    /// How many are not settled, of one script.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn count_unheard(&self, business: &BusinessId, script_name: &str) -> Result<u64, Error> {
        let sql = "SELECT COUNT(*) AS open FROM unheard
                   WHERE business = $1 AND script_name = $2 AND settled_at IS NULL";
        let row = self.reader().await?.tx().row(sql, params![business, script_name]).await?;
        let open = row.map_or(Ok(0), |row| row.int("open"))?;
        Ok(u64::try_from(open).unwrap_or_default())
    }
}

/// What two writers must not do at the same time: give the next number.
pub(crate) fn lock(business: &BusinessId) -> String {
    format!("unheard {business}")
}

/// Keeps one. The caller holds [`lock`].
pub(crate) async fn append(tx: &mut Tx<'_>, business: &BusinessId, new: &NewUnheard) -> Result<(), Error> {
    let newest = "SELECT COALESCE(MAX(number), 0) + 1 AS next FROM unheard WHERE business = $1";
    let row = tx.row(newest, params![business]).await?.ok_or(Error::Missing("number of what was not understood"))?;
    let number = row.int("next")?;
    let words = tx.seal(&UNHEARD_WORDS, params![business, number], &new.words)?;
    let sql = "INSERT INTO unheard (business, number, script_name, conversation, contact, at, language, words)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    tx.execute(
        sql,
        params![
            business,
            number,
            &new.script_name,
            &new.conversation,
            &new.contact,
            new.at,
            new.language.code(),
            &words
        ],
    )
    .await?;
    Ok(())
}

/// Settles one: its words go. True if it was open.
pub(crate) async fn settle(tx: &mut Tx<'_>, business: &BusinessId, number: i64, now: Moment) -> Result<bool, Error> {
    let words = tx.seal(&UNHEARD_WORDS, params![business, number], "")?;
    let sql = "UPDATE unheard SET settled_at = $1, words = $2
               WHERE business = $3 AND number = $4 AND settled_at IS NULL";
    Ok(tx.execute(sql, params![now, &words, business, number]).await? > 0)
}

fn read(row: &Row) -> Result<Unheard, Error> {
    Ok(Unheard {
        number: row.int("number")?,
        contact: ContactId::from_stored(row.text("contact")?),
        at: row.moment("at")?,
        language: row.word("language", Language::from_tag)?,
        words: row.unseal(&UNHEARD_WORDS)?,
    })
}
