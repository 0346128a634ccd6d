//! In which language the pages are: the one that was chosen, else the browser's.

use axum::{
    Form,
    extract::State,
    http::{
        HeaderMap,
        header::{ACCEPT_LANGUAGE, REFERER, SET_COOKIE},
    },
    response::{IntoResponse, Redirect, Response},
};
use candor_core::language::Language;
use serde::Deserialize;

use super::cookie;
use crate::panel::Panel;

const NAME: &str = "candor_language";
/// Over https, for the reason the session's cookie has it.
const SECURE_NAME: &str = "__Host-candor_language";

/// The language of whoever asks: chosen once, else the first of the browser's that is one of the desk's, else English.
pub(crate) fn asked_language(headers: &HeaderMap) -> Language {
    for name in [SECURE_NAME, NAME] {
        if let Some(chosen) = cookie::read(headers, name).and_then(Language::from_tag) {
            return chosen;
        }
    }
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let tags = accepted.split(',').map(|tag| tag.split(';').next().unwrap_or_default().trim());
    tags.into_iter().find_map(Language::from_tag).unwrap_or_default()
}

/// Which language is wanted.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    language: String,
}

/// `POST /panel/language`: chooses it and goes back to the page.
pub(crate) async fn choose(State(panel): State<Panel>, headers: HeaderMap, Form(wanted): Form<Wanted>) -> Response {
    let referer = headers.get(REFERER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let path = referer.split_once("://").and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..)));
    // Without a referrer, or with one from elsewhere, the beginning is a good place.
    let back = path.filter(|path| path.starts_with("/panel")).unwrap_or("/panel");
    let mut response = Redirect::to(back).into_response();
    let language = Language::from_tag(&wanted.language).unwrap_or_default();
    let name = if panel.is_secure() { SECURE_NAME } else { NAME };
    if let Some(cookie) = cookie::set_for_long(&panel, name, language.code()) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
