//! A stream in Anthropic's words: `message_start` with the model and the tokens of the request, blocks that begin, grow and
//! end, `message_delta` with why it stopped and the tokens of the answer, `message_stop`. A `ping` comes at any time and an
//! `error` may; events of kinds still to come are skipped, as the documentation asks.

use serde_json::Value;

use super::reply;
use crate::model::{ModelError, answer::Answer, complaint::Complaint, sse::Event, wire::Reader};

/// The reader of the events.
#[derive(Default)]
pub(super) struct Blocks {
    answer: Answer,
    is_at_end: bool,
}

impl Reader for Blocks {
    fn read(&mut self, event: &Event) -> Result<String, ModelError> {
        let value: Value = serde_json::from_str(&event.data)
            .map_err(|_| ModelError::BadAnswer("a piece of the stream is not JSON".to_owned()))?;
        if let Some(complaint) = Complaint::in_success(&value) {
            return Err(complaint.error(None));
        }
        match value.get("type").and_then(Value::as_str) {
            Some("message_start") => {
                let message = value.get("message").unwrap_or(&Value::Null);
                self.answer.named(message.get("model").and_then(Value::as_str));
                self.answer.tokens = reply::tokens(message, self.answer.tokens);
            }
            Some("content_block_delta") => {
                let delta = value.get("delta").unwrap_or(&Value::Null);
                let field = match delta.get("type").and_then(Value::as_str) {
                    Some("text_delta") => "text",
                    Some("input_json_delta") => "partial_json",
                    _ => return Ok(String::new()),
                };
                let words = delta.get(field).and_then(Value::as_str).unwrap_or_default();
                self.answer.add(words)?;
                return Ok(words.to_owned());
            }
            Some("message_delta") => {
                let stop = value.get("delta").and_then(reply::stop);
                self.answer.stop = stop.or(self.answer.stop);
                self.answer.tokens = reply::tokens(&value, self.answer.tokens);
            }
            Some("message_stop") => self.is_at_end = true,
            _ => {}
        }
        Ok(String::new())
    }

    fn is_complete(&self) -> bool {
        self.is_at_end || self.answer.stop.is_some()
    }

    fn is_at_end(&self) -> bool {
        self.is_at_end
    }
}

impl Blocks {
    /// What came.
    pub(super) fn into_answer(self) -> Answer {
        self.answer
    }
}
