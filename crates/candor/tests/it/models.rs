//! Language models as an owner sets them up: settings, a key, a check, a desk that uses them, and what it came to. The provider is a small
//! server of the test's own on this machine.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::{
    process::Stdio,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{Json, Router, extract::State, http::HeaderMap, routing::post};
use serde_json::{Value, json};
use telegram_simulator::NewUser;

use crate::program::{Running, World, ended};

const PATIENCE: Duration = Duration::from_secs(60);
const KEY: &str = "sk-canary-0123456789abcdef";
const WORDS: &str = "Fifteen red roses are 2,900 ₽. Shall I show you what suits the occasion?";

/// What the provider was asked: the bodies of its requests.
type Asked = Arc<Mutex<Vec<Value>>>;

async fn complete(State(asked): State<Asked>, headers: HeaderMap, Json(body): Json<Value>) -> Json<Value> {
    assert_eq!(headers["authorization"], format!("Bearer {KEY}"), "the key goes where it belongs");
    let shape = body["response_format"]["json_schema"]["name"].as_str().unwrap_or_default().to_owned();
    let said = body["messages"][1]["content"].as_str().unwrap_or_default().to_owned();
    asked.lock().unwrap().push(body);
    let words = if said.contains("Russian") { "15 красных роз стоят 2 900 ₽." } else { WORDS };
    let proved = if said.contains("25 роз") { "25 роз" } else { "25 roses" };
    let content = match shape.as_str() {
        "heard" => json!({
            "main_idea": "", "keywords": [], "language": "en", "tone": "neutral", "about": "none", "script_fit_score": 0.2,
            "things": [{"kind": "asks_date", "words": proved}], "fields": [],
        }),
        _ => json!({"text": words, "step": "", "facts": []}),
    };
    Json(json!({
        "model": "test-1",
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content.to_string()}}],
        "usage": {"prompt_tokens": 640, "completion_tokens": 30, "prompt_tokens_details": {"cached_tokens": 512}},
    }))
}

async fn provider() -> (String, Asked) {
    let asked = Asked::default();
    let app = Router::new().route("/v1/chat/completions", post(complete)).with_state(asked.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}/v1", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    (base, asked)
}

impl World {
    fn set_up(&self, base: &str, more: &str) {
        let text = format!(
            "[models]\nhear = [\"fast\"]\nwrite = [\"fast\"]\n\n[models.providers.fast]\ndialect = \"openai\"\nbase_url = \"{base}\"\n\
             model = \"test-1\"\nrequest_price = \"0.50\"\ncached_price = \"0.05\"\nanswer_price = \"2\"\n{more}"
        );
        std::fs::write(self.folder.path().join("candor.toml"), text).unwrap();
    }

    fn gives_key(&self) {
        let mut command = self.candor(&["models", "key", "fast"]);
        let mut running = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        std::io::Write::write_all(&mut running.stdin.take().unwrap(), format!("{KEY}\n").as_bytes()).unwrap();
        let output = running.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(!String::from_utf8_lossy(&output.stdout).contains(KEY));
    }

