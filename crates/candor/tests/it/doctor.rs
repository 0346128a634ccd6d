//! The doctor on real desks and real ruins: every case ends with findings, never with a crash.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::{process::Command, time::Duration};

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::program::{Running, STRANGE_TOKEN, World, candor, ended, free_address};

impl World {
    fn doctor(&self, words: &[&str]) -> Command {
        let mut command = candor(&[&["doctor"], words].concat());
        command
            .current_dir(self.folder.path())
            .env("CANDOR_BOT_TOKEN", &self.bot.token)
            .env("CANDOR_API_ROOT", &self.server.url)
            .env("CANDOR_DATABASE_URL", format!("sqlite:{}", self.database().display()))
            .env("CANDOR_LISTEN", "");
        command
    }
}

fn findings(command: &mut Command) -> (Option<i32>, Vec<(String, String)>, String) {
    let (status, stdout, stderr) = ended(command);
    let report: Value = serde_json::from_str(&stdout).unwrap_or_else(|error| panic!("{error}: {stdout} {stderr}"));
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    let found = report["findings"].as_array().unwrap().iter();
    let found: Vec<_> = found.map(|finding| (text(finding, "code"), text(finding, "level"))).collect();
    assert_eq!(report["ok"] == true, status == Some(0));
    (status, found, stdout)
}

fn level<'a>(found: &'a [(String, String)], code: &str) -> Option<&'a str> {
    found.iter().find(|(known, _)| known == code).map(|(_, level)| level.as_str())
}

#[tokio::test(flavor = "multi_thread")]
async fn with_nothing_at_all_it_says_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let (status, found, _) = findings(candor(&["doctor", "--json"]).current_dir(folder.path()));
    assert_eq!(status, Some(40));
    assert_eq!(level(&found, "DOC-token"), Some("error"));
    assert_eq!(level(&found, "DOC-database"), Some("warning"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "looking leaves nothing behind");
}

#[tokio::test(flavor = "multi_thread")]
async fn beside_a_running_desk_all_is_well_but_for_the_staff() {
    let world = World::new().await;
    let address = free_address();
    let _desk = Running::start(world.serve().env("CANDOR_LISTEN", &address));
    world.is_ready(&address).await;
    let (status, found, text) = findings(world.doctor(&["--json"]).env("CANDOR_LISTEN", &address));
    assert_eq!(status, Some(0), "{text}");
    // How full the disk of this machine is, is no matter of the desk's.
    let unwell: Vec<_> = found.iter().filter(|(code, level)| level != "ok" && code != "DOC-disk").collect();
    assert_eq!(unwell, [&("DOC-staff".to_owned(), "warning".to_owned())], "{text}");
    for code in ["DOC-token", "DOC-api", "DOC-clock", "DOC-webhook", "DOC-listener", "DOC-database", "DOC-desk"] {
        assert_eq!(level(&found, code), Some("ok"), "{text}");
    }
    assert!(!text.contains(world.bot.token.split(':').nth(1).unwrap()));
    let (_, stdout, _) = ended(world.doctor(&["--language", "ru"]).env("CANDOR_LISTEN", &address));
    assert!(stdout.contains("Токен работает"), "{stdout}");
    assert!(
        stdout.lines().all(|line| line.starts_with("ok ") || line.starts_with("warning ") || line.starts_with(' '))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn ruins_are_described_one_by_one() {
    let world = World::new().await;
    let (status, found, _) = findings(world.doctor(&["--json"]).env("CANDOR_API_ROOT", "http://127.0.0.1:1"));
    assert_eq!((status, level(&found, "DOC-api")), (Some(40), Some("error")));
    let (_, found, text) = findings(world.doctor(&["--json"]).env("CANDOR_BOT_TOKEN", STRANGE_TOKEN));
    assert_eq!(level(&found, "DOC-token"), Some("error"));
    assert!(!text.contains(STRANGE_TOKEN));
    std::fs::write(world.database(), vec![0xA5_u8; 64 * 1024]).unwrap();
    let (_, found, _) = findings(&mut world.doctor(&["--json"]));
    assert_eq!(level(&found, "DOC-database"), Some("error"));
    let config = world.folder.path().join("candor.toml");
    std::fs::write(&config, "[bot]\ntokn = \"x\"\n").unwrap();
    let (_, found, text) = findings(&mut world.doctor(&["--json"]));
    assert_eq!((level(&found, "DOC-settings"), level(&found, "DOC-token")), (Some("error"), Some("ok")));
    assert!(text.contains("line 2"), "{text}");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    std::thread::spawn(move || taken.incoming().for_each(drop));
    let (_, found, _) = findings(world.doctor(&["--json"]).env("CANDOR_LISTEN", &address));
    assert_eq!(level(&found, "DOC-listener"), Some("error"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_far_from_the_servers_is_noticed() {
    let world = World::new().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let root = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = [0; 4096];
            let _ = stream.read(&mut request).await;
            let body =
                r#"{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"Shop","username":"shop_bot","url":""}}"#;
            let answer = format!(
                "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: application/json\r\n\
                 Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    let (status, found, text) = findings(world.doctor(&["--json"]).env("CANDOR_API_ROOT", root));
    assert_eq!((status, level(&found, "DOC-clock")), (Some(0), Some("warning")), "{text}");
}

impl World {
    /// Waits until the desk says that it is ready.
    pub async fn is_ready(&self, address: &str) {
        let deadline = std::time::Instant::now() + Duration::from_secs(60);
        while crate::program::read(address, "/readyz").await.is_none_or(|(status, _)| status != 200) {
            assert!(std::time::Instant::now() < deadline, "the desk is not ready");
            tokio::task::yield_now().await;
        }
    }
}
