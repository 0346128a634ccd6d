//! The token appears in no error and no log, whatever goes wrong and however much is logged.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
    time::Duration,
};

use candor_connect::{
    channel::{Channel, ChannelError},
    secret::BotToken,
    telegram::{BotApi, TelegramBot, bot_api::ApiError},
};
use serde_json::json;
use tokio::net::TcpListener;
use tracing_subscriber::fmt::MakeWriter;

use crate::world::{Answer, TOKEN, World};

/// Collects what is logged.
#[derive(Clone, Default)]
pub struct Pages(pub Arc<Mutex<Vec<u8>>>);

impl Write for Pages {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Pages {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

fn is_clean(text: &str) -> bool {
    let key = TOKEN.split(':').nth(1).unwrap();
    !text.contains(key) && !text.to_lowercase().contains(&key.to_lowercase())
}

/// Everything a program could print about an error.
fn printed(error: &ApiError) -> String {
    let channel = ChannelError::from(error.clone());
    format!("{error} | {error:?} | {error:#?} | {channel} | {channel:?} | {}", causes(error))
}

fn causes(error: &dyn std::error::Error) -> String {
    std::iter::successors(Some(error), |error| error.source()).map(|error| format!("{error:?} {error}")).collect()
}

async fn every_failure() -> Vec<ApiError> {
    let echo = format!("no such path: /bot{TOKEN}/sendMessage");
    let location = format!("Location: http://127.0.0.1:1/bot{TOKEN}/x\r\n");
    let answers = [
        Answer::refusal(400, &echo),
        Answer::refusal(404, &echo),
        Answer::refusal(500, &echo),
        Answer::text(404, "", &echo),
        Answer::text(302, &location, &echo),
        Answer::text(200, "", &echo),
        Answer::text(200, "", &format!(r#"{{"ok":true,"{TOKEN}":1}}"#)),
        Answer::Drop,
        Answer::BytesThenDrop(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{".to_vec()),
        Answer::BytesThenDrop(format!("{echo}\r\n\r\n").into_bytes()),
        Answer::Hold,
    ];
    let mut errors = Vec::new();
    for answer in answers {
        let world = World::that_says([answer]).await;
        errors.push(world.api().call("sendMessage", &json!({}), Duration::from_millis(300)).await.unwrap_err());
    }
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = closed.local_addr().unwrap();
    drop(closed);
    for scheme in ["http", "https"] {
        let api = BotApi::new(&format!("{scheme}://{address}"), BotToken::parse(TOKEN).unwrap()).unwrap();
        errors.push(api.call("getMe", &json!({}), Duration::from_secs(5)).await.unwrap_err());
    }
    errors
}

#[tokio::test]
async fn the_token_is_in_no_error() {
    for error in every_failure().await {
        assert!(is_clean(&printed(&error)), "{}", printed(&error));
    }
}

#[tokio::test]
async fn the_token_is_in_no_log_even_at_the_finest_level() {
    let pages = Pages::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(pages.clone())
        .with_ansi(false)
        .finish();
    // The runtime of this test has one thread, so this catches what the client's background tasks say as well.
    let listening = tracing::subscriber::set_default(subscriber);
    every_failure().await;
    let world = World::that_says([Answer::ok(json!({"id": 1, "first_name": "Shop"}))]).await;
    world.bot().identity().await.unwrap();
    drop(listening);
    let log = String::from_utf8(pages.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("bot api call"), "the log was caught: {log}");
    assert!(is_clean(&log), "{log}");
}

#[tokio::test]
async fn debug_of_everything_that_holds_the_token_shows_stars() {
    let world = World::that_says([]).await;
    let bot: TelegramBot = world.bot();
    let printed = format!("{bot:?} {bot:#?} {:?}", bot.api());
    assert!(printed.contains("***") && is_clean(&printed), "{printed}");
}
