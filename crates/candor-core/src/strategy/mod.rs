//! Chooses how to go about a turn and plans its moves. Reads downwards: what the contract demands comes first, then
//! whether the desk may talk on at all, then people, then the script, then free talk.

mod along;
mod aside;
mod contract;
mod covered;
mod freely;
mod rescue;
mod settled;
#[cfg(test)]
mod tests;
mod triggers;

use crate::{
    consent::ConsentAction,
    conversation::Holder,
    hearing::{HeardKind, Hearing, ToldField},
    moves::Move,
    reasons::{Strategy, Why},
    seat::Seat,
};

/// The reason of a hand-over at the step where an order or booking is taken.
pub const READY_TO_BUY: &str = "ready_to_buy";

/// The reason of a plan whose words the contact stopped while they were written.
const STOPPED: &str = "stopped";

/// A line for the consent ledger: the action, by which means, by which words.
pub type Consent = (ConsentAction, String, String);

/// What the desk will do in this turn, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// How it goes about it.
    pub strategy: Strategy,
    /// What it does, in order.
    pub moves: Vec<Move>,
    /// Why, in the order in which the reasons were found.
    pub why: Vec<Why>,
    /// What goes into the consent ledger.
    pub consent: Option<Consent>,
    /// Values told for fields.
    pub told: Vec<ToldField>,
    /// Whether the message was not understood.
    pub is_unclear: bool,
}

impl Plan {
    pub(crate) fn new(strategy: Strategy, why: Vec<Why>) -> Self {
        Self { strategy, moves: Vec::new(), why, consent: None, told: Vec::new(), is_unclear: false }
    }

    pub(crate) fn with(mut self, planned: Move) -> Self {
        self.moves.push(planned);
        self
    }

    /// The same after the contact stopped the words while they were written: what was still to be said may not have been, so that the
    /// talk stays where it was. A step that was not arrived at is arrived at another time.
    #[must_use]
    pub fn stopped(mut self) -> Self {
        self.moves.retain(|planned| !matches!(planned, Move::Arrive { .. } | Move::Ask { .. } | Move::Close { .. }));
        self.why.push(Why::new(STOPPED, ""));
        self
    }

    /// Whether the contact stopped its words while they were written.
    pub fn is_stopped(&self) -> bool {
        self.why.iter().any(|why| why.word == STOPPED)
    }

    /// The step the plan goes to, if it goes to one.
    pub fn arrives_at(&self) -> Option<&str> {
        self.moves.iter().rev().find_map(|planned| match planned {
            Move::Arrive { step } => Some(step.as_str()),
            _ => None,
        })
    }

    /// The field it asks for last, if it asks.
    pub fn asks_for(&self) -> Option<&str> {
        self.moves.iter().rev().find_map(|planned| match planned {
            Move::Ask { field } => Some(field.as_str()),
            _ => None,
        })
    }

    /// Whether the desk had no answer of its own to what was said, so that an owner may want to teach one.
    pub fn lacks_answer(&self) -> bool {
        self.is_unclear || self.moves.iter().any(|planned| matches!(planned, Move::AdmitUnknown))
    }

    /// Whether the contact wants no messages once this turn is done.
    pub fn leaves_opted_out(&self, seat: &Seat<'_>) -> bool {
        self.consent.as_ref().map_or(seat.is_opted_out, |(action, _, _)| action.silences())
    }

    /// Why it calls a person, if it does.
    pub fn hands_over_because(&self) -> Option<&str> {
        self.moves.iter().find_map(|planned| match planned {
            Move::HandOver { reason } => Some(reason.as_str()),
            _ => None,
        })
    }
}

/// Chooses the strategy and the moves.
pub fn choose(seat: &Seat<'_>, hearing: Option<&Hearing>) -> Plan {
    let told = covered::told(seat, hearing);
    let mut plan = contract::plan(seat, hearing)
        .or_else(|| aside::plan(seat, hearing))
        .or_else(|| rescue::plainly(seat, hearing))
        .or_else(|| triggers::plan(seat, hearing, &told))
        .or_else(|| rescue::plan(seat, hearing))
        .unwrap_or_else(|| by_fit(seat, hearing, &told));
    if hearing.is_some_and(|heard| heard.says(HeardKind::AsksIfBot)) && answers_now(seat, &plan) {
        plan.moves.retain(|planned| !matches!(planned, Move::AdmitBeingAi));
        plan.moves.insert(0, Move::AdmitBeingAi);
    }
    plan.told = told;
    plan
}

/// Plans the turn of a timer that ran out because nobody took a hand-over. Nothing was said in it, so
/// [`Seat::unanswered`] may be empty; where the contact does not wait any more or wants no messages, nothing is planned.
pub fn on_unanswered_hand_over(seat: &Seat<'_>) -> Plan {
    aside::unanswered(seat)
}

fn by_fit(seat: &Seat<'_>, hearing: Option<&Hearing>, told: &[ToldField]) -> Plan {
    // Who greets as well, at the beginning, is led to the first step besides.
    let begins = seat.conversation.step.is_none() && hearing.is_some_and(|heard| heard.says(HeardKind::Greets));
    if !begins && hearing.is_some_and(|heard| covered::asks_only_if_bot(seat, heard)) {
        return freely::truth(seat, told);
    }
    let (fit, why) = covered::fit(seat, hearing, told);
    if fit >= seat.script.fit_threshold {
        along::plan(seat, hearing, told, why)
    } else {
        freely::plan(seat, hearing, told, why)
    }
}

/// While a person answers, the desk says nothing, not even that it is a machine: the one asked is not.
fn answers_now(seat: &Seat<'_>, plan: &Plan) -> bool {
    !matches!(seat.conversation.holder, Holder::Operator { .. })
        && !plan.moves.iter().any(|planned| matches!(planned, Move::ConfirmOptOut))
}
