//! `candor serve`: answers for a bot until it is stopped.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

use axum::Router;
use candor_connect::{
    secret::WebhookSecret,
    telegram::updates::webhook::{WebhookDoor, path_of, router},
};
use candor_core::script::{Severity, parse};
use candor_desk::{
    Desk, Settings,
    actions::{
        ActError, Bench, Refusal, act,
        invite_operator::{deep_link, invite_operator, join_link},
        publish_script::publish_script,
    },
    intake::Intake,
    models::{Indexed, Models, index_passages},
};
use candor_store::{Role, Store, files_of};
use candor_web::{Metrics, Panel, PanelSettings, Readiness, home_router, metrics_router, panel_router, service_router};
use clap::Args;
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

use super::script::{read, refused};
use crate::{
    config::Config,
    exit::{Cause, Stop},
    models, output,
    wire::{self, Begins, Wanted, Wired},
};

/// Answers for a bot.
#[derive(Debug, Args)]
pub struct Serve {
    /// The settings file; candor.toml if it exists.
    #[arg(long)]
    config: Option<PathBuf>,
    /// The Bot API server, over what the settings say.
    #[arg(long)]
    api_root: Option<String>,
    /// The script file to publish first, over what the settings say. The bot begins its conversations with this script from
    /// then on, at later starts too; where none is named, it goes on with the one it began with before.
    #[arg(long)]
    script: Option<PathBuf>,
}

impl Serve {
    pub async fn run(self) -> Result<(), Stop> {
        let mut config = Config::load(self.config.as_deref())?;
        if let Some(api_root) = self.api_root {
            config.bot.api_root = api_root;
        }
        wire::log(&config.log)?;
        let file = self.script.or_else(|| (!config.bot.script.is_empty()).then(|| PathBuf::from(&config.bot.script)));
        let store = open(&config, file.as_deref()).await?;
        let token = match config.bot.token.trim() {
            "" => wire::kept_token(&store).await?,
            token => wire::token(token)?,
        };
        let script = script_in_use(&store, file.as_deref()).await?;
        let wanted = Wanted { business: wire::business(), token, api_root: config.bot.api_root.clone(), script };
        let models = models::hire(&config.models, &store).await?;
        let (desk, wired) = wire::connect(store.clone(), vec![wanted], settings(&config, &models)).await?;
        let desk = desk.with_models(models);
        let wired = wired.into_iter().next().ok_or_else(|| Stop::new(Cause::Unexpected, "no bot was connected"))?;
        invite_first_owner(&desk, &wired, config.server.panel_address().as_deref()).await?;
        index_meanwhile(&desk);

        let outcome = answer(&desk, &wired, &config).await;
        store.close().await;
        outcome
    }
}

/// Gives passages vectors of the embedding model that have none of it, beside everything else: until then the local ones serve.
fn index_meanwhile(desk: &Desk) {
    if desk.models.embedding().is_none() {
        return;
    }
    let desk = desk.clone();
    tokio::spawn(async move {
        match index_passages(&desk, &wire::business()).await {
            Ok(None | Some(Indexed { done: 0, left: 0, .. })) => {}
            Ok(Some(Indexed { done, left: 0, .. })) => {
                tracing::info!(done, "passages got vectors of the embedding model")
            }
            Ok(Some(Indexed { done, left, because })) => {
                let because = because.unwrap_or_default();
                tracing::warn!(
                    done,
                    left,
                    because,
                    "passages are left to the local vectors; see `candor knowledge index`"
                );
            }
            Err(error) => tracing::error!(%error, "passages could not be given vectors"),
        }
    });
}

/// A turn that waits for a model holds its worker; so that others are not kept waiting, there are more of them then.
fn settings(config: &Config, models: &Models) -> Settings {
    let settings = config.desk.settings();
    let turn_workers = if models.is_empty() { settings.turn_workers } else { settings.turn_workers.max(WITH_MODELS) };
    Settings { turn_workers, ..settings }
}

