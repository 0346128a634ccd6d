//! A request, read: what its address, its query and its body say, by types that are also what the document says of them.

use axum::{
    body::to_bytes,
    extract::{FromRequestParts as _, Path, Query, Request},
    http::{
        HeaderMap, Method, Uri,
        header::{CONTENT_TYPE, IF_MATCH},
    },
};
use candor_core::language::Language;
use schemars::JsonSchema;
use serde::{Deserialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use super::{Api, Caller, Problem};
use crate::panel::access::asked_language;

/// The largest body, in bytes: a script of the largest size in JSON, escapes and all.
pub(crate) const MOST_BYTES: usize = 1 << 20;

/// The longest `Idempotency-Key`, in characters.
pub(crate) const LONGEST_KEY: usize = 255;

/// What an address, a query or a body is read into.
pub(crate) trait Readable: DeserializeOwned + JsonSchema + Send + Sync + 'static {}
impl<T: DeserializeOwned + JsonSchema + Send + Sync + 'static> Readable for T {}

/// Nothing is asked for here, and nothing is taken.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

/// A request that was understood.
pub(crate) struct Asked<P = Nothing, Q = Nothing, B = Nothing> {
    /// The API.
    pub api: Api,
    /// Who asks.
    pub caller: Caller,
    /// In which language people read what is answered.
    pub language: Language,
    /// What the address names.
    pub path: P,
    /// The query.
    pub query: Q,
    /// The body.
    pub body: B,
    /// The version that is to be changed (`If-Match`).
    pub version: Option<i64>,
    /// The event that was read last (`Last-Event-ID`).
    pub last_event: Option<i64>,
    /// The key under which this is done once (`Idempotency-Key`), with a fingerprint of the request.
    pub once: Option<(String, String)>,
}

impl<P: Readable, Q: Readable, B: Readable> Asked<P, Q, B> {
    /// Reads a request of a caller who may ask.
    ///
    /// # Errors
    /// [`Problem::Malformed`], [`Problem::NotJson`], [`Problem::TooLarge`], [`Problem::Unfit`].
    pub(super) async fn read(api: Api, caller: Caller, request: Request) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let path = Path::<P>::from_request_parts(&mut parts, &()).await.map_err(|_| Problem::Missing)?.0;
        let Query(query) =
            Query::<Q>::try_from_uri(&parts.uri).map_err(|error| Problem::Malformed(error.to_string()))?;
        let bytes = to_bytes(body, MOST_BYTES).await.map_err(|_| Problem::TooLarge)?;
        let once = once(&parts.headers, &parts.method, &parts.uri, &bytes)?;
        let version = version(&parts.headers)?;
        let body = if bytes.is_empty() { empty()? } else { json(&parts.headers, &bytes)? };
        let last_event = parts.headers.get("last-event-id").and_then(|value| value.to_str().ok()?.parse().ok());
        let language = asked_language(&parts.headers);
        Ok(Self { api, caller, language, path, query, body, version, last_event, once })
    }
}

/// A body where none was sent: that of a request which needs none.
fn empty<B: DeserializeOwned>() -> Result<B, Problem> {
    serde_json::from_str("{}").map_err(|error| Problem::Unfit(format!("a body is needed: {error}")))
}

fn json<B: DeserializeOwned>(headers: &HeaderMap, bytes: &[u8]) -> Result<B, Problem> {
    let media = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media = media.split(';').next().unwrap_or_default().trim();
    if !media.eq_ignore_ascii_case("application/json") {
        return Err(Problem::NotJson);
    }
    serde_json::from_slice(bytes).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => Problem::Unfit(error.to_string()),
        _ => Problem::Malformed(error.to_string()),
    })
}

fn once(headers: &HeaderMap, method: &Method, uri: &Uri, body: &[u8]) -> Result<Option<(String, String)>, Problem> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(None) };
    let key = key.to_str().unwrap_or_default();
    if !(1..=LONGEST_KEY).contains(&key.len()) || !key.bytes().all(|sign| sign.is_ascii_graphic()) {
        let how = format!("Idempotency-Key has between 1 and {LONGEST_KEY} visible characters of ASCII.");
        return Err(Problem::Malformed(how));
    }
    let mut digest = Sha256::new();
    for part in [method.as_str().as_bytes(), b" ", uri.path().as_bytes(), b"\n", body] {
        digest.update(part);
    }
    let print = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Some((key.to_owned(), print)))
}

/// The version in `If-Match`: that of an entity tag made here, `"7.9f86d081"`, whose first part it is. `*` matches whatever is
/// there, and is as good as none.
fn version(headers: &HeaderMap) -> Result<Option<i64>, Problem> {
    let Some(tag) = headers.get(IF_MATCH) else { return Ok(None) };
    let tag = tag.to_str().unwrap_or_default().trim();
    if tag == "*" {
        return Ok(None);
    }
    let inner = tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"')).unwrap_or_default();
    let number = inner.split('.').next().unwrap_or_default();
    let wrong = || Problem::Malformed("If-Match takes one ETag as it was read, in quotation marks.".to_owned());
    number.parse().map(Some).map_err(|_| wrong())
}
