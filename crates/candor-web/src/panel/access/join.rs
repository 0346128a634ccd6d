//! Coming in by an invitation: `/panel/join/{code}` shows a form once, whoever fills it in is on the staff and signed in.

use askama::Template;
use axum::{
    Form,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use candor_core::{language::Language, roles::Deed};
use candor_desk::actions::{
    ActError,
    join_panel::{Joining, join_panel, open_invite},
};
use candor_store::Error;
use serde::Deserialize;

use super::{
    asked_language,
    password::{self, MIN_CHARS, Weak},
    sign_in,
};
use crate::panel::{Frame, Page, Panel, Trouble, setup::Steps};

/// The longest names, in characters.
const MAX_NAME_CHARS: usize = 60;

/// What is typed.
#[derive(Deserialize, Default, Clone)]
pub(crate) struct Typed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
}

#[derive(Template)]
#[template(path = "access/join.html")]
struct JoinPage {
    frame: Frame,
    code: String,
    role: &'static str,
    /// Whoever is known keeps their name.
    known: Option<String>,
    typed: Typed,
    wrong: Option<String>,
    /// The way to a desk that answers, for whoever sets it up.
    steps: Option<Steps>,
}

#[derive(Template)]
#[template(path = "access/spent.html")]
struct SpentPage {
    frame: Frame,
}

/// `GET /panel/join/{code}`.
pub(crate) async fn show(
    State(panel): State<Panel>,
    headers: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response, Trouble> {
    form(&panel, asked_language(&headers), code, Typed::default(), None).await
}

/// `POST /panel/join/{code}`.
pub(crate) async fn join(
    State(panel): State<Panel>,
    headers: HeaderMap,
    Path(code): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Trouble> {
    let language = asked_language(&headers);
    let Some((_, known)) = open_invite(panel.desk(), panel.business(), &code).await? else {
        return Ok(spent(language));
    };
    let login = sign_in::as_login(&typed.login);
    let name = typed.name.trim().to_owned();
    let wrong = if known.is_none() && (name.is_empty() || name.chars().count() > MAX_NAME_CHARS) {
        Some("access.wrong_name")
    } else if login.is_empty() || login.chars().count() > MAX_NAME_CHARS || login.chars().any(char::is_whitespace) {
        Some("access.wrong_login")
    } else {
        password::judge(&typed.password, &login).err().map(Weak::word)
    };
    if let Some(wrong) = wrong {
        return form(&panel, language, code, typed, Some(wrong)).await;
    }
    let hash = password::hash(&panel, &typed.password).await;
    let Some(password_hash) = hash else { return Err(Trouble::Unclear) };
    let joining = Joining { name, login: login.clone(), password_hash, language };
    match join_panel(panel.desk(), panel.business(), &code, joining).await {
        Ok(Some(_)) => {}
        Ok(None) => return Ok(spent(language)),
        Err(ActError::Store(Error::Conflict(_))) => {
            return form(&panel, language, code, typed, Some("access.login_taken")).await;
        }
        Err(error) => return Err(error.into()),
    }
    let account = panel.desk().store.account_named(&login).await?.ok_or(Trouble::Missing)?;
    // Whoever has a second factor shows it as always.
    if account.second.is_some() {
        return Ok(axum::response::Redirect::to("/panel/sign-in").into_response());
    }
    sign_in::end_before(&panel, &headers).await?;
    sign_in::begin(&panel, &account, "/panel").await
}

async fn form(
    panel: &Panel,
    language: Language,
    code: String,
    typed: Typed,
    wrong: Option<&'static str>,
) -> Result<Response, Trouble> {
    let Some((invite, known)) = open_invite(panel.desk(), panel.business(), &code).await? else {
        return Ok(spent(language));
    };
    let frame = Frame::bare(language);
    let typed = Typed { password: String::new(), ..typed };
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let wrong = wrong.map(|key| frame.fill(key, "n", &MIN_CHARS.to_string()));
    let known = known.map(|operator| operator.name);
    let role = invite.role.name(language);
    let is_first = panel.setup().is_some() && invite.role.may(Deed::EditConnections);
    let steps = is_first.then(Steps::at_account);
    Ok((status, Page(JoinPage { frame, code, role, known, typed, wrong, steps })).into_response())
}

fn spent(language: Language) -> Response {
    let page = Page(SpentPage { frame: Frame::bare(language) });
    (StatusCode::NOT_FOUND, page).into_response()
}
