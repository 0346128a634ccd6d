//! One line of a recording: `{"key", "request", "reply"}`, or `"error"` in place of a reply.

use std::time::Duration;

use candor_core::model::{ModelReply, ModelRequest};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::key;
use crate::model::ModelError;

/// A line as it is read.
#[derive(Deserialize)]
pub(super) struct Line {
    /// The key of its request.
    pub(super) key: String,
    reply: Option<ModelReply>,
    error: Option<Failure>,
}

/// An error as it is kept.
#[derive(Serialize, Deserialize)]
struct Failure {
    /// [`ModelError::word`].
    word: String,
    /// Its words, where it has any.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    why: String,
    /// The wait it asked for, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wait_millis: Option<u64>,
}

impl Line {
    /// The answer in it; none if it holds neither a reply nor an error this build knows.
    pub(super) fn answer(self) -> Option<Result<ModelReply, ModelError>> {
        match (self.reply, self.error) {
            (Some(reply), _) => Some(Ok(reply)),
            (None, error) => error?.error().map(Err),
        }
    }
}

impl Failure {
    fn of(error: &ModelError) -> Self {
        let why = match error {
            ModelError::Down(why)
            | ModelError::BadAnswer(why)
            | ModelError::Misconfigured(why)
            | ModelError::NotSent(why) => why.clone(),
            ModelError::RetryAfter(_)
            | ModelError::TimedOut
            | ModelError::Refused
            | ModelError::TooLong
            | ModelError::Unauthorized => String::new(),
        };
        let wait_millis = error.rests().map(|wait| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
        Self { word: error.word().to_owned(), why, wait_millis }
    }

    fn error(self) -> Option<ModelError> {
        let wait = Duration::from_millis(self.wait_millis.unwrap_or(0));
        let all = [
            ModelError::RetryAfter(wait),
            ModelError::Down(self.why.clone()),
            ModelError::TimedOut,
            ModelError::Refused,
            ModelError::TooLong,
            ModelError::BadAnswer(self.why.clone()),
            ModelError::Unauthorized,
            ModelError::Misconfigured(self.why.clone()),
            ModelError::NotSent(self.why),
        ];
        all.into_iter().find(|error| error.word() == self.word)
    }
}

/// A line for this call, its end included.
pub(super) fn write(request: &ModelRequest, answer: &Result<ModelReply, ModelError>) -> String {
    let mut line = match answer {
        Ok(reply) => json!({"key": key(request), "request": request, "reply": reply}),
        Err(error) => json!({"key": key(request), "request": request, "error": Failure::of(error)}),
    }
    .to_string();
    line.push('\n');
    line
}
