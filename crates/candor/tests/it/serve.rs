//! `candor serve`, as an owner runs it: by polling, by webhook, and with a script published beside it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::time::Duration;

use telegram_simulator::NewUser;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::program::{Running, World, ended, example, free_address, read};

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

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_goes_on_with_the_script_it_began_with_until_it_is_started_with_another() {
    let world = World::new().await;
    let plain = || {
        let mut serve = world.candor(&["serve"]);
        serve.env("CANDOR_API_ROOT", &world.server.url).env("CANDOR_LISTEN", "");
        serve
    };
    let process = Running::start(&mut world.serve());
    assert!(world.greeting().await.contains("Peony"));
    let course = example("online-course");
    let said = ended(&mut world.candor(&["script", "publish", course.to_str().unwrap()])).1;
    let bot = &world.bot.username;
    assert!(said.contains(&format!("@{bot} begins its conversations with flower-shop and goes on so")), "{said}");
    assert!(said.contains("candor serve --script FILE"), "{said}");
    assert!(world.greeting().await.contains("Peony"));
    assert_eq!(process.stop(), Some(0));

    let process = Running::start(&mut plain());
    assert!(world.greeting().await.contains("Peony"), "a plain start goes on as before");
    let list = ended(&mut world.candor(&["script", "list"])).1;
    let line = |name: &str| list.lines().find(|line| line.starts_with(name)).unwrap().to_owned();
    assert!(line("flower-shop").contains(&format!("in use by @{bot}")), "{list}");
    assert!(line("online-course").contains("newest, no bot begins with it"), "{list}");
    // The kept token is the doctor's too.
    let (_, found, _) = ended(world.candor(&["doctor"]).env("CANDOR_API_ROOT", &world.server.url));
    assert!(found.contains(&format!("The token works: @{bot}")), "{found}");
    let begins = format!("@{bot} begins its conversations with version 1 of flower-shop. Published too: online-course");
    assert!(found.contains(&begins), "{found}");
    assert_eq!(process.stop(), Some(0));

    let process = Running::start(plain().args(["--script", course.to_str().unwrap()]));
    assert!(!world.greeting().await.contains("Peony"), "a named script is chosen");
    assert_eq!(process.stop(), Some(0));
    let process = Running::start(&mut plain());
    assert!(!world.greeting().await.contains("Peony"), "and kept");
    assert_eq!(process.stop(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_only_the_demo_and_the_simulator_have_is_at_no_address_of_a_desk_that_serves() {
    let (world, address) = (World::new().await, free_address());
    let mut serve = world.serve();
    let process = Running::start(serve.env("CANDOR_LISTEN", &address));
    world.greeting().await;
    assert_eq!(read(&address, "/healthz").await.unwrap().0, 200);
    // The demo and the simulator answer at these.
    let token = &world.bot.token;
    for path in [
        "/demo/setup",
        "/demo/live",
        "/demo/events",
        "/demo/health",
        "/assets/main.js",
        "/simulator",
        "/simulator/bots",
        "/simulator/users",
        "/simulator/chats",
        &format!("/bot{token}/getMe"),
        &format!("/file/bot{token}/photos/1"),
    ] {
        assert_eq!(read(&address, path).await.unwrap().0, 404, "{path}");
    }
    let hosts = world.server.url.strip_prefix("http://").unwrap();
    assert_eq!(read(hosts, "/simulator").await.unwrap().0, 200, "there they are");
    assert_eq!(process.stop(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn where_others_could_listen_in_it_does_not_start_unless_that_is_meant() {
    let world = World::new().await;
    let (status, _, told) = ended(world.serve().env("CANDOR_LISTEN", "0.0.0.0:0"));
    assert_eq!(status, Some(10), "{told}");
    assert!(told.contains("server.public_url") && told.contains("CANDOR_PLAIN_HTTP"), "{told}");
    assert!(!world.database().exists(), "nothing was made");
    let mut serve = world.serve();
    let process = Running::start(serve.env("CANDOR_LISTEN", "0.0.0.0:0").env("CANDOR_PLAIN_HTTP", "true"));
    world.greeting().await;
    assert_eq!(process.stop(), Some(0));
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
