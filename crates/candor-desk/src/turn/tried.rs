//! A turn that is only tried: the same decisions in the same order as [`super::take`], by the local brain alone, over a
//! script that need not be published. Nothing is read from the store or written to it, and nothing is sent.

use candor_core::{
    consent::{Gate, GateView, gate},
    conversation::{Conversation, advance},
    hearing::{Ear, Hearing},
    message::{Author, Outgoing},
    outbox::{Delivery, Disclosure},
    reasons::Reasons,
    seat::Seat,
    strategy, writer,
};

use super::{Spoken, causes, speak};

/// What a turn would have come to.
pub(crate) struct Tried {
    /// What would have been said, if anything.
    pub message: Option<Outgoing>,
    /// Why.
    pub reasons: Reasons,
    /// The conversation afterwards.
    pub next: Conversation,
    /// Whether the contact wants no messages from then on.
    pub is_opted_out: bool,
}

/// Thinks a turn.
pub(crate) fn tried(seat: &Seat<'_>, ear: &Ear) -> Tried {
    let words = seat.words();
    let hearing: Option<Hearing> = (!words.trim().is_empty()).then(|| ear.hear(&words, &seat.hearing_context()));
    let plan = strategy::choose(seat, hearing.as_ref());
    let informed = seat.conversation.clone().with_told(&plan.told, seat.now);
    let is_opted_out = plan.leaves_opted_out(seat);
    let informed = Seat { conversation: &informed, is_opted_out, ..seat.clone() };
    let Spoken { plan, judged, message, .. } = speak(&informed, hearing.as_ref(), plan);
    let mut next = advance(seat, hearing.as_ref(), &plan, message.as_ref().map(|(message, _)| message));
    let reasons = causes::reasons(seat, hearing.as_ref(), &plan, &judged, &next);
    // The last gate stands before a message that is tried as before one that is sent.
    let sent = message.and_then(|(message, is_in_text)| {
        let words = writer::disclosure(seat.script, seat.script.language_for(seat.conversation.language));
        let view = GateView {
            purpose: causes::purpose(&plan, judged.draft.as_ref()),
            author: &Author::Ai,
            delivery: &Delivery::Send { message },
            disclosure: &Disclosure { is_in_text, words },
            conversation: Some(&next),
            is_opted_out,
            now: seat.now,
        };
        match gate(&view) {
            Gate::Send { delivery: Delivery::Send { message }, discloses } => Some((message, discloses)),
            Gate::Send { .. } | Gate::Cancel { .. } => None,
        }
    });
    if sent.as_ref().is_some_and(|(_, discloses)| *discloses) {
        next.disclosed_at = Some(seat.now);
    }
    Tried { message: sent.map(|(message, _)| message), reasons, next, is_opted_out }
}
