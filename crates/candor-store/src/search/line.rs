//! Takes lines into the index.

use std::collections::BTreeSet;

use candor_core::search::stems;
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use super::{
    number::numbers,
    words::{postgres_text, sqlite_text},
};
use crate::{
    Error,
    seal::open_part,
    sql::{MOST_ROWS, Tx, params, places, places_as},
};

/// A line of the timeline in which something was said.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SaidLine<'a> {
    pub conversation: &'a str,
    pub seq: i64,
    /// When; milliseconds.
    pub at: i64,
    /// Its text as it stands in the timeline.
    pub stored: &'a str,
}

/// A line with the words it is found by.
struct Findable<'a> {
    line: &'a SaidLine<'a>,
    words: String,
}

/// Takes lines in, with those of their words that lie open in the timeline; each once, however often it is asked for.
pub(crate) async fn keep_lines(tx: &mut Tx<'_>, lines: &[SaidLine<'_>]) -> Result<(), Error> {
    let written: fn(&[String]) -> String = tx.pick(sqlite_text, postgres_text);
    let findable: Vec<Findable<'_>> = lines
        .iter()
        .map(|line| (line, stems(&open_part(line.stored))))
        .filter(|(_, stems)| !stems.is_empty())
        .map(|(line, stems)| Findable { line, words: written(&stems) })
        .collect();
    for lines in findable.chunks(MOST_ROWS) {
        keep_some(tx, lines).await?;
    }
    Ok(())
}

/// Takes a few in: at first each by its likeliest number, all together; those whose number another line has, one by one.
async fn keep_some(tx: &mut Tx<'_>, lines: &[Findable<'_>]) -> Result<(), Error> {
    let (mut wanted, mut others) = (Vec::with_capacity(lines.len()), Vec::new());
    for found in lines {
        let SaidLine { conversation, seq, at, .. } = *found.line;
        match numbers(conversation, seq, at).next() {
            Some(id) if wanted.iter().all(|(known, _)| *known != id) => wanted.push((id, found)),
            _ => others.push(found),
        }
    }
    let taken = take(tx, &wanted).await?;
    let mut kept = Vec::with_capacity(wanted.len());
    for (id, found) in wanted {
        if taken.contains(&id) { kept.push((id, found)) } else { others.push(found) }
    }
    for found in others {
        if let Some(id) = take_another(tx, found.line).await? {
            kept.push((id, found));
        }
    }
    keep_words(tx, &kept).await
}

/// Gives these lines these numbers, and returns which of the numbers were free.
async fn take(tx: &mut Tx<'_>, wanted: &[(i64, &Findable<'_>)]) -> Result<BTreeSet<i64>, Error> {
    if wanted.is_empty() {
        return Ok(BTreeSet::new());
    }
    let mut params = Vec::with_capacity(wanted.len() * 3);
    for (id, Findable { line, .. }) in wanted {
        params.extend_from_slice(params![*id, line.conversation, line.seq]);
    }
    let sql = format!(
        "INSERT INTO search_lines (id, conversation, seq) VALUES {} ON CONFLICT (id) DO NOTHING RETURNING id",
        places(wanted.len(), 3)
    );
    let rows = tx.rows_built(AssertSqlSafe(sql).into_sql_str(), &params).await?;
    rows.iter().map(|row| row.int("id")).collect()
}

/// Gives a line the first of its numbers that no other has. None if it had one already; and where there are more lines within one second
/// than can be told apart: the message matters more than that it is found.
async fn take_another(tx: &mut Tx<'_>, line: &SaidLine<'_>) -> Result<Option<i64>, Error> {
    let sql = "INSERT INTO search_lines (id, conversation, seq) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING";
    for id in numbers(line.conversation, line.seq, line.at) {
        if tx.execute(sql, params![id, line.conversation, line.seq]).await? > 0 {
            return Ok(Some(id));
        }
        let of = tx.row("SELECT conversation, seq FROM search_lines WHERE id = $1", params![id]).await?;
        if let Some(of) = of
            && of.text("conversation")? == line.conversation
            && of.int("seq")? == line.seq
        {
            return Ok(None);
        }
    }
    Ok(None)
}

async fn keep_words(tx: &mut Tx<'_>, kept: &[(i64, &Findable<'_>)]) -> Result<(), Error> {
    if kept.is_empty() {
        return Ok(());
    }
    let mut params = Vec::with_capacity(kept.len() * 2);
    for (id, Findable { words, .. }) in kept {
        params.extend_from_slice(params![*id, words]);
    }
    let sql = if tx.pick(true, false) {
        format!("INSERT INTO search_words (rowid, words) VALUES {}", places(kept.len(), 2))
    } else {
        let vector = |column, place: usize| {
            if column == 1 { format!("CAST(${place} AS TSVECTOR)") } else { format!("${place}") }
        };
        let places = places_as(kept.len(), 2, vector);
        format!("INSERT INTO search_words (id, words) VALUES {places}")
    };
    tx.execute_built(AssertSqlSafe(sql).into_sql_str(), &params).await?;
    Ok(())
}
