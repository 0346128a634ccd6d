//! What is answered: JSON with an entity tag, so that what did not change is not sent again and nobody's change is lost.

use axum::{
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION},
    },
    response::{IntoResponse, Response},
};
use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What an answer holds.
pub(crate) trait Tellable: Serialize + JsonSchema + Send + 'static {}
impl<T: Serialize + JsonSchema + Send + 'static> Tellable for T {}

/// What is answered.
pub(crate) struct Answer<T> {
    body: T,
    version: i64,
    made_at: Option<String>,
}

impl<T> Answer<T> {
    /// Something without versions.
    pub(crate) const fn of(body: T) -> Self {
        Self { body, version: 0, made_at: None }
    }

    /// Something in a version, which `If-Match` may name.
    pub(crate) const fn versioned(body: T, version: i64) -> Self {
        Self { body, version, made_at: None }
    }

    /// Something that was made and is found at this path from then on.
    pub(crate) fn made(self, path: String) -> Self {
        Self { made_at: Some(path), ..self }
    }
}

impl<T: Tellable> Answer<T> {
    /// As it is sent.
    pub(super) fn into_response(self, status: StatusCode, asked: &HeaderMap) -> Response {
        if status == StatusCode::NO_CONTENT {
            return status.into_response();
        }
        let Ok(text) = serde_json::to_string(&self.body) else {
            tracing::error!("an answer of the API cannot be written as JSON");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let print: String = Sha256::digest(text.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let tag = format!("\"{}.{print}\"", self.version);
        let known = asked.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let is_known = known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag);
        let mut response = if is_known && status == StatusCode::OK {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            (status, [(CONTENT_TYPE, "application/json")], text).into_response()
        };
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            response.headers_mut().insert(ETAG, tag);
        }
        if let Some(Ok(path)) = self.made_at.as_deref().map(HeaderValue::from_str) {
            response.headers_mut().insert(LOCATION, path);
        }
        response
    }
}
