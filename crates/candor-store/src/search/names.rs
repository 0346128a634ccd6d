//! Keeps the words of contacts' names.

use candor_core::search::name_words;

use crate::{
    ContactRow, Error,
    sql::{Tx, params},
};

/// The words kept of a contact.
pub(crate) const KEPT: &str = "SELECT word FROM name_words WHERE business = $1 AND contact = $2 ORDER BY word";

/// Keeps the words of a contact's names in place of those kept before.
pub(crate) async fn keep_name(tx: &mut Tx<'_>, contact: &ContactRow) -> Result<(), Error> {
    let names = [Some(&contact.first_name), contact.last_name.as_ref(), contact.username.as_ref()];
    let words = name_words(names.into_iter().flatten().map(String::as_str));
    let (business, id) = (&contact.business, &contact.id);
    let mut before = Vec::new();
    for row in tx.rows(KEPT, params![business, id]).await? {
        before.push(row.text("word")?);
    }
    for word in before.iter().filter(|word| !words.contains(word)) {
        let sql = "DELETE FROM name_words WHERE business = $1 AND word = $2 AND contact = $3";
        tx.execute(sql, params![business, word, id]).await?;
    }
    for word in words.iter().filter(|word| !before.contains(word)) {
        let sql = "INSERT INTO name_words (business, word, contact) VALUES ($1, $2, $3)
                   ON CONFLICT (business, word, contact) DO NOTHING";
        tx.execute(sql, params![business, word, id]).await?;
    }
    Ok(())
}
