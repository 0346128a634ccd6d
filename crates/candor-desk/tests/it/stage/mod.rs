//! A stage: the simulator on a port of its own, a store in a folder of its own, a desk between them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod prepared;

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant},
};

use candor_connect::{
    channel::Channel,
    secret::{BotToken, WebhookSecret},
    telegram::{
        TelegramBot,
        bot_api::BotApi,
        updates::{
            Polling,
            webhook::{WebhookDoor, path_of, router},
        },
    },
};
use candor_core::{
    ids::{BusinessId, ChatId, ConnectionId},
    moment::Moment,
    throttle::{CHAT_BURST, CHAT_INTERVAL_MILLIS},
    transcript,
};
use candor_desk::{
    Desk, Running, Settings,
    actions::{
        Bench, act,
        invite_operator::invite_operator,
        publish_script::{PublishedScript, publish_script},
    },
    clock::Clock,
    ids::SystemIds,
    intake::Intake,
    models::Models,
};
use candor_store::{FreshKey, Keys, MasterKey, NewConnection, Role, Store};
use telegram_simulator::{BotSeen, NewBot, NewUser, Press, Server, Simulator, SimulatorOptions};
use tokio::{sync::watch, task::JoinHandle};

/// How long anything may take before a test gives up.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// How updates reach the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    Polling,
    Webhook,
}

/// A clock that runs as fast as the machine's, from a day that never changes: a Saturday noon. It can be put forward.
pub struct StageClock {
    begun: Instant,
    ahead: AtomicI64,
}

impl StageClock {
    /// Puts it forward by so many minutes.
    pub fn advance_minutes(&self, minutes: i64) {
        self.ahead.fetch_add(minutes * 60_000, Ordering::SeqCst);
    }

    /// Lets as long pass as a chat needs to rest from a burst. The desk keeps Telegram's pace of a message a second in a
    /// chat: real seconds that were most of what these tests took, spent on what the throttle's own tests hold.
    fn breathe(&self) {
        self.ahead.fetch_add(CHAT_BURST * CHAT_INTERVAL_MILLIS, Ordering::SeqCst);
    }
}

impl Clock for StageClock {
    fn now(&self) -> Moment {
        let noon = Moment::from_seconds(1_768_046_400);
        let passed = i64::try_from(self.begun.elapsed().as_millis()).unwrap();
        noon.plus_millis(passed + self.ahead.load(Ordering::SeqCst))
    }
}

pub struct Stage {
    pub simulator: Simulator,
    pub desk: Desk,
    pub bot: BotSeen,
    pub connection: ConnectionId,
    pub clock: Arc<StageClock>,
    business: BusinessId,
    server: Server,
    running: Running,
    stop: watch::Sender<bool>,
    doors: JoinHandle<()>,
    _folder: tempfile::TempDir,
}

fn keys() -> Keys {
    Keys::new(vec![MasterKey::from_secret([7; 32])], FreshKey::new([8; 32], Moment::from_millis(0)))
}

/// Where the store of a stage is.
fn address(folder: &Path) -> String {
    format!("sqlite:{}", folder.join("stage.db").display())
}

