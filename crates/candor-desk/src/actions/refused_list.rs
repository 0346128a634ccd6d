//! Lists in the words of a refusal: what was noticed, what there is, what it is now.

use candor_core::{
    language::Language,
    lead::LeadOutcome,
    script::{Problem, Severity},
};

use super::edit_fields::ChangedField;

/// The words of outcomes as they are read: in Russian by their names too.
pub(super) fn outcomes(language: Language) -> String {
    let told = |outcome: LeadOutcome| match language {
        Language::En => outcome.word().to_owned(),
        Language::Ru => format!("{} ({})", outcome.name(language), outcome.word()),
    };
    LeadOutcome::ALL.map(told).join(", ")
}

/// So many errors of a script are told in one message; who has mended those sees the next.
const MOST_TOLD: usize = 10;

pub(super) fn errors(problems: &[Problem]) -> impl Iterator<Item = &Problem> {
    problems.iter().filter(|problem| problem.severity == Severity::Error)
}

pub(super) fn told(problems: &[Problem], language: Language) -> String {
    let lines: Vec<String> = errors(problems).take(MOST_TOLD).map(|problem| problem.describe(language)).collect();
    lines.join("\n")
}

/// Fields with the values they have now.
pub(super) fn values(changed: &[ChangedField]) -> String {
    let told =
        changed.iter().map(|field| format!("{}: {}", field.label, if field.now.is_empty() { "–" } else { &field.now }));
    told.collect::<Vec<_>>().join("; ")
}

/// More tags than this are not named in one sentence.
const MOST_NAMED: usize = 20;

/// As many as are read with one look.
pub(super) fn some_of(known: &[String]) -> String {
    let named = known.iter().take(MOST_NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    if known.len() > MOST_NAMED { format!("{named}…") } else { named }
}
