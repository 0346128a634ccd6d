//! `GET /docs`: the document of the API to be read by people, and `GET /api/v1/openapi.json`: by programs. One page without
//! scripts, made of the document alone: it can show nothing that is not in it.

mod page;
mod shape;

use std::sync::LazyLock;

use axum::{
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};

/// The document, written once.
static DOCUMENT: LazyLock<String> = LazyLock::new(|| {
    let document = super::document(&crate::router::endpoints());
    serde_json::to_string_pretty(&document).unwrap_or_default()
});

pub(crate) use page::show;

/// The document of the API as JSON.
pub fn openapi() -> &'static str {
    &DOCUMENT
}

/// `GET /api/v1/openapi.json`.
pub(crate) async fn json() -> Response {
    ([(CONTENT_TYPE, "application/json")], openapi()).into_response()
}
