//! Making and ending a token. It is shown once, on the page that answers the form; only a hash of it is kept.

use askama::Template;
use axum::{
    extract::{Path, RawForm, State},
    response::{IntoResponse, Response},
};
use candor_core::{moment::Moment, roles::Scope};
use candor_desk::actions::{
    self, Bench,
    issue_token::{WantedToken, end_token, issue_token},
};

use super::list::HERE;
use crate::panel::{Frame, Page, Panel, Trouble, Words, access::Viewer, act, notice};

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
    let bench = || Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    let issued = actions::act(bench, |bench| {
        let (wanted, maker) = (wanted.clone(), viewer.operator.clone());
        Box::pin(async move { issue_token(bench, &maker, &wanted) })
    });
    let issued = match issued.await.map_err(Trouble::from) {
        Ok(issued) => issued,
        Err(Trouble::Refused(refusal)) => {
            return Ok(notice::refused(&panel, &viewer, refusal.in_language(viewer.language), HERE));
        }
        Err(trouble) => return Err(trouble),
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

/// A box that is ticked comes once each: a plain form cannot be read into a list.
fn read(form: &[u8]) -> Result<WantedToken, Trouble> {
    let mut wanted = WantedToken { label: String::new(), scopes: Vec::new(), days: 0 };
    for (name, value) in form_urlencoded::parse(form) {
        match &*name {
            "label" => wanted.label = value.into_owned(),
            "days" => wanted.days = value.parse().map_err(|_| Trouble::Unclear)?,
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
