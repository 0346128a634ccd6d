//! Backups, restoring, figures, logs and settings, as an owner meets them on the command line.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::{
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use serde_json::Value;
use telegram_simulator::NewUser;

use crate::program::{Running, World, candor, ended, free_address, read};

const PATIENCE: Duration = Duration::from_secs(60);

impl World {
    fn beside(&self, words: &[&str]) -> Command {
        let mut command = candor(words);
        let url = format!("sqlite:{}", self.database().display());
        command.current_dir(self.folder.path()).env("CANDOR_DATABASE_URL", url);
        command
    }

    /// A new person presses Start and is greeted.
    async fn newcomer(&self, name: &str) -> i64 {
        let person = self.simulator.add_user(NewUser::named(name).speaking("en")).unwrap();
        self.simulator.user_starts(self.bot.id, person, None).unwrap();
        self.answered(person, 0).await;
        person
    }

    /// A person writes and gets an answer.
    async fn says(&self, person: i64, text: &str) {
        let before = self.texts(person);
        self.simulator.user_sends(self.bot.id, person, text).unwrap();
        self.answered(person, before).await;
    }

    /// How many texts the bot has sent somebody.
    fn texts(&self, person: i64) -> usize {
        self.simulator.chat(self.bot.id, person).unwrap().bot_texts().len()
    }

