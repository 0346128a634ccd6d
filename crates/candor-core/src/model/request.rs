//! One request to a model. Its front is the same for every turn of a script's version, so that providers' caches hit.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a model is asked to do. Each job names its own chain of models.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Job {
    /// Fills in what was heard in a message.
    Hear,
    /// Writes the words of a plan.
    Write,
    /// Sums up a conversation for a person.
    Summarise,
    /// Judges a draft beside the guard; may only tighten.
    Judge,
    /// Turns passages and questions into vectors.
    Embed,
}

impl Job {
    /// Every job, in the order of the enum.
    pub const ALL: [Self; 5] = [Self::Hear, Self::Write, Self::Summarise, Self::Judge, Self::Embed];

    /// The word used in settings, records and figures.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hear => "hear",
            Self::Write => "write",
            Self::Summarise => "summarise",
            Self::Judge => "judge",
            Self::Embed => "embed",
        }
    }

    /// Reads [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|job| job.word() == word)
    }
}

/// Whose words a line holds, as a model's wire knows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    /// What comes from outside: the contact's words, fenced, with the turn's own instructions around them.
    User,
    /// What the model said before.
    Assistant,
}

/// One line of a request after its front.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Whose.
    pub speaker: Speaker,
    /// The text.
    pub text: String,
}

/// The shape an answer must have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    /// A name for it: letters, digits and `_`, at most 64, as providers ask.
    pub name: String,
    /// A JSON schema: an object whose properties are all required and which allows no others, as strict modes ask.
    pub schema: Value,
}

/// Everything a model gets to see in one call. It holds what contacts wrote, so that it prints without texts.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelRequest {
    /// What for.
    pub job: Job,
    /// The name and version of the prompt it was made from, kept with the turn.
    pub prompt: String,
    /// The instructions: the same bytes for every turn of a script's version. Sent as the system message, to be cached.
    pub front: String,
    /// What this turn adds, in order; begins and ends with [`Speaker::User`].
    pub lines: Vec<Line>,
    /// The shape of the answer; none for plain words.
    pub shape: Option<Shape>,
    /// The most tokens the answer may have.
    pub max_output_tokens: u32,
    /// How freely it chooses words, in hundredths: 0 always takes the likeliest.
    pub temperature_percent: u8,
}

impl ModelRequest {
    /// Bytes of all texts, schema included: the measure from which a reservation guesses tokens before a call.
    pub fn bytes(&self) -> usize {
        let lines: usize = self.lines.iter().map(|line| line.text.len()).sum();
        let shape = self.shape.as_ref().map_or(0, |shape| shape.schema.to_string().len());
        self.front.len().saturating_add(lines).saturating_add(shape)
    }
}

impl fmt::Debug for ModelRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ModelRequest")
            .field("job", &self.job)
            .field("prompt", &self.prompt)
            .field("bytes", &self.bytes())
            .field("lines", &self.lines.len())
            .finish_non_exhaustive()
    }
}
