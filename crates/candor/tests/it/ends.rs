//! Ends of the process: one clear sentence that says what to do, a code, an exit status of its own.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::time::Duration;

use crate::program::{Running, STRANGE_TOKEN, World, candor, ended, example};

fn sentence(stderr: &str) -> &str {
    stderr.lines().rev().find(|line| line.starts_with("candor: ")).unwrap_or(stderr)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_token_says_where_to_get_one() {
    let (status, _, stderr) = ended(candor(&["serve"]).env("CANDOR_LISTEN", ""));
    assert_eq!(status, Some(11), "{stderr}");
    assert!(sentence(&stderr).contains("@BotFather") && stderr.contains("CND-0011"), "{stderr}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_token_is_refused_and_never_printed() {
    let world = World::new().await;
    let (status, stdout, stderr) = ended(world.serve().env("CANDOR_BOT_TOKEN", STRANGE_TOKEN));
    assert_eq!(status, Some(11), "{stderr}");
    assert!(!stdout.contains(STRANGE_TOKEN) && !stderr.contains(STRANGE_TOKEN), "{stderr}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unreachable_server_is_named() {
    let world = World::new().await;
    let (status, _, stderr) = ended(world.serve().env("CANDOR_API_ROOT", "http://127.0.0.1:1"));
    assert_eq!(status, Some(13), "{stderr}");
    assert!(sentence(&stderr).contains("127.0.0.1:1"), "{stderr}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_process_on_the_same_bot_ends_the_first_with_a_sentence() {
    let world = World::new().await;
    let mut first = Running::start(&mut world.serve());
    let polls = |simulator: &telegram_simulator::Simulator| {
        simulator.requests().iter().filter(|request| request.method == "getUpdates").count()
    };
    world.simulator.wait_for(Duration::from_secs(30), |simulator| (polls(simulator) > 0).then_some(())).await.unwrap();
    let other = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", other.path().join("other.db").display());
    let _second = Running::start(world.serve().env("CANDOR_DATABASE_URL", database));
    let status = tokio::task::spawn_blocking(move || first.0.wait().unwrap().code()).await.unwrap();
    assert_eq!(status, Some(12));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_process_on_the_same_database_is_refused() {
    let world = World::new().await;
    let _first = Running::start(&mut world.serve());
    let known = |simulator: &telegram_simulator::Simulator| (!simulator.requests().is_empty()).then_some(());
    world.simulator.wait_for(Duration::from_secs(30), known).await.unwrap();
    let (status, _, stderr) = ended(&mut world.serve());
    assert_eq!(status, Some(23), "{stderr}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corrupt_database_is_refused_and_left_as_it_is() {
    let world = World::new().await;
    let garbage = vec![0xA5_u8; 64 * 1024];
    std::fs::write(world.database(), &garbage).unwrap();
    let (status, _, stderr) = ended(&mut world.serve());
    assert_eq!(status, Some(22), "{stderr}");
    assert_eq!(std::fs::read(world.database()).unwrap(), garbage);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_does_not_exist_is_named() {
    let world = World::new().await;
    let (status, _, stderr) = ended(world.serve().env("CANDOR_DATABASE_URL", "sqlite:/no/such/folder/candor.db"));
    assert_eq!(status, Some(10), "{stderr}");
    assert!(sentence(&stderr).contains("/no/such/folder"), "{stderr}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_port_in_use_is_named() {
    let world = World::new().await;
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (status, _, stderr) = ended(world.serve().env("CANDOR_LISTEN", &address));
    assert_eq!(status, Some(14), "{stderr}");
    assert!(sentence(&stderr).contains(&address), "{stderr}");
    let port = taken.local_addr().unwrap().port().to_string();
    assert_eq!(ended(&mut candor(&["demo", "--port", &port])).0, Some(14));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_key_in_the_settings_is_named_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("candor.toml");
    std::fs::write(&file, "[desk]\nquiet_milis = 5\n").unwrap();
    let (status, _, stderr) = ended(&mut candor(&["serve", "--config", file.to_str().unwrap()]));
    assert_eq!(status, Some(10), "{stderr}");
    assert!(sentence(&stderr).contains("line 2") && stderr.contains("quiet_milis"), "{stderr}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_script_is_refused_with_every_line_that_is_wrong() {
    let world = World::new().await;
    let broken = world.folder.path().join("broken.script.md");
    let text = std::fs::read_to_string(example("flower-shop")).unwrap();
    std::fs::write(&broken, text.replacen("say en:", "sya en:", 2)).unwrap();
    let (status, stdout, _) = ended(&mut candor(&["script", "check", broken.to_str().unwrap()]));
    assert_eq!(status, Some(30), "{stdout}");
    assert!(stdout.lines().filter(|line| line.contains("sya")).count() >= 2, "{stdout}");
}

/// Runs the binary in a file system of its own of 1 MB, after this has been done in it.
fn in_a_small_room(world: &World, prepare: &str) -> (Option<i32>, String, String) {
    let serve = world.serve();
    let room = world.folder.path().display();
    let script = format!("mount -t tmpfs -o size=1m room {room} && cd {room} && {prepare} && exec \"$0\" \"$@\"");
    let mut command = std::process::Command::new("unshare");
    command.args(["--map-root-user", "--mount", "bash", "-c", &script]).arg(serve.get_program()).args(serve.get_args());
    for (name, value) in serve.get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    ended(&mut command)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_one_sentence() {
    let world = World::new().await;
    let (status, _, stderr) = in_a_small_room(&world, "{ head -c 1030000 /dev/zero > filler || true; }");
    assert_eq!(status, Some(20), "{stderr}");
    assert!(sentence(&stderr).contains("full"), "{stderr}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_only_folder_is_one_sentence() {
    let world = World::new().await;
    let (status, _, stderr) = in_a_small_room(&world, "mount -o remount,ro .");
    assert_eq!(status, Some(21), "{stderr}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_only_looks_or_fails_for_want_of_a_script_makes_nothing() {
    let world = World::new().await;
    let backup = world.folder.path().join("desk.backup");
    for words in [
        &["conversations", "list"][..],
        &["conversations", "view", "1"],
        &["conversations", "export"],
        &["conversations", "take", "1", "--as", "Vera"],
        &["leads", "list"],
        &["leads", "show", "1"],
        &["script", "list"],
        &["script", "show", "shop"],
        &["script", "diff", "shop", "1"],
        &["script", "restore", "shop", "1"],
        &["status"],
        &["audit", "list"],
        &["outbox", "uncertain"],
        &["operator", "list"],
        &["operator", "remove", "Vera"],
        &["backup", backup.to_str().unwrap()],
    ] {
        let (status, _, stderr) = ended(&mut world.candor(words));
        assert_eq!(status, Some(10), "{words:?}: {stderr}");
        assert!(sentence(&stderr).contains("there is no database file at this path"), "{words:?}: {stderr}");
        assert!(words[0] == "backup" || stderr.contains("candor.db"), "{words:?}: {stderr}");
        assert_eq!(std::fs::read_dir(world.folder.path()).unwrap().count(), 0, "{words:?}");
    }
    let without = |script: Option<&str>| {
        let mut command = world.candor(&["serve"]);
        command.args(script.iter().flat_map(|script| ["--script", script]));
        command.env("CANDOR_BOT_TOKEN", &world.bot.token).env("CANDOR_API_ROOT", &world.server.url);
        ended(command.env("CANDOR_LISTEN", ""))
    };
    let broken = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(broken.path(), "garbage").unwrap();
    for (script, status) in [(None, 30), (Some("/no/such/script"), 31), (broken.path().to_str(), 30)] {
        assert_eq!(without(script).0, Some(status), "{script:?}");
        assert_eq!(std::fs::read_dir(world.folder.path()).unwrap().count(), 0, "{script:?}");
    }
}

#[test]
fn values_that_are_none_are_refused_with_those_that_are() {
    for (words, valid) in [
        (&["demo", "--log", "nonsense"][..], "debug"),
        (&["doctor", "--language", "xx"], "ru"),
        (&["script", "check", "x", "--language", "xx"], "ru"),
        (&["conversations", "export", "--language", "xx"], "ru"),
        (&["conversations", "list", "--page", "0"], "1.."),
        (&["conversations", "view", "1", "--page", "0"], "1.."),
        (&["leads", "list", "--page", "0"], "1.."),
    ] {
        let (status, _, stderr) = ended(&mut candor(words));
        assert!(status == Some(2) && stderr.contains(valid), "{words:?}: {stderr}");
    }
}
