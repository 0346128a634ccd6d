//! What is wrong with a script, said so that its owner can mend it: where, why and what to do, in both languages.
//! A problem never quotes more of the script than the words it is about.

use serde::Serialize;

use super::codes::Code;
use crate::language::{Language, Wording};

/// Something wrong with a script's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Line of the text, from 1.
    pub line: usize,
    /// Character of that line, from 1, where one can be told.
    pub column: Option<usize>,
    /// Whether the script can be used all the same.
    pub severity: Severity,
    /// A stable name such as `S012`, explained in `docs/scripts.md`.
    pub code: &'static str,
    /// What is wrong and why it matters.
    pub reason: Wording,
    /// What to do about it.
    pub advice: Wording,
}

/// Whether a script with a problem can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It cannot be published.
    Error,
    /// It can; the desk will do worse than it could.
    Warning,
}

impl Problem {
    /// A problem of this code at this line.
    pub(crate) fn at(line: usize, code: Code, reason: Wording, advice: Wording) -> Self {
        Self { line: line.max(1), column: None, severity: code.severity, code: code.id, reason, advice }
    }

    /// The same, pointing at a character of the line (from 1).
    pub(crate) fn in_column(mut self, column: usize) -> Self {
        self.column = Some(column);
        self
    }

    /// One line for a terminal: `12:3 error S012: reason. Advice.`
    pub fn describe(&self, language: Language) -> String {
        let place = match self.column {
            Some(column) => format!("{}:{column}", self.line),
            None => self.line.to_string(),
        };
        let severity = match (self.severity, language) {
            (Severity::Error, Language::En) => "error",
            (Severity::Warning, Language::En) => "warning",
            (Severity::Error, Language::Ru) => "ошибка",
            (Severity::Warning, Language::Ru) => "замечание",
        };
        let reason = self.reason.best(language).unwrap_or_default();
        let advice = self.advice.best(language).unwrap_or_default();
        format!("{place} {severity} {}: {reason}. {}", self.code, sentence(advice))
    }
}

/// Words as a sentence of their own: with a capital, and one mark at the end.
fn sentence(words: &str) -> String {
    let mut signs = words.chars();
    let first: String = signs.next().into_iter().flat_map(char::to_uppercase).collect();
    let end = if words.ends_with(['.', '?', '!', '…']) { "" } else { "." };
    format!("{first}{}{end}", signs.as_str())
}

/// A wording in both languages.
pub(crate) fn both(en: impl Into<String>, ru: impl Into<String>) -> Wording {
    Wording { en: Some(en.into()), ru: Some(ru.into()) }
}
