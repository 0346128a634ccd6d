//! Along the script: answers from its questions and facts, takes in what was told, goes on to the next step.

use super::{Plan, READY_TO_BUY, contract, covered, settled};
use crate::{
    hearing::{HeardKind, Hearing, ToldField, Topic},
    moves::{Acknowledged, Move},
    reasons::{Strategy, Why},
    script::{Outcome, Step},
    seat::Seat,
};

pub(super) fn plan(seat: &Seat<'_>, hearing: Option<&Hearing>, told: &[ToldField], why: Vec<Why>) -> Plan {
    let step = seat.conversation.step.as_deref().and_then(|id| seat.script.step(id));
    let plan = Plan::new(Strategy::Script80, why);
    let Some(step) = step else { return begin(seat, hearing, told, plan) };
    let says = |kind| hearing.is_some_and(|heard| heard.says(kind));
    let is_question = hearing.is_some_and(covered::asks);

    // A name or a yes can resemble a question of the script by chance; only what asks is answered.
    let is_plain = !told.is_empty() || says(HeardKind::Agrees) || says(HeardKind::Refuses);
    if let Some(answered) = answer(seat, hearing).filter(|_| is_question || !is_plain) {
        return back_to_step(seat, told, plan.with(answered));
    }
    // What answers the desk's question belongs here; a value told on the way to another step goes there with it.
    let answers_the_desk = told.iter().any(|value| seat.conversation.asked.as_ref() == Some(&value.field));
    if !told.is_empty() && (answers_the_desk || jump(seat, hearing, step).is_none()) {
        return go_on(seat, step, told, plan.with(Move::Acknowledge { what: Acknowledged::Value }));
    }
    if let Some(elsewhere) = jump(seat, hearing, step) {
        let mut plan = arrive(seat, elsewhere, told, plan.why);
        plan.why.push(Why::new("jumped_to_step", elsewhere));
        return plan;
    }
    if says(HeardKind::Postpones) && !is_question {
        return plan.with(Move::Close { is_postponed: true });
    }
    let is_declined = says(HeardKind::Refuses) || says(HeardKind::Objects);
    let met_with = hearing.and_then(covered::met_with);
    if is_declined || met_with.is_some() {
        return match &step.if_refused {
            Some(other) if is_declined && *other != step.id => arrive(seat, other, told, plan.why),
            _ => plan.with(met_with.unwrap_or(Move::Close { is_postponed: false })),
        };
    }
    if says(HeardKind::Agrees) {
        return go_on(seat, step, told, plan);
    }
    if says(HeardKind::Thanks) {
        return plan.with(Move::Acknowledge { what: Acknowledged::Thanks });
    }
    back_to_step(seat, told, plan)
}

/// Goes to a step and asks for the first of its fields that is not known. A step that asks only for what is known already
/// says its words and leads on, so that nobody is left without a next word.
pub(super) fn arrive(seat: &Seat<'_>, step: &str, told: &[ToldField], why: Vec<Why>) -> Plan {
    let plan = Plan::new(Strategy::Script80, why).with(Move::Arrive { step: step.to_owned() });
    let Some(here) = seat.script.step(step) else { return plan };
    if let Some(field) = missing(seat, here, told) {
        return plan.with(Move::Ask { field });
    }
    let leads_on = !here.asks.is_empty() && here.outcome.is_none();
    match here.next.as_deref().and_then(|next| seat.script.step(next)).filter(|next| leads_on && next.id != here.id) {
        Some(next) => {
            let plan = plan.with(Move::Arrive { step: next.id.clone() });
            match missing(seat, next, told) {
                Some(field) => plan.with(Move::Ask { field }),
                None => plan,
            }
        }
        None => plan,
    }
}

/// After something else was answered: asks again what the step still wants to know, or whether to go on.
pub(super) fn back_to_step(seat: &Seat<'_>, told: &[ToldField], plan: Plan) -> Plan {
    let Some(step) = seat.conversation.step.as_deref().and_then(|id| seat.script.step(id)) else { return plan };
    match missing(seat, step, told) {
        Some(field) => plan.with(Move::Ask { field }),
        None if step.next.is_some() => plan.with(Move::Return { step: step.id.clone() }),
        None => plan,
    }
}

