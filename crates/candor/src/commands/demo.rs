//! `candor demo`: the whole desk on this machine, over HTTP to the built-in simulator, with four example businesses.
//! Everything is real but Telegram and the people.

use std::{path::PathBuf, sync::Arc};

use candor_connect::secret::BotToken;
use candor_core::{ids::BusinessId, language::Wording, script::Script};
use candor_desk::{
    Settings,
    actions::{
        Bench, act,
        invite_operator::{invite_operator, join_link},
        publish_script::publish_script,
    },
    ids::{Ids, SystemIds},
};
use candor_store::{Role, Store};
use candor_web::{
    Api, DemoBot, DemoBusiness, DemoPerson, DemoSetup, DemoState, Panel, PanelSettings, api_router, demo_router,
    panel_router,
};
use clap::{Args, ValueEnum};
use telegram_simulator::{BotSeen, NewBot, NewUser, Server, Simulator, SimulatorOptions};
use tokio::{net::TcpListener, sync::watch};

use super::acting::stopped;
use crate::{
    bot_check::BotApiCheck,
    config::{Log, Secrets},
    exit::{Cause, Stop},
    key_file, logging, output,
    room::Room,
    sockets::{Limits, answer_all},
    wire::{self, Begins, Wanted, Wired},
};

/// The port tried first; any free one if it is taken and none was asked for.
const USUAL_PORT: u16 = 8765;

/// An example business.
struct Example {
    text: &'static str,
    bot: &'static str,
    manager: &'static str,
    price_question: (&'static str, &'static str),
}

/// The example businesses, the first of which is shown first.
const EXAMPLES: [Example; 4] = [
    Example {
        text: include_str!("../../../../scripts/flower-shop.script.md"),
        bot: "peony_flowers_bot",
        manager: "Vera",
        price_question: ("How much are roses?", "Сколько стоят розы?"),
    },
    Example {
        text: include_str!("../../../../scripts/online-course.script.md"),
        bot: "online_course_bot",
        manager: "Марина",
        price_question: ("How much is the course?", "Сколько стоит курс?"),
    },
    Example {
        text: include_str!("../../../../scripts/dental-clinic.script.md"),
        bot: "dental_clinic_bot",
        manager: "Ирина",
        price_question: ("How much is a cleaning?", "Сколько стоит чистка зубов?"),
    },
    Example {
        text: include_str!("../../../../scripts/agency.script.md"),
        bot: "b2b_agency_bot",
        manager: "Helen",
        price_question: ("How much does it cost?", "Сколько это стоит?"),
    },
];

/// Tries everything on this machine.
#[derive(Debug, Args)]
pub struct Demo {
    /// The port of the page; 0 takes a free one.
    #[arg(long)]
    port: Option<u16>,
    /// Where to keep the database; a temporary folder that is removed afterwards if not named.
    #[arg(long)]
    data: Option<PathBuf>,
    /// How much to log.
    #[arg(long, value_enum, default_value_t = Level::Warn)]
    log: Level,
}

/// How much to log.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Level {
    /// What failed.
    Error,
    /// And what somebody should look at.
    Warn,
    /// And what happens.
    Info,
    /// And how.
    Debug,
    /// Everything.
    Trace,
}

impl Level {
    const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
            Self::Trace => "trace",
        }
    }
}

