//! `candor serve`, as an owner runs it: by polling, by webhook, and with a script published beside it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::time::Duration;

use telegram_simulator::NewUser;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::program::{Running, World, ended, example};

const PATIENCE: Duration = Duration::from_secs(60);

impl World {
    /// A new person presses Start; what the bot says first.
    async fn greeting(&self) -> String {
        let person = self.simulator.add_user(NewUser::named("Anna").speaking("en")).unwrap();
        self.simulator.user_starts(self.bot.id, person, None).unwrap();
        let bot = self.bot.id;
        let first = move |simulator: &telegram_simulator::Simulator| {
            simulator.chat(bot, person).ok()?.bot_texts().first().map(|text| (*text).to_owned())
        };
        self.simulator.wait_for(PATIENCE, first).await.unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn by_polling_it_answers_and_stops_cleanly() {
    let world = World::new().await;
    let process = Running::start(&mut world.serve());
    assert!(world.greeting().await.contains("AI assistant of Peony"));
    assert!(world.simulator.bots()[0].webhook_url.is_none());
    assert_eq!(process.stop(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn by_webhook_it_answers_and_nobody_else_can_speak_for_telegram() {
    let world = World::new().await;
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("http://{address}");
    let mut serve = world.serve();
    let process = Running::start(serve.env("CANDOR_LISTEN", address.to_string()).env("CANDOR_PUBLIC_URL", &url));
    assert!(world.greeting().await.contains("AI assistant of Peony"));
    let hook = world.simulator.bots()[0].webhook_url.clone().unwrap();
    assert!(hook.starts_with(&url), "{hook}");
    // A stranger who knows the path but not the secret is told nothing and changes nothing.
    let before = world.simulator.delivered(world.bot.id).len();
    let status = post(&hook, r#"{"update_id": 900, "message": {"text": "hi"}}"#).await;
    assert_eq!(status, 404);
    assert_eq!(world.simulator.delivered(world.bot.id).len(), before);
    assert_eq!(process.stop(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_published_beside_it_is_used_at_once() {
    let world = World::new().await;
    let _process = Running::start(&mut world.serve());
    assert!(!world.greeting().await.contains("Welcome in."));
    let text = std::fs::read_to_string(example("flower-shop")).unwrap();
    let greeting = text.find("### greeting").unwrap();
    let changed = format!("{}{}", &text[..greeting], text[greeting..].replacen("say en: ", "say en: Welcome in. ", 1));
    let file = world.folder.path().join("changed.script.md");
    std::fs::write(&file, changed).unwrap();
    let (status, stdout, stderr) = ended(&mut world.candor(&["script", "publish", file.to_str().unwrap()]));
    assert_eq!(status, Some(0), "{stdout}{stderr}");
    assert!(world.greeting().await.contains("Welcome in."));
}

/// The status of a POST, written by hand: a stranger needs no client.
async fn post(url: &str, body: &str) -> u16 {
    let (address, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let length = body.len();
    let request = format!(
        "POST /{path} HTTP/1.1\r\nHost: {address}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer.split(' ').nth(1).unwrap().parse().unwrap()
}
