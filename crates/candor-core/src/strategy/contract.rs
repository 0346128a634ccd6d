//! What the honesty contract demands before anything else: block and opt-out, a person who holds the conversation, an
//! explicit return, somebody who may harm themselves, a request for a person, reserved commands.

use super::{Consent, Plan, covered};
use crate::{
    consent::ConsentAction,
    conversation::Holder,
    hearing::{HeardKind, Hearing},
    message::Content,
    moves::{
        Move, ReservedCommand,
        hand_over::{ASKED_FOR_PERSON, DATA_REQUEST, DESK_PAUSED, SELF_HARM},
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
    let returns = seat.is_opted_out.then(|| return_of(command, pressed.as_ref())).flatten();
    if let Holder::Operator { .. } = &seat.conversation.holder {
        // Who comes back while a person answers is back, and that person goes on.
        return Some(Plan { consent: returns, ..silent("held_by_operator") });
    }
    if let Some(consent) = returns {
        return Some(opt_in(seat, consent, pressed == Some(Press::OptInForPerson)));
    }
    if heard(HeardKind::ThreatensSelfHarm) {
        return Some(hand_over(SELF_HARM));
    }
    let accepts_person =
        seat.conversation.offered_person && heard(HeardKind::Agrees) && !hearing.is_some_and(covered::asks);
    let presses_for_person = matches!(pressed, Some(Press::CallPerson | Press::OptInForPerson));
    if command == Some("human") || presses_for_person || heard(HeardKind::AsksForPerson) || accepts_person {
        return Some(if seat.is_opted_out { offer_return() } else { hand_over(ASKED_FOR_PERSON) });
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

/// A person could not answer somebody who opted out: no card is raised until they come back themselves.
fn offer_return() -> Plan {
    Plan::new(Strategy::HandOff, vec![Why::new(ASKED_FOR_PERSON, ""), Why::new("opted_out", "")])
        .with(Move::OfferReturn)
}

fn opt_out(seat: &Seat<'_>, hearing: Option<&Hearing>, command: Option<&str>) -> Plan {
    let method = if command == Some("stop") { "command" } else { "words" };
    let proof = hearing.and_then(|heard| heard.things.iter().find(|thing| thing.kind == HeardKind::OptsOut));
    let words = proof.map_or_else(|| "/stop".to_owned(), |thing| thing.words.clone());
    let mut plan = silent("opts_out");
    plan.consent = Some((ConsentAction::OptedOut, method.to_owned(), words));
    if matches!(seat.conversation.holder, Holder::Operator { .. }) {
        return plan;
    }
    if hearing.is_some_and(|heard| heard.says(HeardKind::ThreatensSelfHarm)) {
        // Both are true: somebody learns of it, and nobody writes.
        plan.why.push(Why::new(SELF_HARM, ""));
        plan.strategy = Strategy::HandOff;
        plan = plan.with(Move::HandOver { reason: SELF_HARM.to_owned() });
    }
    plan.with(Move::ConfirmOptOut)
}

/// The line of the ledger by which somebody comes back, if that is what they did.
fn return_of(command: Option<&str>, pressed: Option<&Press>) -> Option<Consent> {
    let (method, words) = match (command, pressed) {
        (Some("start"), _) => ("command", "/start".to_owned()),
        (_, Some(press @ (Press::OptIn | Press::OptInForPerson))) => ("button", press.data()),
        _ => return None,
    };
    Some((ConsentAction::OptedIn, method.to_owned(), words))
}

fn opt_in(seat: &Seat<'_>, consent: Consent, wants_person: bool) -> Plan {
    let returned = Why::new("opted_in", consent.1.clone());
    if wants_person {
        let mut called = hand_over(ASKED_FOR_PERSON);
        called.why.insert(0, returned);
        return Plan { consent: Some(consent), ..called };
    }
    let mut plan = Plan::new(Strategy::Script80, vec![returned]).with(Move::WelcomeBack);
    plan.consent = Some(consent);
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
