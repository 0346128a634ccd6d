//! `candor webhook` from the shell, while the desk runs: made, tried, changed, switched, read, delivered again and removed.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::time::{Duration, Instant};

use axum::{
    Router,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use serde_json::Value;
use telegram_simulator::NewUser;
use tokio::{sync::mpsc, time::timeout};

use crate::program::{Running, World, ended};

const PATIENCE: Duration = Duration::from_secs(60);

/// What a receiver was sent: the id, how many signatures, and the kind of the event.
type Call = (String, usize, String);

/// A receiver of the owner's: its address, and what it is sent.
async fn receiver() -> (String, mpsc::UnboundedReceiver<Call>) {
    let (tell, calls) = mpsc::unbounded_channel();
    let take = move |headers: HeaderMap, body: String| {
        let text = |name: &str| headers[name].to_str().unwrap().to_owned();
        let signatures = text("webhook-signature").split_whitespace().count();
        let event: Value = serde_json::from_str(&body).unwrap();
        tell.send((text("webhook-id"), signatures, event["type"].as_str().unwrap().to_owned())).unwrap();
        async { StatusCode::NO_CONTENT }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let app = Router::new().route("/hook", post(take));
    tokio::spawn(async move { axum::serve(listener, app).await });
    (url, calls)
}

impl World {
    /// Somebody presses Start and is greeted: then the desk runs.
    async fn greets(&self, name: &str) {
        let person = self.simulator.add_user(NewUser::named(name).speaking("en")).unwrap();
        self.simulator.user_starts(self.bot.id, person, None).unwrap();
        let bot = self.bot.id;
        let greeted = move |simulator: &telegram_simulator::Simulator| {
            (!simulator.chat(bot, person).ok()?.bot_texts().is_empty()).then_some(())
        };
        self.simulator.wait_for(PATIENCE, greeted).await.unwrap();
    }

    /// What a `candor webhook` command prints; it must end well.
    fn webhook(&self, words: &[&str]) -> String {
        let words: Vec<&str> = ["webhook"].into_iter().chain(words.iter().copied()).collect();
        let (status, stdout, stderr) = ended(&mut self.candor(&words));
        assert_eq!(status, Some(0), "{words:?}: {stdout}{stderr}");
        stdout
    }

    /// What a `candor webhook` command that is refused says of it.
    fn refused(&self, words: &[&str]) -> String {
        let words: Vec<&str> = ["webhook"].into_iter().chain(words.iter().copied()).collect();
        let (status, stdout, stderr) = ended(&mut self.candor(&words));
        assert!(status.is_some_and(|code| code != 0) && stdout.is_empty(), "{words:?}: {status:?} {stdout}");
        stderr
    }

    /// The log of a webhook once so many deliveries arrived.
    fn arrived(&self, id: &str, count: usize) -> Vec<Value> {
        let late = Instant::now() + PATIENCE;
        loop {
            let log = self.webhook(&["log", id, "--only", "delivered", "--json"]);
            let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            if lines.len() >= count {
                return lines;
            }
            assert!(Instant::now() < late, "{}", self.webhook(&["log", id]));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn webhooks_are_made_tried_changed_and_removed_from_the_shell_while_the_desk_runs() {
    let world = World::new().await;
    std::fs::write(world.folder.path().join("candor.toml"), "[webhooks]\nallow_private = true\n").unwrap();
    let process = Running::start(&mut world.serve());
    world.greets("Anna").await;

    let (url, mut calls) = receiver().await;
    assert!(world.webhook(&["list"]).contains("there are no webhooks; make one with: candor webhook add"));
    let made = world.webhook(&["add", &url, "--kind", "lead.changed", "--note", "our CRM"]);
    let (id, secret) = made.trim().split_once('\n').unwrap();
    assert!(id.starts_with("whk_") && secret.starts_with("whsec_"), "{made}");
    let listed = world.webhook(&["list"]);
    assert_eq!(listed.trim(), format!("{id}\ton\t{url}\tlead.changed\tour CRM"));

    world.webhook(&["try", id]);
    let (delivery, signatures, kind) = timeout(PATIENCE, calls.recv()).await.unwrap().unwrap();
    assert_eq!((signatures, kind.as_str()), (1, "ping"));
    let log = world.arrived(id, 1);
    assert_eq!((log[0]["id"].as_str(), &log[0]["status"]), (Some(delivery.as_str()), &Value::from(204)));
    assert!(world.webhook(&["log", id]).starts_with(&format!("{delivery}\t")));

    // Delivered once more it has the id it had; after a rotation two secrets sign.
    let other = world.webhook(&["rotate", id]);
    assert!(other.starts_with("whsec_") && other.trim() != secret, "{other}");
    assert_eq!(world.webhook(&["replay", &delivery]).trim(), "on its way once more");
    let again = timeout(PATIENCE, calls.recv()).await.unwrap().unwrap();
    assert_eq!(again, (delivery, 2, "ping".to_owned()));
    assert!(world.refused(&["replay", id]).contains("Nothing failed in that time."));

    assert_eq!(world.webhook(&["edit", id, "--kind", "conversation.begun", "--note", "counts"]).trim(), "changed");
    assert_eq!(world.webhook(&["off", id]).trim(), "off");
    assert_eq!(world.webhook(&["list"]).trim(), format!("{id}\toff\t{url}\tconversation.begun\tcounts"));
    assert!(world.refused(&["try", id]).contains("The webhook is off. Switch it on first."));
    assert!(world.webhook(&["on", id]).starts_with("on; "));
    let told: Value = serde_json::from_str(world.webhook(&["list", "--json"]).trim()).unwrap();
    assert_eq!((&told["is_on"], &told["kinds"][0]), (&Value::from(true), &Value::from("conversation.begun")));
    assert!(!told.to_string().contains("whsec_"), "a secret is shown once: {told}");

    // What happens from now on is told.
    world.greets("Boris").await;
    let (_, _, kind) = timeout(PATIENCE, calls.recv()).await.unwrap().unwrap();
    assert_eq!(kind, "conversation.begun");
    world.arrived(id, 2);

    assert_eq!(world.webhook(&["remove", id]).trim(), "removed");
    assert!(world.webhook(&["list"]).contains("there are no webhooks"));
    assert!(world.refused(&["log", id]).contains(id));
    assert_eq!(process.stop(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_to_where_none_may_go_is_refused_with_what_to_do() {
    let world = World::new().await;
    let process = Running::start(&mut world.serve());
    world.greets("Anna").await;
    for (url, words) in [
        ("https://127.0.0.1/hook", "set allow_private in [webhooks]"),
        ("http://example.org/hook", "must begin with https://"),
        ("https://169.254.169.254/latest", "Nothing is sent there."),
        ("not an address", "needs an address such as"),
    ] {
        let told = world.refused(&["add", url]);
        assert!(told.contains(words), "{url}: {told}");
    }
    assert!(world.refused(&["add", "https://example.org/hook", "--kind", "tea.made"]).contains("tea.made is no kind"));
    assert!(world.refused(&["on", "whk_none"]).contains("whk_none"));
    assert!(world.webhook(&["list"]).contains("there are no webhooks"));
    assert_eq!(process.stop(), Some(0));
}