impl Demo {
    pub async fn run(self) -> Result<(), Stop> {
        let log = logging::start(&Log { level: self.log.word().to_owned(), ..Log::default() })?;
        let listener = listen(self.port).await?;
        let url = format!("http://{}", listener.local_addr().map_err(unexpected)?);
        // People of another run must never be taken for those of this one, where the database is kept with --data.
        let seed = SystemIds.secret().iter().take(8).fold(0, |seed, byte| (seed << 8) | u64::from(*byte));
        let simulator = Simulator::new(SimulatorOptions { seed, ..SimulatorOptions::realistic() });
        let telegram =
            Server::local(simulator.clone()).await.map_err(|error| Stop::new(Cause::Port, error.to_string()))?;
        let room = Room::make("demo", self.data)?;
        // Made here, as it goes with the demo: nobody needs to be told to keep a copy.
        key_file::make(&room.key)?;
        let secrets = Secrets { key_file: room.key.display().to_string(), ..Secrets::default() };
        let store = wire::open(&format!("sqlite:{}", room.file.display()), &secrets).await?;

        let mut wanted = Vec::new();
        let mut bots = Vec::new();
        for example in &EXAMPLES {
            let bot = simulator.add_bot(NewBot::named(example.bot)).map_err(unexpected)?;
            let business = BusinessId::from_unique(example.bot);
            let script = publish(&store, &business, example).await?;
            let token = BotToken::parse(&bot.token).map_err(unexpected)?;
            wanted.push(Wanted {
                business,
                token,
                api_root: telegram.url.clone(),
                script: Begins::With(script.name.clone()),
            });
            bots.push((example, bot, script));
        }
        let (desk, wired) = wire::connect(store.clone(), wanted, Settings::default()).await?;
        let running = desk.start().await?;
        let (stop, stopped) = watch::channel(false);
        let mut businesses = Vec::new();
        let mut pollers = Vec::new();
        for ((example, bot, script), wired) in bots.iter().zip(&wired) {
            // Whoever plays the manager may try everything, also what only owners may.
            let payload = invite_operator(&desk, &wired.connection.business, Role::Owner, None).await?;
            let manager = simulator.add_user(NewUser::named(example.manager)).map_err(unexpected)?;
            simulator.user_starts(bot.id, manager, Some(&payload)).map_err(unexpected)?;
            businesses.push(shown(example, bot, script, manager, wired));
            pollers.push(wire::poll(&desk, wired, stopped.clone()));
        }
        let setup = DemoSetup { run: desk.owner.to_string(), businesses };
        let mut app = simulator.router().merge(demo_router(DemoState::new(store.clone(), setup)));
        let mut panel_link = None;
        if let Some(first) = wired.first() {
            let business = first.connection.business.clone();
            let payload = invite_operator(&desk, &business, Role::Owner, None).await?;
            panel_link = Some(join_link(&url, &payload));
            let settings = PanelSettings { address: url.clone() };
            let check = Arc::new(BotApiCheck::new(&telegram.url));
            let api = Api::new(desk.clone(), business.clone()).with_address(url.clone()).with_log(log.clone());
            app = app.merge(api_router(api.with_bots(check.clone())));
            app = app.merge(panel_router(Panel::new(desk.clone(), business, settings).with_log(log).with_bots(check)));
        }
        let page = tokio::spawn(answer_all(listener, app, stop.subscribe(), Limits::default()));
        output::say(&url);
        if let Some(link) = panel_link {
            output::note(&format!("The panel of the first business, as its owner (the link works once): {link}"));
        }
        output::note(
            "Candor's demo is ready: open the address above in a browser. Nothing leaves this machine. Ctrl-C stops it.",
        );

        wire::interrupted().await;
        stop.send_replace(true);
        for poller in pollers {
            let _ = poller.await;
        }
        running.stop().await;
        page.abort();
        telegram.stop().await;
        store.close().await;
        room.clear();
        Ok(())
    }
}

/// The usual port, or any free one if that is taken and none was asked for.
async fn listen(port: Option<u16>) -> Result<TcpListener, Stop> {
    let usual = wire::listen(&format!("127.0.0.1:{}", port.unwrap_or(USUAL_PORT))).await;
    match (usual, port) {
        (Err(_), None) => wire::listen("127.0.0.1:0").await,
        (outcome, _) => outcome,
    }
}

async fn publish(store: &Store, business: &BusinessId, example: &Example) -> Result<Script, Stop> {
    let desk = wire::desk_without_connections(store.clone());
    let publishing = act(
        || Bench::for_desk(&desk, business.clone()),
        |bench| Box::pin(publish_script(bench, example.text, "example")),
    );
    Ok(publishing.await.map_err(stopped)?.script)
}

fn shown(example: &Example, bot: &BotSeen, script: &Script, manager: i64, wired: &Wired) -> DemoBusiness {
    let (en, ru) = example.price_question;
    DemoBusiness {
        id: script.name.clone(),
        title: script.business.clone(),
        languages: script.languages.clone(),
        price_question: Wording { en: Some(en.to_owned()), ru: Some(ru.to_owned()) },
        connection: wired.connection.id.clone(),
        bot: DemoBot { id: bot.id, username: bot.username.clone() },
        manager: DemoPerson { id: manager, name: example.manager.to_owned() },
    }
}

fn unexpected(error: impl std::fmt::Display) -> Stop {
    Stop::new(Cause::Unexpected, error.to_string())
}
