//! The only place where failures become status codes. The visitor reads one plain sentence; the cause goes to the log.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use candor_store::Error;
use serde_json::json;

/// Why a page or answer cannot be given.
#[derive(Debug)]
pub(crate) enum Failure {
    /// There is no such thing: ask for something else.
    Missing(&'static str),
    /// What was asked makes no sense: ask differently.
    Unclear(String),
    /// The store cannot answer.
    Store(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, sentence) = match self {
            Self::Missing(what) => (StatusCode::NOT_FOUND, format!("there is no such {what}")),
            Self::Unclear(how) => (StatusCode::BAD_REQUEST, how),
            Self::Store(error) => {
                tracing::error!(%error, "the store could not answer a page");
                (store_status(&error), "the store cannot answer; try again in a moment".to_owned())
            }
        };
        (status, Json(json!({ "error": sentence }))).into_response()
    }
}

/// A status code for what keeps the store from answering.
pub(crate) fn store_status(error: &Error) -> StatusCode {
    match error {
        Error::Missing(_) => StatusCode::NOT_FOUND,
        Error::Busy(_) | Error::Full(_) | Error::Raced | Error::Closed => StatusCode::SERVICE_UNAVAILABLE,
        Error::Conflict(_) => StatusCode::CONFLICT,
        Error::Corrupt(_) | Error::Other(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// A text as part of an address (`application/x-www-form-urlencoded`).
pub(crate) fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
