//! Tags beside the conversations that have them. They are the staff's words about people, so they are sealed here as they are in the
//! conversation; a conversation is found by a tag's mark.

use std::collections::BTreeSet;

use candor_core::{conversation::Conversation, ids::BusinessId};

use crate::{
    Error, Store,
    seal::columns::TAG,
    sql::{Tx, params},
};

/// More tags than this are not offered.
const MOST_OFFERED: i64 = 300;

impl Store {
    /// The tags some conversation has, in order of the alphabet.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if one cannot be read; whatever keeps the database from answering.
    pub async fn tags_in_use(&self, business: &BusinessId) -> Result<Vec<String>, Error> {
        let sql = "SELECT t.business, t.mark, t.tag FROM tags t
                   WHERE t.business = $1
                     AND EXISTS (SELECT 1 FROM conversation_tags c WHERE c.business = t.business AND c.mark = t.mark)
                   LIMIT $2";
        let rows = self.reader().await?.tx().rows(sql, params![business, MOST_OFFERED]).await?;
        let tags = rows.iter().map(|row| row.unseal(&TAG)).collect::<Result<BTreeSet<_>, _>>()?;
        let mut tags: Vec<String> = tags.into_iter().collect();
        tags.sort_by_cached_key(|tag| tag.to_lowercase());
        Ok(tags)
    }
}

/// By what a tag is found, the newest mark first.
pub(crate) fn marks(tx: &Tx<'_>, business: &BusinessId, tag: &str) -> Vec<String> {
    tx.marks(&TAG, params![business], tag)
}

/// Keeps the tags of a conversation in place of those kept before. Of a new one nothing was.
pub(crate) async fn keep_tags(
    tx: &mut Tx<'_>,
    business: &BusinessId,
    conversation: &Conversation,
    is_new: bool,
) -> Result<(), Error> {
    let tags = &conversation.lead.tags;
    if is_new && tags.is_empty() {
        return Ok(());
    }
    let sql = "SELECT mark FROM conversation_tags WHERE conversation = $1";
    let mut before = BTreeSet::new();
    for row in tx.rows(sql, params![&conversation.id]).await? {
        before.insert(row.text("mark")?);
    }
    for tag in tags {
        let Some(mark) = marks(tx, business, tag).into_iter().next() else { continue };
        if before.remove(&mark) {
            continue;
        }
        let sealed = tx.seal(&TAG, params![business, &mark], tag)?;
        let sql = "INSERT INTO tags (business, mark, tag) VALUES ($1, $2, $3) ON CONFLICT (business, mark) DO UPDATE SET tag = excluded.tag";
        tx.execute(sql, params![business, &mark, &sealed]).await?;
        let sql = "INSERT INTO conversation_tags (business, conversation, mark) VALUES ($1, $2, $3)
                   ON CONFLICT (conversation, mark) DO NOTHING";
        tx.execute(sql, params![business, &conversation.id, &mark]).await?;
    }
    for mark in &before {
        let sql = "DELETE FROM conversation_tags WHERE conversation = $1 AND mark = $2";
        tx.execute(sql, params![&conversation.id, mark]).await?;
        forget_unused(tx, business, mark).await?;
    }
    Ok(())
}

/// A tag nobody has any more is forgotten. Whoever gives it meanwhile writes the same row ([`keep_tags`]), so it is waited for here, and
/// only then looked whether somebody has it.
async fn forget_unused(tx: &mut Tx<'_>, business: &BusinessId, mark: &str) -> Result<(), Error> {
    let row = "SELECT mark FROM tags WHERE business = $1 AND mark = $2";
    tx.row_for_update(row, params![business, mark]).await?;
    let sql = "DELETE FROM tags WHERE business = $1 AND mark = $2
                 AND NOT EXISTS (SELECT 1 FROM conversation_tags c WHERE c.business = $1 AND c.mark = $2)";
    tx.execute(sql, params![business, mark]).await?;
    Ok(())
}
