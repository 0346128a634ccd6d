//! When the desk may not talk on by itself: the whole desk is paused, or the contact waits for a person and the script
//! lets it only wait. What the contract demands was seen to before; the rest is handed over or kept, never left unanswered.

use super::{Plan, contract};
use crate::{
    conversation::Holder,
    hearing::{HeardKind, Hearing},
    moves::{
        Move,
        hand_over::{DESK_PAUSED, WAITING},
    },
    reasons::{Strategy, Why},
    seat::Seat,
};

pub(super) fn plan(seat: &Seat<'_>, hearing: Option<&Hearing>) -> Option<Plan> {
    let is_waiting = matches!(seat.conversation.holder, Holder::Waiting { .. });
    let reason = if seat.is_desk_paused {
        DESK_PAUSED
    } else if is_waiting && !seat.helps_meanwhile() {
        WAITING
    } else {
        return None;
    };
    let asks_nothing_else =
        hearing.is_some_and(|heard| heard.things.iter().all(|one| one.kind == HeardKind::AsksIfBot));
    if asks_nothing_else {
        // The truth is due in any case and is the whole answer.
        return Some(Plan::new(Strategy::HandOff, vec![Why::new(reason, ""), Why::new("asked_if_bot", "")]));
    }
    Some(contract::hand_over(reason))
}

/// The turn of a timer: nobody took the hand-over in time. Says so, unless it is not so any more.
pub(super) fn unanswered(seat: &Seat<'_>) -> Plan {
    let conversation = seat.conversation;
    let silent = |reason| Plan::new(Strategy::StaySilent, vec![Why::new(reason, "")]);
    if conversation.ended.is_some() {
        return silent("ended");
    }
    match &conversation.holder {
        Holder::Waiting { .. } if seat.is_opted_out => silent("opted_out"),
        Holder::Waiting { reason, .. } => {
            Plan::new(Strategy::HandOff, vec![Why::new("nobody_came", reason.clone())]).with(Move::StillWaiting)
        }
        Holder::Operator { .. } => silent("held_by_operator"),
        Holder::Desk => silent("not_waiting"),
    }
}
