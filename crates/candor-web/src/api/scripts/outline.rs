//! What the desk reads in a text, part by part.

use candor_core::script::Problem as Noticed;
use schemars::JsonSchema;
use serde::Serialize;

use crate::panel::{Words, scripts::outline::outline};

/// The parts of one kind.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ScriptSection {
    /// `steps`, `questions`, `facts`, `fields`, `triggers` or `voice`.
    kind: &'static str,
    /// The line of its heading.
    line: usize,
    /// The parts, in the order of the text.
    parts: Vec<ScriptPart>,
}

/// A part of a script.
#[derive(Serialize, JsonSchema)]
struct ScriptPart {
    /// Its name.
    id: String,
    /// Its line.
    line: usize,
    /// `error` or `warning` if something is wrong in it.
    severity: Option<&'static str>,
    /// What it says, shortened for people to see whether it was understood.
    says: Vec<ScriptSaying>,
}

/// One thing a part says.
#[derive(Serialize, JsonSchema)]
struct ScriptSaying {
    /// Which: `goal`, `say`, `heard`, `asks`, `buttons`, `next`, `answer`, `when`, `then` and so on.
    what: &'static str,
    /// Its words.
    text: String,
}

/// The parts of a text, as far as it can be read.
pub(super) fn sections(text: &str, problems: &[Noticed], words: Words) -> Vec<ScriptSection> {
    let sections = outline(text, problems, words).into_iter().map(|section| ScriptSection {
        kind: section.name,
        line: section.line,
        parts: section
            .things
            .into_iter()
            .map(|thing| ScriptPart {
                id: thing.title,
                line: thing.line,
                severity: Some(thing.severity).filter(|severity| !severity.is_empty()),
                says: thing.about.into_iter().map(|(what, text)| ScriptSaying { what, text }).collect(),
            })
            .collect(),
    });
    sections.collect()
}
