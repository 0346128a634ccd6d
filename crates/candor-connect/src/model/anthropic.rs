//! Anthropic's messages (`POST {base}/v1/messages`), spoken natively: its cache, its shapes and its refusals have no place in
//! OpenAI's words.

mod reply;
mod request;
mod stream;

use candor_core::model::{ModelReply, ModelRequest};
use futures_util::future::BoxFuture;
use reqwest::header::HeaderName;

use super::{
    Listening, Model, ModelError, OpenError, Provider, body,
    wire::{Ended, Wire},
};

/// The version of the API, named in every request.
const VERSION: &str = "2023-06-01";

/// A model that speaks this dialect.
pub(super) struct Anthropic {
    wire: Wire,
    /// The path below the base address.
    path: &'static str,
}

impl Anthropic {
    /// The model these settings describe. Nothing is sent yet. A `/v1` at the end of the base address is not said twice.
    pub(super) fn open(provider: Provider) -> Result<Self, OpenError> {
        let version = (HeaderName::from_static("anthropic-version"), VERSION.to_owned());
        let key = provider.key.iter().map(|key| (HeaderName::from_static("x-api-key"), key.expose().to_owned()));
        let own: Vec<_> = std::iter::once(version).chain(key).collect();
        let wire = Wire::to(provider, &own)?;
        let path = if wire.base_path().ends_with("/v1") { "/messages" } else { "/v1/messages" };
        Ok(Self { wire, path })
    }

    async fn ask(&self, request: &ModelRequest) -> Result<ModelReply, ModelError> {
        let provider = &self.wire.provider;
        let body = request::body(request, provider, false);
        let value = self.wire.ask(self.path, body, body::LONGEST).await?;
        reply::read(&value)?.whole(request, provider)
    }

    async fn listen(
        &self,
        request: &ModelRequest,
        on_text: &mut (dyn FnMut(&str) -> Listening + Send),
    ) -> Result<ModelReply, ModelError> {
        let provider = &self.wire.provider;
        let body = request::body(request, provider, true);
        let mut reader = stream::Blocks::default();
        match self.wire.listen(self.path, body, &mut reader, on_text).await? {
            Ended::Stopped => Ok(reader.into_answer().interrupted(request, provider)),
            Ended::Complete => reader.into_answer().whole(request, provider),
            Ended::AtOnce(value) => {
                let reply = reply::read(&value)?.whole(request, provider)?;
                on_text(&reply.text);
                Ok(reply)
            }
        }
    }
}

impl Model for Anthropic {
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
