//! What a person has seen to is settled: it calls no person again merely because the conversation stands where it stood,
//! or because the contact nods to what the person said. A request for a person never comes here, nor do a complaint, an
//! insult or unclear messages: these are always new.

use super::{READY_TO_BUY, covered};
use crate::{
    hearing::{HeardKind, Hearing, ToldField},
    seat::Seat,
};

/// Whether the step's own hand-over is settled: a nod right after a person gave the conversation back is an answer to
/// that person, and an order a person took is not taken twice. Values told that make an order whole are news.
pub(super) fn is_order(seat: &Seat<'_>, told: &[ToldField]) -> bool {
    let Some(back) = seat.conversation.settled(seat.now) else { return false };
    told.is_empty() || back.reason == READY_TO_BUY
}

/// Whether a trigger that would call a person is settled: it called one before, and this is but a nod.
pub(super) fn is_trigger(seat: &Seat<'_>, hearing: Option<&Hearing>, told: &[ToldField], id: &str) -> bool {
    let Some(back) = seat.conversation.settled(seat.now) else { return false };
    back.reason == id && told.is_empty() && hearing.is_some_and(is_nod)
}

/// "Ok, thanks", "yes", "no": nothing is asked and nothing new is said.
fn is_nod(heard: &Hearing) -> bool {
    let nods = [HeardKind::Agrees, HeardKind::Thanks, HeardKind::Greets, HeardKind::Refuses, HeardKind::Postpones];
    heard.things.iter().all(|thing| nods.contains(&thing.kind)) && !covered::asks(heard)
}
