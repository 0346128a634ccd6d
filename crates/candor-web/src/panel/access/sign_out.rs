//! `POST /panel/sign-out`.

use axum::{
    extract::State,
    http::header::SET_COOKIE,
    response::{IntoResponse, Redirect, Response},
};

use super::{Viewer, cookie};
use crate::panel::{Panel, Trouble};

/// Ends the session.
pub(crate) async fn sign_out(State(panel): State<Panel>, viewer: Viewer) -> Result<Response, Trouble> {
    panel.desk().store.end_sign_in(&viewer.sign_in).await?;
    let mut response = Redirect::to("/panel/sign-in").into_response();
    if let Some(cookie) = cookie::clear(&panel, cookie::session_name(&panel)) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}
