//! OpenAI's chat completions (`POST {base}/chat/completions`), which most others speak as well: DeepSeek, OpenRouter, vLLM,
//! llama.cpp, Ollama. What they differ in is told in [`request`], [`reply`] and [`stream`]; [`embeddings`] are the same
//! provider's vectors.

mod embeddings;
mod reply;
mod request;
mod stream;

use candor_core::model::{ModelReply, ModelRequest};
use futures_util::future::BoxFuture;
use reqwest::header::{AUTHORIZATION, HeaderName};

pub(super) use self::embeddings::Embeddings;
use super::{
    Listening, Model, ModelError, OpenError, Provider, body,
    wire::{Ended, Wire},
};

/// The path below the base address.
const PATH: &str = "/chat/completions";

/// A model that speaks this dialect.
pub(super) struct OpenAi {
    wire: Wire,
}

impl OpenAi {
    /// The model these settings describe. Nothing is sent yet.
    pub(super) fn open(provider: Provider) -> Result<Self, OpenError> {
        let own = own_headers(&provider);
        Ok(Self { wire: Wire::to(provider, &own)? })
    }

    async fn ask(&self, request: &ModelRequest) -> Result<ModelReply, ModelError> {
        let provider = &self.wire.provider;
        let body = request::body(request, provider, false);
        let value = self.wire.ask(PATH, body, body::LONGEST).await?;
        reply::read(&value)?.whole(request, provider)
    }

    async fn listen(
        &self,
        request: &ModelRequest,
        on_text: &mut (dyn FnMut(&str) -> Listening + Send),
    ) -> Result<ModelReply, ModelError> {
        let provider = &self.wire.provider;
        let body = request::body(request, provider, true);
        let mut reader = stream::Chunks::default();
        match self.wire.listen(PATH, body, &mut reader, on_text).await? {
            Ended::Stopped => Ok(reader.into_answer().interrupted(request, provider)),
            Ended::Complete => {
                let held = reader.end()?;
                if !held.is_empty() {
                    on_text(&held);
                }
                reader.into_answer().whole(request, provider)
            }
            Ended::AtOnce(value) => {
                let reply = reply::read(&value)?.whole(request, provider)?;
                on_text(&reply.text);
                Ok(reply)
            }
        }
    }
}

impl Model for OpenAi {
    fn name(&self) -> &str {
        &self.wire.provider.name
    }

    fn complete<'a>(&'a self, request: &'a ModelRequest) -> BoxFuture<'a, Result<ModelReply, ModelError>> {
        Box::pin(self.ask(request))
    }

    fn stream<'a>(
        &'a self,
        request: &'a ModelRequest,
        on_text: &'a mut (dyn FnMut(&str) -> Listening + Send),
    ) -> BoxFuture<'a, Result<ModelReply, ModelError>> {
        Box::pin(self.listen(request, on_text))
    }
}

/// The key, as this dialect shows it.
fn own_headers(provider: &Provider) -> Vec<(HeaderName, String)> {
    provider.key.iter().map(|key| (AUTHORIZATION, format!("Bearer {}", key.expose()))).collect()
}
