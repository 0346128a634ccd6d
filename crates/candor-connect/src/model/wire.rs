//! Carries one call to a provider, whatever its dialect. The key and the owner's headers are put on here and are marked as
//! secret; no address, header or text of a request leaves this file in an error or a log.

use std::future::Future;

use reqwest::{
    Client, Response, Url,
    header::{self, HeaderMap, HeaderName, HeaderValue},
};
use serde_json::{Map, Value};
use tokio::time;

use super::{
    Listening, ModelError, OpenError, Provider,
    body::{self, Pieces},
    complaint::Complaint,
    sse::{Event, Events},
};
use crate::{
    address::{Guard, verdict},
    http, wait,
};

/// The fields of a body that no extra field may change: they say what is asked, of whom, and how the answer comes.
const OWN_FIELDS: &[&str] = &["model", "messages", "system", "stream", "input"];

/// The way to one provider.
pub(super) struct Wire {
    http: Client,
    root: Url,
    headers: HeaderMap,
    pub(super) provider: Provider,
}

/// What a dialect makes of the events of a stream.
pub(super) trait Reader: Send {
    /// The words of the answer in an event; mostly few, often none.
    fn read(&mut self, event: &Event) -> Result<String, ModelError>;

    /// Whether all that matters has come: nothing is lost if the connection breaks now.
    fn is_complete(&self) -> bool;

    /// Whether the provider has said that nothing follows.
    fn is_at_end(&self) -> bool;
}

/// How a stream ended.
pub(super) enum Ended {
    /// Everything came.
    Complete,
    /// Whoever listened had enough.
    Stopped,
    /// It was none: the provider answered all at once, with this.
    AtOnce(Value),
}

impl Wire {
    /// The way to a provider, `own` being what its dialect puts on every request.
    pub(super) fn to(provider: Provider, own: &[(HeaderName, String)]) -> Result<Self, OpenError> {
        let named = [("name", &provider.name), ("model", &provider.model)];
        if let Some((what, _)) = named.into_iter().find(|(_, text)| text.trim().is_empty()) {
            return Err(OpenError::Empty(what));
        }
        if provider.timeout.is_zero() || provider.silence.is_zero() || provider.max_output_tokens == Some(0) {
            return Err(OpenError::Empty("limit"));
        }
        if let Some(field) = OWN_FIELDS.iter().find(|field| provider.extra_body.contains_key(**field)) {
            return Err(OpenError::Field((*field).to_owned()));
        }
        let root = root_of(&provider.base_url)?;
        let guard = Guard::of(&root, provider.allows_private_address)
            .map_err(|forbidden| OpenError::Address(forbidden.to_string()))?;
        let http = http::guarded_client_for(&root, guard)?;
        let headers = headers_of(&provider, own)?;
        Ok(Self { http, root, headers, provider })
    }

    /// The path of the base address, without a slash at its end.
    pub(super) fn base_path(&self) -> &str {
        self.root.path().trim_end_matches('/')
    }

    /// Asks, and reads the whole answer as JSON.
    pub(super) async fn ask(&self, path: &str, body: Map<String, Value>, at_most: usize) -> Result<Value, ModelError> {
        self.in_time(async {
            let response = self.send(path, body).await?;
            json_of(response, at_most).await
        })
        .await
    }

    /// Asks for a stream, and hands every piece of words over as it comes.
    pub(super) async fn listen(
        &self,
        path: &str,
        body: Map<String, Value>,
        reader: &mut dyn Reader,
        on_text: &mut (dyn FnMut(&str) -> Listening + Send),
    ) -> Result<Ended, ModelError> {
        self.in_time(async {
            let response = self.send(path, body).await?;
            if !is_stream(&response) {
                return json_of(response, body::LONGEST).await.map(Ended::AtOnce);
            }
            let mut pieces = Pieces::of(response, self.provider.silence);
            let mut events = Events::default();
            loop {
                let piece = match pieces.next().await {
                    Ok(Some(piece)) => piece,
                    Ok(None) | Err(_) if reader.is_complete() => return Ok(Ended::Complete),
                    Ok(None) => return Err(ModelError::Down("the answer broke off".to_owned())),
                    Err(error) => return Err(error),
                };
                let ended = events.take(&piece).map_err(|error| ModelError::BadAnswer(error.to_string()))?;
                for event in ended {
                    let words = reader.read(&event)?;
                    if !words.is_empty() && on_text(&words) == Listening::Stop {
                        return Ok(Ended::Stopped);
                    }
                    if reader.is_at_end() {
                        return Ok(Ended::Complete);
                    }
                }
            }
        })
        .await
    }