/// So many turns at least are thought at once where models are asked.
const WITH_MODELS: usize = 24;

/// Opens the store, unless there is no token, or no script for a database that is to be made: then nothing is made.
async fn open(config: &Config, script: Option<&Path>) -> Result<Store, Stop> {
    let url = &config.database.url;
    if config.bot.token.trim().is_empty() {
        if !Store::is_sealed(url).await.map_err(|error| wire::not_opened(error, url))? {
            return Err(wire::no_token());
        }
    } else {
        wire::token(&config.bot.token)?;
    }
    if files_of(url)?.first().is_some_and(|file| !file.exists()) {
        let Some(file) = script else { return Err(no_script()) };
        let (_, problems) = parse(&read(file)?);
        if problems.iter().any(|problem| problem.severity == Severity::Error) {
            return Err(refused(file, Refusal::BrokenScript(problems).into()));
        }
    }
    wire::open(url, &config.secrets).await
}

/// Opens the doors, starts the desk, waits for the end and stops in the reverse order.
async fn answer(desk: &Desk, wired: &Wired, config: &Config) -> Result<(), Stop> {
    let (stop, stopped) = watch::channel(false);
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
        "" => None,
        address => Some(wire::listen(address).await?),
    };
    let readiness = Readiness::new(desk.store.clone());
    let figures = figures(desk, config).await?;
    let mut app = doors.merge(service_router(readiness.clone(), figures.on_common_listener));
    if let Some(address) = config.server.panel_address() {
        tracing::info!(at = %format!("{address}/panel"), "the panel is shown");
        let panel = Panel::new(desk.clone(), wired.connection.business.clone(), PanelSettings { address });
        app = app.merge(panel_router(panel)).merge(home_router());
    }
    let mut webs: Vec<_> = listener.map(|listener| open_door(listener, app, stopped.clone())).into_iter().collect();
    if let Some((listener, metrics)) = figures.on_own_listener {
        webs.push(open_door(listener, metrics_router(metrics), stopped.clone()));
    }

    let running = desk.start().await?;
    readiness.started(running.liveness());
    let outcome = match &webhook {
        Some((door, secret, url)) => {
            wired.api.register_webhook(url, secret).await.map_err(|error| unset(&error.to_string()))?;
            tracing::info!(path = %path_of("…"), doors = door.secrets.len(), "updates come by webhook");
            wire::interrupted().await;
            Ok(())
        }
        None => {
            if wired.api.webhook_info().await.is_ok_and(|info| info.is_set()) {
                tracing::warn!(
                    "a webhook was set for this bot; it is removed, because server.public_url is empty here"
                );
            }
            wired.api.delete_webhook().await.map_err(|error| unset(&error.to_string()))?;
            tracing::info!("updates come by long polling");
            let mut polling = wire::poll(desk, wired, stopped);
            tokio::select! {
                () = wire::interrupted() => {
                    stop.send_replace(true);
                    let _ = polling.await;
                    Ok(())
                }
                ended = &mut polling => match ended {
                    Ok(Err(end)) => Err(wire::polling_ended(&end)),
                    Ok(Ok(())) => Ok(()),
                    Err(error) => Err(Stop::new(Cause::Unexpected, format!("polling ended badly: {error}"))),
                },
            }
        }
    };
    tracing::info!("stopping: what was begun is finished");
    stop.send_replace(true);
    running.stop().await;
    for web in webs {
        let _ = web.await;
    }
    outcome
}

/// Serves until told to stop.
fn open_door(
    listener: TcpListener,
    app: Router,
    mut stopped: watch::Receiver<bool>,
) -> JoinHandle<std::io::Result<()>> {
    tokio::spawn(async move {
        let over = async move {
            // A sender that is gone means the same as one that says stop.
            let _ = stopped.wait_for(|stop| *stop).await;
        };
        // Who asks is known by address, for the figures are not for everybody.
        let app = app.into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, app).with_graceful_shutdown(over).await
    })
}

