//! The closed list of things a message can be understood to say, and the whole of what was heard in it.

use jiff::{Zoned, civil};
use serde::{Deserialize, Serialize};

pub use super::value::{Ends, FoundValue, Grain, TimeShape, ToldTime, Value};
use crate::language::Language;

/// One kind of thing heard. The list is closed: adding one makes the compiler list what else must change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeardKind {
    /// Says hello.
    Greets,
    /// Says yes to what was offered or asked.
    Agrees,
    /// Says no.
    Refuses,
    /// Asks what something costs.
    AsksPrice,
    /// Asks when.
    AsksDate,
    /// Asks for conditions: delivery, payment, refund, guarantee.
    AsksTerms,
    /// Asks something else.
    AsksOther,
    /// Tells the value of a field of the script.
    TellsField,
    /// Objects: too dear, no trust, no time, haggles.
    Objects,
    /// Wants a person.
    AsksForPerson,
    /// Asks, in any words, whether this is a machine.
    AsksIfBot,
    /// Wants no more messages.
    OptsOut,
    /// Not now.
    Postpones,
    /// Corrects what was said or understood.
    Corrects,
    /// Says thank you.
    Thanks,
    /// Insults.
    Insults,
    /// Complains about the business.
    Complains,
    /// Objects: too dear. Heard together with [`Self::Objects`], as are the four after it.
    ObjectsPrice,
    /// Objects: does not trust it.
    ObjectsTrust,
    /// Objects: has no time for it.
    ObjectsTime,
    /// Objects: does not need it.
    ObjectsNeed,
    /// Objects: others are better or cheaper.
    ObjectsCompetitor,
    /// Asks where.
    AsksPlace,
    /// Asks for a guarantee. Heard together with [`Self::AsksTerms`].
    AsksGuarantee,
    /// Asks for a discount.
    AsksDiscount,
    /// Speaks of harming or killing themselves.
    ThreatensSelfHarm,
    /// Tries to give the desk orders of its own: a prompt injection.
    Injects,
    /// Nothing of the above.
    Unclear,
}

impl HeardKind {
    /// Every kind, in the order of the enum.
    pub const ALL: [Self; 28] = [
        Self::Greets,
        Self::Agrees,
        Self::Refuses,
        Self::AsksPrice,
        Self::AsksDate,
        Self::AsksTerms,
        Self::AsksOther,
        Self::TellsField,
        Self::Objects,
        Self::AsksForPerson,
        Self::AsksIfBot,
        Self::OptsOut,
        Self::Postpones,
        Self::Corrects,
        Self::Thanks,
        Self::Insults,
        Self::Complains,
        Self::ObjectsPrice,
        Self::ObjectsTrust,
        Self::ObjectsTime,
        Self::ObjectsNeed,
        Self::ObjectsCompetitor,
        Self::AsksPlace,
        Self::AsksGuarantee,
        Self::AsksDiscount,
        Self::ThreatensSelfHarm,
        Self::Injects,
        Self::Unclear,
    ];

    /// The word used in scripts, transcripts and the store.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Greets => "greets",
            Self::Agrees => "agrees",
            Self::Refuses => "refuses",
            Self::AsksPrice => "asks_price",
            Self::AsksDate => "asks_date",
            Self::AsksTerms => "asks_terms",
            Self::AsksOther => "asks_other",
            Self::TellsField => "tells_field",
            Self::Objects => "objects",
            Self::AsksForPerson => "asks_for_person",
            Self::AsksIfBot => "asks_if_bot",
            Self::OptsOut => "opts_out",
            Self::Postpones => "postpones",
            Self::Corrects => "corrects",
            Self::Thanks => "thanks",
            Self::Insults => "insults",
            Self::Complains => "complains",
            Self::ObjectsPrice => "objects_price",
            Self::ObjectsTrust => "objects_trust",
            Self::ObjectsTime => "objects_time",
            Self::ObjectsNeed => "objects_need",
            Self::ObjectsCompetitor => "objects_competitor",
            Self::AsksPlace => "asks_place",
            Self::AsksGuarantee => "asks_guarantee",
            Self::AsksDiscount => "asks_discount",
            Self::ThreatensSelfHarm => "threatens_self_harm",
            Self::Injects => "injects",
            Self::Unclear => "unclear",
        }
    }

    /// Whether it wants an answer: a question or an objection. Who asks for a person or whether this is a machine is
    /// answered by the contract and not by the script.
    pub const fn asks(self) -> bool {
        self.is_question() || matches!(self, Self::Objects)
    }

    /// Whether it is a question about the business.
    pub const fn is_question(self) -> bool {
        matches!(
            self,
            Self::AsksPrice
                | Self::AsksDate
                | Self::AsksTerms
                | Self::AsksPlace
                | Self::AsksGuarantee
                | Self::AsksDiscount
                | Self::AsksOther
        )
    }

    /// Reads [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// One thing heard, with the words that prove it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heard {
    /// What.
    pub kind: HeardKind,
    /// The contact's words that prove it, as written; the whole message if it is the whole that says so.
    pub words: String,
    /// How sure, 0..=1.
    pub confidence: f64,
}

/// A value told for a field of the script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldField {
    /// The field's id.
    pub field: String,
    /// The value in its normal form: money as `2900.00 RUB`, a day as ISO 8601, a phone as `+79161234567`, a choice by its id.
    pub value: String,
    /// The contact's words that prove it.
    pub words: String,
}

/// The manner of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Nothing stands out.
    #[default]
    Neutral,
    /// Friendly or glad.
    Warm,
    /// In a hurry.
    Urgent,
    /// Doubting.
    Wary,
    /// Angry.
    Angry,
}

/// The part of the script a message is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "topic", content = "id", rename_all = "snake_case")]
pub enum Topic {
    /// A step.
    Step(String),
    /// A question.
    Question(String),
    /// A fact.
    Fact(String),
}

/// The whole of what was heard in one message (or one burst of messages).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hearing {
    /// The language it is written in.
    pub language: Language,
    /// Its manner.
    pub tone: Tone,
    /// In a few words what it is about: for people who read the timeline.
    pub main_idea: String,
    /// The words that carry its meaning, as written, at most eight.
    pub keywords: Vec<String>,
    /// Everything heard, surest first; never empty ([`HeardKind::Unclear`] if nothing else).
    pub things: Vec<Heard>,
    /// Values of the script's fields.
    pub told: Vec<ToldField>,
    /// Values found, in the order of the text.
    pub values: Vec<FoundValue>,
    /// The part of the script it is about, best first, each with its own likeness 0..=1; at most three.
    pub topics: Vec<(Topic, f64)>,
    /// How well the script covers it, 0..=1.
    pub fit: f64,
}

impl Hearing {
    /// Whether this kind of thing was heard.
    pub fn says(&self, kind: HeardKind) -> bool {
        self.things.iter().any(|heard| heard.kind == kind)
    }

    /// The part of the script it is most about.
    pub fn topic(&self) -> Option<&Topic> {
        self.topics.first().map(|(topic, _)| topic)
    }
}

/// What hearing may know beside the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HearingContext {
    /// The day in the business's time zone, for "tomorrow" and "on Friday".
    pub today: civil::Date,
    /// The moment in the business's time zone, for "in two hours" and "at 3"; without it such words stay untold.
    pub now: Option<Zoned>,
    /// The language of the conversation so far, for words that are the same in both ("ok", "3").
    pub language: Language,
    /// The field the desk asked for last: an otherwise bare answer is its value.
    pub asked: Option<String>,
    /// The step the conversation is at.
    pub step: Option<String>,
}
