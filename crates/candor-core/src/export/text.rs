//! Text for people: a heading per conversation with all that is known, then `2026-11-26 15:42 Anna: …` a line, and
//! below what the desk said the reasons for it (H14). Marks in brackets say who is not the contact; names have no
//! brackets, and every further line of a message is marked, so that nobody's words pass for somebody else's (H3, H13).

use std::fmt::Write;

use jiff::tz::TimeZone;

use super::{
    Document, ExportedConversation,
    explained::{Explained, explained},
    plain::{lines, name, one_line},
    text_words::{Word, happened, language_name, said},
};
use crate::{
    attachment::Attachment,
    ids::TurnId,
    language::Language,
    message::Author,
    moment::Moment,
    script::FieldKind,
    timeline::{EntryKind, TimelineEntry},
    told_time::{minute, zone},
};

/// Where words begin: behind `2026-11-26 15:42 `.
const INDENT: usize = 17;

/// Between conversations.
const RULE: &str = "----------------------------------------------------------------";

/// Writes text for people.
#[derive(Clone, Debug)]
pub struct Text {
    language: Language,
    zone: TimeZone,
    has_conversations: bool,
    /// A turn whose words have not come yet: its reasons stand below them.
    thought: Option<Thought>,
}

#[derive(Clone, Debug)]
struct Thought {
    turn: Option<TurnId>,
    at: Moment,
    reasons: String,
}

impl Text {
    /// In the reader's language, with times in a zone of the IANA database; in UTC where its name is unknown.
    pub fn new(language: Language, zone_name: &str) -> Self {
        Self { language, zone: zone(zone_name), has_conversations: false, thought: None }
    }

    fn say(&self, word: Word) -> &'static str {
        word.in_language(self.language)
    }

    /// A line somebody said or did, with further lines marked.
    fn entry(&self, at: Moment, who: &str, words: &str) -> String {
        let mut lines = lines(words);
        let mut text = format!("{} {who}: {}\n", minute(at, &self.zone), lines.next().unwrap_or_default());
        for line in lines {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{:INDENT$}| {line}", "");
        }
        text
    }

    fn who(&self, about: &ExportedConversation<'_>, author: &Author) -> String {
        match author {
            Author::Contact => self.name(about.contact_name),
            Author::Ai => self.say(Word::Ai).to_owned(),
            Author::Operator { name } => format!("{} {}", self.say(Word::Person), self.name(name)),
            Author::System => self.say(Word::System).to_owned(),
        }
    }

    fn name(&self, chosen: &str) -> String {
        name(chosen).unwrap_or_else(|| self.say(Word::NoName).to_owned())
    }

    /// The reasons, a line each, set below the words they belong to.
    fn reasons(&self, reasons: &serde_json::Value) -> String {
        let mut text = String::new();
        let mut line = |word: Word, words: &str| {
            let _ = writeln!(text, "{:INDENT$}{}> {}", "", self.say(word), one_line(words));
        };
        match explained(reasons) {
            Some(Explained::Turn(turn)) => {
                if let Some(heard) = &turn.heard {
                    let fit = turn.fit.as_deref().unwrap_or_default();
                    line(Word::Heard, &format!("{heard}; {} {fit}", self.say(Word::Fit)));
                }
                let mut why = format!("{}: {}", said(turn.strategy, self.language), turn.chose);
                let parts = [(Word::Step, &turn.step), (Word::Facts, &turn.facts), (Word::Script, &turn.script)];
                for (word, part) in parts.into_iter().chain([(Word::WordsBy, &turn.writer)]) {
                    if !part.is_empty() {
                        let _ = write!(why, "; {} {part}", self.say(word).to_lowercase());
                    }
                }
                line(Word::Why, &why);
                for verdict in &turn.guard {
                    line(Word::Guard, verdict);
                }
            }
            Some(Explained::Raw(kept)) => line(Word::Why, &kept),
            None => {}
        }
        text
    }

    /// The file that came with the words above, on a line nobody's words can imitate.
    fn file(&self, file: &Attachment) -> String {
        let parts: Vec<String> = [file.what.clone(), file.told(self.language)].into();
        let told = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
        format!("{:INDENT$}{}> {}\n", "", self.say(Word::File), one_line(&told))
    }

    /// A turn that was thought through and said nothing.
    fn silence(&mut self) -> String {
        self.thought.take().map_or_else(String::new, |thought| {
            let mut text = self.entry(thought.at, self.say(Word::Ai), self.say(Word::Silent));
            text.push_str(&thought.reasons);
            text
        })
    }

    fn heading(&self, about: &ExportedConversation<'_>, word: Word) -> String {
        let mut name = self.name(about.contact_name);
        if let Some(username) = about.username {
            let _ = write!(name, " (@{})", one_line(username));
        }
        // The name comes last: whatever stands in braces in it is not filled in again.
        let title = self.say(word).replace("{number}", &about.number.to_string()).replace("{name}", &name);
        format!("\n{RULE}\n{title}\n")
    }

    fn known(&self, about: &ExportedConversation<'_>) -> String {
        let mut text = String::new();
        let mut line = |word: Word, value: &str| {
            if !value.is_empty() {
                let _ = writeln!(text, "{}: {}", self.say(word), one_line(value));
            }
        };
        line(Word::Began, &minute(about.created_at, &self.zone));
        line(Word::Language, language_name(about.language, self.language));
        line(Word::Source, about.source.unwrap_or_default());
        line(Word::Script, &format!("{} {}", about.script.name, about.script.version));
        line(Word::Step, about.step.unwrap_or_default());
        let holder = said(about.holder, self.language);
        line(Word::Answers, &about.holder_name.map_or_else(|| holder.to_owned(), |name| format!("{name}, {holder}")));
        let outcome = about.outcome.map(|outcome| said(outcome, self.language));
        let ended: Vec<&str> = outcome.into_iter().chain(about.outcome_reason).collect();
        line(Word::Outcome, &ended.join(": "));
        line(Word::Tags, &about.tags.join(", "));
        let fields = about.fields.iter().map(|(field, told)| {
            let is_plain = told.words.trim() == told.value;
            proven(
                label(about, field, self.language),
                shown(about, field, &told.value, self.language),
                &told.words,
                is_plain,
            )
        });
        listed(&mut text, self.say(Word::Known), fields);
        let scores =
            about.scores.iter().map(|score| proven(score.criterion, &score.points.to_string(), score.proof, false));
        listed(&mut text, self.say(Word::Score), scores);
        let notes =
            about.notes.iter().map(|note| format!("{} {}: {}", minute(note.at, &self.zone), note.author, note.text));
        listed(&mut text, self.say(Word::Notes), notes);
        text
    }
}

