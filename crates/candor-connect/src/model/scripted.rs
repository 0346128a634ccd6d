//! A model that says what it is told to, for tests and rehearsals. Pauses are tokio's, so that a stopped clock works; nothing
//! here reads the real one.

use std::{
    collections::VecDeque,
    fmt, future,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use candor_core::model::{ModelReply, ModelRequest, Stop};
use futures_util::future::BoxFuture;

use super::{Listening, Model, ModelError};

/// What a scripted model does when it is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scripted {
    /// It says this at once.
    Says(String),
    /// It says these pieces, each after a pause.
    SaysSlowly {
        /// The pieces; together they are the answer.
        pieces: Vec<String>,
        /// The pause before each.
        pause: Duration,
    },
    /// It answers with exactly this: a refusal, a cut-off answer, another name.
    Replies(ModelReply),
    /// It fails.
    Fails(ModelError),
    /// It never answers. Whoever asks has to have a time limit.
    Hangs,
}

/// Where the answers come from.
enum Source {
    Queue(VecDeque<Scripted>),
    Function(Box<dyn FnMut(&ModelRequest) -> Scripted + Send>),
}

/// The model. It remembers what it was asked.
pub struct ScriptedModel {
    name: String,
    source: Mutex<Source>,
    asked: Mutex<Vec<ModelRequest>>,
}

impl ScriptedModel {
    /// Gives these answers in this order, and fails as misconfigured after the last.
    pub fn in_order(name: &str, answers: impl IntoIterator<Item = Scripted>) -> Self {
        Self::from_source(name, Source::Queue(answers.into_iter().collect()))
    }

    /// Asks a function what to do.
    pub fn by(name: &str, answer: impl FnMut(&ModelRequest) -> Scripted + Send + 'static) -> Self {
        Self::from_source(name, Source::Function(Box::new(answer)))
    }

    /// Every request so far, in order, those that failed or hang included.
    pub fn asked(&self) -> Vec<ModelRequest> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn from_source(name: &str, source: Source) -> Self {
        Self { name: name.to_owned(), source: Mutex::new(source), asked: Mutex::new(Vec::new()) }
    }

    fn next(&self, request: &ModelRequest) -> Scripted {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).push(request.clone());
        match &mut *self.source.lock().unwrap_or_else(PoisonError::into_inner) {
            Source::Function(answer) => answer(request),
            Source::Queue(answers) => answers.pop_front().unwrap_or_else(|| {
                Scripted::Fails(ModelError::Misconfigured("the scripted model has no more answers".to_owned()))
            }),
        }
    }

    /// What it said, as a reply: half a token for each byte, as a reservation guesses.
    fn reply(&self, request: &ModelRequest, text: String, stop: Stop) -> ModelReply {
        let tokens = super::guessed_tokens(request, &text);
        ModelReply { text, stop, tokens, model: self.name.clone() }
    }

    async fn answer(
        &self,
        request: &ModelRequest,
        on_text: &mut (dyn FnMut(&str) -> Listening + Send),
    ) -> Result<ModelReply, ModelError> {
        let (pieces, pause) = match self.next(request) {
            Scripted::Says(text) => (vec![text], Duration::ZERO),
            Scripted::SaysSlowly { pieces, pause } => (pieces, pause),
            Scripted::Replies(reply) => {
                on_text(&reply.text);
                return Ok(reply);
            }
            Scripted::Fails(error) => return Err(error),
            Scripted::Hangs => return future::pending().await,
        };
        let mut said = String::new();
        for piece in pieces {
            if !pause.is_zero() {
                tokio::time::sleep(pause).await;
            }
            said.push_str(&piece);
            if on_text(&piece) == Listening::Stop {
                return Ok(self.reply(request, said, Stop::Length));
            }
        }
        Ok(self.reply(request, said, Stop::Done))
    }
}

impl Model for ScriptedModel {
    fn name(&self) -> &str {
        &self.name
    }

    fn complete<'a>(&'a self, request: &'a ModelRequest) -> BoxFuture<'a, Result<ModelReply, ModelError>> {
        Box::pin(async move { self.answer(request, &mut |_| Listening::GoOn).await })
    }

    fn stream<'a>(
        &'a self,
        request: &'a ModelRequest,
        on_text: &'a mut (dyn FnMut(&str) -> Listening + Send),
    ) -> BoxFuture<'a, Result<ModelReply, ModelError>> {
        Box::pin(self.answer(request, on_text))
    }
}

impl fmt::Debug for ScriptedModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner).len();
        f.debug_struct("ScriptedModel").field("name", &self.name).field("asked", &asked).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
