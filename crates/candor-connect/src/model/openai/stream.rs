//! A stream in OpenAI's words: events without names, each a `chat.completion.chunk`, at the end `[DONE]`. An error may stand
//! where a chunk would (OpenAI, vLLM, OpenRouter). What was used comes in a last chunk without choices, or with the last words.

use candor_core::model::Stop;
use serde_json::Value;

use super::reply;
use crate::model::{ModelError, answer::Answer, complaint::Complaint, sse::Event, thought::Thoughts, wire::Reader};

/// The reader of the chunks.
#[derive(Default)]
pub(super) struct Chunks {
    answer: Answer,
    thoughts: Thoughts,
    is_refused: bool,
    is_at_end: bool,
}

impl Reader for Chunks {
    fn read(&mut self, event: &Event) -> Result<String, ModelError> {
        if event.data.trim() == "[DONE]" {
            self.is_at_end = true;
            return Ok(String::new());
        }
        let chunk: Value = serde_json::from_str(&event.data)
            .map_err(|_| ModelError::BadAnswer("a piece of the stream is not JSON".to_owned()))?;
        if let Some(complaint) = Complaint::in_success(&chunk) {
            return Err(complaint.error(None));
        }
        self.answer.named(chunk.get("model").and_then(Value::as_str));
        self.answer.tokens = reply::tokens(&chunk).or(self.answer.tokens);
        let Some(choice) = chunk.pointer("/choices/0") else { return Ok(String::new()) };
        self.answer.stop = reply::stop(choice)?.or(self.answer.stop);
        let delta = choice.get("delta").unwrap_or(&Value::Null);
        self.is_refused |= reply::is_refusal(delta);
        let words = self.thoughts.take(&reply::words(delta));
        self.answer.add(&words)?;
        Ok(words)
    }

    fn is_complete(&self) -> bool {
        self.is_at_end || self.answer.stop.is_some()
    }

    fn is_at_end(&self) -> bool {
        self.is_at_end
    }
}

impl Chunks {
    /// The words held back because they might have been thoughts, now that nothing follows.
    pub(super) fn end(&mut self) -> Result<String, ModelError> {
        let words = std::mem::take(&mut self.thoughts).end();
        self.answer.add(&words)?;
        Ok(words)
    }

    /// What came.
    pub(super) fn into_answer(self) -> Answer {
        let stop = if self.is_refused { Some(Stop::Refused) } else { self.answer.stop };
        Answer { stop, ..self.answer }
    }
}
