//! What the honesty contract demands before anything else: block and opt-out, a person who holds the conversation, an
//! explicit return, somebody who may harm themselves, a request for a person, reserved commands.

use super::{Plan, covered};
use crate::{
    consent::ConsentAction,
    conversation::Holder,
    hearing::{HeardKind, Hearing},
    message::Content,
    moves::{
        Move, ReservedCommand,
        hand_over::{DATA_REQUEST, DESK_PAUSED, SELF_HARM},
    },
    press::Press,
    reasons::{Strategy, Why},
    seat::Seat,
};

pub(super) fn plan(seat: &Seat<'_>, hearing: Option<&Hearing>) -> Option<Plan> {
    let command = seat.command().map(|(name, _)| name);
    let pressed = seat.pressed().and_then(Press::read);
    let heard = |kind| hearing.is_some_and(|heard| heard.says(kind));

    if seat.unanswered.last().is_some_and(|last| last.content == Content::Blocked) {
        let mut plan = silent("blocked");
        plan.consent = Some((ConsentAction::Blocked, "block".to_owned(), String::new()));
        return Some(plan);
    }
    if command == Some("stop") || heard(HeardKind::OptsOut) {
        return Some(opt_out(seat, hearing, command));
    }
    if let Holder::Operator { .. } = &seat.conversation.holder {
        return Some(silent("held_by_operator"));
    }
    let returns = command == Some("start") || pressed == Some(Press::OptIn);
    if seat.is_opted_out && returns {
        return Some(opt_in(seat, command));
    }
    if heard(HeardKind::ThreatensSelfHarm) {
        return Some(hand_over(SELF_HARM));
    }
    if command == Some("human") || pressed == Some(Press::CallPerson) || heard(HeardKind::AsksForPerson) {
        return Some(hand_over("asked_for_person"));
    }
    if seat.conversation.offered_person && heard(HeardKind::Agrees) && !hearing.is_some_and(covered::asks) {
        return Some(hand_over("asked_for_person"));
    }
    if matches!(command, Some("mydata" | "forget")) {
        return Some(hand_over(DATA_REQUEST));
    }
    if let Some(reserved) = command.and_then(reserved) {
        let why = vec![Why::new("reserved_command", command.unwrap_or_default())];
        return Some(Plan::new(Strategy::Script80, why).with(Move::Reserved { command: reserved }));
    }
    if seat.is_opted_out {
        return Some(silent("opted_out"));
    }
    let is_only_unblocked = seat.unanswered.iter().all(|incoming| incoming.content == Content::Unblocked);
    is_only_unblocked.then(|| silent("nothing_said"))
}

/// A plan that calls a person.
pub(super) fn hand_over(reason: &str) -> Plan {
    Plan::new(Strategy::HandOff, vec![Why::new(reason, "")]).with(Move::HandOver { reason: reason.to_owned() })
}

fn silent(reason: &str) -> Plan {
    Plan::new(Strategy::StaySilent, vec![Why::new(reason, "")])
}

fn opt_out(seat: &Seat<'_>, hearing: Option<&Hearing>, command: Option<&str>) -> Plan {
    let method = if command == Some("stop") { "command" } else { "words" };
    let proof = hearing.and_then(|heard| heard.things.iter().find(|thing| thing.kind == HeardKind::OptsOut));
    let words = proof.map_or_else(|| "/stop".to_owned(), |thing| thing.words.clone());
    let mut plan = silent("opts_out");
    plan.consent = Some((ConsentAction::OptedOut, method.to_owned(), words));
    let is_held = matches!(seat.conversation.holder, Holder::Operator { .. });
    if is_held { plan } else { plan.with(Move::ConfirmOptOut) }
}

fn opt_in(seat: &Seat<'_>, command: Option<&str>) -> Plan {
    let (method, words) = if command == Some("start") { ("command", "/start") } else { ("button", "opt_in") };
    let mut plan = Plan::new(Strategy::Script80, vec![Why::new("opted_in", method)]).with(Move::WelcomeBack);
    plan.consent = Some((ConsentAction::OptedIn, method.to_owned(), words.to_owned()));
    if seat.is_desk_paused {
        // The return counts; the script does not go on.
        let reason = DESK_PAUSED.to_owned();
        plan.why.push(Why::new(DESK_PAUSED, ""));
        return plan.with(Move::HandOver { reason });
    }
    let step = seat.conversation.step.clone().or_else(|| seat.script.first_step().map(|step| step.id.clone()));
    match step {
        Some(step) => plan.with(Move::Arrive { step }),
        None => plan,
    }
}

fn reserved(command: &str) -> Option<ReservedCommand> {
    match command {
        "privacy" => Some(ReservedCommand::Privacy),
        "help" => Some(ReservedCommand::Help),
        _ => None,
    }
}
