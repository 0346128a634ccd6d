//! Against the Bot API simulator, which checks every request against the Bot API's own schema and knows what really
//! happened, whatever the answer said.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use std::{future::pending, time::Duration};

use candor_connect::{
    channel::{Channel, ChannelError, Parcel, Unfinished},
    secret::{BotToken, WebhookSecret},
    telegram::{
        BotApi, TelegramBot,
        translate::translate,
        updates::{
            Patience, Polling, PollingEnd, RawUpdate,
            webhook::{WebhookDoor, path_of, router},
        },
    },
};
use candor_core::{
    attachment::{Attachment, Held},
    ids::{ChatId, MessageId},
    language::Language,
    message::{Button, Content, Outgoing},
    moment::Moment,
    outbox::{Delivery, MenuLine},
};
use telegram_simulator::{BotSeen, Fault, FaultKind, NewBot, NewUser, Press, Server, Simulator, SimulatorOptions};
use tokio::{net::TcpListener, time::timeout};

use crate::{
    shelf::{Kept, Shelf},
    world::DEADLINE,
};

const QUICK: Patience = Patience {
    first: Duration::from_millis(5),
    most: Duration::from_millis(50),
    if_not_held: Duration::from_millis(20),
};

/// A bot, a person who has written to it, and the server between them.
struct Scene {
    simulator: Simulator,
    server: Server,
    bot: BotSeen,
    anna: i64,
}

impl Scene {
    async fn set() -> Self {
        let simulator = Simulator::new(SimulatorOptions::quick());
        let server = Server::local(simulator.clone()).await.unwrap();
        let bot = simulator.add_bot(NewBot::named("shop_bot")).unwrap();
        let anna = simulator.add_user(NewUser::named("Анна").speaking("ru")).unwrap();
        simulator.user_starts(bot.id, anna, Some("ad_42")).unwrap();
        Self { simulator, server, bot, anna }
    }

    fn api(&self) -> BotApi {
        BotApi::new(&self.server.url, BotToken::parse(&self.bot.token).unwrap()).unwrap()
    }

    fn channel(&self) -> TelegramBot {
        TelegramBot::new(self.api())
    }

    fn chat(&self) -> ChatId {
        ChatId(self.anna)
    }

    fn texts(&self) -> Vec<String> {
        let chat = self.simulator.chat(self.bot.id, self.anna).unwrap();
        chat.bot_texts().into_iter().map(str::to_owned).collect()
    }

    fn fails(&self, method: &str, fault: FaultKind) {
        self.simulator.add_fault(Fault::on(method, fault));
    }
}

fn message(text: &str, button: Option<&str>) -> Outgoing {
    let buttons = button.map(|data| vec![Button { label: data.to_uppercase(), data: data.to_owned() }]);
    Outgoing::plain(text).with_buttons(buttons.into_iter().collect())
}

fn said(text: &str) -> Delivery {
    Delivery::Send { message: message(text, None) }
}

fn contents(kept: &Kept) -> Vec<Content> {
    let now = Moment::from_seconds(1_800_000_000);
    let raws = kept.texts.values().map(|text| RawUpdate::from_text(text.as_str()));
    raws.filter_map(|raw| translate(&raw, now).incoming).map(|incoming| incoming.content).collect()
}

