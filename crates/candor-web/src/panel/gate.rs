//! Stands before every page: who asks, whether they may, and whether a form was sent from here.

use axum::{
    body::HttpBody as _,
    extract::{Request, State},
    http::{
        HeaderMap, Method, StatusCode,
        header::{CONTENT_TYPE, HOST, ORIGIN},
    },
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use candor_core::roles::Deed;

use super::{
    Frame, Page, Panel, Trouble,
    access::{Viewer, asked_language, demanded},
    frame::TroublePage,
    trouble::Told,
};
use crate::body::{self, BodyTrouble, LARGEST_FORM};

/// What one must be to have a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Anybody.
    Nobody,
    /// Signed in, whatever the role.
    SignedIn,
    /// Signed in, with a role that may do this.
    May(Deed),
}

/// A gate before one route.
#[derive(Clone)]
pub(crate) struct Gate {
    /// The panel.
    pub panel: Panel,
    /// The path of the route, with its blanks: what the log names it by.
    pub path: &'static str,
    /// What must be.
    pub need: Need,
    /// Whether its handler reads what is sent piece by piece, and then asks itself whether it may still: a file.
    pub is_streamed: bool,
}

/// Lets a request through, or says why not.
pub(crate) async fn admit(State(gate): State<Gate>, mut request: Request, next: Next) -> Response {
    let headers = request.headers().clone();
    let (is_reading, path) = (request.method().is_safe(), request.uri().path().to_owned());
    let let_in = match let_in(&gate, &mut request, is_reading).await {
        Ok(()) => sent_whole(&gate, request, is_reading).await,
        Err(shut) => Err(shut),
    };
    let response = match let_in {
        Ok(request) => next.run(request).await,
        Err(Shut::Out(trouble)) => trouble.into_response(),
        // A page asked for again after signing in is shown; a form sent too late is not sent again by itself.
        Err(Shut::SignIn) if is_reading && wants_page(&headers) => {
            let to =
                if path == "/panel/inbox" { String::new() } else { format!("?to={}", crate::respond::encoded(&path)) };
            return Redirect::to(&format!("/panel/sign-in{to}")).into_response();
        }
        Err(Shut::SignIn) if wants_page(&headers) => return Redirect::to("/panel/sign-in?late=1").into_response(),
        Err(Shut::SignIn) => return StatusCode::UNAUTHORIZED.into_response(),
        Err(Shut::Second) if wants_page(&headers) => return Redirect::to("/panel/account").into_response(),
        Err(Shut::Second) => return StatusCode::FORBIDDEN.into_response(),
    };
    match response.extensions().get::<Told>() {
        Some(told) => as_page(told, &headers),
        None => match unread(&response, is_reading) {
            Some(trouble) => as_page(&trouble.told(), &headers),
            None => response,
        },
    }
}

/// What could not be read of a request, where the framework said so in words of its own: no page answers with plain words and
/// such a status by itself.
fn unread(response: &Response, is_reading: bool) -> Option<Trouble> {
    let media = response.headers().get(CONTENT_TYPE).and_then(|media| media.to_str().ok());
    if media.is_none_or(|media| !media.starts_with("text/plain")) {
        return None;
    }
    match response.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Some(Trouble::TooLarge),
        // An address that cannot be read leads nowhere.
        StatusCode::BAD_REQUEST | StatusCode::NOT_FOUND if is_reading => Some(Trouble::Missing),
        StatusCode::BAD_REQUEST | StatusCode::UNSUPPORTED_MEDIA_TYPE | StatusCode::UNPROCESSABLE_ENTITY => {
            Some(Trouble::Unclear)
        }
        _ => None,
    }
}

/// What is asked for where no page is.
pub(crate) async fn nothing() -> Trouble {
    Trouble::Missing
}

enum Shut {
    Out(Trouble),
    SignIn,
    /// A second factor comes first.
    Second,
}

