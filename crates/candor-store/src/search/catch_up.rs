//! Takes what was written before there was an index into it: conversation by conversation, the newest ids first, a few lines in each
//! transaction, which also remembers how far it came. So it goes on where it stopped, however it was ended, and nothing is lost or taken
//! in twice.

use candor_core::ids::{BusinessId, ContactId, ConversationId};

use super::{SaidLine, keep_lines, keep_name, keep_tags};
use crate::{
    Error, Store, contacts,
    conversations::read,
    sql::{Tx, params},
};

/// How far what was written earlier has been taken into the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexProgress {
    /// So many conversations have been.
    pub conversations: u64,
    /// Of so many there are; the same number once everything has been.
    pub of: u64,
    /// Whether everything has been.
    pub is_done: bool,
}

/// What one transaction takes in at most.
struct Batch {
    lines: u32,
    conversations: u32,
}

/// So many conversations without a line to be taken in are passed in one transaction.
const CONVERSATIONS: u32 = 50;

impl Store {
    /// Takes so many lines more into the index, in one transaction, with the names and tags of conversations that are through.
    ///
    /// # Errors
    /// Whatever keeps the database from writing.
    pub async fn index_some(&self, lines: u32) -> Result<IndexProgress, Error> {
        let known = self.index_progress().await?;
        if known.is_done {
            return Ok(known);
        }
        let batch = Batch { lines: lines.max(1), conversations: CONVERSATIONS };
        self.write(batch, |batch, tx| Box::pin(take_in(batch, tx))).await?;
        self.index_progress().await
    }

    /// How far the index is.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn index_progress(&self) -> Result<IndexProgress, Error> {
        let mut reader = self.reader().await?;
        let mut tx = reader.tx();
        let place = Place::read(&mut tx).await?;
        let of = if place.is_done {
            place.conversations
        } else {
            let row = tx.row("SELECT COUNT(*) AS conversations FROM conversations", params![]).await?;
            row.map_or(Ok(0), |row| row.count("conversations"))?.max(place.conversations)
        };
        Ok(IndexProgress { conversations: place.conversations, of, is_done: place.is_done })
    }
}

/// Where it is.
struct Place {
    conversation: Option<ConversationId>,
    seq: i64,
    conversations: u64,
    is_done: bool,
}

impl Place {
    async fn read(tx: &mut Tx<'_>) -> Result<Self, Error> {
        let sql = "SELECT * FROM indexings WHERE name = 'conversations'";
        let row = tx.row(sql, params![]).await?.ok_or(Error::Missing("how far the index is"))?;
        Ok(Self {
            conversation: row.opt_text("conversation")?.map(ConversationId::from_stored),
            seq: row.int("seq")?,
            conversations: row.count("conversations")?,
            is_done: row.flag("is_done")?,
        })
    }

    async fn keep(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let sql = "UPDATE indexings SET conversation = $1, seq = $2, conversations = $3, is_done = $4
                   WHERE name = 'conversations'";
        let count = i64::try_from(self.conversations).unwrap_or(i64::MAX);
        let conversation = self.conversation.as_ref().map(ConversationId::as_str);
        tx.execute(sql, params![conversation, self.seq, count, self.is_done]).await?;
        Ok(())
    }
}

async fn take_in(batch: &Batch, mut tx: Tx<'_>) -> Result<(), Error> {
    // Other processes of a server do the same.
    tx.lock(vec!["indexing".to_owned()]).await?;
    let mut place = Place::read(&mut tx).await?;
    let (mut lines, mut conversations) = (i64::from(batch.lines), batch.conversations);
    while !place.is_done && lines > 0 && conversations > 0 {
        let Some(id) = place.conversation.clone() else {
            go_on(&mut tx, &mut place, None).await?;
            continue;
        };
        let sql = "SELECT seq, at, kind, text FROM timeline WHERE conversation = $1 AND seq > $2 ORDER BY seq LIMIT $3";
        let rows = tx.rows(sql, params![&id, place.seq, lines]).await?;
        let mut said = Vec::with_capacity(rows.len());
        for row in &rows {
            place.seq = row.int("seq")?;
            if row.text("kind")? == "message" {
                said.push((place.seq, row.int("at")?, row.text("text")?));
            }
        }
        let line = |(seq, at, stored)| SaidLine { conversation: id.as_str(), seq, at, stored };
        let said: Vec<_> = said.iter().map(|(seq, at, text)| line((*seq, *at, text.as_str()))).collect();
        keep_lines(&mut tx, &said).await?;
        let taken = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let is_through = taken < lines;
        lines = lines.saturating_sub(taken);
        if is_through {
            keep_beside(&mut tx, &id).await?;
            place.conversations = place.conversations.saturating_add(1);
            conversations = conversations.saturating_sub(1);
            go_on(&mut tx, &mut place, Some(&id)).await?;
        }
    }
    place.keep(&mut tx).await
}

/// Goes to the next conversation; after the last one nothing is left to do.
async fn go_on(tx: &mut Tx<'_>, place: &mut Place, after: Option<&ConversationId>) -> Result<(), Error> {
    let next = match after {
        Some(id) => tx.row("SELECT id FROM conversations WHERE id < $1 ORDER BY id DESC LIMIT 1", params![id]).await?,
        None => tx.row("SELECT id FROM conversations ORDER BY id DESC LIMIT 1", params![]).await?,
    };
    place.seq = 0;
    place.conversation = next.map(|row| row.text("id")).transpose()?.map(ConversationId::from_stored);
    place.is_done = place.conversation.is_none();
    Ok(())
}

/// The name and the tags of a conversation.
async fn keep_beside(tx: &mut Tx<'_>, id: &ConversationId) -> Result<(), Error> {
    let Some(row) = tx.row_for_update("SELECT * FROM conversations WHERE id = $1", params![id]).await? else {
        return Ok(());
    };
    let business = BusinessId::from_stored(row.text("business")?);
    let contact = ContactId::from_stored(row.text("contact")?);
    if let Some(contact) = contacts::lookup(tx, &business, &contact).await? {
        keep_name(tx, &contact).await?;
    }
    match read(&row) {
        Ok(known) => keep_tags(tx, &business, &known.conversation, false).await,
        // One that does not open has no tags anybody could read; the others are taken in all the same.
        Err(Error::Corrupt(_)) => Ok(()),
        Err(error) => Err(error),
    }
}
