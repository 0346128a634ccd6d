//! What the script says must happen whatever the step: deep links, events, keywords, things heard; and buttons, which
//! are the contact's own jumps.

use super::{Plan, along, contract, settled};
use crate::{
    hearing::{HeardKind, Hearing, ToldField, stems_contain},
    moves::Move,
    press::Press,
    reasons::{Strategy, Why},
    script::{Event, Then, Trigger, When},
    seat::Seat,
};

/// After so long a silence the contact counts as having returned (as long as H1's silence).
const RETURNED_AFTER_MILLIS: i64 = crate::consent::disclosure::SILENCE_MILLIS;

pub(super) fn plan(seat: &Seat<'_>, hearing: Option<&Hearing>, told: &[ToldField]) -> Option<Plan> {
    if let Some(Press::GoTo { step }) = seat.pressed().and_then(Press::read)
        && seat.script.step(&step).is_some()
    {
        return Some(along::arrive(seat, &step, told, vec![Why::new("pressed_button", step.clone())]));
    }
    let is_new =
        |trigger: &&Trigger| trigger.then != Then::HandOver || !settled::is_trigger(seat, hearing, told, &trigger.id);
    let fired = seat.script.triggers.iter().filter(is_new).find(|trigger| fires(seat, hearing, told, trigger));
    if let Some(trigger) = fired
        && let Some(plan) = obey(seat, told, trigger)
    {
        return Some(plan);
    }
    let started = seat.command().is_some_and(|(name, _)| name == "start");
    let first = seat.script.first_step()?;
    started.then(|| along::arrive(seat, &first.id, told, vec![Why::new("started", "")]))
}

fn obey(seat: &Seat<'_>, told: &[ToldField], trigger: &Trigger) -> Option<Plan> {
    let why = Why::new("trigger", trigger.id.clone());
    match &trigger.then {
        Then::GoTo { step } => {
            seat.script.step(step)?;
            Some(along::arrive(seat, step, told, vec![why]))
        }
        Then::Answer { question } => {
            seat.script.question(question)?;
            let answer = Move::Answer { question: question.clone() };
            Some(along::back_to_step(seat, told, Plan::new(Strategy::Script80, vec![why]).with(answer)))
        }
        Then::HandOver => {
            let mut plan = contract::hand_over(&trigger.id);
            plan.why.insert(0, why);
            Some(plan)
        }
    }
}

fn fires(seat: &Seat<'_>, hearing: Option<&Hearing>, told: &[ToldField], trigger: &Trigger) -> bool {
    match &trigger.when {
        When::Keyword { words } => {
            let text = seat.words();
            hearing.is_some() && words.all().any(|word| stems_contain(&text, word)) && !is_there(seat, trigger)
        }
        When::Heard { kinds } => {
            hearing.is_some_and(|heard| kinds.iter().any(|kind| surely(heard, *kind))) && !is_there(seat, trigger)
        }
        When::Event { event } => happened(seat, told, *event),
        When::DeepLink { payload } => match (seat.command(), payload.strip_suffix('*')) {
            (Some(("start", argument)), Some(prefix)) => argument.starts_with(prefix),
            (Some(("start", argument)), None) => argument == payload,
            _ => false,
        },
    }
}

/// A trigger does not lead to the step where the conversation already is: the step's own way goes on.
fn is_there(seat: &Seat<'_>, trigger: &Trigger) -> bool {
    matches!(&trigger.then, Then::GoTo { step } if seat.conversation.step.as_deref() == Some(step))
}

fn surely(heard: &Hearing, kind: HeardKind) -> bool {
    heard.things.iter().any(|thing| thing.kind == kind && thing.confidence >= 0.5)
}

fn happened(seat: &Seat<'_>, told: &[ToldField], event: Event) -> bool {
    match event {
        Event::Started => matches!(seat.command(), Some(("start", ""))),
        Event::LeadComplete => {
            let is_told = |id: &str| told.iter().any(|value| value.field == id);
            let required = seat.script.fields.iter().filter(|field| field.is_required);
            let mut missing = required.filter(|field| !seat.conversation.fields.contains_key(&field.id)).peekable();
            missing.peek().is_some() && missing.all(|field| is_told(&field.id))
        }
        Event::Returned => {
            seat.conversation.last_activity_at.is_some_and(|last| seat.now.millis_since(last) >= RETURNED_AFTER_MILLIS)
        }
    }
}
