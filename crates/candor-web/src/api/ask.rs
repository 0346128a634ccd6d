//! A request, read: what its address, its query and its body say, by types that are also what the document says of them.

use axum::{
    body::{Bytes, to_bytes},
    extract::{FromRequestParts as _, Path, Query, Request},
    http::{
        HeaderMap, Method, Uri,
        header::{CONTENT_TYPE, IF_MATCH},
    },
};
use candor_core::language::Language;
use candor_desk::actions::{FileRefusal, Refusal};
use schemars::JsonSchema;
use serde::{Deserialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use super::{Api, Caller, Problem};
use crate::{download::MEDIA_TYPE, panel::access::asked_language};

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
        let (asked, headers) = Asked::<P, Q, Bytes>::taken(api, caller, request, MOST_BYTES).await?;
        let body = if asked.body.is_empty() { empty()? } else { json(&headers, &asked.body)? };
        Ok(asked.with_body(body))
    }
}

impl<P: Readable, Q: Readable> Asked<P, Q, Bytes> {
    /// Reads a request whose body is a file of at most so many bytes.
    ///
    /// # Errors
    /// [`Problem::Malformed`], [`Problem::NotBytes`], [`FileRefusal::TooLarge`].
    pub(super) async fn read_file(
        api: Api,
        caller: Caller,
        request: Request,
        most_bytes: usize,
    ) -> Result<Self, Problem> {
        if !is_of(request.headers(), MEDIA_TYPE) {
            return Err(Problem::NotBytes);
        }
        match Self::taken(api, caller, request, most_bytes).await {
            Ok((asked, _)) => Ok(asked),
            Err(Problem::TooLarge) => Err(Refusal::File(FileRefusal::TooLarge).into()),
            Err(problem) => Err(problem),
        }
    }

    async fn taken(
        api: Api,
        caller: Caller,
        request: Request,
        most_bytes: usize,
    ) -> Result<(Self, HeaderMap), Problem> {
        let (mut parts, body) = request.into_parts();
        let path = Path::<P>::from_request_parts(&mut parts, &()).await.map_err(|_| Problem::Missing)?.0;
        let Query(query) =
            Query::<Q>::try_from_uri(&parts.uri).map_err(|error| Problem::Malformed(error.to_string()))?;
        let body = to_bytes(body, most_bytes).await.map_err(|_| Problem::TooLarge)?;
        let once = once(&parts.headers, &parts.method, &parts.uri, &body)?;
        let version = version(&parts.headers)?;
        let last_event = parts.headers.get("last-event-id").and_then(|value| value.to_str().ok()?.parse().ok());
        let language = asked_language(&parts.headers);
        Ok((Self { api, caller, language, path, query, body, version, last_event, once }, parts.headers))
    }

    fn with_body<B>(self, body: B) -> Asked<P, Q, B> {
        let Self { api, caller, language, path, query, version, last_event, once, .. } = self;
        Asked { api, caller, language, path, query, body, version, last_event, once }
    }
}

/// A body where none was sent: that of a request which needs none.
fn empty<B: DeserializeOwned>() -> Result<B, Problem> {
    serde_json::from_str("{}").map_err(|error| Problem::Unfit(format!("a body is needed: {error}")))
}

fn json<B: DeserializeOwned>(headers: &HeaderMap, bytes: &[u8]) -> Result<B, Problem> {
    if !is_of(headers, "application/json") {
        return Err(Problem::NotJson);
    }
    // What is said of another kind of body would repeat it, and with it a secret that was sent bare.
    let bytes = bytes.trim_ascii_start();
    if !bytes.starts_with(b"{") {
        return Err(not_an_object(bytes));
    }
    serde_json::from_slice(bytes).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => Problem::Unfit(error.to_string()),
        _ => Problem::Malformed(error.to_string()),
    })
}

fn not_an_object(bytes: &[u8]) -> Problem {
    let begins_another = |first: &u8| matches!(first, b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n');
    let expected = "an object is expected".to_owned();
    if bytes.first().is_some_and(begins_another) { Problem::Unfit(expected) } else { Problem::Malformed(expected) }
}

fn is_of(headers: &HeaderMap, wanted: &str) -> bool {
    let media = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    media.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(wanted)
}

fn once(headers: &HeaderMap, method: &Method, uri: &Uri, body: &[u8]) -> Result<Option<(String, String)>, Problem> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(None) };
    let key = key.to_str().unwrap_or_default();
    if !(1..=LONGEST_KEY).contains(&key.len()) || !key.bytes().all(|sign| sign.is_ascii_graphic()) {
        let how = format!("Idempotency-Key has between 1 and {LONGEST_KEY} visible characters of ASCII.");
        return Err(Problem::Malformed(how));
    }
    let mut digest = Sha256::new();
    // What a file is called and said of it stands in the query.
    let to = uri.path_and_query().map_or(uri.path(), |to| to.as_str());
    for part in [method.as_str().as_bytes(), b" ", to.as_bytes(), b"\n", body] {
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
