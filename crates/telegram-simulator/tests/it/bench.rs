//! A bot, a person and a running server, for one test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use std::time::Duration;

use serde_json::{Value, json};
use telegram_simulator::{BotSeen, Clock, Limits, NewBot, NewUser, Server, Simulator, SimulatorOptions};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub const SOON: Duration = Duration::from_secs(10);
pub const START_OF_TIME: i64 = 1_790_000_000;

pub struct Bench {
    pub simulator: Simulator,
    pub server: Server,
    pub bot: BotSeen,
    /// A person who has started the bot.
    pub anna: i64,
    pub http: reqwest::Client,
}

#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
}

impl Answer {
    #[track_caller]
    pub fn result(&self) -> &Value {
        assert_eq!(self.status, 200, "{}", self.body);
        assert_eq!(self.body["ok"], true, "{}", self.body);
        &self.body["result"]
    }

    #[track_caller]
    pub fn refused(&self, code: u16, description: &str) {
        assert_eq!(self.status, code, "{}", self.body);
        assert_eq!(self.body["ok"], false, "{}", self.body);
        assert_eq!(self.body["error_code"], code, "{}", self.body);
        assert_eq!(self.body["description"], description);
    }
}

#[expect(clippy::disallowed_methods, reason = "the test is the bot, with an HTTP client of its own")]
pub fn http() -> reqwest::Client {
    rustls::crypto::ring::default_provider().install_default().ok();
    reqwest::Client::builder().no_proxy().build().unwrap()
}

impl Bench {
    /// Manual clock, no limits; Anna has started the bot and her `/start` was acknowledged.
    pub async fn new() -> Self {
        Self::with(SimulatorOptions { clock: Clock::manual(START_OF_TIME), seed: 5, limits: Limits::none() }).await
    }

    pub async fn with(options: SimulatorOptions) -> Self {
        let simulator = Simulator::new(options);
        let server = Server::local(simulator.clone()).await.unwrap();
        let bot = simulator.add_bot(NewBot::named("clinic_bot")).unwrap();
        let anna = simulator.add_user(NewUser::named("Anna").speaking("ru")).unwrap();
        simulator.user_starts(bot.id, anna, None).unwrap();
        let bench = Self { simulator, server, bot, anna, http: http() };
        bench.ok("getUpdates", json!({ "offset": -1 })).await;
        let last = bench.ok("getUpdates", json!({})).await[0]["update_id"].as_i64().unwrap();
        bench.ok("getUpdates", json!({ "offset": last + 1 })).await;
        bench
    }

    pub fn url(&self, method: &str) -> String {
        format!("{}/bot{}/{method}", self.server.url, self.bot.token)
    }

    pub fn control(&self, path: &str) -> String {
        format!("{}/simulator/{path}", self.server.url)
    }

    pub async fn call(&self, method: &str, params: Value) -> Answer {
        let response = self.http.post(self.url(method)).json(&params).send().await.unwrap();
        Answer { status: response.status().as_u16(), body: response.json().await.unwrap() }
    }

    #[track_caller]
    pub fn ok(&self, method: &str, params: Value) -> impl Future<Output = Value> + use<> {
        let call = self.http.post(self.url(method)).json(&params);
        let method = method.to_owned();
        async move {
            let body: Value = call.send().await.unwrap().json().await.unwrap();
            assert_eq!(body["ok"], true, "{method}: {body}");
            body["result"].clone()
        }
    }

    /// sendMessage to Anna.
    pub async fn send(&self, text: &str) -> Answer {
        self.call("sendMessage", json!({ "chat_id": self.anna, "text": text })).await
    }

    /// Sends bytes on a connection of their own; whatever comes back until it is closed.
    pub async fn raw(&self, request: &[u8]) -> Vec<u8> {
        let mut stream = TcpStream::connect(self.server.address).await.unwrap();
        stream.write_all(request).await.unwrap();
        let mut seen = Vec::new();
        // A reset instead of a close is an end, too.
        let _ = stream.read_to_end(&mut seen).await;
        seen
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        let response = self.http.post(self.control(path)).json(&body).send().await.unwrap();
        Answer { status: response.status().as_u16(), body: response.json().await.unwrap() }
    }

    pub async fn get(&self, path: &str) -> Value {
        self.http.get(self.control(path)).send().await.unwrap().json().await.unwrap()
    }
}

impl Bench {
    /// A call by any bot.
    pub async fn call_as(&self, token: &str, method: &str, params: Value) -> Answer {
        answer(self.http.post(format!("{}/bot{token}/{method}", self.server.url)).json(&params)).await
    }

    /// Every update that waits for a bot; they are acknowledged.
    pub async fn updates_of(&self, token: &str) -> Vec<Value> {
        let asked = json!({ "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"] });
        let updates = self.call_as(token, "getUpdates", asked).await.result().as_array().unwrap().clone();
        if let Some(last) = updates.last() {
            let offset = last["update_id"].as_i64().unwrap() + 1;
            self.call_as(token, "getUpdates", json!({ "offset": offset, "limit": 1 })).await.result();
        }
        updates
    }

    /// The same for the bench's own bot.
    pub async fn updates(&self) -> Vec<Value> {
        let updates = self.updates_of(&self.bot.token).await;
        updates.iter().for_each(|update| fits("Update", update));
        updates
    }
}

pub async fn answer(request: reqwest::RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    Answer { status: response.status().as_u16(), body: response.json().await.unwrap() }
}

/// An object fits its type in the schema and has nothing unknown in it.
#[track_caller]
pub fn fits(kind: &str, value: &Value) {
    assert_eq!(telegram_simulator::check_object(kind, value), Ok(vec![]), "{kind}: {value}");
}