    async fn answered(&self, person: i64, before: usize) {
        let bot = self.bot.id;
        let heard = move |simulator: &telegram_simulator::Simulator| {
            (simulator.chat(bot, person).ok()?.bot_texts().len() > before).then_some(())
        };
        self.simulator.wait_for(PATIENCE, heard).await.unwrap();
    }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_opt_out_made_after_a_backup_survives_its_restore() {
    let world = World::new().await;
    let desk = Running::start(&mut world.serve());
    let anna = world.newcomer("Anna").await;
    world.says(anna, "How much are roses?").await;

    let file = world.folder.path().join("desk.backup");
    let file = file.to_str().unwrap();
    let (status, stdout, stderr) = ended(&mut world.beside(&["backup", file]));
    assert_eq!(status, Some(0), "{stdout}{stderr}");
    assert_eq!(ended(&mut world.beside(&["backup", file])).0, Some(32), "nothing is replaced unasked");
    assert_eq!(ended(&mut world.beside(&["backup", file, "--force"])).0, Some(0));

    world.says(anna, "stop writing to me").await;
    let late = world.newcomer("Boris").await;
    world.says(late, "stop").await;
    let before = world.texts(anna);
    let (status, _, stderr) = ended(&mut world.beside(&["restore", file]));
    assert_eq!(status, Some(23), "not under a running desk: {stderr}");
    assert_eq!(desk.stop(), Some(0));

    let (status, stdout, stderr) = ended(&mut world.beside(&["restore", file, "--json"]));
    assert_eq!(status, Some(0), "{stdout}{stderr}");
    let report = json(&stdout);
    assert_eq!((&report["decisions_carried_over"], &report["people_unknown_to_backup"]), (&2.into(), &1.into()));
    assert!(Path::new(report["previous"].as_str().unwrap()).exists());

    let desk = Running::start(&mut world.serve());
    world.simulator.user_sends(world.bot.id, anna, "How much are tulips?").unwrap();
    let other = world.newcomer("Clara").await;
    world.says(other, "How much are roses?").await;
    assert_eq!(world.texts(anna), before, "who asked for silence has it");
    assert_eq!(desk.stop(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_never_written_over_a_file_of_the_desk_under_whatever_name() {
    let world = World::new().await;
    assert_eq!(ended(&mut world.candor(&["migrate"])).0, Some(0));
    let folder = world.folder.path();
    std::fs::write(folder.join("candor.toml"), "[desk]\nquiet_millis = 5\n").unwrap();
    std::fs::create_dir(folder.join("sub")).unwrap();
    std::os::unix::fs::symlink(world.database(), folder.join("link")).unwrap();
    std::os::unix::fs::symlink(folder, folder.join("sub/back")).unwrap();
    std::fs::hard_link(world.key_file(), folder.join("twin")).unwrap();
    let contents = || ["candor.db", "candor.key", "candor.toml"].map(|name| std::fs::read(folder.join(name)).unwrap());
    let before = contents();
    for name in [
        "candor.db",
        "candor.db-wal",
        "candor.db-shm",
        "candor.db.lock",
        "candor.db.ledger",
        "candor.key",
        "candor.key.new",
        "candor.toml",
        "link",
        "twin",
        "sub/../candor.db",
        "sub/back/candor.db-wal",
    ] {
        for force in [&[][..], &["--force"]] {
            let (status, _, stderr) = ended(&mut world.candor(&[&["backup", name], force].concat()));
            assert_eq!(status, Some(32), "{name}: {stderr}");
            assert!(stderr.contains("nothing was written"), "{name}: {stderr}");
        }
    }
    assert_eq!(contents(), before);
    assert!(!folder.join("candor.db-wal").exists());
    assert_eq!(ended(&mut world.candor(&["backup", "sub/candor.db"])).0, Some(0), "the name alone does no harm");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_backup_is_refused_and_changes_nothing() {
    let world = World::new().await;
    assert_eq!(ended(&mut world.beside(&["migrate"])).0, Some(0));
    let before = std::fs::read(world.database()).unwrap();
    let file = world.folder.path().join("letter");
    std::fs::write(&file, "Dear owner").unwrap();
    let (status, _, stderr) = ended(&mut world.beside(&["restore", file.to_str().unwrap()]));
    assert_eq!(status, Some(22), "{stderr}");
    let (status, _, stderr) = ended(&mut world.beside(&["restore", "/no/such/file"]));
    assert!(status == Some(31) && stderr.contains("there is no such file"), "{stderr}");
    let (status, _, stderr) = ended(&mut world.beside(&["backup", "/no/such/folder/file"]));
    assert!(status == Some(31) && stderr.contains("there is no such folder"), "{stderr}");
    assert_eq!(std::fs::read(world.database()).unwrap(), before);
}

#[test]
fn migrating_says_from_where_to_where() {
    let folder = tempfile::tempdir().unwrap();
    let at = |words: &[&str]| {
        let url = format!("sqlite:{}", folder.path().join("candor.db").display());
        ended(candor(words).env("CANDOR_DATABASE_URL", url))
    };
    assert_eq!(at(&["migrate", "--check"]).0, Some(10), "there is no database yet");
    let report = json(&at(&["migrate", "--json"]).1);
    assert_eq!((&report["was"], &report["is_current"]), (&0.into(), &true.into()));
    assert!(at(&["migrate", "--check"]).1.contains("up to date"));
}

#[tokio::test(flavor = "multi_thread")]
async fn health_and_figures_tell_how_the_desk_does() {
    let world = World::new().await;
    let (address, own) = (free_address(), free_address());
    let desk = Running::start(world.serve().env("CANDOR_LISTEN", &address).env("CANDOR_METRICS_LISTEN", &own));
    world.is_ready(&address).await;
    assert_eq!(read(&address, "/healthz").await, Some((200, "ok".to_owned())));
    assert_eq!(read(&address, "/metrics").await.unwrap().0, 404, "they have a listener of their own");
    let person = world.newcomer("Anna-canary").await;
    world.says(person, "How much are roses?").await;
    let deadline = std::time::Instant::now() + PATIENCE;
    let page = loop {
        let (status, page) = read(&own, "/metrics").await.unwrap();
        assert_eq!(status, 200);
        if page.contains(r#"candor_sends_total{outcome="sent"} 2"#) {
            break page;
        }
        assert!(std::time::Instant::now() < deadline, "{page}");
    };
    for line in ["candor_store_up 1", r#"candor_updates_total{kind="message"} 2"#, "candor_answer_seconds_count 2"] {
        assert!(page.lines().any(|printed| printed == line), "{line}: {page}");
    }
    assert!(
        page.contains("candor_guard_verdicts_total{rule=") && page.contains("candor_turn_seconds_bucket"),
        "{page}"
    );
    assert!(!page.contains("canary") && !page.contains(&person.to_string()), "{page}");
    assert_eq!(desk.stop(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_on_the_common_listener_are_for_this_machine_and_not_for_a_public_desk() {
    let world = World::new().await;
    let address = free_address();
    let desk = Running::start(world.serve().env("CANDOR_LISTEN", &address));
    world.is_ready(&address).await;
    assert_eq!(read(&address, "/metrics").await.unwrap().0, 200);
    assert_eq!(desk.stop(), Some(0));
    let url = format!("http://{address}");
    let desk = Running::start(world.serve().env("CANDOR_LISTEN", &address).env("CANDOR_PUBLIC_URL", url));
    world.is_ready(&address).await;
    assert_eq!(read(&address, "/metrics").await.unwrap().0, 404);
    assert_eq!(desk.stop(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn logs_as_json_are_json_and_hold_nothing_of_anybody_at_any_level() {
    let world = World::new().await;
    let config = world.folder.path().join("candor.toml");
    std::fs::write(&config, "[log]\nformat = \"json\"\nlevel = \"trace\"\n").unwrap();
    let log = world.folder.path().join("log");
    let mut serve = world.serve();
    serve.stdout(Stdio::null()).stderr(std::fs::File::create(&log).unwrap());
    let desk = Running(serve.spawn().unwrap());
    let person = world.newcomer("Annacanary").await;
    world.says(person, "How much are roses? my mail is wordcanary@example.org").await;
    world.says(person, "stop").await;
    assert_eq!(desk.stop(), Some(0));
    let text = std::fs::read_to_string(&log).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines.len() > 20, "{text}");
    for line in &lines {
        assert!(json(line)["level"].is_string(), "{line}");
    }
    let key = world.bot.token.split(':').nth(1).unwrap();
    for secret in ["canary", "roses", key, &person.to_string()] {
        let found: Vec<_> = lines.iter().filter(|line| line.to_lowercase().contains(&secret.to_lowercase())).collect();
        assert!(found.is_empty(), "{secret}: {found:?}");
    }
}

#[test]
fn settings_are_shown_with_their_origin_and_without_secrets() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("candor.toml"), "[desk]\nquiet_millis = 5\n").unwrap();
    let show = |words: &[&str]| {
        let mut command = candor(&[&["config", "show"], words].concat());
        command.current_dir(folder.path()).env("CANDOR_BOT_TOKEN", "123456789:AAcanary-canary_canary-canary_canar");
        ended(command.env("CANDOR_DATABASE_URL", "postgres://ann:canary@host/desk"))
    };
    let (status, stdout, stderr) = show(&["--json"]);
    assert_eq!(status, Some(0), "{stderr}");
    let settings = &json(&stdout)["settings"];
    assert_eq!(
        (&settings["desk.quiet_millis"]["value"], &settings["desk.quiet_millis"]["from"]),
        (&5.into(), &"file".into())
    );
    assert_eq!(
        settings["bot.token"],
        serde_json::json!({"value": "***", "from": "environment", "variable": "CANDOR_BOT_TOKEN"})
    );
    assert_eq!(settings["database.url"]["value"], "postgres://ann:***@host/desk");
    assert_eq!(settings["log.level"], serde_json::json!({"value": "info", "from": "default"}));
    assert!(!stdout.contains("canary") && !show(&[]).1.contains("canary"));
}

#[test]
fn shells_get_their_completions() {
    for shell in ["bash", "zsh", "fish"] {
        let (status, stdout, _) = ended(&mut candor(&["completions", shell]));
        assert_eq!(status, Some(0));
        assert!(stdout.contains("candor") && stdout.contains("doctor"), "{stdout}");
    }
}
