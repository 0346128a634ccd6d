//! `GET /panel/webhooks/{id}`: one webhook, what can be changed of it, and the log of its deliveries.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use candor_core::{ids::WebhookId, moment::Moment};
use candor_desk::actions::{
    Bench,
    change_webhook::{find_webhook, receiver},
    replay_delivery::list_deliveries,
};
use candor_store::{DeliveryFate, WebhookDelivery};
use serde::Deserialize;

use super::{
    form::{Choice, Filled},
    list::{HERE, state},
};
use crate::panel::{Frame, Page, Panel, Trouble, Words, access::Viewer, notice::Notice};

/// So many deliveries are on a page.
const PER_PAGE: u32 = 30;

/// What can be shown of the log, in order. The words are `webhooks.show_*`.
const SHOWN: [&str; 4] = ["all", "failed", "ready", "delivered"];

/// What is asked for, as it stands in the address.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Asked {
    /// One of [`SHOWN`]; anything else is `all`.
    #[serde(default)]
    show: String,
    /// Before which place of the log the page ends.
    #[serde(default)]
    before: Option<i64>,
}

impl Asked {
    fn shown(&self) -> &'static str {
        SHOWN.into_iter().find(|known| *known == self.show).unwrap_or("all")
    }
}

/// A delivery as it is listed.
struct Shown {
    id: String,
    kind: &'static str,
    at: Moment,
    fate: &'static str,
    /// What the last try came to, in words.
    answer: String,
    tries: u64,
    next_at: Option<Moment>,
    can_replay: bool,
    body: String,
}

#[derive(Template)]
#[template(path = "webhooks/one.html")]
struct WebhookPage {
    frame: Frame,
    id: String,
    host: String,
    state: &'static str,
    since: Option<Moment>,
    is_on: bool,
    old_until: Option<Moment>,
    filled: Filled,
    asked: Asked,
    deliveries: Vec<Shown>,
    older: Option<i64>,
}

impl WebhookPage {
    fn choices(&self) -> Vec<Choice> {
        self.filled.choices(self.frame.words)
    }

    fn tabs(&self) -> Vec<(&'static str, bool)> {
        SHOWN.into_iter().map(|name| (name, name == self.asked.shown())).collect()
    }

    fn is_good(&self) -> bool {
        self.state == "on"
    }

    fn is_off(&self) -> bool {
        self.state == "off"
    }
}

/// One webhook.
pub(crate) async fn show_one(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    page(&panel, &viewer, &id, asked, None).await
}

/// One webhook with what was filled in, and why that was refused.
pub(super) async fn page(
    panel: &Panel,
    viewer: &Viewer,
    id: &str,
    asked: Asked,
    refused: Option<(Filled, Notice)>,
) -> Result<Response, Trouble> {
    let bench = Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    let Some(known) = panel.desk().store.webhook(panel.business(), &WebhookId::from_stored(id)).await? else {
        return Err(Trouble::Missing);
    };
    let known = find_webhook(&bench, &known.id).await?;
    let fate = DeliveryFate::from_column(asked.shown());
    let mut log = list_deliveries(&bench, &known.id, fate, asked.before, PER_PAGE.saturating_add(1)).await?;
    let has_older = log.len() > usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
    log.truncate(usize::try_from(PER_PAGE).unwrap_or(usize::MAX));
    let older = log.last().filter(|_| has_older).map(|line| line.position);
    let mut frame = Frame::around(panel, viewer, HERE).await?;
    let (filled, refusal) = refused.map_or_else(|| (Filled::of(&known), None), |(filled, why)| (filled, Some(why)));
    frame.notice = refusal.or(frame.notice);
    let (state, since) = state(&known);
    let words = frame.words;
    let page = WebhookPage {
        id: known.id.to_string(),
        host: receiver(&known),
        state,
        since,
        is_on: known.is_on,
        old_until: known.previous_until.filter(|until| *until > panel.now()),
        filled,
        asked,
        deliveries: log.iter().map(|line| shown(line, known.is_on, words)).collect(),
        older,
        frame,
    };
    Ok(Page(page).into_response())
}

fn shown(line: &WebhookDelivery, is_on: bool, words: Words) -> Shown {
    let answer = match (line.status, line.trouble.as_deref()) {
        (_, Some(trouble)) => words.say(&format!("{}_{trouble}", "webhooks.trouble")).to_owned(),
        (Some(status), None) => {
            let took = line.millis.unwrap_or_default().to_string();
            words.fill("webhooks.answered", &[("status", &status.to_string()), ("n", &took)])
        }
        (None, None) => String::new(),
    };
    Shown {
        id: line.id.to_string(),
        kind: line.kind.word(),
        at: line.created_at,
        fate: line.fate.column(),
        answer,
        tries: u64::try_from(line.attempts).unwrap_or_default(),
        next_at: (line.fate == DeliveryFate::Ready).then_some(line.next_at),
        can_replay: is_on && matches!(line.fate, DeliveryFate::Delivered | DeliveryFate::Failed),
        body: line.body.clone(),
    }
}
