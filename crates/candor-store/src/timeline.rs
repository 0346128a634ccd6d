//! The timeline: what was said and why. Lines are only ever added; each carries a hash of itself and of the line
//! before it, so that a line altered behind the database's triggers is found (H14).

use std::collections::BTreeMap;

use candor_core::{
    ids::{ConversationId, TurnId},
    message::Author,
    timeline::{EntryKind, TimelineEntry},
};
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use crate::{
    Error, Store,
    fingerprint::Fingerprint,
    seal::{
        SealedColumn,
        columns::{TIMELINE_FILE, TIMELINE_HASH, TIMELINE_PREVIOUS_HASH, TIMELINE_REASONS, TIMELINE_TEXT},
    },
    search::{self, SaidLine},
    sql::{MOST_ROWS, Row, Tx, params, places, storable},
};

/// A line with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineLine {
    /// Its place in the conversation, from 1.
    pub seq: i64,
    /// The line.
    pub entry: TimelineEntry,
}

/// What the hashes of a timeline say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chain {
    /// So many lines, each as it was written.
    Intact(u64),
    /// From this place on the lines are not as they were written.
    BrokenAt(i64),
}

impl Store {
    /// Lines of a conversation after a place, oldest first. Begin with 0.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if one cannot be read; whatever keeps the database from answering.
    pub async fn timeline(
        &self,
        conversation: &ConversationId,
        after_seq: i64,
        limit: u32,
    ) -> Result<Vec<TimelineLine>, Error> {
        let sql = "SELECT * FROM timeline WHERE conversation = $1 AND seq > $2 ORDER BY seq LIMIT $3";
        let rows = self.reader().await?.tx().rows(sql, params![conversation, after_seq, i64::from(limit)]).await?;
        rows.iter().map(read_line).collect()
    }

    /// Lines of a conversation before a place, newest first. Begin with `None`.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if one cannot be read; whatever keeps the database from answering.
    pub async fn timeline_before(
        &self,
        conversation: &ConversationId,
        before_seq: Option<i64>,
        limit: u32,
    ) -> Result<Vec<TimelineLine>, Error> {
        let sql = "SELECT * FROM timeline WHERE conversation = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3";
        let before = before_seq.unwrap_or(i64::MAX);
        let rows = self.reader().await?.tx().rows(sql, params![conversation, before, i64::from(limit)]).await?;
        rows.iter().map(read_line).collect()
    }

    /// Computes every hash of a timeline again.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn verify_timeline(&self, conversation: &ConversationId) -> Result<Chain, Error> {
        let mut reader = self.reader().await?;
        let mut tx = reader.tx();
        let sql = "SELECT * FROM timeline WHERE conversation = $1 AND seq > $2 ORDER BY seq LIMIT $3";
        let mut previous = Link { seq: 0, hash: BEGINNING.to_owned() };
        let mut count = 0;
        loop {
            let rows = tx.rows(sql, params![conversation, previous.seq, PAGE]).await?;
            for row in &rows {
                let expected = previous.seq.saturating_add(1);
                // A line of which a sealed part does not open was altered as well.
                let Some(hash) = verified(row, expected, &previous)? else { return Ok(Chain::BrokenAt(expected)) };
                previous = Link { seq: expected, hash };
                count += 1;
            }
            if rows.is_empty() {
                return Ok(Chain::Intact(count));
            }
        }
    }
}

/// The hash a line carries. One that was altered must not keep the next line from being written: then the contact would
/// wait. The chain is broken at the altered line either way.
pub(crate) fn hash_of(row: &Row, column: &SealedColumn) -> Result<String, Error> {
    match row.unseal(column) {
        Err(Error::Corrupt(_)) => Ok("broken".to_owned()),
        hash => hash,
    }
}

/// The hash of a line that is as it was written, and `None` if it is not.
fn verified(row: &Row, expected: i64, previous: &Link) -> Result<Option<String>, Error> {
    let read = || {
        let line = Line::read(row)?;
        let hash = line.hash(&previous.hash);
        let is_true = line.seq == expected
            && row.unseal(&TIMELINE_PREVIOUS_HASH)? == previous.hash
            && row.unseal(&TIMELINE_HASH)? == hash;
        Ok(is_true.then_some(hash))
    };
    match read() {
        Err(Error::Corrupt(_)) => Ok(None),
        read => read,
    }
}

