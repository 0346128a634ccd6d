//! May these words be said? One file per rule and one line in [`RULES`]. Rules judge the draft in order; each may mend it,
//! replace it by an approved text, or call a person. No setting, script or model reaches them.

mod admits_being_ai;
pub mod by_model;
mod claims_no_person;
mod discloses;
mod keeps_length;
mod keeps_secrets;
mod no_forbidden_words;
mod no_invented_figures;
mod no_pressure;
mod no_repetition;
mod numbers;
mod respects_opt_out;
#[cfg(test)]
mod tests;
mod written;

pub use claims_no_person::claims;
pub use no_invented_figures::approved_figures;
pub use written::mend;
pub(crate) use written::{is_address, repeats_instructions};

use std::sync::OnceLock;

use crate::{
    hearing::Hearing,
    moves::{self, Move},
    reasons::{RuleVerdict, VerdictKind},
    seat::Seat,
    strategy::Plan,
    writer::{Draft, Role},
};

/// What a rule may look at beside the draft.
#[derive(Clone, Debug)]
pub struct Scene<'a> {
    /// The conversation and its script.
    pub seat: &'a Seat<'a>,
    /// What was heard.
    pub hearing: Option<&'a Hearing>,
    /// What was planned.
    pub plan: &'a Plan,
    /// What the owner approved, read once for all rules that ask for it.
    approved: OnceLock<written::Approved>,
}

impl<'a> Scene<'a> {
    /// The scene of one turn.
    pub const fn new(seat: &'a Seat<'a>, hearing: Option<&'a Hearing>, plan: &'a Plan) -> Self {
        Self { seat, hearing, plan, approved: OnceLock::new() }
    }

    fn approved(&self) -> &written::Approved {
        self.approved.get_or_init(|| written::Approved::of(self))
    }
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
    pub judge: Judge,
    /// Whose words it judges; where there are none of theirs it is not asked.
    pub words_of: WordsOf,
}

/// Whose words a rule judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordsOf {
    /// Everybody's.
    All,
    /// A model's and a document's: nobody published them as words of the desk.
    Unread,
    /// A model's.
    Models,
}

type Judge = fn(&Draft, &Scene<'_>) -> Verdict;

const fn rule(name: &'static str, judge: Judge) -> Rule {
    Rule { name, judge, words_of: WordsOf::All }
}

const fn for_models(name: &'static str, judge: Judge) -> Rule {
    Rule { name, judge, words_of: WordsOf::Models }
}

const fn for_unread(name: &'static str, judge: Judge) -> Rule {
    Rule { name, judge, words_of: WordsOf::Unread }
}

/// Every rule, in the order in which they are asked. The contract's own texts come before the rules on wording.
pub const RULES: &[Rule] = &[
    rule("respects_opt_out", respects_opt_out::judge),
    rule("keeps_secrets", keeps_secrets::judge),
    rule("claims_no_person", claims_no_person::judge),
    rule("no_forbidden_words", no_forbidden_words::judge),
    rule("no_invented_figures", no_invented_figures::judge),
    rule("no_pressure", no_pressure::judge),
    for_models("plain_words", written::plain_words::judge),
    for_models("right_language", written::right_language::judge),
    for_models("names_nobody", written::names_nobody::judge),
    for_models("does_nothing", written::does_nothing::judge),
    for_models("echoes_nobody", written::echoes_nobody::judge),
    for_models("is_grounded", written::is_grounded::judge),
    for_models("twists_nothing", written::twists_nothing::judge),
    for_unread("links_nowhere", written::links_nowhere::judge),
    for_models("leaks_nothing", written::leaks_nothing::judge),
    rule("no_repetition", no_repetition::judge),
    rule("admits_being_ai", admits_being_ai::judge),
    rule("discloses", discloses::judge),
    rule("keeps_length", keeps_length::judge),
];

/// A draft that every rule let pass, or the reason why a person must take over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The words to send; `None` if nothing may be said.
    pub draft: Option<Draft>,
    /// What every rule said.
    pub verdicts: Vec<RuleVerdict>,
}

/// Asks every rule to mend, and where one did every rule again, to see that the mended draft passes them all.
pub fn check(draft: Draft, scene: &Scene<'_>) -> Judged {
    let mut verdicts = Vec::new();
    let Some(mended) = pass(draft, scene, &mut verdicts) else { return Judged { draft: None, verdicts } };
    if verdicts.iter().all(|verdict| verdict.verdict == VerdictKind::Say) {
        // Nothing was mended: this very draft passed them all.
        return Judged { draft: Some(mended), verdicts };
    }
    for rule in asked(&mended) {
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
    asked(draft).filter(|rule| !ADD.contains(&rule.name)).filter_map(against).collect()
}

/// The approved words of a hand-over, for when the guard lets nothing pass. They go through the guard as well.
pub fn hand_over_draft(scene: &Scene<'_>) -> Draft {
    let language = scene.seat.language(scene.hearing);
    let words = Move::HandOver { reason: moves::hand_over::GUARD.to_owned() }.words(scene.seat, language);
    Draft { language, parts: words.into_iter().collect() }
}

/// The rules a draft is put before.
fn asked(draft: &Draft) -> impl Iterator<Item = &'static Rule> {
    let has_written = draft.parts.iter().any(|part| part.role == Role::Written);
    let has_unread = draft.parts.iter().any(|part| part.role.is_unread());
    RULES.iter().filter(move |rule| match rule.words_of {
        WordsOf::All => true,
        WordsOf::Unread => has_unread,
        WordsOf::Models => has_written,
    })
}

fn pass(mut draft: Draft, scene: &Scene<'_>, verdicts: &mut Vec<RuleVerdict>) -> Option<Draft> {
    let rules: Vec<&Rule> = asked(&draft).collect();
    for rule in rules {
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
/// if nothing but an opener or the way back remains, the honest "I don't know" takes its place.
fn without(draft: &Draft, scene: &Scene<'_>, reason: String, is_bad: impl Fn(&crate::writer::Part) -> bool) -> Verdict {
    if !draft.parts.iter().any(&is_bad) {
        return Verdict::Say;
    }
    let kept: Vec<_> = draft.parts.iter().filter(|part| !is_bad(part)).cloned().collect();
    let draft = Draft { language: draft.language, parts: kept };
    let says_something = draft.parts.iter().any(|part| !matches!(part.role, Role::Opener | Role::Return));
    if says_something {
        return Verdict::Rewrite { draft, reason };
    }
    let admission = Move::AdmitUnknown.words(scene.seat, draft.language);
    let draft = Draft { language: draft.language, parts: admission.into_iter().collect() };
    Verdict::ApprovedText { draft, reason }
}
