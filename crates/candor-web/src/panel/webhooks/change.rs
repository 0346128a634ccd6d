//! Making a webhook, changing it, trying it and delivering once more. A secret is shown once, on the page that answers the form.

use askama::Template;
use axum::{
    Form,
    extract::{Path, RawForm, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use candor_core::ids::{DeliveryId, WebhookId};
use candor_desk::actions::{
    self, ActError, Bench,
    change_webhook::{
        MadeWebhook, add_webhook, edit_webhook, find_webhook, receiver, remove_webhook, rotate_secret, switch_webhook,
    },
    replay_delivery::{replay_delivery, replay_failed as replay_all_failed},
    try_webhook::try_webhook,
};
use candor_store::Secret;
use serde::Deserialize;

use super::{
    form::Filled,
    list::{self, HERE},
    one,
};
use crate::panel::{
    Frame, Page, Panel, Trouble, Words,
    access::Viewer,
    act,
    notice::{self, Notice},
};

/// So far back failed deliveries are repeated at once; milliseconds.
const DAY_MILLIS: i64 = 24 * 3_600_000;

#[derive(Template)]
#[template(path = "webhooks/made.html")]
struct MadePage {
    frame: Frame,
    id: String,
    host: String,
    secret: Secret,
    is_new: bool,
}

fn back(id: &str) -> String {
    format!("{HERE}/{}", crate::respond::encoded(id))
}

/// What an action was refused for, to stand on the page of the form: what was filled in stays.
fn refusal(error: ActError, viewer: &Viewer) -> Result<Notice, Trouble> {
    match Trouble::from(error) {
        Trouble::Refused(refusal) => Ok(Notice { text: refusal.in_language(viewer.language), is_refusal: true }),
        trouble => Err(trouble),
    }
}

/// `POST /panel/webhooks`.
pub(crate) async fn make(
    State(panel): State<Panel>,
    viewer: Viewer,
    RawForm(form): RawForm,
) -> Result<Response, Trouble> {
    let filled = Filled::read(&form)?;
    let wish = &filled.wish();
    let bench = || Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    match actions::act(bench, |bench| Box::pin(add_webhook(bench, wish))).await {
        Ok(MadeWebhook { id, secret }) => told(&panel, &viewer, &id, secret, true).await,
        Err(error) => {
            let why = refusal(error, &viewer)?;
            let page = list::page(&panel, &viewer, filled, Some(why)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// `POST /panel/webhooks/{id}`: another address, other kinds, another note.
pub(crate) async fn edit(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(id): Path<String>,
    RawForm(form): RawForm,
) -> Result<Response, Trouble> {
    let filled = Filled::read(&form)?;
    let (wish, hook) = (&filled.wish(), &WebhookId::from_stored(&*id));
    let bench = || Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    let edited = actions::act(bench, |bench| {
        Box::pin(async move {
            let known = find_webhook(bench, hook).await?;
            edit_webhook(bench, &known, wish).await
        })
    });
    match edited.await {
        Ok(()) => Ok(notice::done(&panel, &viewer, Words(viewer.language).say("webhooks.done_edit"), &back(&id))),
        Err(error) => {
            let why = refusal(error, &viewer)?;
            let page = one::page(&panel, &viewer, &id, one::Asked::default(), Some((filled, why))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// `POST /panel/webhooks/{id}/secret`: another secret, shown once.
pub(crate) async fn rotate(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<Response, Trouble> {
    let hook = &WebhookId::from_stored(id);
    let bench = || Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    let rotated = actions::act(bench, |bench| {
        Box::pin(async move {
            let known = find_webhook(bench, hook).await?;
            rotate_secret(bench, &known).await
        })
    });
    match rotated.await {
        Ok(secret) => told(&panel, &viewer, hook, secret, false).await,
        Err(error) => {
            let why = refusal(error, &viewer)?;
            Ok(notice::refused(&panel, &viewer, why.text, HERE))
        }
    }
}

async fn told(
    panel: &Panel,
    viewer: &Viewer,
    id: &WebhookId,
    secret: Secret,
    is_new: bool,
) -> Result<Response, Trouble> {
    let known = panel.desk().store.webhook(panel.business(), id).await?;
    let host = known.as_ref().map(receiver).unwrap_or_default();
    let frame = Frame::around(panel, viewer, HERE).await?;
    Ok(Page(MadePage { frame, id: id.to_string(), host, secret, is_new }).into_response())
}

/// Whether it is to be on.
#[derive(Deserialize)]
pub(crate) struct Switch {
    on: String,
}

/// `POST /panel/webhooks/{id}/switch`.
pub(crate) async fn switch(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(id): Path<String>,
    Form(switch): Form<Switch>,
) -> Result<Response, Trouble> {
    let (words, is_on) = (Words(viewer.language), switch.on == "1");
    let (key, hook) = (if is_on { "webhooks.done_on" } else { "webhooks.done_off" }, &WebhookId::from_stored(&*id));
    act(
        &panel,
        &viewer,
        &back(&id),
        |bench| {
            Box::pin(async move {
                let known = find_webhook(bench, hook).await?;
                switch_webhook(bench, &known, is_on).await
            })
        },
        |()| words.say(key).to_owned(),
    )
    .await
}

/// `POST /panel/webhooks/{id}/try`.
pub(crate) async fn trial(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<Response, Trouble> {
    let (words, hook) = (Words(viewer.language), &WebhookId::from_stored(&*id));
    let says = |()| words.say("webhooks.done_try").to_owned();
    act(&panel, &viewer, &back(&id), |bench| Box::pin(try_webhook(bench, hook)), says).await
}

/// `POST /panel/webhooks/{id}/replay`: what failed within a day.
pub(crate) async fn replay_failed(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<Response, Trouble> {
    let (words, since) = (Words(viewer.language), panel.now().plus_millis(-DAY_MILLIS));
    let hook = &WebhookId::from_stored(&*id);
    act(
        &panel,
        &viewer,
        &back(&id),
        |bench| Box::pin(replay_all_failed(bench, hook, since)),
        |count| words.count("webhooks.done_replay_all", count),
    )
    .await
}

/// `POST /panel/webhooks/{id}/deliveries/{delivery}/replay`.
pub(crate) async fn replay(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path((id, delivery)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let (words, delivery) = (Words(viewer.language), &DeliveryId::from_stored(delivery));
    let says = |()| words.say("webhooks.done_replay").to_owned();
    act(&panel, &viewer, &back(&id), |bench| Box::pin(replay_delivery(bench, delivery)), says).await
}

/// `POST /panel/webhooks/{id}/remove`.
pub(crate) async fn remove(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<Response, Trouble> {
    let (words, hook) = (Words(viewer.language), &WebhookId::from_stored(id));
    act(
        &panel,
        &viewer,
        HERE,
        |bench| {
            Box::pin(async move {
                let known = find_webhook(bench, hook).await?;
                remove_webhook(bench, &known).await
            })
        },
        |()| words.say("webhooks.done_remove").to_owned(),
    )
    .await
}
