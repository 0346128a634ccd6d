//! Finds lines by what was said in them, the newest first.
//!
//! The index gives lines by their numbers, a stretch at a time; which of their conversations are wanted besides is asked of each stretch.
//! So a page costs by what is on it, however often the words were said; where they were said often and hardly ever in a conversation that
//! is wanted, a page ends before it is full and says where to go on.

use std::collections::BTreeMap;

use candor_core::{
    ids::{BusinessId, ConversationId},
    search::Query,
};
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use super::words::{postgres_query, sqlite_query};
use crate::{
    ConversationFilter, ConversationLine, Error, Store, TimelineLine,
    conversations::{Conditions, numbered},
    sql::{Param, Tx, params},
    timeline,
};

/// A line that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundLine {
    /// The conversation in which it was said.
    pub conversation: ConversationLine,
    /// What was said.
    pub line: TimelineLine,
    /// The place of the newest line of that conversation.
    pub newest_seq: i64,
}

/// A page of lines that were found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FoundLines {
    /// Those on it, the newest first.
    pub lines: Vec<FoundLine>,
    /// Below which number of the index the next page begins; none after the last. There may be one after a page that is not full.
    pub next: Option<i64>,
}

/// So many lines the index gives at a time, at most.
const LARGEST_STRETCH: i64 = 2_000;

/// After so many lines a page ends, full or not.
const MOST_LOOKED_AT: i64 = 12_000;

impl Store {
    /// Lines of messages in which all words of a search were said, in conversations that are wanted, below a number of the index.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if a conversation cannot be read; whatever keeps the database from answering. A line that cannot be read is
    /// left out.
    pub async fn search_lines(
        &self,
        business: &BusinessId,
        filter: &ConversationFilter,
        query: &Query,
        below: Option<i64>,
        limit: u32,
    ) -> Result<FoundLines, Error> {
        if query.is_empty() || limit == 0 {
            return Ok(FoundLines::default());
        }
        let mut reader = self.reader().await?;
        let mut tx = reader.tx();
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut stretch = if filter.fits_most() { i64::from(limit).saturating_add(1) } else { LARGEST_STRETCH / 4 };
        let (mut below, mut looked_at, mut fitting) = (below.unwrap_or(i64::MAX), 0, Vec::new());
        let has_more = loop {
            let found = look(&mut tx, business, filter, query, below, stretch).await?;
            let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
            below = found.last().map_or(below, |last| last.id);
            fitting.extend(found.into_iter().filter(|hit| hit.fits));
            looked_at += count;
            if fitting.len() > most {
                break true;
            }
            if count < stretch {
                break false;
            }
            if looked_at >= MOST_LOOKED_AT {
                break true;
            }
            stretch = stretch.saturating_mul(4).min(LARGEST_STRETCH);
        };
        let is_full = fitting.len() > most;
        fitting.truncate(most);
        let last_shown = fitting.last().map(|hit| hit.id);
        let next = if is_full { last_shown } else { Some(below) }.filter(|_| has_more);
        Ok(FoundLines { lines: read_all(&mut tx, business, fitting).await?, next })
    }
}

struct Hit {
    id: i64,
    conversation: ConversationId,
    seq: i64,
    number: i64,
    fits: bool,
}

/// The next stretch of lines with the words, whether their conversations are wanted or not.
async fn look(
    tx: &mut Tx<'_>,
    business: &BusinessId,
    filter: &ConversationFilter,
    query: &Query,
    below: i64,
    limit: i64,
) -> Result<Vec<Hit>, Error> {
    let words = if tx.pick(true, false) { sqlite_query(query) } else { postgres_query(query) };
    let before = vec![Param::Text(words.into()), Param::Int(below), Param::Int(limit)];
    let wanted = Conditions::of(tx, business, filter, before);
    let found = tx.pick(
        "SELECT rowid AS id FROM search_words WHERE search_words MATCH $1 AND rowid < $2 ORDER BY rowid DESC LIMIT $3",
        "SELECT id FROM search_words WHERE words @@ CAST($1 AS TSQUERY) AND id < $2 ORDER BY id DESC LIMIT $3",
    );
    let sql = format!(
        "SELECT h.id, l.conversation, l.seq, v.number, CAST(CASE WHEN {} THEN 1 ELSE 0 END AS BIGINT) AS fits
         FROM ({found}) h JOIN search_lines l ON l.id = h.id JOIN conversations v ON v.id = l.conversation
         ORDER BY h.id DESC",
        wanted.text()
    );
    let rows = tx.rows_built(AssertSqlSafe(sql).into_sql_str(), &wanted.params).await?;
    let mut hits = Vec::with_capacity(rows.len());
    for row in &rows {
        hits.push(Hit {
            id: row.int("id")?,
            conversation: ConversationId::from_stored(row.text("conversation")?),
            seq: row.int("seq")?,
            number: row.int("number")?,
            fits: row.int("fits")? == 1,
        });
    }
    Ok(hits)
}

async fn read_all(tx: &mut Tx<'_>, business: &BusinessId, hits: Vec<Hit>) -> Result<Vec<FoundLine>, Error> {
    let mut known: BTreeMap<i64, (ConversationLine, i64)> = BTreeMap::new();
    let mut lines = Vec::with_capacity(hits.len());
    for hit in hits {
        let sql = "SELECT * FROM timeline WHERE conversation = $1 AND seq = $2";
        let Some(row) = tx.row(sql, params![&hit.conversation, hit.seq]).await? else { continue };
        let line = match timeline::read_line(&row) {
            // A line that was altered must not keep the others from being found.
            Err(Error::Corrupt(_)) => continue,
            line => line?,
        };
        if !known.contains_key(&hit.number)
            && let Some(conversation) = numbered(tx, business, &[hit.number]).await?.pop()
        {
            let sql = "SELECT MAX(seq) AS newest FROM timeline WHERE conversation = $1";
            let newest = tx.row(sql, params![&hit.conversation]).await?;
            known.insert(hit.number, (conversation, newest.map_or(Ok(hit.seq), |row| row.int("newest"))?));
        }
        if let Some((conversation, newest_seq)) = known.get(&hit.number) {
            lines.push(FoundLine { conversation: conversation.clone(), line, newest_seq: *newest_seq });
        }
    }
    Ok(lines)
}
