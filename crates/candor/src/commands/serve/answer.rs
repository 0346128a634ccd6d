//! A desk that answers: its doors, its workers, the way updates come, and how all of it stops.

use std::sync::Arc;

use axum::Router;
use candor_connect::{
    secret::WebhookSecret,
    telegram::updates::{
        PollingEnd,
        webhook::{WebhookDoor, path_of, router},
    },
};
use candor_desk::{Desk, intake::Intake};
use candor_web::{Readiness, api_router, home_router, metrics_router, panel_router, service_router};
use tokio::sync::watch;

use super::{
    Served,
    door::{Door, Figures},
    renewal::TokenRenewal,
    set_up::Wish,
    unless_stopped,
};
use crate::{
    exit::{Cause, Stop},
    wire::{self, Wired},
};

/// What a desk that was just set up brings along: its door is open, and a browser waits to hear that it answers.
pub(super) struct Begun {
    /// The door.
    pub(super) door: Door,
    /// Who waits.
    pub(super) wish: Wish,
}

/// Opens the doors, starts the desk, waits for the end and stops in the reverse order.
pub(super) async fn answer(
    (desk, wired): (&Desk, &Wired),
    served: &Served<'_>,
    figures: Figures,
    begun: Option<Begun>,
) -> Result<(), Stop> {
    let config = served.config;
    let (stop, stopped) = (&served.stop, served.stop.subscribe());
    let mut doors = Router::new();
    let is_webhook = !config.server.public_url.is_empty();
    let webhook = is_webhook.then(|| new_webhook(desk, wired, &config.server.public_url));
    if let Some((door, ..)) = &webhook {
        doors = doors.merge(router(vec![door.clone()]));
    }
    let listener = match config.server.listen.as_str() {
        "" if is_webhook => {
            return Err(Stop::new(
                Cause::Settings,
                "a public URL is set but server.listen is empty; set server.listen",
            ));
        }
        _ if begun.is_some() => None,
        "" => None,
        address => Some(wire::listen_as_set("server.listen", address).await?),
    };
    let readiness = Readiness::new(desk.store.clone());
    let (renewal, mut is_renewable) = (Arc::new(TokenRenewal::of(wired)), false);
    let mut app = doors.merge(service_router(readiness.clone(), figures.on_common_listener));
    if let Some(address) = config.server.panel_address() {
        tracing::info!(at = %format!("{address}/panel"), "the panel is shown");
        let api = served.api(desk.clone(), address.clone()).with_renewal(renewal.clone());
        let panel = served.panel(desk.clone(), address).with_renewal(renewal.clone());
        app = app.merge(panel_router(panel)).merge(api_router(api)).merge(home_router());
        // One that is set where the process was started goes before any that is pasted.
        is_renewable = config.bot.token.trim().is_empty();
    }
    let (begun_door, wish) = begun.map_or((None, None), |begun| (Some(begun.door), Some(begun.wish)));
    let mut opened: Vec<Door> = Vec::new();
    match (begun_door, listener) {
        (Some(door), _) => {
            door.show(app);
            opened.push(door);
        }
        (None, Some(listener)) => opened.push(Door::open(listener, app, stopped.clone())),
        (None, None) => {}
    }
    if let Some((listener, metrics)) = figures.on_own_listener {
        opened.push(Door::open(listener, metrics_router(metrics), stopped.clone()));
    }

    let running = desk.start().await?;
    readiness.started(running.liveness());
    let renewed = is_renewable.then(|| (renewal.renewed(), &readiness));
    let outcome = receive((desk, wired), webhook.as_ref(), (stop, stopped), wish, renewed).await;
    tracing::info!("stopping: what was begun is finished");
    stop.send_replace(true);
    running.stop().await;
    for door in opened {
        door.shut().await;
    }
    outcome
}

/// A webhook with its secret and its address.
type Hook = (WebhookDoor, WebhookSecret, String);

