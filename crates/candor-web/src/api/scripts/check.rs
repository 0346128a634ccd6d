//! `POST /drafts/check`: what the desk reads in a text. Nothing is kept.

use candor_core::script::{MAX_SCRIPT_BYTES, Severity, parse, read};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    outline::{ScriptSection, sections},
    shape::{ScriptProblem, worded},
};
use crate::{
    api::{Answer, Asked, Nothing, Problem, must_not_exceed},
    panel::{Words, scripts::unix},
};

/// A text that need not be published.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TextToCheck {
    /// The whole text.
    #[schemars(length(max = 524288))]
    text: String,
}

/// What the desk reads in a text.
#[derive(Serialize, JsonSchema)]
pub(crate) struct CheckedScript {
    /// Whether it could be published.
    is_publishable: bool,
    /// The name in it.
    name: Option<String>,
    /// How many errors there are.
    errors: usize,
    /// How many warnings.
    warnings: usize,
    /// What is wrong or could be better, errors first; the first 500.
    problems: Vec<ScriptProblem>,
    /// What was understood, part by part.
    outline: Vec<ScriptSection>,
}

/// Checks a text.
pub(crate) async fn check(asked: Asked<Nothing, Nothing, TextToCheck>) -> Result<Answer<CheckedScript>, Problem> {
    must_not_exceed(&asked.body.text, MAX_SCRIPT_BYTES)?;
    let (text, language) = (unix(&asked.body.text), asked.language);
    let checking = move || {
        let (script, problems) = parse(&text);
        let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
        CheckedScript {
            is_publishable: script.is_some(),
            name: script.or_else(|| read(&text)).map(|script| script.name),
            errors,
            warnings: problems.len().saturating_sub(errors),
            outline: sections(&text, &problems, Words(language)),
            problems: worded(problems, language),
        }
    };
    Ok(Answer::of(asked.api.alone(checking).await?))
}
