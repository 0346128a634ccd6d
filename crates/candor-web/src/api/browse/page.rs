//! The page.

use askama::Template;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use super::shape::{Named, Section, schemas, sections};
use crate::panel::Page;

#[derive(Template)]
#[template(path = "browse/docs.html")]
struct DocsPage {
    title: String,
    about: Vec<String>,
    sections: Vec<Section>,
    schemas: Vec<Named>,
}

impl DocsPage {
    /// A text in parts: what stands between backticks is code.
    fn parts(text: &str) -> Vec<(bool, &str)> {
        text.split('`').enumerate().map(|(place, part)| (place % 2 == 1, part)).collect()
    }

    /// Whether a schema has a place of its own on the page.
    fn is_named(&self, name: &str) -> bool {
        self.schemas.iter().any(|schema| schema.name == name)
    }
}

/// `GET /docs`.
pub(crate) async fn show() -> Response {
    let document: Value = serde_json::from_str(super::openapi()).unwrap_or_default();
    let told = |path: &str| document.pointer(path).and_then(Value::as_str).unwrap_or_default().to_owned();
    Page(DocsPage {
        title: format!("{} {}", told("/info/title"), told("/info/version")),
        about: told("/info/description").split("\n\n").map(str::to_owned).collect(),
        sections: sections(&document),
        schemas: schemas(&document),
    })
    .into_response()
}
