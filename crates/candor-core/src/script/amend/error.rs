//! Why something was not added to a script.

use thiserror::Error;

use crate::script::Problem;

/// Why something was not added to a script's text.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AmendError {
    /// The text is longer than any script may be.
    #[error("the script is too long to be read: shorten it first")]
    TooLong,
    /// There is no such step, question or fact, or more than one.
    #[error("the script has no part of this name, or more than one: choose another, or mend the script first")]
    UnknownTopic,
    /// What was to be added holds no words.
    #[error("there are no words to add: write at least one phrasing")]
    NoWords,
    /// A question without an answer.
    #[error("the question has no answer: write one")]
    NoAnswer,
    /// The new question's name has signs no name may have.
    #[error("this cannot be a name: use letters, digits and hyphens")]
    BadName,
    /// The script would no longer pass; with what would be wrong.
    #[error("the script would no longer pass its checks: mend what the problems say")]
    Refused(Vec<Problem>),
    /// The text is laid out so that it cannot be added here without changing something else.
    #[error("the text around that place is laid out unusually: add the words in the editor")]
    Misplaced,
}

impl AmendError {
    /// A stable word, for programs and the words people read.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::TooLong => "too_long",
            Self::UnknownTopic => "unknown_topic",
            Self::NoWords => "no_words",
            Self::NoAnswer => "no_answer",
            Self::BadName => "bad_name",
            Self::Refused(_) => "refused",
            Self::Misplaced => "misplaced",
        }
    }

    /// What would be wrong with the script, to be shown as any problem is; empty unless it is that.
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Refused(problems) => problems,
            _ => &[],
        }
    }
}
