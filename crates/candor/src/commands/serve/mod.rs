//! `candor serve`: answers for a bot until it is stopped.

mod answer;
mod door;
mod renewal;
mod set_up;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use candor_core::script::{Severity, parse};
use candor_desk::{
    Desk,
    actions::{
        ActError, Bench, Refusal, act,
        invite_operator::{deep_link, invite_at_start, join_link},
        publish_script::publish_script,
    },
    models::{Indexed, index_passages},
};
use candor_store::{Store, files_of};
use candor_web::{Api, Configured, Panel, PanelSettings, log::LogRing};
use clap::Args;
use tokio::sync::watch;

use self::{answer::answer, door::Figures};
use super::script::{read, refused};
use crate::{
    bot_check::BotApiCheck,
    config::{Config, Layers},
    exit::{Cause, Stop},
    logging, models, output,
    wire::{self, Begins, Signals, Wanted, Wired},
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
        let layers = Layers::read(self.config.as_deref())?;
        let mut configured = layers.configured()?;
        let mut config = layers.config;
        if let Some(api_root) = self.api_root {
            configured.put("bot.api_root", &api_root, "--api-root");
            config.bot.api_root = api_root;
        }
        if let Some(script) = &self.script {
            configured.put("bot.script", &script.display().to_string(), "--script");
        }
        config.server.must_not_be_in_the_clear()?;
        let log = logging::start(&config.log)?;
        let file = self.script.or_else(|| (!config.bot.script.is_empty()).then(|| PathBuf::from(&config.bot.script)));
        let store = open(&config, file.as_deref()).await?;
        let stop = watch::channel(false).0;
        // Both hear signals from here on, whatever is done when one comes.
        heed_signals(&stop);
        let twice = Signals::heed();
        tokio::select! {
            outcome = serve(&store, &config, file.as_deref(), (log, configured, stop)) => {
                store.close().await;
                outcome
            }
            () = told_twice(twice) => {
                tracing::warn!("told to stop twice: ending at once; what was not committed is done at the next start");
                Ok(())
            }
        }
    }
}

/// Waits for a second signal: somebody does not want to wait for what was begun.
async fn told_twice(mut signals: Signals) {
    signals.next().await;
    signals.next().await;
}

/// Has the first signal stop what waits for this.
fn heed_signals(stop: &watch::Sender<bool>) {
    let (stop, mut signals) = (stop.clone(), Signals::heed());
    tokio::spawn(async move {
        signals.next().await;
        stop.send_replace(true);
    });
}

/// What a future gives, unless told to stop before.
async fn unless_stopped<T>(mut stopped: watch::Receiver<bool>, done: impl Future<Output = T>) -> Option<T> {
    tokio::select! {
        biased;
        _ = stopped.wait_for(|stop| *stop) => None,
        done = done => Some(done),
    }
}

/// What goes with a desk that is served, whether it answers yet or not.
struct Served<'a> {
    config: &'a Config,
    log: LogRing,
    configured: Configured,
    stop: watch::Sender<bool>,
}

impl Served<'_> {
    /// The panel of a desk, reached under this address.
    fn panel(&self, desk: Desk, address: String) -> Panel {
        Panel::new(desk, wire::business(), PanelSettings { address })
            .with_bots(Arc::new(BotApiCheck::new(&self.config.bot.api_root)))
            .with_log(self.log.clone())
            .with_configured(self.configured.clone())
    }

    /// The API of a desk whose panel is reached under this address.
    fn api(&self, desk: Desk, address: String) -> Api {
        Api::new(desk, wire::business())
            .with_address(address)
            .with_bots(Arc::new(BotApiCheck::new(&self.config.bot.api_root)))
            .with_log(self.log.clone())
            .with_configured(self.configured.clone())
    }
}

