//! CSV for spreadsheets (RFC 4180: CRLF, every cell quoted), UTF-8 with a byte order mark so that Excel reads Cyrillic.
//! A row with kind `conversation` says what is known; the rows after it are the lines of its timeline. Every cell is
//! [`neutral`]: no formula, and numbers as text.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::{
    Document, ExportedConversation,
    explained::{Explained, explained},
    neutral::neutral,
};
use crate::{attachment::Attachment, message::Author, moment::Moment, timeline::TimelineEntry, told_time::rfc3339};

/// The columns with their meanings, in order. Programs find a column by its name: new ones may come at the end.
pub const COLUMNS: [(&str, &str); 27] = [
    ("number", "the conversation's number"),
    ("contact", "what the contact chose to be called"),
    ("at", "when, in UTC (RFC 3339); for a conversation, when it began"),
    ("author", "who wrote it: contact, ai, operator or system; empty for a conversation"),
    ("author_name", "the name of the contact or operator who wrote it"),
    ("kind", "conversation, message, turn (a turn that was thought through) or event"),
    ("text", "the words; for a conversation, its notes, one a line"),
    ("heard", "what the desk understood"),
    ("fit", "how well the script covers it, 0 to 1"),
    ("strategy", "script_80, free_20, hand_off or stay_silent"),
    ("why", "the moves, and in brackets why these"),
    ("step", "the step; before > after where the turn went on"),
    ("facts", "the approved facts the words rest on"),
    ("guard", "what the guard changed or stopped"),
    ("writer", "who wrote the desk's words: local, or a model"),
    ("script", "the script and its version"),
    ("message_id", "the channel's number of the message"),
    ("turn", "the turn that caused it"),
    ("conversation", "the conversation's id"),
    ("username", "the contact's name at the channel"),
    ("language", "the language of the contact's last words"),
    ("source", "the deep link or invitation by which the contact came"),
    ("holder", "who answers: desk, waiting or operator, with the operator's name"),
    ("outcome", "how it ended, and why"),
    ("tags", "the lead's tags"),
    ("fields", "what the contact told, with the words that prove it, and the score; one a line"),
    ("file", "the file it came with: what it is, its name and its size in bytes"),
];

/// What a table begins with, so that Excel reads it as UTF-8.
pub const BYTE_ORDER_MARK: char = '\u{feff}';

/// Writes CSV.
#[derive(Clone, Copy, Debug)]
pub struct Csv;

impl Document for Csv {
    fn head(&mut self) -> String {
        format!("{BYTE_ORDER_MARK}{}", csv_row(COLUMNS.map(|(name, _)| name)))
    }

    fn conversation(&mut self, about: &ExportedConversation<'_>) -> String {
        let notes = about.notes.iter().map(|note| format!("{} {}: {}", rfc3339(note.at), note.author, note.text));
        let fields = about.fields.iter().map(|(field, told)| proven(field, &told.value, &told.words));
        let scores = about.scores.iter().map(|score| proven(score.criterion, &score.points.to_string(), score.proof));
        Row {
            at: Some(about.created_at),
            kind: "conversation",
            text: &notes.collect::<Vec<_>>().join("\n"),
            step: about.step.unwrap_or_default().to_owned(),
            script: format!("{} {}", about.script.name, about.script.version),
            username: about.username.unwrap_or_default(),
            language: about.language.code(),
            source: about.source.unwrap_or_default(),
            holder: joined(about.holder, about.holder_name),
            outcome: joined(about.outcome.unwrap_or_default(), about.outcome_reason),
            tags: about.tags.join(", "),
            fields: fields.chain(scores).collect::<Vec<_>>().join("\n"),
            ..Row::default()
        }
        .written(about)
    }

    fn resumes(&mut self, _about: &ExportedConversation<'_>) -> String {
        String::new()
    }

