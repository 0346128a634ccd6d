//! Files over the wire: sent as the simulator and Telegram's schema want them, refused as Telegram refuses them, fetched back,
//! and never with a token in what goes wrong.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use std::time::Duration;

use candor_connect::{
    channel::{Channel, ChannelError, Parcel},
    secret::BotToken,
    telegram::{TelegramBot, bot_api::BotApi},
};
use candor_core::{
    ids::{ChatId, FileId},
    outbox::Delivery,
};
use serde_json::json;
use telegram_simulator::{
    BotSeen, Fault, FaultKind, MessageSeen, NewBot, NewUser, Server, Simulator, SimulatorOptions,
};

use crate::world::{Answer, TOKEN, World};

const MOST: usize = 20 * 1024 * 1024;

struct Scene {
    simulator: Simulator,
    _server: Server,
    bot: BotSeen,
    anna: i64,
    channel: TelegramBot,
}

impl Scene {
    async fn set() -> Self {
        let simulator = Simulator::new(SimulatorOptions::quick());
        let server = Server::local(simulator.clone()).await.unwrap();
        let bot = simulator.add_bot(NewBot::named("shop_bot")).unwrap();
        let anna = simulator.add_user(NewUser::named("Anna")).unwrap();
        simulator.user_starts(bot.id, anna, None).unwrap();
        let api = BotApi::new(&server.url, BotToken::parse(&bot.token).unwrap()).unwrap();
        Self { simulator, _server: server, bot, anna, channel: TelegramBot::new(api) }
    }

    fn parcel(&self, bytes: &[u8]) -> Parcel {
        Parcel { bytes: Some(bytes.to_vec()), ..Parcel::to(ChatId(self.anna)) }
    }

    /// What the bot sent that carries a file.
    fn files(&self) -> Vec<MessageSeen> {
        let chat = self.simulator.chat(self.bot.id, self.anna).unwrap();
        chat.messages.into_iter().filter(|message| message.is_from_bot && message.file.is_some()).collect()
    }

    fn is_clean(&self) {
        assert!(self.simulator.unsupported().is_empty(), "{:?}", self.simulator.unsupported());
        assert!(self.simulator.warnings().is_empty(), "{:?}", self.simulator.warnings());
    }
}

fn document(name: &str, caption: &str) -> Delivery {
    Delivery::Document { file: FileId::from_unique("f"), name: name.to_owned(), caption: caption.to_owned() }
}

fn photo(caption: &str) -> Delivery {
    Delivery::Photo { file: FileId::from_unique("f"), name: "shop.png".to_owned(), caption: caption.to_owned() }
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend(b"\x08\x06\0\0\0rest");
    bytes
}

#[tokio::test]
async fn a_document_and_a_photo_arrive_with_their_words_and_can_be_fetched_again() {
    let scene = Scene::set().await;
    let words = "Vera: <b>прайс</b> {{7*7}} 😀";
    let pdf = b"%PDF-1.7 \0\xff\r\n--boundary".to_vec();
    let sent = scene.channel.send(scene.parcel(&pdf), &document("Прайс (май).pdf", words)).await.unwrap();
    assert!(sent.message_id.is_some());
    assert_eq!(scene.channel.file(sent.file.as_deref().unwrap(), MOST).await.unwrap(), Some(pdf.clone()));
    assert_eq!(scene.channel.file(sent.file.as_deref().unwrap(), pdf.len() - 1).await.unwrap(), None, "too many bytes");
    let picture = png(640, 480);
    let shown = scene.channel.send(scene.parcel(&picture), &photo("")).await.unwrap();
    assert_eq!(scene.channel.file(shown.file.as_deref().unwrap(), MOST).await.unwrap(), Some(picture));
    let files = scene.files();
    assert_eq!(files.len(), 2);
    assert_eq!(files[0].caption, words, "nothing in it became markup");
    assert_eq!(files[0].file.as_ref().unwrap().file_name.as_deref(), Some("Прайс (май).pdf"));
    assert!(files[1].message.get("photo").is_some() && files[1].caption.is_empty(), "{}", files[1].message);
    scene.is_clean();
}

