//! Before its owner has set it up a desk has nothing to answer for: only the panel is shown, which leads them through it. When
//! they have it begin, the process goes on to answer, without being started anew. A start that finds all of it done never gets here.

use std::sync::Arc;

use candor_connect::secret::BotToken;
use candor_desk::{
    Desk,
    actions::{
        Bench, act,
        connect_bot::{NewBot, connect_bot},
        invite_operator::{invite_at_start, join_link},
    },
};
use candor_store::{Role, Secret, Store};
use candor_web::{BotCheck as _, NotLive, Readiness, Setup, api_router, home_router, panel_router, service_router};
use futures_util::{FutureExt as _, future::BoxFuture};
use tokio::sync::{mpsc, oneshot};

use super::{
    Served, answer,
    door::{Door, Figures},
};
use crate::{
    bot_check::BotApiCheck,
    exit::{Cause, Stop},
    output,
    wire::{self, Begins, Wanted, Wired},
};

/// Somebody waits to hear whether the desk answers.
pub(super) type Wish = oneshot::Sender<Result<(), NotLive>>;

/// What the pages are told about the process, and by what they have it begin.
struct SettingUp {
    is_token_set: bool,
    wishes: mpsc::Sender<Wish>,
}

impl Setup for SettingUp {
    fn is_token_set(&self) -> bool {
        self.is_token_set
    }

    fn go_live(&self) -> BoxFuture<'_, Result<(), NotLive>> {
        async move {
            let (wish, answered) = oneshot::channel();
            if self.wishes.send(wish).await.is_err() {
                // Another browser was quicker: it answers.
                return Ok(());
            }
            let ended = "the program ended before it answered; its log says why";
            answered.await.unwrap_or_else(|_| Err(NotLive::Failed(ended.to_owned())))
        }
        .boxed()
    }
}

/// A desk that is set up.
pub(super) struct Ready {
    /// The desk.
    pub(super) desk: Desk,
    /// Its bot.
    pub(super) wired: Wired,
    /// Its door, and who waits.
    pub(super) begun: answer::Begun,
}

/// Shows the panel at `address` until the desk is set up and its bot can be taken over, or until told to stop: then there is none.
pub(super) async fn wait(
    store: &Store,
    served: &Served<'_>,
    figures: &Figures,
    (address, token): (String, Option<BotToken>),
) -> Result<Option<Ready>, Stop> {
    let config = served.config;
    let desk = wire::desk_without_connections(store.clone());
    if let Some(token) = &token {
        name_bot(&desk, &config.bot.api_root, token).await?;
    }
    let (wishes, mut wished) = mpsc::channel(1);
    let setup = SettingUp { is_token_set: token.is_some(), wishes };
    let setup = Arc::new(setup);
    let panel = served.panel(desk.clone(), address.clone()).with_setup(setup.clone());
    let api = served.api(desk.clone(), address.clone()).with_setup(setup);
    let readiness = Readiness::before_set_up(store.clone());
    let app = service_router(readiness, figures.on_common_listener.clone());
    let app = app.merge(panel_router(panel)).merge(api_router(api)).merge(home_router());
    let listener = wire::listen_as_set("server.listen", &config.server.listen).await?;
    let door = Door::open(listener, app, served.stop.subscribe());
    invite(&desk, &address).await?;
    let mut stopped = served.stop.subscribe();
    loop {
        let wish: Wish = tokio::select! {
            _ = stopped.wait_for(|stop| *stop) => {
                door.shut().await;
                return Ok(None);
            }
            Some(wish) = wished.recv() => wish,
        };
        match begin(store, served).await {
            Ok((desk, wired)) => {
                tracing::info!(bot = %wired.connection.bot_username, "the desk is set up");
                return Ok(Some(Ready { desk, wired, begun: answer::Begun { door, wish } }));
            }
            Err(stop) => {
                tracing::warn!("the desk does not go live: {stop}");
                // Whoever waited may have gone.
                let _ = wish.send(Err(not_live(stop)));
            }
        }
    }
}

/// Names the bot whose token was set where the process was started.
async fn name_bot(desk: &Desk, api_root: &str, token: &BotToken) -> Result<(), Stop> {
    let check = BotApiCheck::new(api_root);
    let seen = check.look(&Secret::new(token.expose().to_owned())).await.map_err(|trouble| {
        let cause = if trouble == candor_web::BotTrouble::Unknown { Cause::Token } else { Cause::Unreachable };
        Stop::new(cause, format!("the bot could not be asked who it is: {}", trouble.word().replace('_', " ")))
    })?;
    let bot = NewBot { number: seen.id, username: &seen.username, server: &seen.server, token: &seen.token };
    let keeping = act(
        || Bench::for_console(desk, wire::business()),
        |bench| {
            let bot = &bot;
            Box::pin(async move { connect_bot(bench, bot).await })
        },
    );
    keeping.await.map_err(|error| Stop::new(Cause::Unexpected, error.to_string()))?;
    Ok(())
}

/// Takes the bot over.
async fn begin(store: &Store, served: &Served<'_>) -> Result<(Desk, Wired), Stop> {
    let config = served.config;
    let missing = || Stop::new(Cause::Settings, "the bot or its script is not chosen yet");
    let (bot, token) = wire::new_bot(store).await?.ok_or_else(missing)?;
    if store.script_head(&bot.business, &bot.script_name).await?.is_none() {
        return Err(missing());
    }
    let script = Begins::With(bot.script_name);
    let wanted = Wanted { business: bot.business, token, api_root: config.bot.api_root.clone(), script };
    let settings = config.desk.settings();
    let (desk, wired) = wire::connect(store.clone(), vec![wanted], settings).await?;
    let wired = wired.into_iter().next().ok_or_else(missing)?;
    if config.server.public_url.is_empty() {
        wired.api.delete_webhook().await.map_err(|error| answer::unset(&error.to_string()))?;
    }
    Ok((desk, wired))
}

fn not_live(stop: Stop) -> NotLive {
    match stop.cause {
        Cause::Token => NotLive::Bot(candor_web::BotTrouble::Unknown),
        Cause::Unreachable => NotLive::Bot(candor_web::BotTrouble::Unreachable),
        _ => NotLive::Failed(stop.sentence),
    }
}

/// Prints where to begin, or to go on.
async fn invite(desk: &Desk, panel: &str) -> Result<(), Stop> {
    let business = wire::business();
    let owners = desk.store.operators(&business).await?.into_iter().filter(|known| known.role == Role::Owner);
    let owners: Vec<_> = owners.collect();
    for owner in &owners {
        if desk.store.account_of(&business, &owner.id).await?.is_some() {
            output::note(&format!("Candor is not set up yet. Go on in a browser: {panel}/panel/setup"));
            return Ok(());
        }
    }
    // An owner who so far knew only Telegram gets an account of theirs, not one of a stranger.
    let known = owners.first().map(|owner| &owner.id);
    let (payload, until) = invite_at_start(desk, &business, known).await?;
    output::note(&format!(
        "Candor is not set up yet. Open this link in a browser to set it up (it works once, until {until}): {}",
        join_link(panel, &payload)
    ));
    Ok(())
}
