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
    webhooks::Courier,
};
use candor_core::{
    ids::{BusinessId, ConnectionId},
    language::Language,
};
use candor_desk::{Desk, Settings, clock::SystemClock, ids::SystemIds, intake::Intake, staff::menu};
use candor_store::{BOT, Connection, Keys, NEW_BOT, NewConnection, OpenError, OpenErrorKind, Store};
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
    task::JoinHandle,
};

use crate::{
    config::{Config, Secrets, VARIABLES},
    exit::{Cause, Stop},
    key_file::{self, Source},
    output,
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
    pub script: Begins,
}

/// The script a bot begins its conversations with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begins {
    /// This one, from now on.
    With(String),
    /// The one it began with before; this one where it was never connected.
    AsBefore(String),
}

/// A bot that is connected.
pub struct Wired {
    /// As stored.
    pub connection: Connection,
    /// Its API.
    pub api: BotApi,
}

/// Opens the store of the desk with its key; a database that has none yet gets one.
///
/// # Errors
/// A [`Stop`] that names the file and says what to do.
pub async fn open(url: &str, secrets: &Secrets) -> Result<Store, Stop> {
    let keys = keys(url, secrets).await?;
    Store::open(url, &keys).await.map_err(|error| not_opened(error, url))
}

/// The keys that bring a database up to date; one that has none yet gets one.
///
/// # Errors
/// As [`open`].
pub async fn keys(url: &str, secrets: &Secrets) -> Result<Keys, Stop> {
    match given(secrets)? {
        Some(keys) => Ok(keys),
        // Another key would open nothing; the store says so.
        None if Store::is_sealed(url).await.map_err(|error| not_opened(error, url))? => Ok(Keys::none()),
        None => make_key(secrets),
    }
}

/// The keys that were given, if any were.
///
/// # Errors
/// A [`Stop`] if there is something that is no key.
pub fn given(secrets: &Secrets) -> Result<Option<Keys>, Stop> {
    let Some(given) = key_file::load(secrets)? else { return Ok(None) };
    if let Source::File(path) = &given.source
        && key_file::is_open_to_others(path)
    {
        tracing::warn!("others on this machine may read the key file {0}; `chmod 600 {0}`", path.display());
    }
    Ok(Some(key_file::keys(given.masters)))
}

fn make_key(secrets: &Secrets) -> Result<Keys, Stop> {
    let path = key_file::path(secrets)?;
    let (masters, is_new) = key_file::make(&path)?;
    if is_new {
        let path = std::path::absolute(&path).unwrap_or(path);
        let sentence = format!(
            "The key of the database was made: {}. Keep a copy in a safe place, apart from backups of the database: \
             without it nobody can read them.",
            path.display()
        );
        // Where a log is kept, it stays a log: whoever reads JSON reads nothing else there.
        if tracing::enabled!(tracing::Level::WARN) {
            tracing::warn!("{sentence}");
        } else {
            output::note(&sentence);
        }
    }
    Ok(key_file::keys(masters))
}

/// Opens a store beside a desk that may be running. There must be one.
///
/// # Errors
/// As [`open`].
pub async fn open_beside(url: &str, secrets: &Secrets) -> Result<Store, Stop> {
    let keys = given(secrets)?.unwrap_or(Keys::none());
    Store::open_beside(url, &keys).await.map_err(|error| not_opened(error, url))
}

/// Opens a store beside a desk that may be running; if there is none yet, makes it, for then no desk runs.
///
/// # Errors
/// As [`open`].
pub async fn open_or_make(url: &str, secrets: &Secrets) -> Result<Store, Stop> {
    let keys = given(secrets)?.unwrap_or(Keys::none());
    match Store::open_beside(url, &keys).await {
        Err(error) if error.kind() == OpenErrorKind::FileMissing => open(url, secrets).await,
        opened => opened.map_err(|error| not_opened(error, url)),
    }
}

/// Why a store was not opened. The path helps whoever mistyped it; the address of a server may hold a password and is not repeated.
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
        let api = BotApi::new(&bot.api_root, bot.token.clone())
            .map_err(|error| Stop::new(Cause::Settings, error.to_string()))?;
        let channel = TelegramBot::new(api.clone());
        let identity = channel.identity().await.map_err(|error| unreachable_bot(&error, &bot.api_root))?;
        let id = ConnectionId::from_unique(&identity.id.to_string());
        let script_name = begins(&store, &id, &bot.business, bot.script).await?;
        let connection = NewConnection {
            id: id.clone(),
            business: bot.business,
            kind: BOT.to_owned(),
            bot_id: identity.id,
            bot_username: identity.username.unwrap_or_default(),
            script_name,
            server: bot.api_root,
        };
        let connection = store.upsert_connection(connection).await?;
        set_menus(&api).await;
        store.keep_token(&id, bot.token.expose()).await?;
        channels.insert(id, Arc::new(channel));
        wired.push(Wired { connection, api });
    }
    Ok((Desk::new(store, channels, Arc::new(SystemClock), Arc::new(SystemIds), settings), wired))
}