    fn shows(&self, words: &[&str]) -> String {
        let (status, stdout, stderr) = ended(&mut self.candor(words));
        assert_eq!(status, Some(0), "{words:?}: {stdout}{stderr}");
        assert!(!stdout.contains(KEY) && !stderr.contains(KEY), "{words:?} printed the key");
        stdout
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_sets_a_model_up_checks_it_and_sees_what_it_came_to() {
    let world = World::new().await;
    let (base, asked) = provider().await;
    world.shows(&["migrate"]);
    assert!(world.shows(&["models", "list"]).contains("no language models are set up"));
    world.set_up(&base, "private_address = true\n");
    assert!(world.shows(&["models", "list"]).contains("key: none"));
    world.gives_key();
    let listed = world.shows(&["models", "list"]);
    assert!(listed.contains("fast") && listed.contains("hear, write") && listed.contains("key: kept"), "{listed}");
    let kept = std::fs::read(world.database()).unwrap();
    assert!(!kept.windows(KEY.len()).any(|window| window == KEY.as_bytes()), "the key lies sealed");

    let checked = world.shows(&["models", "check"]);
    for what in ["hears English", "hears Russian", "writes English", "writes Russian", "caches its instructions"] {
        assert!(checked.contains(&format!("ok {what}")), "{checked}");
    }
    assert!(!checked.contains("sums up"), "it is not named for that: {checked}");
    assert!(world.shows(&["models", "cost"]).contains("no model was called"), "a check is no conversation");

    let desk = Running::start(&mut world.serve());
    let anna = world.simulator.add_user(NewUser::named("Anna").speaking("en")).unwrap();
    let bot = world.bot.id;
    let told = async |words: &str| {
        let words = words.to_owned();
        let has = move |simulator: &telegram_simulator::Simulator| {
            let chat = simulator.chat(bot, anna).ok()?;
            chat.bot_texts().iter().any(|text| text.contains(&words)).then_some(())
        };
        world.simulator.wait_for(PATIENCE, has).await.unwrap();
    };
    world.simulator.user_starts(bot, anna, None).unwrap();
    told("AI").await;
    world.simulator.user_sends(bot, anna, "How much are 15 red roses? My number is +44 20 7946 0018").unwrap();
    told(WORDS).await;
    assert_eq!(desk.stop(), Some(0));
    let asked = asked.lock().unwrap().clone();
    assert!(asked.iter().all(|body| !body.to_string().contains("7946")), "no number of anybody is shown to a model");
    let cost = world.shows(&["models", "cost"]);
    assert!(cost.contains("write\tfast\tdone\t1\t640\t512\t30\t"), "{cost}");
    let why = world.shows(&["conversations", "view", "1"]);
    assert!(why.contains(WORDS), "{why}");
    world.shows(&["models", "key", "fast", "--forget"]);
    assert!(world.shows(&["models", "list"]).contains("key: none"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_is_checked_for_what_it_is_named_for() {
    let world = World::new().await;
    let (base, asked) = provider().await;
    world.shows(&["migrate"]);
    world.set_up(&base, "private_address = true\n");
    let file = world.folder.path().join("candor.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("hear = [\"fast\"]\nwrite = [\"fast\"]\n", "summarise = [\"fast\"]\n")).unwrap();
    world.gives_key();
    // This provider knows no form of a summary: the one thing it is needed for fails.
    let (status, stdout, stderr) = ended(&mut world.candor(&["models", "check"]));
    assert_ne!(status, Some(0), "{stdout}{stderr}");
    assert!(stdout.contains("-- sums up") && !stdout.contains("hears") && !stdout.contains("writes"), "{stdout}");
    assert_eq!(asked.lock().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_that_cannot_be_right_are_refused_with_what_to_do() {
    let world = World::new().await;
    let (base, _) = provider().await;
    world.shows(&["migrate"]);
    world.set_up(&base, "");
    let (status, _, stderr) = ended(world.serve().env("CANDOR_MODEL_KEY_FAST", KEY));
    assert_ne!(status, Some(0));
    assert!(stderr.contains("models.providers.fast") && stderr.contains("private"), "{stderr}");
    assert!(!stderr.contains(KEY));
    world.set_up(&base, "private_address = true\n\n[models.providers.other]\ndialect = \"anthropic\"\nbase_url = \"x\"\nmodel = \"m\"\n");
    let (_, _, stderr) = ended(&mut world.serve());
    assert!(stderr.contains("models.providers.other"), "{stderr}");
    let file = world.folder.path().join("candor.toml");
    std::fs::write(&file, "[models]\nwrite = [\"nobody\"]\n").unwrap();
    let (_, _, stderr) = ended(&mut world.serve());
    assert!(stderr.contains("models.write names \"nobody\""), "{stderr}");
    let (_, _, stderr) = ended(&mut world.candor(&["models", "key", "nobody"]));
    assert!(stderr.contains("there is no model \"nobody\""), "{stderr}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_talk_is_recorded_with_its_models_and_replayed_without_any_to_the_same_words() {
    let (base, asked) = provider().await;
    let world = World::new().await;
    world.set_up(&base, "private_address = true\n");
    world.shows(&["migrate"]);
    world.gives_key();
    let file = |name: &str| world.folder.path().join(name).display().to_string();
    let (lines, calls) = (file("talk.txt"), file("calls.jsonl"));
    std::fs::write(&lines, "How much are 15 red roses?\n\nAre you a bot?\nТы бот? Сколько стоят 15 роз?\n").unwrap();
    let recorded = world.shows(&["models", "record", &lines, "--to", &calls]);
    assert!(recorded.contains(WORDS) && recorded.contains("ИИ"), "{recorded}");
    let count = asked.lock().unwrap().len();
    assert!(count > 0);
    let replayed = world.shows(&["models", "replay", &lines, "--from", &calls]);
    assert_eq!(timeless(&replayed), timeless(&recorded));
    assert_eq!(asked.lock().unwrap().len(), count, "no model was asked");
    let (status, _, stderr) = ended(&mut world.candor(&["models", "replay", &lines, "--from", &file("none.jsonl")]));
    assert!(status != Some(0) && stderr.contains("none.jsonl"), "{stderr}");
}

/// A transcript without times and what calls took, which differ from run to run.
fn timeless(transcript: &str) -> Vec<String> {
    let is_word = |word: &&str| !word.contains(':') && !word.ends_with("ms");
    transcript.lines().map(|line| line.split(' ').filter(is_word).collect::<Vec<_>>().join(" ")).collect()
}