#[tokio::test]
async fn what_a_person_does_arrives_by_polling_and_is_understood() {
    let scene = Scene::set().await;
    let sent = scene
        .channel()
        .send(Parcel::to(scene.chat()), &Delivery::Send { message: message("Buy?", Some("buy:1")) })
        .await;
    let number = sent.unwrap().message_id.unwrap();
    let shelf = Shelf::open();
    let mut polling = Polling::new(scene.api(), shelf.clone(), None).with_patience(QUICK);
    let _running = tokio::spawn(async move { polling.run(pending()).await });
    scene.simulator.user_replies(scene.bot.id, scene.anna, number.0, "Сколько стоит? 😀").unwrap();
    let press = scene.simulator.user_presses(scene.bot.id, scene.anna, number.0, Press::Data("buy:1")).unwrap();
    let photo = serde_json::json!({"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}], "caption": "this"});
    scene.simulator.user_sends_message(scene.bot.id, scene.anna, photo).unwrap();
    scene.simulator.user_blocks(scene.bot.id, scene.anna).unwrap();
    let kept = shelf.holds(|kept| contents(kept).contains(&Content::Blocked)).await;
    let contents = contents(&kept);
    assert_eq!(contents[0], Content::Command { name: "start".to_owned(), argument: "ad_42".to_owned() });
    assert!(
        contents
            .contains(&Content::Text { text: "Сколько стоит? 😀".to_owned(), reply_to: Some(number) })
    );
    assert!(contents.contains(&Content::Other {
        what: "photo".to_owned(),
        caption: Some("this".to_owned()),
        reply_to: None,
        file: Some(Attachment {
            what: "photo".to_owned(),
            name: None,
            bytes: None,
            held: Held::AtChannel("a".to_owned()),
        }),
    }));
    let pressed = contents.iter().find_map(|content| match content {
        Content::Button { query_id, data } => Some((query_id.clone(), data.as_str())),
        _ => None,
    });
    assert_eq!(pressed, Some((press, "buy:1")));
}

#[tokio::test]
async fn every_request_fits_the_schema_and_has_its_effect() {
    let scene = Scene::set().await;
    let (channel, chat) = (scene.channel(), scene.chat());
    let me = channel.identity().await.unwrap();
    assert_eq!((me.id, me.username.as_deref()), (scene.bot.id, Some("shop_bot")));
    channel.show_typing(chat).await.unwrap();
    channel.show_unfinished(chat, Unfinished { number: 7, text: "<b>5" }).await.unwrap();
    let seen = scene.simulator.chat(scene.bot.id, scene.anna).unwrap().preview.unwrap();
    assert_eq!((seen.draft_id, seen.text.as_str(), seen.can_stop), (7, "<b>5", true));
    let odd = "<b>5 000 ₽</b> {{7*7}} *x* 😀 ${y}";
    let sent = channel.send(Parcel::to(chat), &Delivery::Send { message: message(odd, Some("yes")) }).await.unwrap();
    let id = sent.message_id.unwrap();
    assert_eq!(scene.texts(), [odd]);
    let press = scene.simulator.user_presses(scene.bot.id, scene.anna, id.0, Press::Data("yes")).unwrap();
    for text in [Some("Записал".to_owned()), None] {
        channel.send(Parcel::to(chat), &Delivery::AnswerButton { query_id: press.clone(), text }).await.unwrap();
    }
    let edit = Delivery::Edit { message_id: id, message: message("Done", None) };
    for _ in 0..2 {
        assert_eq!(
            channel.send(Parcel::to(chat), &edit).await.unwrap().message_id,
            Some(MessageId(id.0)),
            "twice is as good as once"
        );
    }
    assert_eq!(scene.texts(), ["Done"]);
    let line = MenuLine { command: "privacy".to_owned(), description: "Что хранится".to_owned() };
    for (language, place) in [(None, None), (Some(Language::Ru), None), (Some(Language::En), Some(chat))] {
        channel.api().set_my_commands(std::slice::from_ref(&line), language, place).await.unwrap();
        channel.api().delete_my_commands(language, place).await.unwrap();
    }
    assert!(!channel.api().webhook_info().await.unwrap().is_set());
    assert!(scene.simulator.unsupported().is_empty(), "{:?}", scene.simulator.unsupported());
    assert!(scene.simulator.warnings().is_empty(), "{:?}", scene.simulator.warnings());
}

#[tokio::test]
async fn a_stopped_message_stays_before_the_person_and_its_number_comes_back() {
    let scene = Scene::set().await;
    scene.channel().show_unfinished(scene.chat(), Unfinished { number: 7, text: "Fifteen" }).await.unwrap();
    assert_eq!(scene.simulator.user_stops(scene.bot.id, scene.anna), Ok(7));
    let shown = scene.simulator.chat(scene.bot.id, scene.anna).unwrap().preview.unwrap();
    assert_eq!((shown.text.as_str(), shown.can_stop), ("Fifteen", false));
    let shelf = Shelf::open();
    let mut polling = Polling::new(scene.api(), shelf.clone(), None).with_patience(QUICK);
    let _running = tokio::spawn(async move { polling.run(pending()).await });
    let now = Moment::from_seconds(1_800_000_000);
    let stopped = |kept: &Kept| {
        let raws = kept.texts.values().map(|text| RawUpdate::from_text(text.as_str()));
        raws.filter_map(|raw| translate(&raw, now).stopped).next()
    };
    let kept = shelf.holds(|kept| stopped(kept).is_some()).await;
    assert_eq!(stopped(&kept), Some(7));
}

#[tokio::test]
async fn each_fault_is_called_by_what_really_happened() {
    let scene = Scene::set().await;
    let (channel, chat) = (scene.channel(), scene.chat());
    scene.fails("sendMessage", FaultKind::TooManyRequests { retry_after: 7 });
    assert_eq!(channel.send(Parcel::to(chat), &said("a")).await, Err(ChannelError::RetryAfter(Duration::from_secs(7))));
    scene.fails("sendMessage", FaultKind::DropBeforeApplying);
    assert!(matches!(channel.send(Parcel::to(chat), &said("b")).await, Err(ChannelError::Uncertain(_))));
    assert_eq!(scene.texts(), [""; 0], "none of these arrived");
    scene.fails("sendMessage", FaultKind::DropAfterApplying);
    assert!(matches!(channel.send(Parcel::to(chat), &said("c")).await, Err(ChannelError::Uncertain(_))));
    assert_eq!(scene.texts(), ["c"], "this one did: the two cannot be told apart from here");
    scene.fails("sendMessage", FaultKind::Error { code: 502, description: String::new() });
    assert!(matches!(channel.send(Parcel::to(chat), &said("d")).await, Err(ChannelError::Uncertain(_))));
    scene.fails("sendMessage", FaultKind::Slow { millis: 300 });
    assert!(channel.send(Parcel::to(chat), &said("e")).await.is_ok(), "slow is not broken");
    scene.simulator.user_blocks(scene.bot.id, scene.anna).unwrap();
    assert_eq!(channel.send(Parcel::to(chat), &said("f")).await, Err(ChannelError::Blocked));
    assert!(matches!(
        channel.send(Parcel::to(ChatId(404_404)), &said("g")).await,
        Err(ChannelError::Rejected { code: 400, .. })
    ));
    scene.simulator.revoke_token(scene.bot.id).unwrap();
    assert_eq!(channel.send(Parcel::to(chat), &said("h")).await, Err(ChannelError::Unauthorized));
    assert_eq!(scene.texts(), ["c", "e"]);
}

#[tokio::test]
async fn of_two_pollers_one_steps_down_and_no_update_is_lost() {
    let scene = Scene::set().await;
    let shelf = Shelf::open();
    let mut pollings =
        [(); 2].map(|()| Polling::new(scene.api(), shelf.clone(), None).with_patience(QUICK)).into_iter();
    let (mut older, mut newer) = (pollings.next().unwrap(), pollings.next().unwrap());
    let older = tokio::spawn(async move { older.run(pending()).await });
    shelf.holds(|kept| kept.texts.len() == 1).await;
    let newer = tokio::spawn(async move { newer.run(pending()).await });
    let end = timeout(DEADLINE, async {
        tokio::select! { end = older => end, end = newer => end }
    })
    .await;
    assert_eq!(end.unwrap().unwrap(), Err(PollingEnd::AnotherPoller));
    scene.simulator.user_sends(scene.bot.id, scene.anna, "still there?").unwrap();
    shelf.holds(|kept| kept.texts.len() == 2).await;
}

#[tokio::test]
async fn a_webhook_takes_over_from_polling_and_gives_back() {
    let scene = Scene::set().await;
    let (shelf, secret) = (Shelf::open(), WebhookSecret::from_random([4; 32]));
    let door = WebhookDoor { path_key: "k".to_owned(), secrets: vec![secret.clone()], sink: shelf.clone() };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}{}", listener.local_addr().unwrap(), path_of("k"));
    tokio::spawn(async move { axum::serve(listener, router(vec![door])).await });
    scene.api().register_webhook(&url, &secret).await.unwrap();
    assert!(scene.api().webhook_info().await.unwrap().is_set());
    scene.simulator.user_sends(scene.bot.id, scene.anna, "by webhook").unwrap();
    let kept = shelf.holds(|kept| kept.texts.len() == 2).await;
    assert!(contents(&kept).contains(&Content::Text { text: "by webhook".to_owned(), reply_to: None }));
    let mut polling = Polling::new(scene.api(), shelf.clone(), None).with_patience(QUICK);
    assert_eq!(polling.run(pending()).await, Err(PollingEnd::WebhookIsSet));
    scene.api().delete_webhook().await.unwrap();
    let _running = tokio::spawn(async move { polling.run(pending()).await });
    scene.simulator.user_sends(scene.bot.id, scene.anna, "by polling").unwrap();
    shelf.holds(|kept| kept.texts.len() == 3).await;
}

#[tokio::test]
async fn updates_of_unknown_kinds_and_shapes_pass_through() {
    let scene = Scene::set().await;
    scene.simulator.inject_update(scene.bot.id, serde_json::json!({"hologram": {"depth": 3}})).unwrap();
    scene.simulator.inject_text(scene.bot.id, r#"{"neither":"number","nor":"kind"}"#).unwrap();
    scene.simulator.inject_text(scene.bot.id, r#"{"not even":"json""#).unwrap();
    scene.simulator.user_sends(scene.bot.id, scene.anna, "after them").unwrap();
    let shelf = Shelf::open();
    let mut polling = Polling::new(scene.api(), shelf.clone(), None).with_patience(QUICK);
    let _running = tokio::spawn(async move { polling.run(pending()).await });
    let words = Content::Text { text: "after them".to_owned(), reply_to: None };
    shelf.holds(|kept| contents(kept).contains(&words)).await;
}
