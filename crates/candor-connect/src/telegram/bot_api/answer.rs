//! Reads the envelope of an answer (Bot API, "Making requests") without trusting any part of it.

use std::{borrow::Cow, time::Duration};

use candor_core::{ids::ChatId, moment::Moment};
use reqwest::{Response, header};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::errors::{ApiError, Refusal};
use crate::{http::date, secret::BotToken};

/// The longest description kept, in characters.
const MAX_DESCRIPTION: usize = 300;

/// What came back, before it is understood.
pub(crate) struct Answer {
    /// The HTTP status.
    pub(super) status: u16,
    /// The header `Retry-After`, if it is a number of seconds.
    pub(super) retry_after: Option<Duration>,
    /// The header `Date`, if it can be read.
    pub(crate) date: Option<Moment>,
    /// The body.
    pub(super) body: Vec<u8>,
}

#[derive(Deserialize)]
struct Envelope<'a> {
    ok: bool,
    #[serde(borrow)]
    result: Option<&'a RawValue>,
    #[serde(borrow)]
    error_code: Option<&'a RawValue>,
    #[serde(borrow)]
    description: Option<&'a RawValue>,
    #[serde(borrow)]
    parameters: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
struct Parameters {
    #[serde(default)]
    retry_after: Option<u64>,
    #[serde(default)]
    migrate_to_chat_id: Option<i64>,
}

impl Answer {
    /// The head of an answer, its body still to be read.
    pub(super) fn to(response: &Response) -> Self {
        let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
        let seconds = header(header::RETRY_AFTER).and_then(|value| value.trim().parse().ok());
        let retry_after = seconds.map(Duration::from_secs);
        let sent = header(header::DATE).and_then(date);
        Self { status: response.status().as_u16(), retry_after, date: sent, body: Vec::new() }
    }

    /// The body as text, whatever it is.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// The result as it was written, or why there is none.
    pub(super) fn result(&self, token: &BotToken) -> Result<Box<RawValue>, ApiError> {
        let text = self.text();
        let envelope: Envelope<'_> = serde_json::from_str(&text).map_err(|_| self.bad("not the JSON of an answer"))?;
        match (envelope.ok, envelope.result) {
            (true, Some(result)) => Ok(result.to_owned()),
            (true, None) => Err(self.bad("it says ok and brings no result")),
            (false, _) => Err(ApiError::Refused(self.refusal(&envelope, token))),
        }
    }

    /// Says what is wrong with it, without its content.
    pub(crate) fn bad(&self, why: &str) -> ApiError {
        ApiError::BadAnswer { status: self.status, why: why.to_owned(), retry_after: self.retry_after }
    }

    fn refusal(&self, envelope: &Envelope<'_>, token: &BotToken) -> Refusal {
        let parameters: Parameters = read(envelope.parameters).unwrap_or_default();
        let description: String = read(envelope.description).unwrap_or_default();
        let line: String = description.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        Refusal {
            code: read(envelope.error_code).unwrap_or_else(|| i64::from(self.status)),
            description: token.strike_out(&line).chars().take(MAX_DESCRIPTION).collect(),
            retry_after: parameters.retry_after.map(Duration::from_secs).or(self.retry_after),
            migrate_to: parameters.migrate_to_chat_id.map(ChatId),
        }
    }
}

fn read<'a, T: Deserialize<'a>>(part: Option<&'a RawValue>) -> Option<T> {
    part.and_then(|raw| serde_json::from_str(raw.get()).ok())
}
