//! The key of the database, as an owner meets it: made with the first start, asked for at every later one, replaced while
//! the desk runs, and never printed.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout)]

use std::{
    os::unix::fs::PermissionsExt as _,
    process::Stdio,
    time::{Duration, Instant},
};

use telegram_simulator::NewUser;

use crate::program::{Running, World, ended};

const PATIENCE: Duration = Duration::from_secs(60);

impl World {
    /// Runs to the end; what it printed, none of which is a key or the token.
    fn run(&self, words: &[&str]) -> (Option<i32>, String, String) {
        let (status, stdout, stderr) = ended(&mut self.candor(words));
        for key in self.written_keys().iter().map(String::as_str).chain([self.bot.token.as_str()]) {
            assert!(!stdout.contains(key) && !stderr.contains(key), "{words:?} printed a secret");
        }
        (status, stdout, stderr)
    }

    /// The lines of the key file that are keys.
    fn written_keys(&self) -> Vec<String> {
        let text = std::fs::read_to_string(self.key_file()).unwrap_or_default();
        text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
    }

    /// Somebody presses Start and waits for the first answer.
    async fn is_answered(&self) {
        let person = self.simulator.add_user(NewUser::named("Anna").speaking("en")).unwrap();
        self.simulator.user_starts(self.bot.id, person, None).unwrap();
        let bot = self.bot.id;
        let first = move |simulator: &telegram_simulator::Simulator| {
            simulator.chat(bot, person).ok()?.bot_texts().first().map(|_| ())
        };
        self.simulator.wait_for(PATIENCE, first).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_start_makes_a_key_for_its_owner_alone_and_says_where_it_lies() {
    let world = World::new().await;
    let (status, stdout, stderr) = world.run(&["migrate"]);
    assert_eq!(status, Some(0), "{stderr}");
    assert!(stderr.contains(world.key_file().to_str().unwrap()) && stderr.contains("apart from backups"), "{stderr}");
    assert!(!stdout.contains("key"), "{stdout}");
    assert_eq!(std::fs::metadata(world.key_file()).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(world.written_keys().len(), 1);
    let (status, _, stderr) = world.run(&["status"]);
    assert_eq!((status, stderr.as_str()), (Some(0), ""), "the second start says nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_its_key_a_database_stays_shut_and_gets_no_other() {
    let world = World::new().await;
    assert_eq!(world.run(&["migrate"]).0, Some(0));
    let before = world.run(&["keys", "show", "--json"]).1;
    std::fs::rename(world.key_file(), world.folder.path().join("elsewhere")).unwrap();
    for words in [&["status"][..], &["keys", "check"], &["keys", "rotate"]] {
        let (status, _, stderr) = world.run(words);
        assert_eq!(status, Some(26), "{words:?}: {stderr}");
        assert!(stderr.contains("CND-0026") && stderr.contains("CANDOR_KEY_FILE"), "{stderr}");
    }
    let (status, _, stderr) = ended(&mut world.serve());
    assert_eq!(status, Some(26), "{stderr}");
    assert!(!world.key_file().exists());

    assert_eq!(world.run(&["keys", "make", world.key_file().to_str().unwrap()]).0, Some(0));
    let (status, _, stderr) = ended(&mut world.serve());
    assert_eq!(status, Some(26), "another key: {stderr}");
    std::fs::write(world.key_file(), "my hovercraft is full of eels\n").unwrap();
    let (status, _, stderr) = world.run(&["status"]);
    assert_eq!(status, Some(26), "no key at all: {stderr}");
    assert!(stderr.contains("line 1") && !stderr.contains("eels"), "{stderr}");
    std::fs::rename(world.folder.path().join("elsewhere"), world.key_file()).unwrap();
    assert_eq!(world.run(&["status"]).0, Some(0));
    assert_eq!(world.run(&["keys", "show", "--json"]).1, before, "nothing was changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_given_once_is_kept_sealed_and_needed_no_more() {
    let world = World::new().await;
    let process = Running::start(&mut world.serve());
    world.is_answered().await;
    assert_eq!(process.stop(), Some(0));
    let secret = world.bot.token.split(':').nth(1).unwrap();
    for file in std::fs::read_dir(world.folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()));
    }
    let process = Running::start(world.serve().env_remove("CANDOR_BOT_TOKEN"));
    world.is_answered().await;
    assert_eq!(process.stop(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_replaced_while_the_desk_runs() {
    let world = World::new().await;
    let process = Running::start(&mut world.serve());
    world.is_answered().await;
    let old = std::fs::read(world.key_file()).unwrap();
    let old_keys = world.written_keys();
    let (status, stdout, stderr) = world.run(&["keys", "rotate"]);
    assert_eq!(status, Some(0), "{stderr}");
    assert!(stdout.contains("the master key is") && stdout.contains("still need the old key"), "{stdout}");
    assert!(world.written_keys().len() == 1 && world.written_keys() != old_keys);
    assert_eq!(std::fs::metadata(world.key_file()).unwrap().permissions().mode() & 0o777, 0o600);
    world.is_answered().await;
    let (status, stdout, _) = world.run(&["keys", "check", "--json"]);
    assert_eq!(status, Some(0), "{stdout}");
    let checked: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(checked["advice"], serde_json::json!([]));
    assert!(checked["columns"].as_array().unwrap().iter().any(|column| column["sealed"].as_u64().unwrap() > 0));
    let (_, stdout, _) = world.run(&["keys", "show", "--json"]);
    let shown: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(shown["given"][0], shown["data_keys"][0]["master_key"]);
    assert!(world.run(&["keys", "show"]).1.contains("in use since"));
    assert_eq!(process.stop(), Some(0));

    std::fs::write(world.key_file(), old).unwrap();
    assert_eq!(world.run(&["status"]).0, Some(26), "the old key opens nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn however_a_rotation_is_killed_the_database_opens() {
    let world = World::new().await;
    assert_eq!(world.run(&["migrate"]).0, Some(0));
    // How long one takes here, so that the kills fall all over it.
    let begun = Instant::now();
    assert_eq!(world.run(&["keys", "rotate"]).0, Some(0));
    let length = begun.elapsed();
    let mut unfinished = 0;
    for kill in 0..40_u32 {
        let mut command = world.candor(&["keys", "rotate"]);
        let process = Running(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
        tokio::time::sleep(length * kill / 36).await;
        process.kill();
        unfinished += usize::from(world.written_keys().len() > 1);
        let (status, stdout, stderr) = world.run(&["keys", "check"]);
        assert_eq!(status, Some(0), "kill {kill}: {stdout}{stderr}");
    }
    let (status, _, stderr) = world.run(&["keys", "rotate"]);
    assert_eq!(status, Some(0), "{stderr}");
    assert_eq!(world.written_keys().len(), 1);
    let (_, stdout, _) = world.run(&["keys", "check"]);
    assert!(!stdout.contains("not finished"), "{stdout}");
    assert!(!world.folder.path().join("candor.key.new").exists());
    println!("{unfinished} of 40 rotations were killed between their steps");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rotation_that_stopped_between_its_steps_is_finished() {
    let world = World::new().await;
    assert_eq!(world.run(&["migrate"]).0, Some(0));
    let old = world.written_keys().remove(0);
    let next = world.folder.path().join("next.key");
    assert_eq!(world.run(&["keys", "make", next.to_str().unwrap()]).0, Some(0));
    let new = std::fs::read_to_string(&next).unwrap();
    // The new key stands in the file and the database does not know it yet.
    std::fs::write(world.key_file(), format!("{new}{old}\n")).unwrap();
    let (status, stdout, _) = world.run(&["keys", "check"]);
    assert!(status == Some(0) && stdout.contains("begun and not finished"), "{stdout}");
    assert!(world.run(&["keys", "show"]).1.contains("not in use"));
    assert_eq!(world.run(&["keys", "rotate"]).0, Some(0));
    assert_eq!(world.written_keys(), [new.lines().last().unwrap()]);
    // The database knows the new one already, and the old one still stands in the file.
    std::fs::write(world.key_file(), format!("{new}{old}\n")).unwrap();
    let (status, stdout, _) = world.run(&["keys", "rotate", "--json"]);
    assert!(status == Some(0) && stdout.contains("\"is_resumed\":true"), "{stdout}");
    assert_eq!(world.written_keys(), [new.lines().last().unwrap()]);
    assert_eq!(world.run(&["status"]).0, Some(0));
    assert_eq!(world.run(&["keys", "make", next.to_str().unwrap()]).0, Some(2), "a key is never written over");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_from_the_environment_needs_no_file() {
    let world = World::new().await;
    let (old, new) = ("0123456789abcdef".repeat(4), "fedcba9876543210".repeat(4));
    let run = |words: &[&str], key: &str| ended(world.candor(words).env("CANDOR_KEY", key));
    assert_eq!(run(&["migrate"], &old).0, Some(0));
    assert!(!world.key_file().exists());
    let (status, _, stderr) = run(&["keys", "rotate"], &old);
    assert!(status == Some(26) && stderr.contains("CANDOR_KEY holds one key"), "{stderr}");
    assert_eq!(run(&["keys", "rotate"], &format!("{new} {old}")).0, Some(0));
    assert_eq!(run(&["status"], &new).0, Some(0));
    assert_eq!(run(&["status"], &old).0, Some(26));
    let (status, _, stderr) = run(&["status"], "hunter2");
    assert!(status == Some(26) && !stderr.contains("hunter2"), "{stderr}");
    assert_eq!(run(&["config", "check"], &new).0, Some(0));
}
