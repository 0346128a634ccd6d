//! `POST /panel/sign-out`.

use axum::{
    extract::State,
    http::{HeaderName, HeaderValue, header::SET_COOKIE},
    response::{IntoResponse, Redirect, Response},
};

use super::{Viewer, cookie};
use crate::panel::{Panel, Trouble};

/// Has a browser forget what pages kept in it (W3C, Clear Site Data). Cookies are cleared one by one: that of the language stays.
const FORGET: (HeaderName, HeaderValue) =
    (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"storage\""));

/// Ends the session, and leaves nothing of it in the browser.
pub(crate) async fn sign_out(State(panel): State<Panel>, viewer: Viewer) -> Result<Response, Trouble> {
    panel.desk().store.end_sign_in(&viewer.sign_in).await?;
    let mut response = Redirect::to("/panel/sign-in").into_response();
    let (name, value) = FORGET;
    response.headers_mut().insert(name, value);
    if let Some(cookie) = cookie::clear(&panel, cookie::session_name(&panel)) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}
