//! `GET /panel/webhooks`: the addresses that are told, and a form for another.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use candor_core::moment::Moment;
use candor_desk::actions::{
    Bench,
    change_webhook::{list_webhooks, receiver},
};
use candor_store::WebhookRow;

use super::form::{Choice, Filled};
use crate::panel::{Frame, Page, Panel, Trouble, access::Viewer, notice::Notice};

pub(super) const HERE: &str = "/panel/webhooks";

/// A webhook as it is listed. Of its address only the server's name is told, for the rest may be a secret.
struct Line {
    id: String,
    host: String,
    note: String,
    kinds: Vec<&'static str>,
    state: &'static str,
    since: Option<Moment>,
}

#[derive(Template)]
#[template(path = "webhooks/webhooks.html")]
struct WebhooksPage {
    frame: Frame,
    lines: Vec<Line>,
    filled: Filled,
}

impl WebhooksPage {
    fn choices(&self) -> Vec<Choice> {
        self.filled.choices(self.frame.words)
    }
}

/// The webhooks.
pub(crate) async fn show(State(panel): State<Panel>, viewer: Viewer) -> Result<Response, Trouble> {
    page(&panel, &viewer, Filled::default(), None).await
}

/// The webhooks with what was filled in, and why that was refused.
pub(super) async fn page(
    panel: &Panel,
    viewer: &Viewer,
    filled: Filled,
    refusal: Option<Notice>,
) -> Result<Response, Trouble> {
    let bench = Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    let lines = list_webhooks(&bench).await?.iter().map(line).collect();
    let mut frame = Frame::around(panel, viewer, HERE).await?;
    frame.notice = refusal.or(frame.notice);
    Ok(Page(WebhooksPage { frame, lines, filled }).into_response())
}

fn line(known: &WebhookRow) -> Line {
    let (state, since) = state(known);
    Line {
        id: known.id.to_string(),
        host: receiver(known),
        note: known.note.clone(),
        kinds: known.wanted.words(),
        state,
        since,
    }
}

/// How a webhook is, by the word of the page, and since when where that is known.
pub(super) fn state(known: &WebhookRow) -> (&'static str, Option<Moment>) {
    match (known.is_on, known.off_because.as_deref(), known.failing_since) {
        (true, _, Some(since)) => ("fails", Some(since)),
        (true, _, None) => ("on", None),
        (false, Some("gone"), _) => ("gone", None),
        (false, Some(_), since) => ("failing", since),
        (false, None, _) => ("off", None),
    }
}
