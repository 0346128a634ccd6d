//! Puts the parts together: a store, connections, a desk. The only place that knows them all.

use std::{collections::BTreeMap, sync::Arc};

use candor_connect::{
    channel::{Channel, ChannelError},
    secret::BotToken,
    telegram::{
        TelegramBot,
        bot_api::BotApi,
        updates::{Polling, PollingEnd},
    },
};
use candor_core::ids::{BusinessId, ConnectionId};
use candor_desk::{Desk, Settings, clock::SystemClock, ids::SystemIds, intake::Intake};
use candor_store::{Connection, NewConnection, OpenError, OpenErrorKind, Store};
use tokio::{sync::watch, task::JoinHandle};

use crate::{
    config::{Log, LogFormat},
    exit::{Cause, Stop},
};

/// The one business of an installation that serves one.
pub fn business() -> BusinessId {
    BusinessId::from_stored("biz_main")
}

/// A bot to be connected.
pub struct Wanted {
    /// Whose it is.
    pub business: BusinessId,
    /// Its token.
    pub token: BotToken,
    /// The Bot API server.
    pub api_root: String,
    /// The script its conversations begin with.
    pub script_name: String,
}

/// A bot that is connected.
pub struct Wired {
    /// As stored.
    pub connection: Connection,
    /// Its API.
    pub api: BotApi,
}

/// Opens the store of the desk.
///
/// # Errors
/// A [`Stop`] that names the file and says what to do.
pub async fn open(url: &str) -> Result<Store, Stop> {
    Store::open(url).await.map_err(|error| not_opened(error, url))
}

/// Opens a store beside a desk that may be running; if there is none yet, makes it, for then no desk runs.
///
/// # Errors
/// As [`open`].
pub async fn open_beside(url: &str) -> Result<Store, Stop> {
    match Store::open_beside(url).await {
        Err(error) if error.kind() == OpenErrorKind::FileMissing => open(url).await,
        opened => opened.map_err(|error| not_opened(error, url)),
    }
}

/// The path helps whoever mistyped it; the address of a server may hold a password and is not repeated.
pub fn not_opened(error: OpenError, url: &str) -> Stop {
    let stop = Stop::from(error);
    match url.strip_prefix("sqlite:") {
        Some(path) => Stop { sentence: format!("{path}: {}", stop.sentence), ..stop },
        None => stop,
    }
}

/// Asks every bot who it is, writes the connections down and puts a desk together.
///
/// # Errors
/// A [`Stop`] that says which part failed and what to do.
pub async fn connect(store: Store, wanted: Vec<Wanted>, settings: Settings) -> Result<(Desk, Vec<Wired>), Stop> {
    let mut channels: BTreeMap<ConnectionId, Arc<dyn Channel>> = BTreeMap::new();
    let mut wired = Vec::new();
    for bot in wanted {
        let api =
            BotApi::new(&bot.api_root, bot.token).map_err(|error| Stop::new(Cause::Settings, error.to_string()))?;
        let channel = TelegramBot::new(api.clone());
        let identity = channel.identity().await.map_err(|error| unreachable_bot(&error, &bot.api_root))?;
        let id = ConnectionId::from_unique(&identity.id.to_string());
        let connection = NewConnection {
            id: id.clone(),
            business: bot.business,
            kind: "bot".to_owned(),
            bot_id: identity.id,
            bot_username: identity.username.unwrap_or_default(),
            script_name: bot.script_name,
            server: bot.api_root,
        };
        let connection = store.upsert_connection(connection).await?;
        channels.insert(id, Arc::new(channel));
        wired.push(Wired { connection, api });
    }
    Ok((Desk::new(store, channels, Arc::new(SystemClock), Arc::new(SystemIds), settings), wired))
}

/// A desk for actions that send nothing.
pub fn desk_without_connections(store: Store) -> Desk {
    Desk::new(store, BTreeMap::new(), Arc::new(SystemClock), Arc::new(SystemIds), Settings::default())
}

/// Polls for a bot until it is told to stop or cannot go on; then says why.
pub fn poll(desk: &Desk, wired: &Wired, mut stopped: watch::Receiver<bool>) -> JoinHandle<Result<(), PollingEnd>> {
    let intake = Arc::new(Intake::new(desk.clone(), wired.connection.id.clone()));
    let mut polling = Polling::new(wired.api.clone(), intake, wired.connection.update_offset);
    tokio::spawn(async move {
        polling
            .run(async move {
                // A sender that is gone means the same as one that says stop.
                let _ = stopped.wait_for(|stop| *stop).await;
            })
            .await
    })
}

/// Why polling ended, as an end of the process.
pub fn polling_ended(end: &PollingEnd) -> Stop {
    let cause = match end {
        PollingEnd::AnotherPoller | PollingEnd::WebhookIsSet => Cause::AnotherPoller,
        PollingEnd::Unauthorized => Cause::Token,
        PollingEnd::SinkStopped(_) => Cause::Unexpected,
    };
    Stop::new(cause, end.to_string())
}

/// The link by which people open a bot with a payload (Bot API, deep linking).
pub fn deep_link(bot_username: &str, payload: &str) -> String {
    format!("https://t.me/{bot_username}?start={payload}")
}

/// Reads a token.
///
/// # Errors
/// A [`Stop`] that says where to get one.
pub fn token(text: &str) -> Result<BotToken, Stop> {
    if text.trim().is_empty() {
        let sentence =
            "no bot token is set; get one from @BotFather and set CANDOR_BOT_TOKEN or bot.token, or try `candor demo`";
        return Err(Stop::new(Cause::Token, sentence));
    }
    BotToken::parse(text.trim()).map_err(|error| Stop::new(Cause::Token, error.to_string()))
}

/// Waits for Ctrl-C or, on Unix, for SIGTERM.
pub async fn interrupted() {
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut terminate) => {
                terminate.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}

/// Starts logging to standard error.
///
/// # Errors
/// A [`Stop`] if the level cannot be read.
pub fn log(log: &Log) -> Result<(), Stop> {
    let filter = tracing_subscriber::EnvFilter::try_new(&log.level)
        .map_err(|error| Stop::new(Cause::Settings, format!("log.level cannot be read: {error}; try \"info\"")))?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = match log.format {
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder.json().try_init(),
    };
    started.map_err(|error| Stop::new(Cause::Unexpected, format!("logging cannot be started: {error}")))
}

/// Binds a listener.
///
/// # Errors
/// A [`Stop`] that names the address.
pub async fn listen(address: &str) -> Result<tokio::net::TcpListener, Stop> {
    tokio::net::TcpListener::bind(address).await.map_err(|error| {
        let sentence =
            format!("cannot listen on {address}: {error}; choose another address or stop what listens there");
        Stop::new(Cause::Port, sentence)
    })
}

fn unreachable_bot(error: &ChannelError, api_root: &str) -> Stop {
    match error {
        ChannelError::Unauthorized => Stop::new(Cause::Token, error.to_string()),
        other => Stop::new(Cause::Unreachable, format!("the Bot API at {api_root} does not answer: {other}")),
    }
}
