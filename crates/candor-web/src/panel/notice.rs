//! What the next page says of what was just done.

use axum::response::{IntoResponse, Redirect, Response};

use super::{Panel, access::Viewer};

/// A line at the top of the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    /// What people read.
    pub text: String,
    /// Whether it tells of something that was not done.
    pub is_refusal: bool,
}

/// Goes on to a page that says what was done.
pub(crate) fn done(panel: &Panel, viewer: &Viewer, text: impl Into<String>, to: &str) -> Response {
    panel.leave(&viewer.sign_in, Notice { text: text.into(), is_refusal: false });
    Redirect::to(to).into_response()
}

/// Goes on to a page that says why nothing was done.
pub(crate) fn refused(panel: &Panel, viewer: &Viewer, text: impl Into<String>, to: &str) -> Response {
    panel.leave(&viewer.sign_in, Notice { text: text.into(), is_refusal: true });
    Redirect::to(to).into_response()
}
