//! The reasons of a turn in words, for every format alike, in the vocabulary of [`crate::transcript`].

use serde_json::Value;

use crate::{
    hearing::{Hearing, Topic},
    reasons::{Reasons, VerdictKind, Why},
};

/// Why the desk did what it did, in pieces that each stand on one line of their own.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Explained {
    /// A turn's reasons.
    Turn(Box<TurnReasons>),
    /// Reasons of a form this version does not know, as they are kept: never left out, never guessed.
    Raw(String),
}

/// The reasons of one turn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TurnReasons {
    /// What was heard: `asks_price; fact roses_15`.
    pub heard: Option<String>,
    /// How well the script covers it: `0.93`.
    pub fit: Option<String>,
    /// The strategy's word.
    pub strategy: &'static str,
    /// The moves, and why these: `answer (fit_above_threshold 0.93)`.
    pub chose: String,
    /// The script's version: `flowers 3`.
    pub script: String,
    /// The step, or the steps from and to: `budget`, `budget > date`.
    pub step: String,
    /// The facts the words rest on.
    pub facts: String,
    /// Rules of the guard that changed or stopped the words.
    pub guard: Vec<String>,
    /// Who wrote the words: `local` or a model's name.
    pub writer: String,
}

/// Reads reasons as a timeline keeps them; `None` if there are none.
pub(super) fn explained(reasons: &Value) -> Option<Explained> {
    if reasons.is_null() {
        return None;
    }
    let Ok(known) = serde_json::from_value::<Reasons>(reasons.clone()) else {
        return Some(Explained::Raw(reasons.to_string()));
    };
    let why: Vec<String> = known.why.iter().map(about).collect();
    let of_note = known.verdicts.iter().filter(|verdict| verdict.verdict != VerdictKind::Say);
    Some(Explained::Turn(Box::new(TurnReasons {
        heard: known.heard.as_ref().map(heard),
        fit: known.heard.as_ref().map(|heard| format!("{:.2}", heard.fit)),
        strategy: known.strategy.word(),
        chose: format!("{} ({})", known.moves.join(", "), why.join(", ")),
        script: format!("{} {}", known.script.name, known.script.version),
        step: steps(known.step_before.as_deref(), known.step_after.as_deref()),
        facts: known.facts.join(", "),
        guard: of_note
            .map(|verdict| format!("{} {}: {}", verdict.rule, verdict.verdict.word(), verdict.reason))
            .collect(),
        writer: known.writer,
    })))
}

/// The reasons of a turn on one line: what was chosen and why, what was heard, which facts it rests on.
pub fn reason_line(reasons: &Value) -> Option<String> {
    Some(match explained(reasons)? {
        Explained::Raw(raw) => raw,
        Explained::Turn(turn) => {
            let heard = turn.heard.map(|heard| format!("; {heard}")).unwrap_or_default();
            let fit = turn.fit.map(|fit| format!("; fit {fit}")).unwrap_or_default();
            let facts = if turn.facts.is_empty() { String::new() } else { format!("; facts {}", turn.facts) };
            let guard: String = turn.guard.iter().map(|rule| format!("; guard {rule}")).collect();
            format!("{}: {}{heard}{fit}; {}{facts}{guard}", turn.strategy, turn.chose, turn.step)
        }
    })
}

fn heard(hearing: &Hearing) -> String {
    let mut parts = vec![hearing.things.iter().map(|thing| thing.kind.word()).collect::<Vec<_>>().join(", ")];
    parts.extend(hearing.topic().map(|topic| match topic {
        Topic::Step(id) => format!("step {id}"),
        Topic::Question(id) => format!("question {id}"),
        Topic::Fact(id) => format!("fact {id}"),
    }));
    parts.extend(hearing.told.iter().map(|told| format!("{} = {}", told.field, told.value)));
    parts.join("; ")
}

fn about(why: &Why) -> String {
    if why.about.is_empty() { why.word.clone() } else { format!("{} {}", why.word, why.about) }
}

fn steps(before: Option<&str>, after: Option<&str>) -> String {
    if before == after {
        return before.unwrap_or_default().to_owned();
    }
    format!("{} > {}", before.unwrap_or("-"), after.unwrap_or("-"))
}