#[tokio::test]
async fn what_telegram_cannot_show_as_a_photo_goes_as_a_document_once() {
    let scene = Scene::set().await;
    for bytes in [png(10_000, 1), b"no picture at all".to_vec()] {
        scene.channel.send(scene.parcel(&bytes), &photo("Vera: look")).await.unwrap();
    }
    let files = scene.files();
    assert_eq!(files.len(), 2, "each arrived once");
    for file in files {
        assert!(file.message.get("document").is_some(), "{}", file.message);
        assert_eq!(file.caption, "Vera: look");
    }
}

#[tokio::test]
async fn what_is_refused_is_told_from_what_is_to_be_tried_again_and_from_what_nobody_knows() {
    let scene = Scene::set().await;
    let send = |bytes: &[u8]| {
        let (channel, parcel) = (scene.channel.clone(), scene.parcel(bytes));
        async move { channel.send(parcel, &document("a.txt", "")).await }
    };
    assert!(matches!(send(b"").await, Err(ChannelError::Rejected { code: 400, .. })), "an empty file");
    let long =
        Delivery::Document { file: FileId::from_unique("f"), name: "a.txt".to_owned(), caption: "a".repeat(1025) };
    let refused = scene.channel.send(scene.parcel(b"x"), &long).await;
    assert!(matches!(refused, Err(ChannelError::Rejected { code: 400, .. })), "{refused:?}");
    let fails = |fault| scene.simulator.add_fault(Fault::on("sendDocument", fault));
    fails(FaultKind::TooManyRequests { retry_after: 7 });
    assert_eq!(send(b"x").await, Err(ChannelError::RetryAfter(Duration::from_secs(7))));
    fails(FaultKind::DropAfterApplying);
    assert!(matches!(send(b"x").await, Err(ChannelError::Uncertain(_))));
    assert_eq!(scene.files().len(), 1, "that one arrived, and nobody here can know");
    scene.simulator.user_blocks(scene.bot.id, scene.anna).unwrap();
    assert_eq!(send(b"x").await, Err(ChannelError::Blocked));
    let gone = scene.channel.file("BQACnonsense", MOST).await;
    assert!(matches!(gone, Err(ChannelError::Rejected { code: 400, .. })), "{gone:?}");
}

#[tokio::test]
async fn a_proxy_that_takes_no_body_so_large_is_not_asked_again_and_again() {
    let page = "<html>413 Request Entity Too Large</html>";
    let world = World::that_says([Answer::text(413, "", page), Answer::refusal(413, "Request Entity Too Large")]).await;
    for _ in 0..2 {
        let parcel = Parcel { bytes: Some(vec![1; 64]), ..Parcel::to(ChatId(501)) };
        let refused = world.bot().send(parcel, &document("a.bin", "")).await;
        assert!(matches!(refused, Err(ChannelError::Rejected { code: 413, .. })), "{refused:?}");
    }
}

#[tokio::test]
async fn the_token_in_a_files_address_is_in_no_error_and_follows_no_redirect() {
    let found = || Answer::ok(json!({"file_id": "f", "file_unique_id": "u", "file_path": "documents/file_7.pdf"}));
    let away = "Location: http://127.0.0.1:9/elsewhere\r\n";
    let half = b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf".to_vec();
    for answer in [
        Answer::text(404, "", &format!("no {TOKEN} here")),
        Answer::text(302, away, ""),
        Answer::Drop,
        Answer::BytesThenDrop(half),
        Answer::refusal(400, &format!("Bad Request: wrong file of {TOKEN}")),
    ] {
        let mut world = World::that_says([found(), answer]).await;
        let error = world.bot().file("f", MOST).await.unwrap_err();
        let secret = TOKEN.split(':').nth(1).unwrap();
        assert!(!format!("{error} {error:?}").contains(secret), "{error:?}");
        assert_eq!(world.next_call().await.method, "getFile");
    }
    let too_big = World::that_says([Answer::refusal(400, "Bad Request: file is too big")]).await;
    let refused = too_big.bot().file("f", MOST).await;
    assert!(matches!(refused, Err(ChannelError::Rejected { code: 400, .. })), "{refused:?}");
}