    fn line(&mut self, about: &ExportedConversation<'_>, entry: &TimelineEntry) -> String {
        let mut row = Row {
            at: Some(entry.at),
            author: entry.author.column(),
            author_name: match &entry.author {
                Author::Contact => about.contact_name,
                Author::Operator { name } => name,
                Author::Ai | Author::System => "",
            },
            kind: entry.kind.column(),
            text: &entry.text,
            message_id: entry.message_id.map(|id| id.0.to_string()).unwrap_or_default(),
            turn: entry.turn.as_ref().map(ToString::to_string).unwrap_or_default(),
            file: entry.file.as_ref().map(named).unwrap_or_default(),
            ..Row::default()
        };
        match explained(&entry.reasons) {
            Some(Explained::Turn(reasons)) => {
                row.heard = reasons.heard.unwrap_or_default();
                row.fit = reasons.fit.unwrap_or_default();
                row.strategy = reasons.strategy;
                row.why = reasons.chose;
                row.step = reasons.step;
                row.facts = reasons.facts;
                row.guard = reasons.guard.join("\n");
                row.writer = reasons.writer;
                row.script = reasons.script;
            }
            Some(Explained::Raw(reasons)) => row.why = reasons,
            None => {}
        }
        row.written(about)
    }

    fn tail(&mut self) -> String {
        String::new()
    }
}

/// The cells of a row that differ from row to row of one conversation.
#[derive(Default)]
struct Row<'a> {
    at: Option<Moment>,
    author: &'a str,
    author_name: &'a str,
    kind: &'a str,
    text: &'a str,
    heard: String,
    fit: String,
    strategy: &'a str,
    why: String,
    step: String,
    facts: String,
    guard: String,
    writer: String,
    script: String,
    message_id: String,
    turn: String,
    username: &'a str,
    language: &'a str,
    source: &'a str,
    holder: String,
    outcome: String,
    tags: String,
    fields: String,
    file: String,
}

impl Row<'_> {
    /// The row, in the order of [`COLUMNS`].
    fn written(self, about: &ExportedConversation<'_>) -> String {
        let cells: [&str; COLUMNS.len()] = [
            &about.number.to_string(),
            about.contact_name,
            &self.at.map(rfc3339).unwrap_or_default(),
            self.author,
            self.author_name,
            self.kind,
            self.text,
            &self.heard,
            &self.fit,
            self.strategy,
            &self.why,
            &self.step,
            &self.facts,
            &self.guard,
            &self.writer,
            &self.script,
            &self.message_id,
            &self.turn,
            about.id.as_str(),
            self.username,
            self.language,
            self.source,
            &self.holder,
            &self.outcome,
            &self.tags,
            &self.fields,
            &self.file,
        ];
        csv_row(cells)
    }
}

/// One row of a table for spreadsheets; every cell of it is [`neutral`].
pub fn csv_row<C: AsRef<str>>(cells: impl IntoIterator<Item = C>) -> String {
    written(cells.into_iter().map(|cell| neutral(cell.as_ref())))
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words: data, whatever stands in them.
    Text(String),
    /// A number the desk itself made: spreadsheets may count with it.
    Number(i64),
}

/// As [`csv_row`], where numbers stay numbers.
pub fn csv_cells(cells: &[Cell]) -> String {
    written(cells.iter().map(|cell| match cell {
        Cell::Text(text) => neutral(text),
        Cell::Number(number) => number.to_string(),
    }))
}

fn written(cells: impl Iterator<Item = String>) -> String {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Always)
        .buffer_capacity(1024)
        .from_writer(Vec::new());
    // Writing one row to memory cannot fail, and what is made of strings is UTF-8.
    let _ = writer.write_record(cells);
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn proven(name: &str, value: &str, proof: &str) -> String {
    let proof = proof.trim();
    if proof.is_empty() || proof == value {
        format!("{name}: {value}")
    } else {
        format!("{name}: {value} («{proof}»)")
    }
}

fn named(file: &Attachment) -> String {
    let size = file.bytes.map(|bytes| bytes.to_string());
    let parts: Vec<&str> =
        [Some(file.what.as_str()), file.name.as_deref(), size.as_deref()].into_iter().flatten().collect();
    parts.join(", ")
}

fn joined(word: &str, more: Option<&str>) -> String {
    more.map_or_else(|| word.to_owned(), |more| format!("{word}: {more}"))
}