/// What the first line's predecessor would have had for a hash.
const BEGINNING: &str = "";

/// So many lines are verified at a time.
const PAGE: i64 = 500;

struct Link {
    seq: i64,
    hash: String,
}

/// A line exactly as it is stored, unsealed: what its hash is made of.
struct Line {
    conversation: String,
    seq: i64,
    at: i64,
    author: String,
    author_name: Option<String>,
    kind: String,
    text: String,
    message_id: Option<i64>,
    turn: Option<String>,
    reasons: String,
    file: Option<String>,
}

/// Adds lines and returns their places. The caller holds the locks of the timelines, so that two lines do not want the same one.
pub(crate) async fn append_all(tx: &mut Tx<'_>, entries: &[TimelineEntry]) -> Result<Vec<i64>, Error> {
    let mut newest: BTreeMap<&ConversationId, Link> = BTreeMap::new();
    let mut lines = Vec::with_capacity(entries.len());
    for entry in entries {
        let previous = match newest.remove(&entry.conversation) {
            Some(previous) => previous,
            None => newest_of(tx, &entry.conversation).await?,
        };
        let line = Line::new(entry, previous.seq.saturating_add(1))?;
        let link = Link { seq: line.seq, hash: line.hash(&previous.hash) };
        lines.push(line.seal(tx, &previous.hash, &link.hash)?);
        newest.insert(&entry.conversation, link);
    }
    for lines in lines.chunks(MOST_ROWS) {
        insert(tx, lines).await?;
    }
    let said = entries.iter().zip(&lines).filter(|(entry, _)| entry.kind == EntryKind::Message);
    let said: Vec<SaidLine<'_>> = said
        .map(|(_, SealedLine { line, text, .. })| SaidLine {
            conversation: &line.conversation,
            seq: line.seq,
            at: line.at,
            stored: text,
        })
        .collect();
    search::keep_lines(tx, &said).await?;
    Ok(lines.iter().map(|sealed| sealed.line.seq).collect())
}

/// The last line of a timeline.
async fn newest_of(tx: &mut Tx<'_>, conversation: &ConversationId) -> Result<Link, Error> {
    let sql = "SELECT conversation, seq, hash FROM timeline WHERE conversation = $1 ORDER BY seq DESC LIMIT 1";
    match tx.row(sql, params![conversation]).await? {
        Some(row) => Ok(Link { seq: row.int("seq")?, hash: hash_of(&row, &TIMELINE_HASH)? }),
        None => Ok(Link { seq: 0, hash: BEGINNING.to_owned() }),
    }
}

/// A line with its sealed parts.
struct SealedLine {
    line: Line,
    text: String,
    reasons: String,
    previous_hash: String,
    hash: String,
    file: Option<String>,
}

const COLUMNS: usize = 13;

async fn insert(tx: &mut Tx<'_>, lines: &[SealedLine]) -> Result<(), Error> {
    let mut params = Vec::with_capacity(lines.len() * COLUMNS);
    for SealedLine { line, text, reasons, previous_hash, hash, file } in lines {
        params.extend_from_slice(params![
            &line.conversation,
            line.seq,
            line.at,
            &line.author,
            line.author_name.as_deref(),
            &line.kind,
            text,
            line.message_id,
            line.turn.as_deref(),
            reasons,
            previous_hash,
            hash,
            file.as_deref(),
        ]);
    }
    let sql = format!(
        "INSERT INTO timeline
           (conversation, seq, at, author, author_name, kind, text, message_id, turn, reasons, previous_hash, hash, file)
         VALUES {}",
        places(lines.len(), COLUMNS)
    );
    tx.execute_built(AssertSqlSafe(sql).into_sql_str(), &params).await?;
    Ok(())
}

