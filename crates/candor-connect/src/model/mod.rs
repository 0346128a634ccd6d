//! Everybody else's language models, reached from here and from nowhere else. The desk knows these two traits and these
//! errors and nothing of wires: a request and a reply are the core's plain data.
//!
//! One dialect is one module and one line in [`open`]: `openai` for everything that speaks OpenAI's chat completions,
//! `anthropic` for Anthropic's messages. [`scripted`] is a model for tests and rehearsals, [`recorded`]
//! keeps the answers of one and gives them again. [`json`] finds the JSON in an answer. No text of a request or of an answer
//! is ever logged, and none is in an error.

mod answer;
mod anthropic;
mod body;
mod complaint;
mod error;
pub mod json;
mod key;
mod openai;
pub mod recorded;
pub mod scripted;
mod settings;
mod shape;
mod sse;
mod thought;
mod wire;

use std::sync::Arc;

use candor_core::model::{ModelReply, ModelRequest, Tokens};
use futures_util::future::BoxFuture;

pub use self::{
    error::{ModelError, OpenError},
    key::{ModelKey, NotAKey},
    settings::{Dialect, LimitField, Provider, Structured},
};

/// One language model at one provider.
///
/// Both calls give up after the provider's time limit, and dropping their future cancels the request. A call is never
/// repeated in here: whether to try again, to ask another model or to do without one is the desk's.
pub trait Model: Send + Sync {
    /// The owner's name for it, used in settings, records and figures.
    fn name(&self) -> &str;

    /// Asks, and waits for the whole answer. An answer the model refused to give or that is cut off is an `Ok`, told by its
    /// `stop`.
    fn complete<'a>(&'a self, request: &'a ModelRequest) -> BoxFuture<'a, Result<ModelReply, ModelError>>;

    /// The same, with every piece of the answer's words handed over as it comes. [`Listening::Stop`] cancels the call: what
    /// came so far is the reply, cut off ([`candor_core::model::Stop::Length`]), its tokens guessed.
    fn stream<'a>(
        &'a self,
        request: &'a ModelRequest,
        on_text: &'a mut (dyn FnMut(&str) -> Listening + Send),
    ) -> BoxFuture<'a, Result<ModelReply, ModelError>>;
}

/// The model these settings describe. Nothing is sent yet.
///
/// # Errors
/// The settings cannot be right; see [`OpenError`].
pub fn open(provider: Provider) -> Result<Arc<dyn Model>, OpenError> {
    Ok(match provider.dialect {
        Dialect::OpenAi => Arc::new(openai::OpenAi::open(provider)?),
        Dialect::Anthropic => Arc::new(anthropic::Anthropic::open(provider)?),
    })
}

/// The embedder these settings describe. Nothing is sent yet.
///
/// # Errors
/// The settings cannot be right, or the dialect has no embeddings; see [`OpenError`].
pub fn open_embedder(provider: Provider) -> Result<Arc<dyn Embedder>, OpenError> {
    match provider.dialect {
        Dialect::OpenAi => Ok(Arc::new(openai::Embeddings::open(provider)?)),
        Dialect::Anthropic => Err(OpenError::NoEmbeddings),
    }
}

/// Whether the rest of a streamed answer is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listening {
    /// It is.
    GoOn,
    /// It is not: the call is cancelled, and mostly costs no more.
    Stop,
}

/// What turns texts into vectors, so that texts of like meaning point alike.
pub trait Embedder: Send + Sync {
    /// The owner's name for it.
    fn name(&self) -> &str;

    /// One vector for each text, in their order, all of one length.
    fn embed<'a>(&'a self, texts: &'a [String]) -> BoxFuture<'a, Result<Vec<Vec<f32>>, ModelError>>;
}

/// What a call used where the provider does not say: the reservation's guess for the request, half a token for each byte of
/// the answer. Guessing high keeps a silent provider from being a free one.
fn guessed_tokens(request: &ModelRequest, text: &str) -> Tokens {
    let output = u64::try_from(text.len()).unwrap_or(u64::MAX).div_ceil(2);
    Tokens { output, ..Tokens::reserved(request) }
}
