//! May these words be said? One file per rule and one line in [`RULES`]. Rules judge the draft in order; each may mend it,
//! replace it by an approved text, or call a person. No setting, script or model reaches them.

mod admits_being_ai;
mod claims_no_person;
mod discloses;
mod keeps_length;
mod keeps_secrets;
mod no_forbidden_words;
mod no_invented_figures;
mod no_pressure;
mod no_repetition;
mod respects_opt_out;
#[cfg(test)]
mod tests;
mod written;

pub use claims_no_person::claims;

use crate::{
    hearing::Hearing,
    moves::{self, Move},
    reasons::{RuleVerdict, VerdictKind},
    seat::Seat,
    strategy::Plan,
    writer::Draft,
};

/// What a rule may look at beside the draft.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The conversation and its script.
    pub seat: &'a Seat<'a>,
    /// What was heard.
    pub hearing: Option<&'a Hearing>,
    /// What was planned.
    pub plan: &'a Plan,
}

/// What a rule says of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It may be said.
    Say,
    /// It may be said like this.
    Rewrite {
        /// The mended draft.
        draft: Draft,
        /// Why.
        reason: String,
    },
    /// Only this approved text may be said instead.
    ApprovedText {
        /// The approved draft.
        draft: Draft,
        /// Why.
        reason: String,
    },
    /// Nothing of it may be said: a person takes over.
    HandOver {
        /// Why.
        reason: String,
    },
}

/// One rule.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Its name: that of its file, kept with every verdict.
    pub name: &'static str,
    /// The judgement.
    pub judge: fn(&Draft, &Scene<'_>) -> Verdict,
}

/// Every rule, in the order in which they are asked. The contract's own texts come before the rules on wording.
pub const RULES: &[Rule] = &[
    Rule { name: "respects_opt_out", judge: respects_opt_out::judge },
    Rule { name: "keeps_secrets", judge: keeps_secrets::judge },
    Rule { name: "claims_no_person", judge: claims_no_person::judge },
    Rule { name: "no_forbidden_words", judge: no_forbidden_words::judge },
    Rule { name: "no_invented_figures", judge: no_invented_figures::judge },
    Rule { name: "no_pressure", judge: no_pressure::judge },
    Rule { name: "plain_words", judge: written::plain_words::judge },
    Rule { name: "right_language", judge: written::right_language::judge },
    Rule { name: "names_nobody", judge: written::names_nobody::judge },
    Rule { name: "does_nothing", judge: written::does_nothing::judge },
    Rule { name: "is_grounded", judge: written::is_grounded::judge },
    Rule { name: "links_nowhere", judge: written::links_nowhere::judge },
    Rule { name: "leaks_nothing", judge: written::leaks_nothing::judge },
    Rule { name: "no_repetition", judge: no_repetition::judge },
    Rule { name: "admits_being_ai", judge: admits_being_ai::judge },
    Rule { name: "discloses", judge: discloses::judge },
    Rule { name: "keeps_length", judge: keeps_length::judge },
];

/// A draft that every rule let pass, or the reason why a person must take over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The words to send; `None` if nothing may be said.
    pub draft: Option<Draft>,
    /// What every rule said.
    pub verdicts: Vec<RuleVerdict>,
}

/// Asks every rule twice: once to mend, once to see that the mended draft passes them all.
pub fn check(draft: Draft, scene: &Scene<'_>) -> Judged {
    let mut verdicts = Vec::new();
    let Some(mended) = pass(draft, scene, &mut verdicts) else { return Judged { draft: None, verdicts } };
    for rule in RULES {
        if let Some((kind, reason)) = objection(&(rule.judge)(&mended, scene)) {
            let reason = format!("still not sayable after mending ({}): {reason}", kind.word());
            verdicts.push(RuleVerdict { rule: rule.name.to_owned(), verdict: VerdictKind::HandOver, reason });
            return Judged { draft: None, verdicts };
        }
    }
    Judged { draft: Some(mended), verdicts }
}

/// What the rules have against words a model wrote, so that it can write them anew. What only adds to a draft, a notice or a truthful
/// "yes", is no objection.
pub fn objections(draft: &Draft, scene: &Scene<'_>) -> Vec<RuleVerdict> {
    const ADD: [&str; 2] = ["admits_being_ai", "discloses"];
    let against = |rule: &Rule| {
        let (verdict, reason) = objection(&(rule.judge)(draft, scene))?;
        Some(RuleVerdict { rule: rule.name.to_owned(), verdict, reason })
    };
    RULES.iter().filter(|rule| !ADD.contains(&rule.name)).filter_map(against).collect()
}

/// The approved words of a hand-over, for when the guard lets nothing pass. They go through the guard as well.
pub fn hand_over_draft(scene: &Scene<'_>) -> Draft {
    let language = scene.seat.language(scene.hearing);
    let words = Move::HandOver { reason: moves::hand_over::GUARD.to_owned() }.words(scene.seat, language);
    Draft { language, parts: words.into_iter().collect() }
}

fn pass(mut draft: Draft, scene: &Scene<'_>, verdicts: &mut Vec<RuleVerdict>) -> Option<Draft> {
    for rule in RULES {
        let verdict = (rule.judge)(&draft, scene);
        let (kind, reason) = objection(&verdict).unwrap_or((VerdictKind::Say, String::new()));
        verdicts.push(RuleVerdict { rule: rule.name.to_owned(), verdict: kind, reason });
        match verdict {
            Verdict::Say => {}
            Verdict::Rewrite { draft: mended, .. } | Verdict::ApprovedText { draft: mended, .. } => draft = mended,
            Verdict::HandOver { .. } => return None,
        }
    }
    Some(draft)
}

fn objection(verdict: &Verdict) -> Option<(VerdictKind, String)> {
    match verdict {
        Verdict::Say => None,
        Verdict::Rewrite { reason, .. } => Some((VerdictKind::Rewrite, reason.clone())),
        Verdict::ApprovedText { reason, .. } => Some((VerdictKind::ApprovedText, reason.clone())),
        Verdict::HandOver { reason } => Some((VerdictKind::HandOver, reason.clone())),
    }
}

/// Keeps the parts a rule has nothing against. If the contract's own words or an answer remain, that is the mended draft;
/// if nothing but openers remains, the honest "I don't know" takes its place.
fn without(draft: &Draft, scene: &Scene<'_>, reason: String, is_bad: impl Fn(&crate::writer::Part) -> bool) -> Verdict {
    if !draft.parts.iter().any(&is_bad) {
        return Verdict::Say;
    }
    let kept: Vec<_> = draft.parts.iter().filter(|part| !is_bad(part)).cloned().collect();
    let draft = Draft { language: draft.language, parts: kept };
    let says_something = draft.parts.iter().any(|part| part.role != crate::writer::Role::Opener);
    if says_something {
        return Verdict::Rewrite { draft, reason };
    }
    let admission = Move::AdmitUnknown.words(scene.seat, draft.language);
    let draft = Draft { language: draft.language, parts: admission.into_iter().collect() };
    Verdict::ApprovedText { draft, reason }
}