    async fn in_time<T>(&self, call: impl Future<Output = Result<T, ModelError>> + Send) -> Result<T, ModelError> {
        let ended = time::timeout(self.provider.timeout, call).await.unwrap_or(Err(ModelError::TimedOut));
        // However the key came into an error's words, here it goes out of them.
        let ended = ended.map_err(|error| match &self.provider.key {
            Some(key) => error.reworded(|words| key.strike_out(words)),
            None => error,
        });
        let word = ended.as_ref().map_or_else(ModelError::word, |_| "ok");
        tracing::debug!(model = self.provider.name, word, "model call");
        ended
    }

    /// Sends a request and gives the head of a success.
    async fn send(&self, path: &str, mut body: Map<String, Value>) -> Result<Response, ModelError> {
        merge(&mut body, &self.provider.extra_body);
        let address = format!("{}{path}", self.root.as_str().trim_end_matches('/'));
        let sent = self.http.post(address).headers(self.headers.clone()).json(&body).send().await;
        let response = sent.map_err(unsent)?;
        let status = response.status();
        if status.is_success() {
            return Ok(response);
        }
        let wait = wait::asked(response.headers());
        // A refusal too long to read, or broken off, still has its status.
        let words = body::whole(response, body::LONGEST_REFUSAL).await.unwrap_or_default();
        Err(Complaint::under(status.as_u16(), &words).error(wait))
    }
}

/// What a request that got no answer is taken for.
fn unsent(error: reqwest::Error) -> ModelError {
    if let Some(forbidden) = verdict(&error) {
        return ModelError::Misconfigured(forbidden.to_string());
    }
    let (never_left, is_timeout) = (error.is_connect() || error.is_builder(), error.is_timeout());
    let causes = http::causes(&error.without_url());
    match (never_left, is_timeout) {
        (true, _) => ModelError::NotSent(causes),
        (false, true) => ModelError::TimedOut,
        (false, false) => ModelError::Down(causes),
    }
}

fn root_of(base_url: &str) -> Result<Url, OpenError> {
    let root = Url::parse(base_url.trim()).map_err(|_| OpenError::BaseUrl)?;
    let is_plain = root.has_host()
        && root.username().is_empty()
        && root.password().is_none()
        && root.query().is_none()
        && root.fragment().is_none();
    if is_plain { Ok(root) } else { Err(OpenError::BaseUrl) }
}

fn headers_of(provider: &Provider, own: &[(HeaderName, String)]) -> Result<HeaderMap, OpenError> {
    let mut headers = HeaderMap::new();
    let own = own.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let extra = provider.extra_headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    for (name, value) in own.chain(extra) {
        let refused = || OpenError::Header(name.to_owned());
        let header = HeaderName::from_bytes(name.as_bytes()).map_err(|_| refused())?;
        let is_framing =
            [header::HOST, header::CONTENT_LENGTH, header::TRANSFER_ENCODING, header::CONNECTION].contains(&header);
        let mut value = HeaderValue::from_str(value).map_err(|_| refused())?;
        if is_framing {
            return Err(refused());
        }
        value.set_sensitive(true);
        headers.insert(header, value);
    }
    Ok(headers)
}

/// Changes a body by a merge patch (RFC 7396).
fn merge(body: &mut Map<String, Value>, patch: &Map<String, Value>) {
    for (field, change) in patch {
        match (change, body.get_mut(field)) {
            (Value::Null, _) => drop(body.remove(field)),
            (Value::Object(inner), Some(Value::Object(there))) => merge(there, inner),
            (change, _) => drop(body.insert(field.clone(), change.clone())),
        }
    }
}

fn is_stream(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    // One that does not say what it is, is taken for what was asked for.
    kind.is_none_or(|kind| kind.trim_start().to_ascii_lowercase().starts_with("text/event-stream"))
}

/// The JSON of a success, unless it is a complaint.
async fn json_of(response: Response, at_most: usize) -> Result<Value, ModelError> {
    let bytes = body::whole(response, at_most).await?;
    let value: Value =
        serde_json::from_slice(&bytes).map_err(|_| ModelError::BadAnswer("it is not JSON".to_owned()))?;
    match Complaint::in_success(&value) {
        Some(complaint) => Err(complaint.error(None)),
        None => Ok(value),
    }
}

#[cfg(test)]
mod tests;
