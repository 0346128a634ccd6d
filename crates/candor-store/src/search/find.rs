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
    sql::{Param, Row, Tx, params},
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

/// So many lines are looked at first where few conversations are wanted: often that is enough.
const FIRST_STRETCH: i64 = 500;

/// More lines than this are not indexed between two statements.
const MOST_INDEXED_MEANWHILE: i64 = 10_000;

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
        let mut stretch = if filter.fits_most() { i64::from(limit).saturating_add(1) } else { FIRST_STRETCH };
        let (mut below, mut looked_at, mut fitting) = (below.unwrap_or(i64::MAX), 0, Vec::new());
        let has_more = loop {
            let found = look(&mut tx, business, filter, query, below, stretch).await?;
            below = found.lowest.unwrap_or(below);
            fitting.extend(found.fitting);
            looked_at += found.hits;
            if fitting.len() > most {
                break true;
            }
            if found.hits < stretch {
                break false;
            }
            if looked_at >= MOST_LOOKED_AT {
                break true;
            }
            let left = MOST_LOOKED_AT.saturating_sub(looked_at);
            stretch = if filter.fits_most() { left.min(stretch.saturating_mul(4)) } else { left };
        };
        let is_full = fitting.len() > most;
        fitting.truncate(most);
        let last_shown = fitting.last().map(|hit| hit.id);
        let next = if is_full { last_shown } else { Some(below) }.filter(|_| has_more);
        Ok(FoundLines { lines: read_all(&mut tx, business, fitting).await?, next })
    }
}

/// The next stretch of lines with the words.
struct Stretch {
    /// So many, whether their conversations are wanted or not.
    hits: i64,
    /// The number of the last of them.
    lowest: Option<i64>,
    /// Those in conversations that are wanted.
    fitting: Vec<Hit>,
}

struct Hit {
    id: i64,
    conversation: ConversationId,
    seq: i64,
    number: i64,
}

async fn look(
    tx: &mut Tx<'_>,
    business: &BusinessId,
    filter: &ConversationFilter,
    query: &Query,
    below: i64,
    limit: i64,
) -> Result<Stretch, Error> {
    let words = if tx.pick(true, false) { sqlite_query(query) } else { postgres_query(query) };
    let found = tx.pick(
        "SELECT rowid AS id FROM search_words WHERE search_words MATCH $1 AND rowid < $2 ORDER BY rowid DESC LIMIT $3",
        "SELECT id FROM search_words WHERE words @@ CAST($1 AS TSQUERY) AND id < $2 ORDER BY id DESC LIMIT $3",
    );
    // Down to the lowest that was counted: lines indexed since then would push those out which the next stretch does not look at.
    let counted_lines = tx.pick(
        "SELECT rowid AS id FROM search_words WHERE search_words MATCH $1 AND rowid < $2 AND rowid >= $4
         ORDER BY rowid DESC LIMIT $3",
        "SELECT id FROM search_words WHERE words @@ CAST($1 AS TSQUERY) AND id < $2 AND id >= $4
         ORDER BY id DESC LIMIT $3",
    );
    let before = vec![Param::Text(words.clone().into()), Param::Int(below), Param::Int(limit)];
    let sql = format!("SELECT COUNT(*) AS hits, MIN(h.id) AS lowest FROM ({found}) h");
    let counted = tx.rows_built(AssertSqlSafe(sql).into_sql_str(), &before).await?.pop();
    let Some(counted) = counted else { return Err(Error::Missing("a count")) };
    let (hits, lowest) = (counted.int("hits")?, counted.opt_int("lowest")?);
    let Some(least) = lowest else { return Ok(Stretch { hits, lowest, fitting: Vec::new() }) };
    let within = vec![
        Param::Text(words.into()),
        Param::Int(below),
        Param::Int(limit.saturating_add(MOST_INDEXED_MEANWHILE)),
        Param::Int(least),
    ];
    let fitting = fitting(tx, business, filter, counted_lines, within).await?;
    Ok(Stretch { hits, lowest, fitting })
}

/// Of the lines a statement finds those in conversations that are wanted.
async fn fitting(
    tx: &mut Tx<'_>,
    business: &BusinessId,
    filter: &ConversationFilter,
    found: &str,
    params: Vec<Param<'static>>,
) -> Result<Vec<Hit>, Error> {
    let wanted = Conditions::of(tx, business, filter, params);
    // Few are looked up once, by whatever index serves; nearly all are asked for line by line. Either way the lines come first: written
    // as a join, a condition on conversations could make a database begin with those.
    let fits = if filter.fits_most() {
        format!("CASE WHEN {} THEN 1 ELSE 0 END = 1", wanted.text())
    } else {
        format!("l.conversation IN (SELECT v.id FROM {})", wanted.from())
    };
    let sql = format!(
        "SELECT h.id, l.conversation, l.seq, v.number
         FROM ({found}) h JOIN search_lines l ON l.id = h.id JOIN conversations v ON v.id = l.conversation
         WHERE {fits} ORDER BY h.id DESC"
    );
    let rows = tx.rows_built(AssertSqlSafe(sql).into_sql_str(), &wanted.params).await?;
    let hit = |row: &Row| {
        Ok(Hit {
            id: row.int("id")?,
            conversation: ConversationId::from_stored(row.text("conversation")?),
            seq: row.int("seq")?,
            number: row.int("number")?,
        })
    };
    rows.iter().map(hit).collect()
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