impl Line {
    fn new(entry: &TimelineEntry, seq: i64) -> Result<Self, Error> {
        let unwritable = |error: serde_json::Error| Error::Other(error.to_string());
        let reasons = serde_json::to_string(&entry.reasons).map_err(unwritable)?;
        let file = entry.file.as_ref().map(serde_json::to_string).transpose().map_err(unwritable)?;
        Ok(Self {
            conversation: entry.conversation.as_str().to_owned(),
            seq,
            at: entry.at.millis(),
            author: entry.author.column().to_owned(),
            author_name: name_of(&entry.author).map(|name| storable(name).into_owned()),
            kind: entry.kind.column().to_owned(),
            text: storable(&entry.text).into_owned(),
            message_id: entry.message_id.map(|message| message.0),
            turn: entry.turn.as_ref().map(|turn| turn.as_str().to_owned()),
            reasons,
            file,
        })
    }

    fn seal(self, tx: &Tx<'_>, previous_hash: &str, hash: &str) -> Result<SealedLine, Error> {
        let sealed = |column, text: &str| tx.seal(column, params![&self.conversation, self.seq], text);
        let (text, reasons) = (sealed(&TIMELINE_TEXT, &self.text)?, sealed(&TIMELINE_REASONS, &self.reasons)?);
        let previous_hash = sealed(&TIMELINE_PREVIOUS_HASH, previous_hash)?;
        let hash = sealed(&TIMELINE_HASH, hash)?;
        let file = self.file.as_deref().map(|file| sealed(&TIMELINE_FILE, file)).transpose()?;
        Ok(SealedLine { line: self, text, reasons, previous_hash, hash, file })
    }

    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            conversation: row.text("conversation")?,
            seq: row.int("seq")?,
            at: row.int("at")?,
            author: row.text("author")?,
            author_name: row.opt_text("author_name")?,
            kind: row.text("kind")?,
            text: row.unseal(&TIMELINE_TEXT)?,
            message_id: row.opt_int("message_id")?,
            turn: row.opt_text("turn")?,
            reasons: row.unseal(&TIMELINE_REASONS)?,
            file: row.unseal_opt(&TIMELINE_FILE)?,
        })
    }

    /// Of the hash before and of every field.
    fn hash(&self, previous: &str) -> String {
        let mut print = Fingerprint::default();
        print.add(Some(previous));
        print.add(Some(&self.conversation));
        print.add(Some(&self.seq.to_string()));
        print.add(Some(&self.at.to_string()));
        print.add(Some(&self.author));
        print.add(self.author_name.as_deref());
        print.add(Some(&self.kind));
        print.add(Some(&self.text));
        print.add(self.message_id.map(|number| number.to_string()).as_deref());
        print.add(self.turn.as_deref());
        print.add(Some(&self.reasons));
        // Lines from before there were files have their hashes without.
        if let Some(file) = &self.file {
            print.add(Some(file));
        }
        print.finish()
    }
}

/// The name of the person who wrote, if a person of the staff did.
pub(crate) fn name_of(author: &Author) -> Option<&str> {
    match author {
        Author::Operator { name } => Some(name),
        Author::Contact | Author::Ai | Author::System => None,
    }
}

/// Reads the columns `author` and `author_name`.
pub(crate) fn read_author(row: &Row) -> Result<Author, Error> {
    let name = row.opt_text("author_name")?;
    row.word("author", |word| match word {
        "contact" => Some(Author::Contact),
        "ai" => Some(Author::Ai),
        "operator" => Some(Author::Operator { name: name.clone()? }),
        "system" => Some(Author::System),
        _ => None,
    })
}

/// Reads a line with its place.
pub(crate) fn read_line(row: &Row) -> Result<TimelineLine, Error> {
    Ok(TimelineLine { seq: row.int("seq")?, entry: read(row)? })
}

fn read(row: &Row) -> Result<TimelineEntry, Error> {
    Ok(TimelineEntry {
        conversation: ConversationId::from_stored(row.text("conversation")?),
        at: row.moment("at")?,
        author: read_author(row)?,
        kind: row.word("kind", EntryKind::from_column)?,
        text: row.unseal(&TIMELINE_TEXT)?,
        message_id: row.opt_message("message_id")?,
        turn: row.opt_text("turn")?.map(TurnId::from_stored),
        file: match row.unseal_opt(&TIMELINE_FILE)? {
            Some(file) => Some(serde_json::from_str(&file).map_err(|_| Error::Corrupt(TIMELINE_FILE.name()))?),
            None => None,
        },
        reasons: row.unseal_json(&TIMELINE_REASONS)?,
    })
}
