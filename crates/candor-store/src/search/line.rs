//! Takes a line into the index.

use candor_core::search::stems;

use super::{
    number::numbers,
    words::{postgres_text, sqlite_text},
};
use crate::{
    Error,
    seal::open_part,
    sql::{Tx, params},
};

/// Takes a line in, with those of its words that lie open in the timeline; once, however often it is asked for. `stored` is its text as
/// it stands in the timeline.
pub(crate) async fn keep_line(
    tx: &mut Tx<'_>,
    conversation: &str,
    seq: i64,
    at: i64,
    stored: &str,
) -> Result<(), Error> {
    let stems = stems(&open_part(stored));
    if stems.is_empty() {
        return Ok(());
    }
    let take = "INSERT INTO search_lines (id, conversation, seq) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING";
    for id in numbers(conversation, seq, at) {
        if tx.execute(take, params![id, conversation, seq]).await? > 0 {
            let sql = tx.pick(
                "INSERT INTO search_words (rowid, words) VALUES ($1, $2)",
                "INSERT INTO search_words (id, words) VALUES ($1, CAST($2 AS TSVECTOR))",
            );
            let words = if tx.pick(true, false) { sqlite_text(&stems) } else { postgres_text(&stems) };
            tx.execute(sql, params![id, &words]).await?;
            return Ok(());
        }
        let of = tx.row("SELECT conversation, seq FROM search_lines WHERE id = $1", params![id]).await?;
        if let Some(of) = of
            && of.text("conversation")? == conversation
            && of.int("seq")? == seq
        {
            return Ok(());
        }
    }
    // More lines within one second than can be told apart: the message matters more than that it is found.
    Ok(())
}
