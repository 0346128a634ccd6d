//! A talk played once: the whole desk in a folder of its own, over the built-in simulator, with somebody who writes given lines.

use std::time::Duration;

use candor_connect::secret::BotToken;
use candor_core::{
    hearing::language_of_text,
    ids::{BusinessId, ChatId},
    transcript,
};
use candor_desk::{
    Settings,
    actions::{Bench, act, publish_script::publish_script},
    models::Models,
};
use candor_store::Store;
use telegram_simulator::{NewBot, NewUser, Server, Simulator, SimulatorOptions};
use tokio::{
    sync::watch,
    time::{Instant, sleep},
};

use crate::{
    commands::stopped,
    config::Secrets,
    exit::{Cause, Stop},
    key_file,
    room::Room,
    wire::{self, Begins, Wanted},
};

/// Lines are answered one by one, so that there is no burst to wait for.
const QUIET_MILLIS: i64 = 20;
/// No answer takes longer.
const PATIENCE: Duration = Duration::from_secs(180);
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// A name no contact has.
const BUSINESS: &str = "talk";

/// Plays the lines of one contact against a script with these models, and returns the transcript.
///
/// # Errors
/// A [`Stop`] that says what to mend.
pub async fn play(script: &str, lines: &[String], models: Models) -> Result<String, Stop> {
    let room = Room::make("talk", None)?;
    key_file::make(&room.key)?;
    let secrets = Secrets { key_file: room.key.display().to_string(), ..Secrets::default() };
    let store = wire::open(&format!("sqlite:{}", room.file.display()), &secrets).await?;
    let simulator = Simulator::new(SimulatorOptions::quick());
    let server = Server::local(simulator.clone()).await.map_err(|error| Stop::new(Cause::Port, error.to_string()))?;
    let played = talk(&store, &simulator, &server.url, script, lines, models).await;
    server.stop().await;
    store.close().await;
    room.clear();
    played
}

async fn talk(
    store: &Store,
    simulator: &Simulator,
    api_root: &str,
    script: &str,
    lines: &[String],
    models: Models,
) -> Result<String, Stop> {
    let business = BusinessId::from_unique(BUSINESS);
    let quiet = wire::desk_without_connections(store.clone());
    let publishing =
        act(|| Bench::for_desk(&quiet, business.clone()), |bench| Box::pin(publish_script(bench, script, "talk")));
    let name = publishing.await.map_err(stopped)?.script.name;
    let bot = simulator.add_bot(NewBot::named("talk_bot")).map_err(unexpected)?;
    let token = BotToken::parse(&bot.token).map_err(unexpected)?;
    let wanted = Wanted { business, token, api_root: api_root.to_owned(), script: Begins::With(name) };
    let settings = Settings { quiet_millis: QUIET_MILLIS, ..Settings::default() };
    let (desk, wired) = wire::connect(store.clone(), vec![wanted], settings).await?;
    let desk = desk.with_models(models);
    let wired = wired.first().ok_or_else(|| unexpected("no bot"))?;
    let running = desk.start().await?;
    let (stop, is_stopped) = watch::channel(false);
    let poller = wire::poll(&desk, wired, is_stopped);

    let language = language_of_text(&lines.join("\n"));
    let contact = NewUser::named("Contact").speaking(language.code());
    let contact = simulator.add_user(contact).map_err(unexpected)?;
    simulator.user_starts(bot.id, contact, None).map_err(unexpected)?;
    let mut settled = settle(store, simulator, bot.id).await;
    for line in lines {
        if settled.is_err() {
            break;
        }
        simulator.user_sends(bot.id, contact, line).map_err(unexpected)?;
        settled = settle(store, simulator, bot.id).await;
    }
    stop.send_replace(true);
    let _ = poller.await;
    running.stop().await;
    settled?;
    let known = store.conversation_by_chat(&wired.connection.id, ChatId(contact)).await?;
    let known = known.ok_or_else(|| unexpected("nothing was said"))?;
    let lines = store.timeline(&known.conversation.id, 0, 10_000).await?;
    Ok(transcript::print(&lines.into_iter().map(|line| line.entry).collect::<Vec<_>>()))
}

/// Waits until everything that was written is answered and every answer sent.
async fn settle(store: &Store, simulator: &Simulator, bot: i64) -> Result<(), Stop> {
    let begun = Instant::now();
    loop {
        let counts = store.counts().await?;
        let inside = [counts.inbox_received, counts.lanes_waiting, counts.outbox_ready, counts.outbox_sending];
        if simulator.pending_updates(bot) == 0 && inside.iter().all(|waiting| *waiting == 0) {
            return Ok(());
        }
        if begun.elapsed() > PATIENCE {
            return Err(Stop::new(Cause::Unreachable, "the desk did not answer in three minutes"));
        }
        sleep(LOOK_EVERY).await;
    }
}

fn unexpected(error: impl std::fmt::Display) -> Stop {
    Stop::new(Cause::Unexpected, error.to_string())
}
