//! Links by which people come in: for somebody new, or for somebody known who is to choose another password or bring their
//! Telegram. A link is shown once, on the page that answers the form; only a hash of it is kept.

use askama::Template;
use axum::{
    Form,
    extract::{Path, State},
    http::{Extensions, HeaderMap},
    response::{IntoResponse, Response},
};
use candor_core::roles::Role;
use candor_desk::actions::{
    self, ActError, Bench, Refusal,
    invite_operator::{OPEN_MILLIS, deep_link, invite as make_invite, join_link},
    relink_operator::relink_operator,
};
use candor_store::OperatorRow;
use futures_util::future::BoxFuture;
use serde::Deserialize;

use super::{change::member, list::HERE};
use crate::panel::{
    Frame, Page, Panel, Trouble, Words,
    access::{
        Viewer,
        asked_again::{TypedAgain, wrong},
    },
    notice,
};

#[derive(Template)]
#[template(path = "team/link.html", whitespace = "minimize")]
struct LinkPage {
    frame: Frame,
    /// Whom it lets in: their name if they are known, else the role they get.
    known: Option<String>,
    /// Whether that is whoever looks.
    is_own: bool,
    role: Role,
    panel_link: String,
    /// The name of each bot without the at sign, and the link through it.
    bot_links: Vec<(String, String)>,
    expires_at: candor_core::moment::Moment,
}

/// The role of whoever is invited.
#[derive(Deserialize)]
pub(crate) struct Invited {
    #[serde(default)]
    role: String,
}

/// `POST /panel/team/invite`.
pub(crate) async fn invite(
    State(panel): State<Panel>,
    viewer: Viewer,
    Form(invited): Form<Invited>,
) -> Result<Response, Trouble> {
    let role = Role::from_column(&invited.role).ok_or(Trouble::Unclear)?;
    let made = make(&panel, &viewer, |bench| Box::pin(async move { make_invite(bench, role) })).await?;
    match made {
        Ok(payload) => page(&panel, &viewer, &payload, role, None).await,
        Err(refusal) => Ok(notice::refused(&panel, &viewer, refusal.in_language(viewer.language), HERE)),
    }
}

/// `POST /panel/team/{id}/link`. Whoever sits down at an open panel cannot do it: by such a link a password is set without the one in use.
pub(crate) async fn relink(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(id): Path<String>,
    headers: HeaderMap,
    extensions: Extensions,
    Form(typed): Form<TypedAgain>,
) -> Result<Response, Trouble> {
    if let Some(wrong) = wrong(&panel, &viewer, (&headers, &extensions), &typed).await? {
        return Ok(notice::refused(&panel, &viewer, Words(viewer.language).say(wrong), HERE));
    }
    match make(&panel, &viewer, |bench| relinked(bench, id.clone())).await? {
        Ok((payload, known)) => page(&panel, &viewer, &payload, known.role, Some(known)).await,
        Err(refusal) => Ok(notice::refused(&panel, &viewer, refusal.in_language(viewer.language), HERE)),
    }
}

fn relinked<'b>(bench: &'b mut Bench<'_>, id: String) -> BoxFuture<'b, Result<(String, OperatorRow), ActError>> {
    Box::pin(async move {
        let known = member(bench, &id).await?;
        let payload = relink_operator(bench, &known)?;
        Ok((payload, known))
    })
}

/// Makes a link; the inner error is a refusal to be told on the page before.
async fn make<'a, T, A>(panel: &'a Panel, viewer: &Viewer, action: A) -> Result<Result<T, Refusal>, Trouble>
where
    A: for<'b> Fn(&'b mut Bench<'a>) -> BoxFuture<'b, Result<T, ActError>>,
{
    let bench = || Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    match actions::act(bench, action).await {
        Ok(made) => Ok(Ok(made)),
        Err(error) => match Trouble::from(error) {
            Trouble::Refused(refusal) => Ok(Err(refusal)),
            other => Err(other),
        },
    }
}

async fn page(
    panel: &Panel,
    viewer: &Viewer,
    payload: &str,
    role: Role,
    known: Option<OperatorRow>,
) -> Result<Response, Trouble> {
    let bots = panel.desk().store.list_connections().await?.into_iter();
    let bots = bots.filter(|known| known.business == *panel.business() && !known.bot_username.is_empty());
    let bot_links = bots.map(|bot| {
        let link = deep_link(&bot.bot_username, payload);
        (bot.bot_username, link)
    });
    let frame = Frame::around(panel, viewer, HERE).await?;
    let page = LinkPage {
        is_own: known.as_ref().is_some_and(|known| known.id == viewer.operator.id),
        known: known.map(|known| known.name),
        role,
        panel_link: join_link(&panel.settings().address, payload),
        bot_links: bot_links.collect(),
        expires_at: panel.now().plus_millis(OPEN_MILLIS),
        frame,
    };
    Ok(Page(page).into_response())
}