/// One of the example scripts.
pub fn example(name: &str) -> String {
    let path = format!("{}/../../scripts/{name}.script.md", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

async fn publish(desk: &Desk, business: &BusinessId, text: &str) -> PublishedScript {
    act(|| Bench::for_console(desk, business.clone()), |bench| Box::pin(publish_script(bench, text, ""))).await.unwrap()
}

impl Stage {
    pub async fn with_script(text: &str) -> Self {
        Self::behind(Door::Polling, text).await
    }

    /// With language models at hand.
    pub async fn with_models(text: &str, models: Models) -> Self {
        Self::set(Door::Polling, text, models).await
    }

    pub async fn behind(door: Door, text: &str) -> Self {
        Self::set(door, text, Models::default()).await
    }

    /// The same where one turn is thought at a time.
    pub async fn with_one_worker(text: &str, models: Models) -> Self {
        Self::set_with(Door::Polling, text, models, Settings { turn_workers: 1, ..Settings::default() }).await
    }

    async fn set(door: Door, text: &str, models: Models) -> Self {
        Self::set_with(door, text, models, Settings::default()).await
    }

    async fn set_with(door: Door, text: &str, models: Models, settings: Settings) -> Self {
        let simulator = Simulator::new(SimulatorOptions::quick());
        let server = Server::local(simulator.clone()).await.unwrap();
        let bot = simulator.add_bot(NewBot::named("stage_bot")).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let business = BusinessId::from_unique("stage");
        let script_name = prepared::prepare(folder.path(), &business, text).await;
        let store = Store::open(&address(folder.path()), &keys()).await.unwrap();
        let clock = Arc::new(StageClock { begun: Instant::now(), ahead: AtomicI64::new(0) });
        let ids = Arc::new(SystemIds);
        let connection = ConnectionId::from_unique("stage");
        let new = NewConnection {
            id: connection.clone(),
            business: business.clone(),
            kind: "bot".to_owned(),
            bot_id: bot.id,
            bot_username: bot.username.clone(),
            script_name,
            server: server.url.clone(),
        };
        store.upsert_connection(new).await.unwrap();
        let api = BotApi::new(&server.url, BotToken::parse(&bot.token).unwrap()).unwrap();
        let channel: Arc<dyn Channel> = Arc::new(TelegramBot::new(api.clone()));
        let settings = Settings { quiet_millis: 20, ..settings };
        let channels = BTreeMap::from([(connection.clone(), channel)]);
        // Whoever is told of what happens stands on this machine.
        let courier = candor_connect::webhooks::Courier::new(true);
        let desk = Desk::new(store, channels, clock.clone(), ids, settings).with_models(models).with_courier(courier);
        let running = desk.start().await.unwrap();
        let (stop, stopped) = watch::channel(false);
        let intake = Arc::new(Intake::new(desk.clone(), connection.clone()));
        let doors = match door {
            Door::Polling => poll(api, intake, stopped),
            Door::Webhook => listen(api, intake, stopped).await,
        };
        Self { simulator, desk, bot, connection, clock, business, server, running, stop, doors, _folder: folder }
    }

    /// A new person with an app in this language.
    pub fn person(&self, name: &str, language: &str) -> i64 {
        self.simulator.add_user(NewUser::named(name).speaking(language)).unwrap()
    }

    /// A new manager with an app in English.
    pub async fn manager(&self, name: &str) -> i64 {
        self.joins(name, "en", Role::Manager).await
    }

    /// A new member of the staff.
    pub async fn joins(&self, name: &str, language: &str, role: Role) -> i64 {
        let payload = invite_operator(&self.desk, &self.business, role, None).await.unwrap();
        let person = self.person(name, language);
        self.clock.breathe();
        self.simulator.user_starts(self.bot.id, person, Some(&payload)).unwrap();
        self.settle().await;
        person
    }

    /// Somebody writes; what the bot answers.
    pub async fn says(&self, person: i64, text: &str) -> Vec<String> {
        let before = self.texts(person).len();
        self.clock.breathe();
        match text.strip_prefix("/start") {
            Some(payload) => {
                let payload = payload.trim();
                self.simulator.user_starts(self.bot.id, person, (!payload.is_empty()).then_some(payload)).unwrap();
            }
            None => {
                self.simulator.user_sends(self.bot.id, person, text).unwrap();
            }
        }
        self.settle().await;
        self.texts(person).split_off(before)
    }

    /// Somebody presses the newest button with this label; what the bot answers.
    pub async fn presses(&self, person: i64, label: &str) -> Vec<String> {
        let before = self.texts(person).len();
        let chat = self.simulator.chat(self.bot.id, person).unwrap();
        let holds =
            |message: &telegram_simulator::MessageSeen| message.message.to_string().contains(&format!("\"{label}\""));
        let message = chat.messages.iter().rev().find(|message| message.is_from_bot && holds(message));
        let id = message.unwrap_or_else(|| panic!("no button {label} in {:?}", chat.bot_texts())).message_id;
        self.clock.breathe();
        self.simulator.user_presses(self.bot.id, person, id, Press::Label(label)).unwrap();
        self.settle().await;
        self.texts(person).split_off(before)
    }

    /// The newest document the bot sent to somebody: its name and what is in it.
    pub fn document(&self, person: i64) -> (String, String) {
        let chat = self.simulator.chat(self.bot.id, person).unwrap();
        let is_document = |message: &&telegram_simulator::MessageSeen| message.is_from_bot && message.file.is_some();
        let message = chat.messages.iter().rev().find(is_document).expect("no document was sent");
        let seen = message.file.clone().unwrap();
        let file = self.simulator.file(&seen.file_id).unwrap();
        (seen.file_name.unwrap(), String::from_utf8(file.bytes).unwrap())
    }

    /// Puts the clock forward and waits until whatever is due then is done.
    pub async fn wait_minutes(&self, minutes: i64) {
        self.clock.advance_minutes(minutes);
        let fired = async {
            while self.desk.store.next_timer_at().await.unwrap().is_some_and(|due| due <= self.desk.clock.now()) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(PATIENCE, fired).await.unwrap();
        self.settle().await;
    }

    /// Everything the bot sent to somebody.
    pub fn texts(&self, person: i64) -> Vec<String> {
        let chat = self.simulator.chat(self.bot.id, person).unwrap();
        chat.bot_texts().into_iter().map(str::to_owned).collect()
    }

    /// Waits until everything that was sent is answered and every answer is settled.
    pub async fn settle(&self) {
        let settled = async {
            let mut breathed_with = 0;
            loop {
                let waiting = self.simulator.pending_updates(self.bot.id);
                let counts = self.desk.store.counts().await.unwrap();
                let inside = counts.inbox_received + counts.lanes_waiting + counts.outbox_sending;
                if waiting == 0 && inside == 0 {
                    if counts.outbox_ready == 0 {
                        return;
                    }
                    // Nothing but the pace holds these back: once for each of them, or the clock would run away.
                    if counts.outbox_ready != breathed_with {
                        breathed_with = counts.outbox_ready;
                        self.clock.breathe();
                    }
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        if tokio::time::timeout(PATIENCE, settled).await.is_err() {
            panic!("the desk did not settle: {:?}", self.desk.store.counts().await);
        }
    }

    /// What was said with somebody, and why, as a transcript.
    pub async fn transcript(&self, person: i64) -> String {
        let known = self.desk.store.conversation_by_chat(&self.connection, ChatId(person)).await.unwrap().unwrap();
        let lines = self.desk.store.timeline(&known.conversation.id, 0, 10_000).await.unwrap();
        let entries: Vec<_> = lines.into_iter().map(|line| line.entry).collect();
        transcript::print(&entries)
    }

    pub async fn conversation(&self, person: i64) -> candor_core::conversation::Conversation {
        self.desk.store.conversation_by_chat(&self.connection, ChatId(person)).await.unwrap().unwrap().conversation
    }

    /// Publishes another version while the desk runs.
    pub async fn publish(&self, text: &str) -> i64 {
        publish(&self.desk, &self.business, text).await.published.version
    }

    /// The member of the staff of this name.
    pub async fn member(&self, name: &str) -> candor_store::OperatorRow {
        let staff = self.desk.store.operators(self.business()).await.unwrap();
        staff.into_iter().find(|operator| operator.name == name).unwrap()
    }

    pub const fn business(&self) -> &BusinessId {
        &self.business
    }

    /// Ends everything. Fails the test if anything is left to be done.
    pub async fn strike(self) {
        self.settle().await;
        self.stop.send_replace(true);
        self.doors.await.unwrap();
        self.running.stop().await;
        let counts = self.desk.store.counts().await.unwrap();
        assert_eq!((counts.inbox_received, counts.outbox_ready, counts.outbox_sending), (0, 0, 0), "{counts:?}");
        assert_eq!(counts.inbox_parked, 0, "a turn failed too often: {counts:?}");
        self.desk.store.close().await;
        self.server.stop().await;
    }
}

fn poll(api: BotApi, intake: Arc<Intake>, mut stopped: watch::Receiver<bool>) -> JoinHandle<()> {
    tokio::spawn(async move {
        let stop = async move {
            let _ = stopped.wait_for(|stop| *stop).await;
        };
        Polling::new(api, intake, None).run(stop).await.unwrap();
    })
}

async fn listen(api: BotApi, intake: Arc<Intake>, mut stopped: watch::Receiver<bool>) -> JoinHandle<()> {
    let secret = WebhookSecret::from_random([7; 32]);
    let door = WebhookDoor { path_key: "door".to_owned(), secrets: vec![secret.clone()], sink: intake };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}{}", listener.local_addr().unwrap(), path_of("door"));
    let serving = tokio::spawn(async move {
        let stop = async move {
            let _ = stopped.wait_for(|stop| *stop).await;
        };
        axum::serve(listener, router(vec![door])).with_graceful_shutdown(stop).await.unwrap();
    });
    api.register_webhook(&url, &secret).await.unwrap();
    serving
}
