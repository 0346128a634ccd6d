//! What the next page says of what was just done.

use axum::response::{IntoResponse, Redirect, Response};

use super::{Panel, Trouble, access::Viewer};

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

/// Goes on to a page that says why an action was refused.
///
/// # Errors
/// Whatever else went wrong: the gate tells of that.
pub(crate) fn of_refusal(
    panel: &Panel,
    viewer: &Viewer,
    trouble: impl Into<Trouble>,
    to: &str,
) -> Result<Response, Trouble> {
    match trouble.into() {
        Trouble::Refused(refusal) => Ok(refused(panel, viewer, refusal.in_language(viewer.language), to)),
        other => Err(other),
    }
}
