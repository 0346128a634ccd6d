//! What can be seen of a desk from outside: its settings, its bot, its database, its listener, its disk. Each part says by
//! itself why it could not be seen.

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
    time::Duration,
};

use candor_connect::{
    secret::BotToken,
    telegram::{
        bot_api::{ApiError, BotApi},
        probe::{Probe, WebhookFacts},
    },
};
use candor_core::{hearing::vectors, moment::Moment};
use candor_desk::clock::{Clock, SystemClock};
use candor_store::{Checkup, Connection, Depths, Keys, Lapses, OpenError, OperatorRow, ScriptLine, Store, check_up};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::timeout,
};

use crate::{
    config::{Layers, Secrets},
    exit::Stop,
    key_file::{self, Source},
    wire::{business, kept_token, new_bot},
};

/// All that can be seen.
pub struct Patient {
    /// What holds; where the file is wrong, the defaults and the environment.
    pub layers: Layers,
    /// What is wrong with the settings, if something is.
    pub settings: Result<(), Stop>,
    /// The bot.
    pub telegram: Telegram,
    /// The database.
    pub database: Result<Checkup, OpenError>,
    /// The key of the database.
    pub key: KeyState,
    /// What is in the database, where it could be opened.
    pub inside: Option<Inside>,
    /// Who listens where the desk would.
    pub listener: Listener,
    /// The disk the database is on, or would be.
    pub disk: Option<Disk>,
    /// Whether this build carries sentence vectors.
    pub has_vectors: bool,
    /// The present.
    pub now: Moment,
}

/// What can be seen of a bot.
pub enum Telegram {
    /// No token is set, and none is kept.
    NoToken,
    /// No token is set, and those of several bots are kept.
    SeveralKept,
    /// The token has not the shape of one.
    NotAToken,
    /// The address of the Bot API server makes no sense, in these words.
    BadRoot(String),
    /// It was asked.
    Asked {
        /// Who it is.
        probe: Probe,
        /// Where its updates go; not asked where it does not answer.
        webhook: Option<Result<WebhookFacts, ApiError>>,
    },
}

/// What can be seen of the key of a database, and never the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyState {
    /// Where it comes from, or would.
    pub source: Source,
    /// How many keys were given: none where there is no file, two while a rotation is under way. Or why they cannot be
    /// read.
    pub given: Result<usize, String>,
    /// Whether others on this machine may read the file.
    pub is_open_to_others: bool,
    /// Whether it opens the database; `None` where there is none yet, or where another finding says why it does not open.
    pub opens: Option<Result<(), OpenError>>,
}

/// What is in a database.
pub struct Inside {
    /// Scripts of all versions.
    pub scripts: Vec<ScriptLine>,
    /// The bots, with the script each begins with.
    pub bots: Vec<Connection>,
    /// The staff.
    pub staff: Vec<OperatorRow>,
    /// What waits.
    pub depths: Depths,
    /// What has stopped or is about to.
    pub lapses: Lapses,
}

/// Who listens where the desk would.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listener {
    /// Nobody shall.
    Off,
    /// Nobody does, and the desk can.
    Free,
    /// A desk does; whether it is ready, or the word that says why not.
    Desk(Result<(), String>),
    /// Somebody else does.
    Stranger,
    /// The desk cannot listen there, in these words.
    Refused(String),
}

/// Space on a disk, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disk {
    /// The folder that was asked about.
    pub folder: PathBuf,
    /// What the desk can still use.
    pub free: u64,
    /// All there is.
    pub size: u64,
}

/// How long anybody on this machine has to answer.
const PATIENCE: Duration = Duration::from_secs(3);

