//! Why the desk said what it said, in people's words (H14). The words of reasons are the demo's.

use candor_core::reasons::{Reasons, VerdictKind};

use crate::panel::{Words, words::grouped};

/// The reasons of one turn, ready to be read.
pub(crate) struct Why {
    /// How the desk went about it.
    pub strategy: &'static str,
    /// The stable word of it.
    pub strategy_word: &'static str,
    /// Why so, in the order in which it was found.
    pub whys: Vec<String>,
    /// What was heard, with the proving words and how sure.
    pub heard: Vec<(String, String, String)>,
    /// What the contact told: field, value, words.
    pub told: Vec<(String, String, String)>,
    /// How well the script covers it, in per cent.
    pub fit: Option<u32>,
    /// From which step to which.
    pub steps: Option<(String, String)>,
    /// What it did.
    pub moves: Vec<String>,
    /// The facts its words rest on.
    pub facts: Vec<String>,
    /// What the guard did not let pass as it was: rule, verdict, reason.
    pub changed: Vec<(String, String, String)>,
    /// How many rules let it pass.
    pub passed: u64,
    /// Calls to models: job, model, outcome, tokens, milliseconds.
    pub calls: Vec<Call>,
    /// Who wrote the words.
    pub writer: String,
    /// The script and its version.
    pub script: String,
}

/// A call to a model.
pub(crate) struct Call {
    /// What for.
    pub job: String,
    /// Which model.
    pub model: String,
    /// The prompt and its version.
    pub prompt: String,
    /// How it ended.
    pub outcome: String,
    /// Tokens of request and answer.
    pub tokens: String,
    /// Milliseconds.
    pub millis: i64,
}

impl Why {
    /// Reads what a timeline keeps; `None` for reasons of a later version of the program.
    pub(crate) fn read(kept: &serde_json::Value, words: Words) -> Option<Self> {
        let reasons: Reasons = serde_json::from_value(kept.clone()).ok()?;
        let term = |group: &str, word: &str| words.term(group, word);
        let per_cent = |share: f64| format!("{:.0} %", share * 100.0);
        let heard = reasons.heard.as_ref();
        let about = |why: &candor_core::reasons::Why| {
            let said = words.term("why", &why.word);
            let filled = said.replace("{about}", &why.about);
            if why.about.is_empty() || filled.contains(&why.about) {
                filled
            } else {
                format!("{filled}: {}", why.about)
            }
        };
        let is_passed = |kind: VerdictKind| kind == VerdictKind::Say;
        let passed = reasons.verdicts.iter().filter(|one| is_passed(one.verdict)).count();
        Some(Self {
            strategy: words.say(&format!("desk.strategy.{}", reasons.strategy.word())),
            strategy_word: reasons.strategy.word(),
            whys: reasons.why.iter().map(about).collect(),
            heard: heard
                .into_iter()
                .flat_map(|heard| &heard.things)
                .map(|thing| (term("heard", thing.kind.word()), thing.words.clone(), per_cent(thing.confidence)))
                .collect(),
            told: heard
                .into_iter()
                .flat_map(|heard| &heard.told)
                .map(|told| (told.field.clone(), told.value.clone(), told.words.clone()))
                .collect(),
            fit: heard.map(|heard| share(heard.fit)),
            steps: match (&reasons.step_before, &reasons.step_after) {
                (None, None) => None,
                (before, after) => Some((before.clone().unwrap_or_default(), after.clone().unwrap_or_default())),
            },
            moves: reasons.moves.iter().map(|name| term("move", name)).collect(),
            facts: reasons.facts,
            changed: reasons
                .verdicts
                .iter()
                .filter(|one| !is_passed(one.verdict))
                .map(|one| (term("rule", &one.rule), term("verdict", one.verdict.word()), one.reason.clone()))
                .collect(),
            passed: u64::try_from(passed).unwrap_or_default(),
            calls: reasons
                .calls
                .iter()
                .map(|call| Call {
                    job: call.job.word().to_owned(),
                    model: format!("{} ({})", call.provider, call.model),
                    prompt: call.prompt.clone(),
                    outcome: call.outcome.clone(),
                    tokens: format!(
                        "{} + {}",
                        grouped(call.tokens.prompt, words.0),
                        grouped(call.tokens.output, words.0)
                    ),
                    millis: call.millis,
                })
                .collect(),
            writer: if reasons.writer == "local" { words.say("desk.turn.local").to_owned() } else { reasons.writer },
            script: format!("{} v{}", reasons.script.name, reasons.script.version),
        })
    }
}

/// A share as whole per cent, 0..=100.
fn share(share: f64) -> u32 {
    // Between 0 and 100 nothing is lost but the fraction.
    (0..=100_u32).rev().find(|cent| f64::from(*cent) <= share * 100.0 + 0.5).unwrap_or_default()
}