/// The first words of a conversation: an answer, if something was asked, and then the first step's words.
fn begin(seat: &Seat<'_>, hearing: Option<&Hearing>, told: &[ToldField], mut plan: Plan) -> Plan {
    if let Some(answered) = answer(seat, hearing) {
        plan = plan.with(answered);
    }
    let first = match hearing.and_then(|heard| covered_topic(seat, heard)) {
        Some(Topic::Step(id)) if seat.script.step(id).is_some() => Some(id.clone()),
        _ => seat.script.first_step().map(|step| step.id.clone()),
    };
    let Some(first) = first else { return plan };
    let arrival = arrive(seat, &first, told, Vec::new());
    plan.moves.extend(arrival.moves);
    plan
}

/// The step's next field, its next step, or its outcome.
fn go_on(seat: &Seat<'_>, step: &Step, told: &[ToldField], plan: Plan) -> Plan {
    if let Some(field) = missing(seat, step, told) {
        return plan.with(Move::Ask { field });
    }
    match (step.outcome, &step.next) {
        (Some(Outcome::HandOver), _) if settled::is_order(seat, told) => {
            let mut plan = plan;
            plan.why.push(Why::new("settled", READY_TO_BUY));
            // A value was acknowledged already; a bare nod gets an answer of its own.
            if plan.moves.is_empty() { plan.with(Move::Acknowledge { what: Acknowledged::Settled }) } else { plan }
        }
        (Some(Outcome::HandOver), _) => {
            let mut handed = contract::hand_over(READY_TO_BUY);
            handed.why.splice(0..0, plan.why);
            handed.moves.splice(0..0, plan.moves);
            handed
        }
        (Some(Outcome::Closed), _) => plan.with(Move::Close { is_postponed: false }),
        (None, Some(next)) => {
            let arrival = arrive(seat, next, told, plan.why);
            Plan { moves: [plan.moves, arrival.moves].concat(), ..arrival }
        }
        (None, None) => plan,
    }
}

fn missing(seat: &Seat<'_>, step: &Step, told: &[ToldField]) -> Option<String> {
    let is_known =
        |id: &String| seat.conversation.fields.contains_key(id) || told.iter().any(|value| value.field == *id);
    step.asks.iter().find(|id| !is_known(id)).cloned()
}

/// The answer to what was asked, if the topic is a question or a fact.
fn answer(seat: &Seat<'_>, hearing: Option<&Hearing>) -> Option<Move> {
    let heard = hearing.filter(|heard| !covered::asks_only_if_bot(seat, heard))?;
    match covered_topic(seat, heard)? {
        Topic::Question(id) => seat.script.question(id).map(|question| Move::Answer { question: question.id.clone() }),
        Topic::Fact(id) => seat.script.fact(id).map(|fact| Move::TellFacts { facts: vec![fact.id.clone()] }),
        Topic::Step(_) => None,
    }
}

/// What the words are about, if they are like enough. The fit of a greeting or a value says nothing of the topic.
fn covered_topic<'a>(seat: &Seat<'_>, heard: &'a Hearing) -> Option<&'a Topic> {
    heard.topics.iter().find(|(_, likeness)| *likeness >= seat.script.fit_threshold).map(|(topic, _)| topic)
}

/// Another step that the words belong to. A yes, no or thanks belongs to the step where it is said.
fn jump<'a>(seat: &'a Seat<'_>, hearing: Option<&'a Hearing>, here: &Step) -> Option<&'a str> {
    let heard = hearing?;
    let Topic::Step(id) = covered_topic(seat, heard)? else { return None };
    let nods = [HeardKind::Agrees, HeardKind::Refuses, HeardKind::Thanks];
    let is_plain = nods.into_iter().any(|kind| heard.says(kind)) && !covered::asks(heard);
    (*id != here.id && !is_plain && seat.script.step(id).is_some()).then_some(id.as_str())
}
