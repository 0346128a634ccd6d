//! When talking on would make it worse: insults and complaints by the script's rules, and the third message in a row that
//! was not understood.

use super::{Plan, contract, covered};
use crate::{
    hearing::{HeardKind, Hearing},
    moves::Move,
    reasons::{Strategy, Why},
    script::When,
    seat::Seat,
};

/// From here on a complaint is plain enough to go before the script's own triggers: "you are crooks, my bouquet wilted, give
/// the money back" holds the word of a doubt ("crooks") and is none.
const PLAIN: f64 = 0.9;

/// A plain complaint goes to a person before any trigger, unless one of them is the owner's own answer to complaints.
pub(super) fn plainly(seat: &Seat<'_>, hearing: Option<&Hearing>) -> Option<Plan> {
    let is_plain = |kind| {
        let things = hearing.map(|heard| heard.things.as_slice()).unwrap_or_default();
        things.iter().any(|thing| thing.kind == kind && thing.confidence >= PLAIN) && !is_triggered(seat, kind)
    };
    let rules = &seat.script.hand_over;
    if rules.on_complaint && is_plain(HeardKind::Complains) {
        return Some(contract::hand_over("complained"));
    }
    (rules.on_insult && is_plain(HeardKind::Insults)).then(|| contract::hand_over("insulted"))
}

/// Whether the script has a trigger of its own for this thing.
fn is_triggered(seat: &Seat<'_>, kind: HeardKind) -> bool {
    seat.script.triggers.iter().any(|trigger| matches!(&trigger.when, When::Heard { kinds } if kinds.contains(&kind)))
}

pub(super) fn plan(seat: &Seat<'_>, hearing: Option<&Hearing>) -> Option<Plan> {
    let heard = |kind| hearing.is_some_and(|heard| heard.says(kind));
    let rules = &seat.script.hand_over;
    if rules.on_insult && heard(HeardKind::Insults) {
        return Some(contract::hand_over("insulted"));
    }
    if rules.on_complaint && heard(HeardKind::Complains) {
        return Some(contract::hand_over("complained"));
    }
    let was_wordless = seat.words().trim().is_empty() && seat.command().is_none() && seat.pressed().is_none();
    if !covered::is_unclear(seat, hearing, was_wordless) {
        return None;
    }
    Some(unclear(seat, was_wordless))
}

/// Asks what was meant; a person is called where that is so for the last time the script allows.
pub(super) fn unclear(seat: &Seat<'_>, was_wordless: bool) -> Plan {
    let in_a_row = seat.conversation.unclear_in_a_row.saturating_add(1);
    let mut plan = if in_a_row >= seat.script.hand_over.unclear_limit {
        contract::hand_over("unclear_limit")
    } else {
        let why = Why::new(if was_wordless { "no_words" } else { "unclear" }, in_a_row.to_string());
        Plan::new(Strategy::Free20, vec![why]).with(Move::Clarify { was_wordless })
    };
    plan.is_unclear = true;
    plan
}
