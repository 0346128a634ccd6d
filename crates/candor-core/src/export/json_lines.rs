//! JSON Lines: one object a line, for programs. The first says `"type":"export"`; then for each conversation one with
//! `"type":"conversation"` and one with `"type":"line"` per line of its timeline. Texts are exactly as they were
//! written; control signs and everything that could end a line are escaped.

use std::{collections::BTreeMap, fmt::Write};

use serde::Serialize;

use super::{Document, ExportedConversation, ExportedNote, ExportedScore};
use crate::{
    attachment::Attachment,
    conversation::{ScriptRef, Told},
    ids::{ConversationId, TurnId},
    message::Author,
    timeline::TimelineEntry,
    told_time::rfc3339,
};

/// The version of this form; a field may be added without raising it, none is taken away or changed.
const FORM: u8 = 1;

/// Writes JSON Lines.
#[derive(Clone, Copy, Debug)]
pub struct JsonLines;

impl Document for JsonLines {
    fn head(&mut self) -> String {
        line(&Head { kind: "export", form: FORM })
    }

    fn conversation(&mut self, about: &ExportedConversation<'_>) -> String {
        line(&Known {
            kind: "conversation",
            conversation: about.id,
            number: about.number,
            contact_name: about.contact_name,
            username: about.username,
            language: about.language.code(),
            source: about.source,
            script: about.script,
            step: about.step,
            holder: about.holder,
            holder_name: about.holder_name,
            outcome: about.outcome,
            outcome_reason: about.outcome_reason,
            fields: about.fields.iter().map(|(field, told)| (field.as_str(), Value::of(told))).collect(),
            scores: about.scores.iter().map(Score::of).collect(),
            tags: about.tags,
            notes: about.notes.iter().map(Note::of).collect(),
            created_at: rfc3339(about.created_at),
        })
    }

    fn resumes(&mut self, _about: &ExportedConversation<'_>) -> String {
        String::new()
    }

    fn line(&mut self, about: &ExportedConversation<'_>, entry: &TimelineEntry) -> String {
        line(&Said {
            kind: "line",
            conversation: &entry.conversation,
            number: about.number,
            at: rfc3339(entry.at),
            author: entry.author.column(),
            author_name: match &entry.author {
                Author::Contact => Some(about.contact_name),
                Author::Operator { name } => Some(name),
                Author::Ai | Author::System => None,
            },
            sort: entry.kind.column(),
            text: &entry.text,
            file: entry.file.as_ref().map(File::of),
            message_id: entry.message_id.map(|id| id.0),
            turn: entry.turn.as_ref(),
            reasons: &entry.reasons,
        })
    }

    fn tail(&mut self) -> String {
        String::new()
    }
}

#[derive(Serialize)]
struct Head {
    #[serde(rename = "type")]
    kind: &'static str,
    form: u8,
}

#[derive(Serialize)]
struct Known<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    conversation: &'a ConversationId,
    number: i64,
    contact_name: &'a str,
    username: Option<&'a str>,
    language: &'static str,
    source: Option<&'a str>,
    script: &'a ScriptRef,
    step: Option<&'a str>,
    holder: &'a str,
    holder_name: Option<&'a str>,
    outcome: Option<&'a str>,
    outcome_reason: Option<&'a str>,
    fields: BTreeMap<&'a str, Value<'a>>,
    scores: Vec<Score<'a>>,
    tags: &'a [String],
    notes: Vec<Note<'a>>,
    created_at: String,
}

#[derive(Serialize)]
struct Value<'a> {
    value: &'a str,
    proof: &'a str,
    at: String,
}

impl<'a> Value<'a> {
    fn of(told: &'a Told) -> Self {
        Self { value: &told.value, proof: &told.words, at: rfc3339(told.at) }
    }
}

#[derive(Serialize)]
struct Score<'a> {
    criterion: &'a str,
    points: i64,
    proof: &'a str,
}

impl<'a> Score<'a> {
    const fn of(score: &ExportedScore<'a>) -> Self {
        Self { criterion: score.criterion, points: score.points, proof: score.proof }
    }
}

#[derive(Serialize)]
struct Note<'a> {
    at: String,
    author: &'a str,
    text: &'a str,
}

impl<'a> Note<'a> {
    fn of(note: &ExportedNote<'a>) -> Self {
        Self { at: rfc3339(note.at), author: note.author, text: note.text }
    }
}

/// A file, without the channel's id of it: nobody but the bot has a use for that.
#[derive(Serialize)]
struct File<'a> {
    what: &'a str,
    name: Option<&'a str>,
    bytes: Option<u64>,
}

impl<'a> File<'a> {
    fn of(file: &'a Attachment) -> Self {
        Self { what: &file.what, name: file.name.as_deref(), bytes: file.bytes }
    }
}

#[derive(Serialize)]
struct Said<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    conversation: &'a ConversationId,
    number: i64,
    at: String,
    author: &'static str,
    author_name: Option<&'a str>,
    #[serde(rename = "kind")]
    sort: &'static str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<File<'a>>,
    message_id: Option<i64>,
    turn: Option<&'a TurnId>,
    reasons: &'a serde_json::Value,
}

/// One object on one line. serde_json escapes what lies below U+0020; what else is a control sign or ends a line can
/// only stand within a string, where it may be escaped as well.
fn line(object: &impl Serialize) -> String {
    // Writing strings, numbers and maps with string keys to memory cannot fail.
    let json = serde_json::to_string(object).unwrap_or_default();
    let mut line = String::with_capacity(json.len() + 1);
    for sign in json.chars() {
        if sign.is_control() || matches!(sign, '\u{2028}' | '\u{2029}') {
            let _ = write!(line, "\\u{:04x}", u32::from(sign));
        } else {
            line.push(sign);
        }
    }
    line.push('\n');
    line
}