impl Document for Text {
    fn head(&mut self) -> String {
        self.say(Word::Heading).replace("{zone}", self.zone.iana_name().unwrap_or("UTC"))
    }

    fn conversation(&mut self, about: &ExportedConversation<'_>) -> String {
        let before = self.silence();
        self.has_conversations = true;
        format!("{before}{}{}\n", self.heading(about, Word::Conversation), self.known(about))
    }

    fn resumes(&mut self, about: &ExportedConversation<'_>) -> String {
        let before = self.silence();
        self.has_conversations = true;
        format!("{before}{}\n", self.heading(about, Word::Resumes))
    }

    fn line(&mut self, about: &ExportedConversation<'_>, entry: &TimelineEntry) -> String {
        let reasons = self.reasons(&entry.reasons);
        if entry.kind == EntryKind::Turn {
            let before = self.silence();
            self.thought = Some(Thought { turn: entry.turn.clone(), at: entry.at, reasons });
            return before;
        }
        let is_said = entry.kind == EntryKind::Message && entry.author == Author::Ai && entry.turn.is_some();
        let thought = self.thought.take_if(|thought| is_said && thought.turn == entry.turn);
        let before = self.silence();
        let mut who = self.who(about, &entry.author);
        let mut words = entry.words();
        // Whoever sent a file said something with it, even without words.
        if entry.kind == EntryKind::Event && entry.file.is_none() {
            who = format!("{} {who}", self.say(Word::Event));
            if entry.author != Author::Contact {
                words = happened(words, self.language);
            }
        }
        let file = entry.file.as_ref().map(|file| self.file(file)).unwrap_or_default();
        let why = thought.map(|thought| thought.reasons).unwrap_or_default();
        format!("{before}{}{file}{why}{reasons}", self.entry(entry.at, &who, words))
    }

    fn is_amid_turn(&self) -> bool {
        self.thought.is_some()
    }

    fn tail(&mut self) -> String {
        let mut text = self.silence();
        if !self.has_conversations {
            let _ = writeln!(text, "\n{}", self.say(Word::Nothing));
        }
        text
    }
}

fn listed(text: &mut String, title: &str, items: impl Iterator<Item = String>) {
    for (place, item) in items.enumerate() {
        if place == 0 {
            let _ = writeln!(text, "{title}:");
        }
        let _ = writeln!(text, "  {}", one_line(&item));
    }
}

fn proven(label: &str, value: &str, proof: &str, is_plain: bool) -> String {
    let proof = proof.trim();
    if is_plain || proof.is_empty() { format!("{label}: {value}") } else { format!("{label}: {value} («{proof}»)") }
}

/// What the script calls a field.
fn label<'a>(about: &ExportedConversation<'a>, field: &'a str, language: Language) -> &'a str {
    let known = about.words.and_then(|script| script.field(field));
    known.and_then(|field| field.label.best(language)).unwrap_or(field)
}

/// A value as people read it: an option by what contacts call it.
fn shown<'a>(about: &ExportedConversation<'a>, field: &str, value: &'a str, language: Language) -> &'a str {
    let known = about.words.and_then(|script| script.field(field));
    let Some(FieldKind::Choice { options }) = known.map(|field| &field.kind) else { return value };
    let option = options.iter().find(|option| option.id == value);
    option.and_then(|option| option.named.in_language(language).first()).map_or(value, String::as_str)
}
