//! Writes a timeline as a transcript.

use std::fmt::Write;

use super::SPEAKER_WIDTH;
use crate::{
    hearing::Topic,
    message::Author,
    reasons::{Reasons, VerdictKind, Why},
    timeline::{EntryKind, TimelineEntry},
};

/// The transcript of a timeline. Lines of kinds it has no words for are left out, never guessed.
pub fn print(entries: &[TimelineEntry]) -> String {
    let mut text = String::new();
    for entry in entries {
        match entry.kind {
            EntryKind::Message => said(&mut text, &speaker(&entry.author), &entry.text),
            EntryKind::Event => said(&mut text, "event", &format!("{} {}", entry.author.column(), entry.text)),
            EntryKind::Turn => {
                if let Ok(reasons) = serde_json::from_value::<Reasons>(entry.reasons.clone()) {
                    thought(&mut text, &reasons);
                }
            }
        }
    }
    text
}

fn speaker(author: &Author) -> String {
    match author {
        Author::Contact => "contact".to_owned(),
        Author::Ai => "desk".to_owned(),
        Author::Operator { name } => format!("person {name}"),
        Author::System => "system".to_owned(),
    }
}

fn said(text: &mut String, speaker: &str, words: &str) {
    let mut lines = words.lines();
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{speaker:>SPEAKER_WIDTH$}> {}", lines.next().unwrap_or_default());
    for line in lines {
        let _ = writeln!(text, "{:>SPEAKER_WIDTH$}| {line}", "");
    }
}

fn thought(text: &mut String, reasons: &Reasons) {
    if let Some(heard) = &reasons.heard {
        let things: Vec<&str> = heard.things.iter().map(|thing| thing.kind.word()).collect();
        let mut line = format!("{}; fit {:.2}", things.join(", "), heard.fit);
        if let Some(topic) = heard.topic() {
            let _ = match topic {
                Topic::Step(id) => write!(line, "; step {id}"),
                Topic::Question(id) => write!(line, "; question {id}"),
                Topic::Fact(id) => write!(line, "; fact {id}"),
            };
        }
        for value in &heard.told {
            let _ = write!(line, "; {} = {}", value.field, value.value);
        }
        said(text, "heard", &line);
    }
    let why: Vec<String> = reasons.why.iter().map(reason).collect();
    let mut line = format!("{}: {} ({})", reasons.strategy.word(), reasons.moves.join(", "), why.join(", "));
    if reasons.step_before != reasons.step_after {
        let _ = write!(line, "; now at {}", reasons.step_after.as_deref().unwrap_or("no step"));
    }
    said(text, "chose", &line);
    for verdict in reasons.verdicts.iter().filter(|verdict| verdict.verdict != VerdictKind::Say) {
        said(text, "guard", &format!("{} {}: {}", verdict.rule, verdict.verdict.word(), verdict.reason));
    }
}

fn reason(why: &Why) -> String {
    if why.about.is_empty() { why.word.clone() } else { format!("{} {}", why.word, why.about) }
}
