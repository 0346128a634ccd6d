//! A script as the desk uses it. Immutable: a version that was published never changes.
//! Every part remembers the line it came from, so that reports can point at it.

use serde::{Deserialize, Serialize};

use super::qualification::Qualification;
use crate::{
    hearing::HeardKind,
    language::{Language, Phrasings, Wording},
};

/// How well a script must cover a message before the desk follows it rather than talks freely, unless the script says otherwise.
pub const DEFAULT_FIT_THRESHOLD: f64 = 0.7;

/// After so many messages in a row that were not understood, a person takes over, unless the script says otherwise.
pub const DEFAULT_UNCLEAR_LIMIT: u8 = 3;

/// A person is expected to take a hand-over within so many minutes, unless the script says otherwise.
pub const DEFAULT_ANSWER_WITHIN_MINUTES: u32 = 15;

/// The longest time a script may give people to take a hand-over, in minutes: three days.
pub const LONGEST_ANSWER_WITHIN_MINUTES: u32 = 72 * 60;

/// A whole script.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Script {
    /// A short name: small letters, digits and hyphens.
    pub name: String,
    /// The business as contacts know it.
    pub business: Wording,
    /// The languages it is written in; the first is used when nothing tells the contact's.
    pub languages: Vec<Language>,
    /// The business's time zone, as in the IANA database.
    pub time_zone: String,
    /// From this fit upwards the desk follows the script; 0..=1.
    pub fit_threshold: f64,
    /// How the desk sounds.
    pub voice: Voice,
    /// The owner's wording of "I am an AI" (H1); empty for the built-in one.
    pub disclosure: Wording,
    /// Approved facts: the only source of figures (H8).
    pub facts: Vec<Fact>,
    /// Questions answered from facts.
    pub questions: Vec<Question>,
    /// What is to be learnt about the contact.
    pub fields: Vec<Field>,
    /// The steps; the first is where a conversation begins.
    pub steps: Vec<Step>,
    /// What makes the desk jump, whatever the step.
    pub triggers: Vec<Trigger>,
    /// When and how a person takes over.
    pub hand_over: HandOver,
    /// When a lead is worth a person's time.
    #[serde(default)]
    pub qualification: Qualification,
}

/// How the desk sounds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice {
    /// The manner in words ("warm, brief, no jargon"); for people and models.
    pub tone: Wording,
    /// Short openers used when answering freely ("Happy to help").
    pub openers: Phrasings,
    /// Words the business prefers; for models.
    #[serde(default)]
    pub vocabulary: Phrasings,
    /// Sentences that sound like the business; models learn the manner from them.
    #[serde(default)]
    pub samples: Phrasings,
    /// Words that must never be said; compared without case, as whole words.
    pub forbidden: Phrasings,
}

/// An approved fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Its name in the script, used as `{id}` in texts.
    pub id: String,
    /// What sort of fact.
    pub kind: FactKind,
    /// The fact in words, with its figures.
    pub says: Wording,
    /// How contacts name the thing it is about ("roses", "bouquet"); helps "how much are the roses?" find it.
    pub about: Phrasings,
    /// Line of the source text, from 1.
    pub line: usize,
}

/// What sort of fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// What something costs.
    Price,
    /// When something happens or is open.
    Date,
    /// Conditions: delivery, payment, refund, guarantee.
    Term,
    /// Where something is.
    Place,
    /// Anything else.
    Other,
}

/// A question contacts ask, with its approved answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its name in the script.
    pub id: String,
    /// How contacts ask it.
    pub asked_as: Phrasings,
    /// The answer; `{fact}` stands for a fact's words.
    pub answer: Wording,
    /// Line of the source text, from 1.
    pub line: usize,
}

/// Something to learn about the contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Its name in the script.
    pub id: String,
    /// What operators read beside the value; empty for the id.
    pub label: Wording,
    /// What values look like.
    pub kind: FieldKind,
    /// How the desk asks for it.
    pub ask: Wording,
    /// Whether a lead without it is incomplete.
    pub is_required: bool,
    /// Line of the source text, from 1.
    pub line: usize,
}

/// What values of a field look like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FieldKind {
    /// An amount of money.
    Money,
    /// A day, perhaps with a time.
    Date,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A count of things.
    Quantity,
    /// One of a few.
    Choice {
        /// What can be chosen.
        options: Vec<ChoiceOption>,
    },
    /// Any words.
    Text,
}

/// One of the values of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceOption {
    /// Its name in the script: the value that is kept.
    pub id: String,
    /// What the button says and how contacts name it; the first of a language is the button's.
    pub named: Phrasings,
}

impl ChoiceOption {
    /// What it is called in a language, else in the other one.
    pub fn name(&self, language: Language) -> Option<&str> {
        self.named.in_language(language).first().map(String::as_str).or_else(|| self.named.all().next())
    }
}

