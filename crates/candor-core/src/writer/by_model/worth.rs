//! Whether a model's words are worth a call: greetings, thanks, yes and no, values and whatever the contract words are not.

use crate::{
    hearing::{HeardKind, Hearing},
    moves::Move,
    seat::Seat,
    strategy::Plan,
};

/// Whether a model may word this move at all. What the contract words stays as it stands, and so does a step that is to be said
/// word for word.
pub(super) fn may_be_worded(planned: &Move, seat: &Seat<'_>) -> bool {
    match planned {
        Move::Arrive { step } => seat.script.step(step).is_some_and(|step| !step.is_word_for_word),
        Move::Answer { .. }
        | Move::Quote { .. }
        | Move::TellFacts { .. }
        | Move::Ask { .. }
        | Move::Return { .. }
        | Move::Acknowledge { .. }
        | Move::AdmitUnknown
        | Move::HoldPrice
        | Move::Close { .. } => true,
        Move::AdmitBeingAi
        | Move::ConfirmOptOut
        | Move::OfferReturn
        | Move::WelcomeBack
        | Move::Clarify { .. }
        | Move::HandOver { .. }
        | Move::StillWaiting
        | Move::Reserved { .. } => false,
    }
}

/// Whether to ask a model for the words of a plan.
///
/// A model betters an answer, an objection or a new step where the contact said something of their own. Where they only greeted,
/// nodded or told what was asked, the approved words serve as well, sooner and for nothing.
pub fn is_worth_a_call(seat: &Seat<'_>, hearing: Option<&Hearing>, plan: &Plan) -> bool {
    let Some(heard) = hearing else { return false };
    if heard.says(HeardKind::OptsOut) || heard.says(HeardKind::ThreatensSelfHarm) || plan.hands_over_because().is_some()
    {
        return false;
    }
    let gains = |planned: &Move| {
        let is_of_weight = matches!(
            planned,
            Move::Answer { .. }
                | Move::Quote { .. }
                | Move::TellFacts { .. }
                | Move::Arrive { .. }
                | Move::AdmitUnknown
                | Move::HoldPrice
        );
        is_of_weight && may_be_worded(planned, seat)
    };
    let only_nods = heard.things.iter().all(|thing| {
        matches!(
            thing.kind,
            HeardKind::Greets | HeardKind::Thanks | HeardKind::Agrees | HeardKind::Refuses | HeardKind::TellsField
        )
    });
    plan.moves.iter().any(gains) && !only_nods
}
