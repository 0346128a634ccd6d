//! What is wrong with a text, in the reader's language, with the line it is about.

use candor_core::{
    language::Language,
    script::{Problem, Severity},
};

use crate::panel::Words;

/// So many problems are shown; whoever has mended those sees the next.
const MOST_SHOWN: usize = 60;

/// A problem as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    /// Its line.
    pub line: usize,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// A stable name, explained in the documents.
    pub code: &'static str,
    /// What is wrong.
    pub reason: String,
    /// What to do about it.
    pub advice: String,
    /// The address of the part it is in, and what that is called, where it can be mended by form.
    pub place: Option<(String, String)>,
}

/// All that is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Problems {
    /// The first of them, errors before warnings.
    pub shown: Vec<Told>,
    /// How many errors there are.
    pub errors: u64,
    /// How many warnings.
    pub warnings: u64,
    /// How many are not shown.
    pub more: u64,
}

impl Problems {
    /// Words them.
    pub(crate) fn of(problems: &[Problem], language: Language) -> Self {
        let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        let mut all: Vec<&Problem> = problems.iter().collect();
        all.sort_by_key(|problem| (problem.severity, problem.line));
        let errors = all.iter().filter(|problem| problem.severity == Severity::Error).count();
        Self {
            shown: all.iter().take(MOST_SHOWN).map(|problem| told(problem, language)).collect(),
            errors: count(errors),
            warnings: count(all.len() - errors),
            more: count(all.len().saturating_sub(MOST_SHOWN)),
        }
    }
}

/// One of them in words.
pub(crate) fn told(problem: &Problem, language: Language) -> Told {
    let sentence = |text: Option<&str>| sentence(text.unwrap_or_default());
    Told {
        line: problem.line,
        severity: match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        code: problem.code,
        reason: sentence(problem.reason.best(language)),
        advice: match problem.code {
            // The text's own advice names keywords; beside a form there are fields.
            "S203" => Words(language).say("scripts.advice_s203").to_owned(),
            _ => sentence(problem.advice.best(language)),
        },
        place: None,
    }
}

/// With a capital letter and a full stop.
fn sentence(text: &str) -> String {
    let mut signs = text.chars();
    let Some(first) = signs.next() else { return String::new() };
    let end = if text.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    format!("{}{}{end}", first.to_uppercase(), signs.as_str())
}

#[cfg(test)]
mod tests {
    use candor_core::script::{parse, samples};

    use super::*;

    #[test]
    fn errors_come_before_warnings_and_each_is_a_sentence() {
        let text = samples::SMALL.replace("kind: price", "kind: prise").replace("on insult", "on insults");
        let problems = Problems::of(&parse(&text).1, Language::Ru);
        assert!(problems.errors >= 1, "{problems:?}");
        let severities: Vec<_> = problems.shown.iter().map(|told| told.severity).collect();
        assert!(severities.is_sorted(), "{severities:?}");
        for told in &problems.shown {
            assert!(told.reason.ends_with(['.', '?', '!', '…']) && told.line > 0, "{told:?}");
        }
    }
}