/// Where the figures are shown.
#[derive(Default)]
struct Figures {
    on_common_listener: Option<Metrics>,
    on_own_listener: Option<(TcpListener, Metrics)>,
}

async fn figures(desk: &Desk, config: &Config) -> Result<Figures, Stop> {
    let metrics = Metrics::install(desk.store.clone(), Arc::clone(&desk.clock));
    let metrics = metrics.map_err(|error| Stop::new(Cause::Unexpected, format!("nothing can be measured: {error}")))?;
    let server = &config.server;
    if !server.metrics_listen.is_empty() {
        let listener = wire::listen(&server.metrics_listen).await?;
        return Ok(Figures { on_own_listener: Some((listener, metrics)), ..Figures::default() });
    }
    if !server.public_url.is_empty() {
        tracing::info!("the common listener is public, so the figures are shown nowhere; set server.metrics_listen");
        return Ok(Figures::default());
    }
    Ok(Figures { on_common_listener: Some(metrics), ..Figures::default() })
}

fn new_webhook(desk: &Desk, wired: &Wired, public_url: &str) -> (WebhookDoor, WebhookSecret, String) {
    let path_key: String = desk.ids.secret().iter().map(|byte| format!("{byte:02x}")).collect();
    let secret = WebhookSecret::from_random(desk.ids.secret());
    let sink = Arc::new(Intake::new(desk.clone(), wired.connection.id.clone()));
    let url = format!("{}{}", public_url.trim_end_matches('/'), path_of(&path_key));
    (WebhookDoor { path_key, secrets: vec![secret.clone()], sink }, secret, url)
}

/// Publishes the file, if one is named, and says which script new conversations begin with: that of the file, else the one
/// they began with before. A broken file does not stop a desk that has a version in use.
async fn script_in_use(store: &Store, file: Option<&Path>) -> Result<Begins, Stop> {
    let business = wire::business();
    let versions = store.list_scripts(&business).await?;
    let newest = versions.iter().filter(|line| line.is_head).max_by_key(|line| line.published_at);
    let in_use = newest.map(|line| line.name.clone());
    let Some(file) = file else {
        return in_use.map(Begins::AsBefore).ok_or_else(no_script);
    };
    let desk = wire::desk_without_connections(store.clone());
    let text = read(file)?;
    let publishing = act(
        || Bench::for_console(&desk, business.clone()),
        |bench| Box::pin(publish_script(bench, &text, "published at start")),
    );
    match (publishing.await, in_use) {
        (Ok(made), _) => Ok(Begins::With(made.script.name)),
        (Err(error @ ActError::Refused(Refusal::BrokenScript(_))), Some(name)) => {
            let stop = refused(file, error);
            tracing::error!("{stop}");
            Ok(Begins::AsBefore(name))
        }
        (Err(error), _) => Err(refused(file, error)),
    }
}

fn no_script() -> Stop {
    let sentence = "no script has been published; name one with --script FILE (examples are in scripts/)";
    Stop::new(Cause::Script, sentence)
}

/// Whoever opens this link first owns the desk.
async fn invite_first_owner(desk: &Desk, wired: &Wired, panel: Option<&str>) -> Result<(), Stop> {
    if desk.store.has_operators(&wired.connection.business).await? {
        return Ok(());
    }
    let payload = invite_operator(desk, &wired.connection.business, Role::Owner, None).await?;
    output::say(
        "Nobody receives hand-overs yet. Open this link in Telegram to join as the owner (it works once, for seven days):",
    );
    output::say(&deep_link(&wired.connection.bot_username, &payload));
    if let Some(address) = panel {
        output::say("Or open this one in a browser, to join in the panel instead:");
        output::say(&join_link(address, &payload));
    }
    Ok(())
}

fn unset(why: &str) -> Stop {
    Stop::new(Cause::Unreachable, format!("the way updates come could not be set: {why}"))
}
