//! A script as the API tells it.

use candor_core::{
    audit::Actor,
    language::Language,
    script::{Problem as Noticed, Severity, parse},
};
use candor_store::ScriptVersion;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{api::At, panel::scripts::problems::told};

/// So many problems of a text are told; whoever has mended those sees the next.
const MOST_PROBLEMS: usize = 500;

/// The name of a script.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct ScriptNamed {
    /// The name of the script.
    pub name: String,
}

/// A version of a script, with its text.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Script {
    /// Its name.
    name: String,
    /// The version.
    version: i64,
    /// Whether new conversations begin with this version.
    is_in_use: bool,
    /// The text as it was published.
    text: String,
    /// What its publisher said about it.
    note: String,
    /// When it was published.
    published_at: At,
    /// Who published it: a name, or `console` for whoever has the shell; null where that is not known.
    published_by: Option<String>,
    /// What could be better in it, and what this release takes for an error. What shows only once a text was learnt, phrasings
    /// that are too alike, is told where it is published.
    problems: Vec<ScriptProblem>,
}

/// Something in a script's text that is wrong or could be better.
#[derive(Clone, Serialize, JsonSchema)]
pub(crate) struct ScriptProblem {
    /// Its line, from 1.
    line: usize,
    /// The character of the line, from 1, where one can be told.
    column: Option<usize>,
    /// An `error` keeps a text from being published, a `warning` does not.
    severity: &'static str,
    /// A stable name such as `S012`.
    code: &'static str,
    /// What is wrong and why it matters, in the language of `Accept-Language`.
    reason: String,
    /// What to do about it.
    advice: String,
}

impl Script {
    /// As the store has it.
    pub(super) fn of(
        known: ScriptVersion,
        is_in_use: bool,
        published_by: Option<String>,
        problems: Vec<ScriptProblem>,
    ) -> Self {
        Self {
            name: known.name,
            version: known.version,
            is_in_use,
            text: known.text,
            note: known.note,
            published_at: known.published_at.into(),
            published_by,
            problems,
        }
    }
}

/// Who published something; the desk itself never does.
pub(super) fn publisher(actor: Option<&Actor>) -> Option<String> {
    match actor? {
        Actor::Operator { name, .. } => Some(name.clone()),
        Actor::Console => Some("console".to_owned()),
        Actor::Desk => None,
    }
}

/// What is wrong with a text, errors first.
pub(super) fn problems_of(text: &str, language: Language) -> Vec<ScriptProblem> {
    worded(parse(text).1, language)
}

/// Problems in words, errors first.
pub(super) fn worded(mut problems: Vec<Noticed>, language: Language) -> Vec<ScriptProblem> {
    problems.sort_by_key(|problem| (problem.severity, problem.line, problem.column, problem.code));
    problems.dedup();
    problems.iter().take(MOST_PROBLEMS).map(|problem| in_words(problem, language)).collect()
}

fn in_words(problem: &Noticed, language: Language) -> ScriptProblem {
    let told = told(problem, language);
    ScriptProblem {
        line: told.line,
        column: problem.column,
        severity: match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        code: told.code,
        reason: told.reason,
        advice: told.advice,
    }
}