async fn begins(store: &Store, id: &ConnectionId, business: &BusinessId, script: Begins) -> Result<String, Stop> {
    let newest = match script {
        Begins::With(name) => return Ok(name),
        Begins::AsBefore(newest) => newest,
    };
    let Some(before) = store.connection(id).await? else { return Ok(newest) };
    let is_there = store.script_head(business, &before.script_name).await?.is_some();
    Ok(if is_there { before.script_name } else { newest })
}

/// The menu of contacts, in both languages. A bot works without it, so a failure is only told.
async fn set_menus(api: &BotApi) {
    for (language, of) in [(None, Language::En), (Some(Language::En), Language::En), (Some(Language::Ru), Language::Ru)]
    {
        if let Err(error) = api.set_my_commands(&menu::of_contacts(of), language, None).await {
            tracing::warn!(%error, "the menu of commands could not be set; it is tried again at the next start");
            return;
        }
    }
}

/// What goes to webhooks, as far as the settings let it.
pub const fn courier(config: &Config) -> Courier {
    Courier::new(config.webhooks.allow_private)
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

/// Reads a token.
///
/// # Errors
/// A [`Stop`] that says where to get one.
pub fn token(text: &str) -> Result<BotToken, Stop> {
    if text.trim().is_empty() {
        return Err(no_token());
    }
    BotToken::parse(text.trim()).map_err(|error| Stop::new(Cause::Token, error.to_string()))
}

/// The token the desk last answered with, where none is set. None is kept where nothing is sealed yet, and then nothing
/// is made just to look for it.
///
/// # Errors
/// A [`Stop`] where those of several bots are kept.
pub async fn kept_token(store: &Store) -> Result<Option<BotToken>, Stop> {
    let mut kept = Vec::new();
    for connection in own_bots(store, BOT).await? {
        if let Some(token) = store.token(&connection.id).await? {
            kept.push((connection.bot_username, token));
        }
    }
    match kept.as_slice() {
        [] => Ok(None),
        [(_, token)] => self::token(token.expose()).map(Some),
        several => {
            let names: Vec<_> = several.iter().map(|(name, _)| format!("@{name}")).collect();
            let sentence = format!(
                "the tokens of several bots are kept ({}); set CANDOR_BOT_TOKEN to that of the one to answer for",
                names.join(", ")
            );
            Err(Stop::new(Cause::Token, sentence))
        }
    }
}

/// The bot its owner has named and not had begin yet, with its token.
///
/// # Errors
/// Whatever keeps the store from answering.
pub async fn new_bot(store: &Store) -> Result<Option<(Connection, BotToken)>, Stop> {
    for connection in own_bots(store, NEW_BOT).await? {
        if let Some(token) = store.token(&connection.id).await? {
            return Ok(Some((connection, self::token(token.expose())?)));
        }
    }
    Ok(None)
}

async fn own_bots(store: &Store, kind: &str) -> Result<Vec<Connection>, Stop> {
    let all = store.list_connections().await?.into_iter();
    Ok(all.filter(|known| known.business == business() && known.kind == kind).collect())
}

/// That there is no token.
pub fn no_token() -> Stop {
    let sentence = "no bot token is set; set server.listen to be asked for one in the panel, or get one from @BotFather and set \
         CANDOR_BOT_TOKEN or bot.token, or try `candor demo`";
    Stop::new(Cause::Token, sentence)
}

/// Ctrl-C and SIGTERM, heard from the moment this is made, whether somebody waits for them just then or not.
pub struct Signals([Option<Signal>; 2]);

impl Signals {
    /// Begins to hear them.
    pub fn heed() -> Self {
        Self([SignalKind::interrupt(), SignalKind::terminate()].map(|kind| signal(kind).ok()))
    }

    /// Waits for the next one, or gives the one that has come.
    pub async fn next(&mut self) {
        let [interrupt, terminate] = &mut self.0;
        tokio::select! {
            () = heard(interrupt) => {}
            () = heard(terminate) => {}
        }
    }
}

async fn heard(signal: &mut Option<Signal>) {
    match signal {
        Some(signal) => {
            signal.recv().await;
        }
        None => std::future::pending().await,
    }
}

/// Waits for Ctrl-C or for SIGTERM.
pub async fn interrupted() {
    Signals::heed().next().await;
}

/// Binds the listener whose address is set under this key.
///
/// # Errors
/// A [`Stop`] that names the address, and where to set another.
pub async fn listen_as_set(key: &str, address: &str) -> Result<tokio::net::TcpListener, Stop> {
    let variable = VARIABLES.iter().find(|(_, known)| *known == key).map_or("", |(variable, _)| *variable);
    tokio::net::TcpListener::bind(address).await.map_err(|error| {
        let sentence = format!(
            "cannot listen on {address}: {error}; stop what listens there, or set another address as {key} in the settings \
             file (candor.toml) or by {variable}"
        );
        Stop::new(Cause::Port, sentence)
    })
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
