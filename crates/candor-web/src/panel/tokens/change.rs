//! Making and ending a token. It is shown once, on the page that answers the form; only a hash of it is kept.

use askama::Template;
use axum::{
    extract::{Path, RawForm, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use candor_core::{moment::Moment, roles::Scope};
use candor_desk::actions::{
    self, Bench,
    issue_token::{MAX_DAYS, MAX_LABEL_CHARS, WantedToken, end_token, issue_token},
};

use super::list::{self, HERE};
use crate::panel::{
    Frame, Page, Panel, Trouble, Words,
    access::Viewer,
    act,
    notice::{self, Notice},
};

#[derive(Template)]
#[template(path = "tokens/made.html")]
struct MadePage {
    frame: Frame,
    token: String,
    label: String,
    expires_at: Moment,
    address: String,
}

/// `POST /panel/tokens`.
pub(crate) async fn make(
    State(panel): State<Panel>,
    viewer: Viewer,
    RawForm(form): RawForm,
) -> Result<Response, Trouble> {
    let wanted = read(&form)?;
    if let Some(lacking) = lacking(&wanted) {
        let text = Words(viewer.language).say(lacking).to_owned();
        let page = list::page(&panel, &viewer, wanted, Some(Notice { text, is_refusal: true })).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let bench = || Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    let issued = actions::act(bench, |bench| {
        let (wanted, maker) = (wanted.clone(), viewer.operator.clone());
        Box::pin(async move { issue_token(bench, &maker, &wanted) })
    });
    let issued = match issued.await {
        Ok(issued) => issued,
        Err(error) => return notice::of_refusal(&panel, &viewer, error, HERE),
    };
    let page = MadePage {
        frame: Frame::around(&panel, &viewer, HERE).await?,
        token: issued.token,
        label: issued.row.label,
        expires_at: issued.row.expires_at,
        address: panel.settings().address.clone(),
    };
    Ok(Page(page).into_response())
}

/// The word that says what no token can be made without.
fn lacking(wanted: &WantedToken) -> Option<&'static str> {
    if !(1..=MAX_LABEL_CHARS).contains(&wanted.label.trim().chars().count()) {
        Some("tokens.needs_label")
    } else if !(1..=MAX_DAYS).contains(&wanted.days) {
        Some("tokens.needs_days")
    } else if wanted.scopes.is_empty() {
        Some("tokens.needs_scope")
    } else {
        None
    }
}

/// A box that is ticked comes once each: a plain form cannot be read into a list.
fn read(form: &[u8]) -> Result<WantedToken, Trouble> {
    let mut wanted = WantedToken { label: String::new(), scopes: Vec::new(), days: 0 };
    for (name, value) in form_urlencoded::parse(form) {
        match &*name {
            "label" => wanted.label = value.into_owned(),
            "days" => wanted.days = value.trim().parse().unwrap_or_default(),
            "scope" => wanted.scopes.push(Scope::from_word(&value).ok_or(Trouble::Unclear)?),
            _ => return Err(Trouble::Unclear),
        }
    }
    Ok(wanted)
}

/// `POST /panel/tokens/{id}/end`.
pub(crate) async fn end(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<Response, Trouble> {
    let words = Words(viewer.language);
    act(
        &panel,
        &viewer,
        HERE,
        |bench| {
            let id = id.clone();
            Box::pin(async move { end_token(bench, &id).await })
        },
        |ended| words.fill("tokens.done_end", &[("label", &ended.label)]),
    )
    .await
}