/// The request with all that was sent in it. That may take its time, and whoever was signed out by then does nothing: so it is asked
/// again who they are.
async fn sent_whole(gate: &Gate, request: Request, is_reading: bool) -> Result<Request, Shut> {
    if is_reading || gate.is_streamed || request.body().is_end_stream() {
        return Ok(request);
    }
    let (parts, sent) = request.into_parts();
    let sent = body::whole(sent, LARGEST_FORM).await.map_err(|trouble| {
        Shut::Out(match trouble {
            BodyTrouble::TooLarge => Trouble::TooLarge,
            BodyTrouble::TooSlow => Trouble::TooSlow,
            BodyTrouble::Broken => Trouble::Unclear,
        })
    })?;
    let mut request = Request::from_parts(parts, sent.into());
    request.extensions_mut().remove::<Viewer>();
    let_in(gate, &mut request, is_reading).await?;
    Ok(request)
}

async fn let_in(gate: &Gate, request: &mut Request, is_reading: bool) -> Result<(), Shut> {
    if !is_reading && !is_from_here(request.headers(), request.method()) {
        // Only somebody signed in can be led astray; what strangers send would only fill the log.
        if Viewer::of(&gate.panel, request.headers()).await.is_ok_and(|viewer| viewer.is_some()) {
            tracing::warn!(page = gate.path, "a form that was sent from elsewhere was refused");
        }
        return Err(Shut::Out(Trouble::Elsewhere));
    }
    let viewer = Viewer::of(&gate.panel, request.headers()).await.map_err(|error| Shut::Out(error.into()))?;
    match (gate.need, &viewer) {
        (Need::Nobody, _) | (Need::SignedIn, Some(_)) => {}
        (Need::SignedIn | Need::May(_), None) => return Err(Shut::SignIn),
        (Need::May(deed), Some(viewer)) if viewer.operator.role.may(deed) => {}
        (Need::May(deed), Some(viewer)) => {
            let operator = &viewer.operator.id;
            tracing::warn!(page = gate.path, %operator, "somebody asked for what their role does not allow");
            return Err(Shut::Out(Trouble::MayNot(deed)));
        }
    }
    if let Some(viewer) = viewer.as_ref().filter(|_| gate.need != Need::Nobody)
        && demanded::comes_first(&gate.panel, viewer, gate.path).await.map_err(|error| Shut::Out(error.into()))?
    {
        return Err(Shut::Second);
    }
    if let Some(viewer) = viewer {
        request.extensions_mut().insert(viewer);
    }
    Ok(())
}

/// Whether a form was sent by a page of this panel. Browsers say where a request comes from (`Sec-Fetch-Site`, `Origin`) and
/// let no page change that; with the session's cookie `SameSite=Strict` it is the second lock (OWASP, Cross-Site Request
/// Forgery Prevention Cheat Sheet, Fetch Metadata). Who sends neither header is no browser that could be led astray, and is
/// refused all the same.
fn is_from_here(headers: &HeaderMap, method: &Method) -> bool {
    debug_assert!(!method.is_safe(), "reading needs no check");
    let text = |name| headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
    if let Some(site) = text(axum::http::HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin";
    }
    let (Some(origin), Some(host)) = (text(ORIGIN), text(HOST)) else { return false };
    origin.split_once("://").is_some_and(|(_, from)| from.eq_ignore_ascii_case(host))
}

fn wants_page(headers: &HeaderMap) -> bool {
    let accepts = headers.get(axum::http::header::ACCEPT).and_then(|value| value.to_str().ok());
    accepts.is_none_or(|accepts| accepts.contains("text/html") || accepts.contains("*/*"))
}

fn as_page(told: &Told, headers: &HeaderMap) -> Response {
    let language = asked_language(headers);
    let sentence = told.in_language(headers).to_owned();
    if !wants_page(headers) {
        return (told.status, [(CONTENT_TYPE, "text/plain; charset=utf-8")], sentence).into_response();
    }
    let frame = Frame::bare(language);
    // Where the sentence says all there is to say, a word for whoever helps would only be in the way.
    let code = told.status.is_server_error().then_some(told.code);
    let page = Page(TroublePage { frame, sentence, code });
    (told.status, page).into_response()
}
