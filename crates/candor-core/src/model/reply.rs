//! What a model answered.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Tokens;

/// Why a model stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stop {
    /// It had said all.
    Done,
    /// It reached the most tokens allowed: the answer is cut off.
    Length,
    /// It, or the provider's filter, declined to answer.
    Refused,
}

/// One answer. What a model says is untrusted: it is read, judged and perhaps sent, and never obeyed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelReply {
    /// The words, or JSON where a shape was asked for.
    pub text: String,
    /// Why it stopped.
    pub stop: Stop,
    /// What was used.
    pub tokens: Tokens,
    /// The model as its provider names it in the answer, else as it was asked for.
    pub model: String,
}

impl fmt::Debug for ModelReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ModelReply")
            .field("bytes", &self.text.len())
            .field("stop", &self.stop)
            .field("tokens", &self.tokens)
            .field("model", &self.model)
            .finish()
    }
}