/// One step of the script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its name in the script.
    pub id: String,
    /// What it is for; for people and models, never sent.
    pub goal: Wording,
    /// What the desk says on arriving here; `{fact}` stands for a fact's words, `{field}` for what the contact told.
    pub say: Wording,
    /// Whether these words are said exactly as they stand: no model adapts them.
    #[serde(default)]
    pub is_word_for_word: bool,
    /// What contacts write when they are here or want to come here.
    pub heard_as: Phrasings,
    /// The fields asked here, in order; those already known are skipped.
    pub asks: Vec<String>,
    /// Where to go when the fields are known or the contact agrees.
    pub next: Option<String>,
    /// Where to go when the contact refuses or objects here, if not `next`.
    pub if_refused: Option<String>,
    /// Buttons under the step's words.
    pub buttons: Vec<StepButton>,
    /// What reaching this step and agreeing means.
    pub outcome: Option<Outcome>,
    /// Line of the source text, from 1.
    pub line: usize,
}

/// A button of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepButton {
    /// What the contact reads.
    pub label: Wording,
    /// The step it leads to.
    pub to: String,
}

/// How a conversation ends well or otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A person takes over with a filled lead.
    HandOver,
    /// The contact does not want it, or it is not for them.
    Closed,
}

/// Something that makes the desk jump, whatever the step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trigger {
    /// Its name in the script.
    pub id: String,
    /// What sets it off.
    pub when: When,
    /// What it does.
    pub then: Then,
    /// Line of the source text, from 1.
    pub line: usize,
}

/// What sets a trigger off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "when", rename_all = "snake_case")]
pub enum When {
    /// A word or phrase in the message; compared by stems, without case.
    Keyword {
        /// The words.
        words: Phrasings,
    },
    /// One of these was heard.
    Heard {
        /// Any of them.
        kinds: Vec<HeardKind>,
    },
    /// Something happened.
    Event {
        /// What.
        event: Event,
    },
    /// The contact came by `t.me/bot?start=PAYLOAD` (Bot API, deep linking: 1-64 of `A-Za-z0-9_-`).
    DeepLink {
        /// The payload; a final `*` stands for anything.
        payload: String,
    },
}

/// What can happen beside words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The contact pressed Start.
    Started,
    /// Every required field is known.
    LeadComplete,
    /// The contact came back after a day of silence.
    Returned,
}

/// What a trigger does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "then", rename_all = "snake_case")]
pub enum Then {
    /// Goes to a step.
    GoTo {
        /// Its id.
        step: String,
    },
    /// Answers a question.
    Answer {
        /// Its id.
        question: String,
    },
    /// Hands over to a person.
    HandOver,
}

/// When and how a person takes over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    /// After so many messages in a row that were not understood; at least 1.
    pub unclear_limit: u8,
    /// Whether an insult calls a person.
    pub on_insult: bool,
    /// Whether a complaint calls a person.
    pub on_complaint: bool,
    /// What the contact reads when a person is called; empty for the built-in words.
    pub say: Wording,
    /// When people answer, in words ("Mon-Fri 9-18"); told truthfully when nobody is there (H7).
    pub hours: Wording,
    /// After so many minutes without anybody taking it, the contact is told so and the staff is called again;
    /// 1 to [`LONGEST_ANSWER_WITHIN_MINUTES`].
    #[serde(default = "default_answer_within")]
    pub answer_within_minutes: u32,
    /// What the desk does until a person comes.
    #[serde(default)]
    pub while_waiting: WhileWaiting,
}

const fn default_answer_within() -> u32 {
    DEFAULT_ANSWER_WITHIN_MINUTES
}

/// What the desk does for a contact who waits for a person. What the contract demands it does always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhileWaiting {
    /// It goes on helping.
    #[default]
    Help,
    /// It says that a person was called, and no more.
    Wait,
}

impl Default for HandOver {
    /// What holds where a script says nothing.
    fn default() -> Self {
        Self {
            unclear_limit: DEFAULT_UNCLEAR_LIMIT,
            on_insult: true,
            on_complaint: true,
            say: Wording::default(),
            hours: Wording::default(),
            answer_within_minutes: DEFAULT_ANSWER_WITHIN_MINUTES,
            while_waiting: WhileWaiting::default(),
        }
    }
}

impl HandOver {
    /// The time people have to take a hand-over, in milliseconds, within its range whatever the script says.
    pub fn answer_within_millis(&self) -> i64 {
        i64::from(self.answer_within_minutes.clamp(1, LONGEST_ANSWER_WITHIN_MINUTES)) * 60_000
    }
}

impl Script {
    /// The step of this id.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// The step where a conversation begins.
    pub fn first_step(&self) -> Option<&Step> {
        self.steps.first()
    }

    /// The fact of this id.
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.id == id)
    }

    /// The field of this id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// The question of this id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// The language to use with a contact who prefers `wanted`.
    pub fn language_for(&self, wanted: Language) -> Language {
        if self.languages.contains(&wanted) { wanted } else { self.languages.first().copied().unwrap_or_default() }
    }
}
