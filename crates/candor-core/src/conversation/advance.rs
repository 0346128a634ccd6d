//! What a turn changes in a conversation. Pure: the commit stores the result together with everything else.

use super::{Conversation, Holder, REMEMBERED_MESSAGES};
use crate::{
    consent::disclosure,
    hearing::Hearing,
    message::{Content, Outgoing},
    moment::Moment,
    moves::{Move, hand_over::DATA_REQUEST},
    script::Outcome,
    seat::Seat,
    strategy::{Plan, READY_TO_BUY},
};

/// The conversation after a turn that planned this and, if the guard let it, said this.
pub fn advance(seat: &Seat<'_>, hearing: Option<&Hearing>, plan: &Plan, spoken: Option<&Outgoing>) -> Conversation {
    let mut next = seat.conversation.clone().with_told(&plan.told, seat.now);
    if disclosure::is_due(seat.conversation, seat.now) {
        // Due until a message that says it has really left: the send gate reads this, and the send sets it (H1).
        next.disclosed_at = None;
    }
    next.last_activity_at = Some(seat.now);
    let is_word = |content: &Content| !matches!(content, Content::Blocked | Content::Unblocked);
    if seat.unanswered.iter().any(|incoming| is_word(&incoming.content)) {
        next.ended = None;
        next.snoozed = None;
    }
    if let Some(heard) = hearing {
        next.language = heard.language;
    }
    if let Some((name, payload)) = seat.command()
        && name == "start"
        && !payload.is_empty()
        && next.source.is_none()
    {
        next.source = Some(payload.to_owned());
    }
    if let Some(step) = plan.arrives_at() {
        next.step = Some(step.to_owned());
        if !next.visited.iter().any(|visited| visited == step) {
            next.visited.push(step.to_owned());
        }
        next.asked = None;
        // The script leads on: what a person saw to before is behind.
        next.handed_back = None;
    }
    if let Some(field) = plan.asks_for() {
        next.asked = Some(field.to_owned());
    }
    // A turn that a timer caused has heard nothing: the count stands.
    if !seat.unanswered.is_empty() {
        next.unclear_in_a_row = if plan.is_unclear { next.unclear_in_a_row.saturating_add(1) } else { 0 };
    }
    if plan.leaves_opted_out(seat) && !seat.is_opted_out {
        waits_no_more(&mut next);
    }
    if let Some(reason) = plan.hands_over_because() {
        called(&mut next, reason, seat.now);
    }
    close_or_open(&mut next, seat, plan);
    // Of words that were stopped, the offer may not have been read.
    next.offered_person = spoken.is_some() && !plan.is_stopped() && plan.moves.iter().any(Move::offers_person);
    if let Some(message) = spoken {
        remember(&mut next, &message.text);
    }
    next
}

/// Marks that the talk came to a kind end, or went on after one. An order that people took stays one.
fn close_or_open(conversation: &mut Conversation, seat: &Seat<'_>, plan: &Plan) {
    if conversation.outcome == Some(Outcome::HandOver) {
        return;
    }
    let here = plan.arrives_at().and_then(|id| seat.script.step(id));
    let ends_here = here.is_some_and(|step| step.outcome == Some(Outcome::Closed) && step.asks.is_empty());
    let lets_go = plan.moves.iter().any(|planned| matches!(planned, Move::Close { is_postponed: false }));
    if ends_here || lets_go {
        conversation.outcome = Some(Outcome::Closed);
    } else if here.is_some() {
        conversation.outcome = None;
    }
}

/// Nobody can answer who opted out, so a call ends with it; what the contact asked about their data is due all the same.
fn waits_no_more(conversation: &mut Conversation) {
    if matches!(&conversation.holder, Holder::Waiting { reason, .. } if reason != DATA_REQUEST) {
        conversation.holder = Holder::Desk;
    }
}

/// Marks that a person was called. One who was called before is not called anew.
fn called(conversation: &mut Conversation, reason: &str, now: Moment) {
    if conversation.holder == Holder::Desk {
        conversation.holder = Holder::Waiting { since: now, reason: reason.to_owned() };
        conversation.handed_back = None;
    }
    conversation.unclear_in_a_row = 0;
    if reason == READY_TO_BUY {
        conversation.outcome = Some(Outcome::HandOver);
    }
}

fn remember(conversation: &mut Conversation, text: &str) {
    conversation.said.push(text.to_owned());
    let surplus = conversation.said.len().saturating_sub(REMEMBERED_MESSAGES);
    conversation.said.drain(..surplus);
}