impl Patient {
    /// Looks at everything. Changes nothing.
    pub async fn look(config: Option<&Path>) -> Result<Self, Stop> {
        let (layers, settings) = match Layers::read(config) {
            Ok(layers) => (layers, Ok(())),
            Err(problem) => (Layers::without_file()?, Err(problem)),
        };
        let config = &layers.config;
        let (database, listener) = tokio::join!(check_up(&config.database.url), listener(&config.server.listen));
        let (mut key, keys) = key(&config.secrets);
        let (mut inside, mut kept) = (None, None);
        if database.as_ref().is_ok_and(|checkup| checkup.schema.as_ref().is_ok_and(|schema| schema.is_current())) {
            match Store::open_beside(&config.database.url, &keys).await {
                Ok(store) => {
                    key.opens = Some(Ok(()));
                    inside = look_inside(&store).await.ok();
                    kept = kept_token(&store).await.ok().flatten();
                    if kept.is_none() {
                        kept = new_bot(&store).await.ok().flatten().map(|(_, token)| token);
                    }
                    store.close().await;
                }
                Err(error) => key.opens = Some(Err(error)),
            }
        }
        let telegram = match (config.bot.token.trim(), kept, &inside) {
            ("", Some(kept), _) => telegram(kept, &config.bot.api_root).await,
            ("", None, Some(inside)) if inside.bots.len() > 1 => Telegram::SeveralKept,
            ("", None, _) => Telegram::NoToken,
            (token, ..) => match BotToken::parse(token) {
                Ok(token) => telegram(token, &config.bot.api_root).await,
                Err(_) => Telegram::NotAToken,
            },
        };
        let disk = database.as_ref().ok().and_then(|checkup| disk(checkup.file.as_deref()?));
        let (now, has_vectors) = (SystemClock.now(), vectors::is_available());
        Ok(Self { telegram, database, key, inside, listener, disk, has_vectors, now, settings, layers })
    }

    /// Whether a desk runs on the database.
    pub fn is_desk_running(&self) -> bool {
        self.database.as_ref().is_ok_and(|checkup| checkup.is_desk_running == Some(true))
    }
}

async fn telegram(token: BotToken, root: &str) -> Telegram {
    let api = match BotApi::new(root, token) {
        Ok(api) => api,
        Err(error) => return Telegram::BadRoot(error.to_string()),
    };
    let probe = api.probe().await;
    let webhook = if probe.bot.is_ok() { Some(api.webhook_facts().await) } else { None };
    Telegram::Asked { probe, webhook }
}

fn key(secrets: &Secrets) -> (KeyState, Keys) {
    let file = Source::File(PathBuf::from(&secrets.key_file));
    let (source, given, keys) = match key_file::load(secrets) {
        Ok(Some(given)) => (given.source, Ok(given.masters.len()), key_file::keys(given.masters)),
        Ok(None) => (file, Ok(0), Keys::none()),
        Err(stop) if secrets.key.trim().is_empty() => (file, Err(stop.sentence), Keys::none()),
        Err(stop) => (Source::Environment, Err(stop.sentence), Keys::none()),
    };
    let is_open_to_others = matches!(&source, Source::File(path) if key_file::is_open_to_others(path));
    (KeyState { source, given, is_open_to_others, opens: None }, keys)
}

async fn look_inside(store: &Store) -> Result<Inside, candor_store::Error> {
    Ok(Inside {
        scripts: store.list_scripts(&business()).await?,
        bots: store.list_connections().await?.into_iter().filter(|bot| bot.business == business()).collect(),
        staff: store.operators(&business()).await?,
        depths: store.depths().await?,
        lapses: store.lapses(SystemClock.now()).await?,
    })
}

async fn listener(address: &str) -> Listener {
    if address.is_empty() {
        return Listener::Off;
    }
    match TcpListener::bind(address).await {
        Ok(_) => Listener::Free,
        Err(error) if error.kind() == ErrorKind::AddrInUse => match ask(address, "/healthz").await {
            Some((200, body)) if body == "ok" => Listener::Desk(match ask(address, "/readyz").await {
                Some((200, _)) => Ok(()),
                Some((_, why)) => Err(why),
                None => Err("no_answer".to_owned()),
            }),
            _ => Listener::Stranger,
        },
        Err(error) => Listener::Refused(error.kind().to_string()),
    }
}

/// Asks a server on this machine one question, written by hand: the answer is a word. Status and body.
async fn ask(address: &str, path: &str) -> Option<(u16, String)> {
    let asking = async {
        let mut stream = TcpStream::connect(address).await.ok()?;
        let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.ok()?;
        let mut answer = Vec::new();
        stream.take(LONGEST_ANSWER).read_to_end(&mut answer).await.ok()?;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let word: String =
            body.trim().chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_').collect();
        Some((head.split(' ').nth(1)?.parse().ok()?, word))
    };
    timeout(PATIENCE, asking).await.ok().flatten()
}

/// No answer of ours is longer, in bytes.
const LONGEST_ANSWER: u64 = 4096;

/// The space where a file is or would be.
fn disk(file: &Path) -> Option<Disk> {
    let file = std::path::absolute(file).ok()?;
    let folder = file.ancestors().skip(1).find(|folder| folder.is_dir())?.to_owned();
    let space = rustix::fs::statvfs(&folder).ok()?;
    Some(Disk {
        folder,
        free: space.f_bavail.saturating_mul(space.f_frsize),
        size: space.f_blocks.saturating_mul(space.f_frsize),
    })
}