/// Has updates come until told to stop, or until they cannot.
async fn receive(
    (desk, wired): (&Desk, &Wired),
    webhook: Option<&Hook>,
    (stop, stopped): (&watch::Sender<bool>, watch::Receiver<bool>),
    wish: Option<Wish>,
    mut renewed: Option<(watch::Receiver<u64>, &Readiness)>,
) -> Result<(), Stop> {
    let tell = || {
        if let Some(wish) = wish {
            // Whoever waited may have gone.
            let _ = wish.send(Ok(()));
        }
    };
    if let Some((door, secret, url)) = webhook {
        let Some(registered) = unless_stopped(stopped.clone(), wired.api.register_webhook(url, secret)).await else {
            return Ok(());
        };
        registered.map_err(|error| unset(&error.to_string()))?;
        tracing::info!(path = %path_of("…"), doors = door.secrets.len(), "updates come by webhook");
        tell();
        let Some((mut renewed, _)) = renewed else {
            told_to_stop(&stopped).await;
            return Ok(());
        };
        loop {
            tokio::select! {
                () = told_to_stop(&stopped) => return Ok(()),
                Ok(()) = renewed.changed() => {
                    let registering = unless_stopped(stopped.clone(), wired.api.register_webhook(url, secret));
                    if let Some(Err(error)) = registering.await {
                        tracing::error!(%error, "the webhook could not be set with the new token; start the desk again");
                    }
                }
            }
        }
    }
    if wired.api.webhook_info().await.is_ok_and(|info| info.is_set()) {
        tracing::warn!("a webhook was set for this bot; it is removed, because server.public_url is empty here");
    }
    let Some(deleted) = unless_stopped(stopped.clone(), wired.api.delete_webhook()).await else { return Ok(()) };
    deleted.map_err(|error| unset(&error.to_string()))?;
    tracing::info!("updates come by long polling");
    let mut polling = wire::poll(desk, wired, stopped.clone());
    tell();
    loop {
        let ended = tokio::select! {
            () = told_to_stop(&stopped) => {
                stop.send_replace(true);
                let _ = polling.await;
                return Ok(());
            }
            ended = &mut polling => ended,
        };
        match (ended, &mut renewed) {
            (Ok(Err(PollingEnd::Unauthorized)), Some((renewed, readiness))) => {
                tracing::error!(
                    "the token of the bot is refused; paste the new one in the panel, on the page Connections"
                );
                readiness.token_refused(true);
                tokio::select! {
                    () = told_to_stop(&stopped) => return Ok(()),
                    Ok(()) = renewed.changed() => {}
                }
                readiness.token_refused(false);
                let connection = desk.store.connection(&wired.connection.id).await?;
                let connection = connection.unwrap_or_else(|| wired.connection.clone());
                polling = wire::poll(desk, &Wired { connection, api: wired.api.clone() }, stopped.clone());
            }
            (Ok(Err(end)), _) => return Err(wire::polling_ended(&end)),
            (Ok(Ok(())), _) => return Ok(()),
            (Err(error), _) => return Err(Stop::new(Cause::Unexpected, format!("polling ended badly: {error}"))),
        }
    }
}

/// Waits for word of a signal, or finds that one came before.
async fn told_to_stop(stopped: &watch::Receiver<bool>) {
    // Whoever sends it lives as long as what is served.
    let _ = stopped.clone().wait_for(|stop| *stop).await;
}

fn new_webhook(desk: &Desk, wired: &Wired, public_url: &str) -> Hook {
    let path_key: String = desk.ids.secret().iter().map(|byte| format!("{byte:02x}")).collect();
    let secret = WebhookSecret::from_random(desk.ids.secret());
    let sink = Arc::new(Intake::new(desk.clone(), wired.connection.id.clone()));
    let url = format!("{}{}", public_url.trim_end_matches('/'), path_of(&path_key));
    (WebhookDoor { path_key, secrets: vec![secret.clone()], sink }, secret, url)
}

pub(super) fn unset(why: &str) -> Stop {
    Stop::new(Cause::Unreachable, format!("the way updates come could not be set: {why}"))
}