/// Answers where there is a bot and a script for it; else shows how to set it up first, where there is a panel to show it.
async fn serve(
    store: &Store,
    config: &Config,
    file: Option<&Path>,
    (log, configured, stop): (LogRing, Configured, watch::Sender<bool>),
) -> Result<(), Stop> {
    let token = match config.bot.token.trim() {
        "" => wire::kept_token(store).await?,
        token => Some(wire::token(token)?),
    };
    let script = script_in_use(store, file).await?;
    let models = models::hire(&config.models, store).await?;
    let served = Served { config, log, configured, stop };
    let figures = Figures::of(store, config).await?;
    let panel = config.server.panel_address();
    // A bot whose owner is still setting the desk up waits for their word, unless a script is named where it is started.
    let is_left = match (&token, &panel, file) {
        (Some(token), Some(_), None) => {
            wire::new_bot(store).await?.is_some_and(|(bot, _)| bot.bot_id == token.bot_id())
        }
        _ => false,
    };
    let (desk, wired, begun) = match (token, script.filter(|_| !is_left), panel) {
        (Some(token), Some(script), _) => {
            let wanted = Wanted { business: wire::business(), token, api_root: config.bot.api_root.clone(), script };
            let settings = config.desk.settings();
            let connecting = wire::connect(store.clone(), vec![wanted], settings);
            // Telegram may be away for long.
            let Some(connected) = unless_stopped(served.stop.subscribe(), connecting).await else { return Ok(()) };
            let (desk, wired) = connected?;
            let wired = wired.into_iter().next();
            (desk, wired.ok_or_else(|| Stop::new(Cause::Unexpected, "no bot was connected"))?, None)
        }
        (token, _, Some(address)) => match set_up::wait(store, &served, &figures, (address, token)).await? {
            Some(ready) => (ready.desk, ready.wired, Some(ready.begun)),
            None => return Ok(()),
        },
        (None, _, None) => return Err(wire::no_token()),
        (Some(_), _, None) => return Err(no_script()),
    };
    let desk = desk.with_models(models).with_courier(wire::courier(config));
    if begun.is_none() {
        invite_first_owner(&desk, &wired, config.server.panel_address().as_deref()).await?;
    }
    index_meanwhile(&desk);
    answer((&desk, &wired), &served, figures, begun).await
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

/// Opens the store, unless there is no token, or no script for a database that is to be made, and no panel to name them in: then
/// nothing is made.
async fn open(config: &Config, script: Option<&Path>) -> Result<Store, Stop> {
    let url = &config.database.url;
    let has_panel = config.server.panel_address().is_some();
    if config.bot.token.trim().is_empty() {
        if !has_panel && !Store::is_sealed(url).await.map_err(|error| wire::not_opened(error, url))? {
            return Err(wire::no_token());
        }
    } else {
        wire::token(&config.bot.token)?;
    }
    if files_of(url)?.first().is_some_and(|file| !file.exists()) {
        match script {
            None if has_panel => {}
            None => return Err(no_script()),
            Some(file) => {
                let (_, problems) = parse(&read(file)?);
                if problems.iter().any(|problem| problem.severity == Severity::Error) {
                    return Err(refused(file, Refusal::BrokenScript(problems).into()));
                }
            }
        }
    }
    wire::open(url, &config.secrets).await
}

/// Publishes the file, if one is named, and says which script new conversations begin with: that of the file, else the one
/// they began with before, if there is one. A broken file does not stop a desk that has a version in use.
async fn script_in_use(store: &Store, file: Option<&Path>) -> Result<Option<Begins>, Stop> {
    let business = wire::business();
    let versions = store.list_scripts(&business).await?;
    let newest = versions.iter().filter(|line| line.is_head).max_by_key(|line| line.published_at);
    let in_use = newest.map(|line| line.name.clone());
    let Some(file) = file else {
        return Ok(in_use.map(Begins::AsBefore));
    };
    let desk = wire::desk_without_connections(store.clone());
    let text = read(file)?;
    let publishing = act(
        || Bench::for_console(&desk, business.clone()),
        |bench| Box::pin(publish_script(bench, &text, "published at start")),
    );
    match (publishing.await, in_use) {
        (Ok(made), _) => Ok(Some(Begins::With(made.script.name))),
        (Err(error @ ActError::Refused(Refusal::BrokenScript(_))), Some(name)) => {
            let stop = refused(file, error);
            tracing::error!("{stop}");
            Ok(Some(Begins::AsBefore(name)))
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
    let (payload, until) = invite_at_start(desk, &wired.connection.business, None).await?;
    output::say(&format!(
        "Nobody receives hand-overs yet. Open this link in Telegram to join as the owner (it works once, until {until}):"
    ));
    output::say(&deep_link(&wired.connection.bot_username, &payload));
    if let Some(address) = panel {
        output::say("Or open this one in a browser, to join in the panel instead:");
        output::say(&join_link(address, &payload));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_signal_that_came_before_anybody_waited_for_it_stops_all_the_same() {
        let stop = watch::channel(false).0;
        stop.send_replace(true);
        assert_eq!(unless_stopped(stop.subscribe(), std::future::pending::<()>()).await, None);
        assert_eq!(unless_stopped(stop.subscribe(), async { 1 }).await, None, "what has not begun does not begin");
        let other = watch::channel(false).0;
        assert_eq!(unless_stopped(other.subscribe(), async { 1 }).await, Some(1));
    }
}
