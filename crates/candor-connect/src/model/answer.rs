//! An answer as it is put together, from one body or from many events, until it is the core's reply.

use candor_core::model::{ModelReply, ModelRequest, Stop, Tokens};

use super::{ModelError, Provider, body, guessed_tokens};

/// The longest name of a model kept, in letters.
const LONGEST_NAME: usize = 128;

/// What came so far.
#[derive(Default)]
pub(super) struct Answer {
    /// The words.
    pub(super) text: String,
    /// Why it stopped, once it said so.
    pub(super) stop: Option<Stop>,
    /// What it says was used.
    pub(super) tokens: Option<Tokens>,
    /// The model, as the provider names it.
    pub(super) model: Option<String>,
}

impl Answer {
    /// Adds words.
    ///
    /// # Errors
    /// They make it longer than any answer may be.
    pub(super) fn add(&mut self, words: &str) -> Result<(), ModelError> {
        if self.text.len().saturating_add(words.len()) > body::LONGEST {
            return Err(ModelError::BadAnswer("it is too long".to_owned()));
        }
        self.text.push_str(words);
        Ok(())
    }

    /// Keeps the name of the model, if it is one.
    pub(super) fn named(&mut self, name: Option<&str>) {
        let name = name.map(|name| name.chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect());
        self.model = name.filter(|name: &String| !name.is_empty()).or(self.model.take());
    }

    /// The reply, all of it having come.
    ///
    /// # Errors
    /// It has no words and does not say why.
    pub(super) fn whole(self, request: &ModelRequest, provider: &Provider) -> Result<ModelReply, ModelError> {
        let stop = self.stop.unwrap_or(Stop::Done);
        if stop == Stop::Done && self.text.trim().is_empty() {
            return Err(ModelError::BadAnswer("it has no words".to_owned()));
        }
        let tokens = self.tokens.unwrap_or_else(|| guessed_tokens(request, &self.text));
        Ok(ModelReply { text: self.text, stop, tokens, model: self.model.unwrap_or_else(|| provider.model.clone()) })
    }

    /// The reply, having been interrupted: cut off, and what was said is counted by a guess, since the account of it comes
    /// last.
    pub(super) fn interrupted(self, request: &ModelRequest, provider: &Provider) -> ModelReply {
        let guessed = guessed_tokens(request, &self.text);
        let tokens = self.tokens.map_or(guessed, |said| Tokens { output: said.output.max(guessed.output), ..said });
        let model = self.model.unwrap_or_else(|| provider.model.clone());
        ModelReply { text: self.text, stop: Stop::Length, tokens, model }
    }
}
