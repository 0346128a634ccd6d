//! One message holds 4096 characters (Bot API): a step's words, the question asked with them and the AI notice must fit.

use crate::{
    language::Language,
    message::MAX_TEXT_CHARS,
    phrases::Phrase,
    script::{
        codes,
        model::Script,
        problem::{Problem, both},
        reading::{Reading, Role},
        render::longest,
    },
};

/// Longer AI notices are not read, in characters: a notice that hides the truth in a page of text is none.
pub(super) const LONGEST_NOTICE: usize = 400;

/// The empty lines between the notice, the words and the question.
const JOINTS: usize = 4;

pub(in crate::script) fn check(reading: &Reading) -> Vec<Problem> {
    let script = &reading.script;
    let mut problems = Vec::new();
    for said in &reading.texts {
        let own = longest(script, &said.text, said.language);
        let (whole, limit) = match said.role {
            Role::AiNotice => (own, LONGEST_NOTICE),
            Role::Say => (
                own + notice(script, said.language) + longest_ask(script, &said.owner, said.language) + JOINTS,
                MAX_TEXT_CHARS,
            ),
            Role::Answer | Role::Ask | Role::CallWords | Role::FactSays | Role::Opener | Role::Hours => {
                (own + notice(script, said.language) + JOINTS, MAX_TEXT_CHARS)
            }
            _ => (own, MAX_TEXT_CHARS),
        };
        if whole > limit {
            let reason = both(
                format!("with all that goes with it this text takes {whole} characters; the limit is {limit}"),
                format!("со всем, что к нему добавится, текст займёт знаков: {whole}, а можно {limit}"),
            );
            let advice = both(
                "shorten it; two or three sentences read best",
                "сократите: лучше всего читаются два-три предложения",
            );
            problems.push(Problem::at(said.line, codes::TOO_LONG_TEXT, reason, advice));
        }
    }
    problems
}

/// How much the AI notice takes.
fn notice(script: &Script, language: Language) -> usize {
    let own = script.disclosure.best(language).unwrap_or_default();
    let business = script.business.best(language).unwrap_or_default().chars().count();
    let built_in =
        Phrase::Discloses.variants(language).iter().map(|words| words.chars().count()).max().unwrap_or_default();
    own.chars().count().max(built_in) + business
}

/// How much the longest question asked in a step takes.
fn longest_ask(script: &Script, step: &str, language: Language) -> usize {
    let asks = script.step(step).map(|step| step.asks.as_slice()).unwrap_or_default();
    asks.iter()
        .filter_map(|id| script.field(id)?.ask.best(language))
        .map(|ask| longest(script, ask, language))
        .max()
        .unwrap_or_default()
}
