//! What the desk can do in a turn: a closed list. One file per move, holding the words the local brain gives it.
//! A move never acts: the turn's commit does what the plan says.

pub mod acknowledge;
pub mod admit_being_ai;
pub mod admit_unknown;
pub mod answer;
pub mod arrive;
pub mod ask;
pub mod clarify;
pub mod close;
pub mod hand_over;
pub mod hold_price;
pub mod opt_out;
pub mod quote;
pub mod reserved;
pub mod still_waiting;
pub mod tell_facts;

use serde::{Deserialize, Serialize};

use crate::{language::Language, seat::Seat, writer::Part};

/// One thing the desk does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "move", rename_all = "snake_case")]
pub enum Move {
    /// Says that it is a machine (H2).
    AdmitBeingAi,
    /// Confirms that it will write no more (H5).
    ConfirmOptOut,
    /// Tells somebody who opted out and wants a person how one may answer (H7 within H5).
    OfferReturn,
    /// Confirms an explicit return.
    WelcomeBack,
    /// Answers a question of the script.
    Answer {
        /// The question's id.
        question: String,
    },
    /// Quotes a document of the owner's.
    Quote {
        /// The document's name.
        document: String,
        /// The passage's number.
        passage: u32,
    },
    /// Tells facts.
    TellFacts {
        /// The facts' ids.
        facts: Vec<String>,
    },
    /// Goes to a step and says its words.
    Arrive {
        /// The step's id.
        step: String,
    },
    /// Asks for a field.
    Ask {
        /// The field's id.
        field: String,
    },
    /// Goes back gently to the step that was left.
    Return {
        /// The step's id.
        step: String,
    },
    /// Shows that something was taken in.
    Acknowledge {
        /// What was.
        what: Acknowledged,
    },
    /// Admits that it does not know.
    AdmitUnknown,
    /// Asks to say it in other words.
    Clarify {
        /// Whether what came held no words at all.
        was_wordless: bool,
    },
    /// Keeps to the price and offers a person.
    HoldPrice,
    /// Lets go gently.
    Close {
        /// Whether it is only put off.
        is_postponed: bool,
    },
    /// Calls a person.
    HandOver {
        /// Why, as a stable word shown on the card.
        reason: String,
    },
    /// Tells that nobody has come yet (H7).
    StillWaiting,
    /// Answers a reserved command.
    Reserved {
        /// Which.
        command: ReservedCommand,
    },
}

/// What is acknowledged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Acknowledged {
    /// A value of a field.
    Value,
    /// Thanks.
    Thanks,
    /// A nod to what a person saw to.
    Settled,
}

/// The words no script can shadow (H10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReservedCommand {
    /// What is kept.
    Privacy,
    /// What can be done here.
    Help,
}

impl Move {
    /// Its name, as kept with the turn.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::AdmitBeingAi => "admit_being_ai",
            Self::ConfirmOptOut => "confirm_opt_out",
            Self::OfferReturn => "offer_return",
            Self::WelcomeBack => "welcome_back",
            Self::Answer { .. } => "answer",
            Self::Quote { .. } => "quote",
            Self::TellFacts { .. } => "tell_facts",
            Self::Arrive { .. } => "arrive",
            Self::Ask { .. } => "ask",
            Self::Return { .. } => "return",
            Self::Acknowledge { .. } => "acknowledge",
            Self::AdmitUnknown => "admit_unknown",
            Self::Clarify { .. } => "clarify",
            Self::HoldPrice => "hold_price",
            Self::Close { .. } => "close",
            Self::HandOver { .. } => "hand_over",
            Self::StillWaiting => "still_waiting",
            Self::Reserved { .. } => "reserved",
        }
    }

    /// Whether its words offer to call a person, so that a plain "yes" accepts that.
    pub const fn offers_person(&self) -> bool {
        matches!(self, Self::AdmitUnknown | Self::HoldPrice | Self::Quote { .. })
    }

    /// The words the local brain gives it; none if there is nothing to say.
    pub fn words(&self, seat: &Seat<'_>, language: Language) -> Option<Part> {
        match self {
            Self::AdmitBeingAi => Some(admit_being_ai::words(seat, language)),
            Self::ConfirmOptOut => Some(opt_out::confirmation(language)),
            Self::OfferReturn => Some(opt_out::offer(language)),
            Self::WelcomeBack => Some(opt_out::welcome(language)),
            Self::Answer { question } => answer::words(seat, language, question),
            Self::Quote { document, passage } => quote::words(seat, language, document, *passage),
            Self::TellFacts { facts } => tell_facts::words(seat, language, facts),
            Self::Arrive { step } => arrive::words(seat, language, step),
            Self::Ask { field } => ask::words(seat, language, field),
            Self::Return { step } => arrive::words_again(seat, language, step),
            Self::Acknowledge { what } => Some(acknowledge::words(seat, language, *what)),
            Self::AdmitUnknown => Some(admit_unknown::words(seat, language)),
            Self::Clarify { was_wordless } => Some(clarify::words(seat, language, *was_wordless)),
            Self::HoldPrice => Some(hold_price::words(seat, language)),
            Self::Close { is_postponed } => Some(close::words(seat, language, *is_postponed)),
            Self::HandOver { reason } => Some(hand_over::words(seat, language, reason)),
            Self::StillWaiting => Some(still_waiting::words(seat, language)),
            Self::Reserved { command } => Some(reserved::words(seat, language, *command)),
        }
    }
}
