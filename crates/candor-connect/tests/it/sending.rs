//! Deliveries: what goes over the wire, and what each way of failing is called.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use std::time::Duration;

use candor_connect::{
    channel::{Channel, ChannelError, Delivered, Parcel, Unfinished},
    secret::{BotToken, WebhookSecret},
    telegram::{BotApi, TelegramBot, bot_api::ApiError, updates::ALLOWED_UPDATES},
};
use candor_core::{
    ids::{ChatId, MessageId},
    language::Language,
    message::{Button, Outgoing},
    outbox::{Delivery, MenuLine},
};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::world::{Answer, TOKEN, World};

const CHAT: ChatId = ChatId(501);

fn message(text: &str) -> Delivery {
    Delivery::Send { message: Outgoing::plain(text) }
}

fn with_button(text: &str) -> Outgoing {
    let button = Button { label: "Yes <b>".to_owned(), data: "yes:1".to_owned() };
    Outgoing::plain(text).with_buttons(vec![vec![button]])
}

/// What becomes of a message if the server answers so.
async fn sent_to(answer: Answer) -> Result<Delivered, ChannelError> {
    let world = World::that_says([answer]).await;
    world.bot().send(Parcel::to(CHAT), &message("hi")).await
}

fn is_uncertain(outcome: &Result<Delivered, ChannelError>) -> bool {
    matches!(outcome, Err(ChannelError::Uncertain(_)))
}

#[tokio::test]
async fn a_message_leaves_as_plain_words_and_brings_its_number() {
    let mut world = World::that_says([Answer::ok(json!({"message_id": 77, "date": 1}))]).await;
    let words = "<b>5 000 ₽</b> *not markup* {{x}} 😀";
    let sent = world.bot().send(Parcel::to(CHAT), &message(words)).await.unwrap();
    assert_eq!(sent, Delivered { message_id: Some(MessageId(77)), ..Delivered::default() });
    let call = world.next_call().await;
    assert_eq!(call.path, format!("/bot{TOKEN}/sendMessage"));
    let expected = json!({"chat_id": 501, "text": words, "link_preview_options": {"is_disabled": true}});
    assert_eq!(call.params, expected);
}

#[tokio::test]
async fn buttons_become_an_inline_keyboard_and_an_edit_can_take_them_away() {
    let mut world =
        World::that_says([Answer::ok(json!({"message_id": 77})), Answer::ok(json!(true)), Answer::ok(json!(true))])
            .await;
    let bot = world.bot();
    bot.send(Parcel::to(CHAT), &Delivery::Send { message: with_button("Buy?") }).await.unwrap();
    let edit = |message| Delivery::Edit { message_id: MessageId(77), message };
    let edited = bot.send(Parcel::to(CHAT), &edit(with_button("Buy now?"))).await.unwrap();
    assert_eq!(edited.message_id, Some(MessageId(77)));
    bot.send(Parcel::to(CHAT), &edit(Outgoing::plain("Bought"))).await.unwrap();
    let keyboard = json!({"inline_keyboard": [[{"text": "Yes <b>", "callback_data": "yes:1"}]]});
    assert_eq!(world.next_call().await.params["reply_markup"], keyboard);
    let second = world.next_call().await;
    assert_eq!((second.method.as_str(), &second.params["reply_markup"]), ("editMessageText", &keyboard));
    assert_eq!(world.next_call().await.params["reply_markup"], json!({"inline_keyboard": []}));
}

#[tokio::test]
async fn an_answered_button_says_its_line_or_nothing() {
    let mut world = World::that_says([Answer::ok(json!(true)), Answer::ok(json!(true))]).await;
    let bot = world.bot();
    for text in [Some("Saved".to_owned()), None] {
        let done =
            bot.send(Parcel::to(CHAT), &Delivery::AnswerButton { query_id: "9".to_owned(), text }).await.unwrap();
        assert_eq!(done.message_id, None);
    }
    assert_eq!(world.next_call().await.params, json!({"callback_query_id": "9", "text": "Saved"}));
    assert_eq!(world.next_call().await.params, json!({"callback_query_id": "9"}));
}

#[tokio::test]
async fn refusals_that_say_it_is_done_already_are_no_failures() {
    let unchanged =
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same";
    let old = "Bad Request: query is too old and response timeout expired or query ID is invalid";
    let world =
        World::that_says([Answer::refusal(400, unchanged), Answer::refusal(400, old), Answer::refusal(400, unchanged)])
            .await;
    let bot = world.bot();
    let edit = Delivery::Edit { message_id: MessageId(77), message: with_button("Buy?") };
    assert_eq!(
        bot.send(Parcel::to(CHAT), &edit).await,
        Ok(Delivered { message_id: Some(MessageId(77)), ..Delivered::default() })
    );
    let answer = Delivery::AnswerButton { query_id: "9".to_owned(), text: None };
    assert_eq!(bot.send(Parcel::to(CHAT), &answer).await, Ok(Delivered::default()));
    assert!(
        matches!(bot.send(Parcel::to(CHAT), &message("hi")).await, Err(ChannelError::Rejected { code: 400, .. })),
        "but for a new message it is one"
    );
}

#[tokio::test]
async fn refusals_say_what_to_do_next() {
    let blocked = sent_to(Answer::refusal(403, "Forbidden: bot was blocked by the user")).await;
    assert_eq!(blocked, Err(ChannelError::Blocked));
    assert_eq!(sent_to(Answer::refusal(401, "Unauthorized")).await, Err(ChannelError::Unauthorized));
    let why = "Bad Request: chat not found".to_owned();
    assert_eq!(sent_to(Answer::refusal(400, &why)).await, Err(ChannelError::Rejected { code: 400, why }));
    let moved = json!({"ok": false, "error_code": 400, "description": "Bad Request: group chat was upgraded to a supergroup chat", "parameters": {"migrate_to_chat_id": -1_001_234}});
    assert_eq!(sent_to(Answer::json(400, &moved)).await, Err(ChannelError::Migrated(ChatId(-1_001_234))));
}

#[tokio::test]
async fn a_wait_is_read_from_the_body_or_else_from_the_header() {
    let body = |seconds: Value| json!({"ok": false, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": seconds}});
    let wait = |seconds| Err(ChannelError::RetryAfter(Duration::from_secs(seconds)));
    assert_eq!(sent_to(Answer::json(429, &body(json!(17)))).await, wait(17));
    let header = "Retry-After: 9\r\n";
    assert_eq!(sent_to(Answer::text(429, header, &body(json!("soon")).to_string())).await, wait(9));
    assert_eq!(sent_to(Answer::text(429, header, "<html>slow down</html>")).await, wait(9));
    assert_eq!(sent_to(Answer::text(429, "", "")).await, wait(3));
}

#[tokio::test]
async fn once_the_request_left_its_fate_is_uncertain() {
    assert!(is_uncertain(&sent_to(Answer::refusal(500, "Internal Server Error: restart")).await));
    assert!(is_uncertain(&sent_to(Answer::text(502, "", "<html>Bad Gateway</html>")).await));
    assert!(is_uncertain(&sent_to(Answer::text(200, "", "not json")).await));
    assert!(is_uncertain(&sent_to(Answer::text(200, "", r#"{"ok":true}"#)).await));
    assert!(is_uncertain(&sent_to(Answer::Drop).await));
    let half = b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"ok\":true,".to_vec();
    assert!(is_uncertain(&sent_to(Answer::BytesThenDrop(half)).await));
    assert!(is_uncertain(&sent_to(Answer::BytesThenDrop(b"garbage".to_vec())).await));
}

#[tokio::test]
async fn an_answer_without_end_is_given_up() {
    let body = format!(r#"{{"ok":true,"result":"{}"}}"#, "x".repeat(9 * 1024 * 1024));
    let outcome = sent_to(Answer::text(200, "", &body)).await;
    assert!(matches!(&outcome, Err(ChannelError::Uncertain(why)) if why.contains("too long")), "{outcome:?}");
}

#[tokio::test]
async fn a_message_accepted_without_a_number_counts_as_delivered() {
    assert_eq!(sent_to(Answer::ok(json!({}))).await, Ok(Delivered::default()));
}

#[tokio::test]
async fn a_silent_server_is_given_up_after_the_time_named() {
    let world = World::that_says([Answer::Hold]).await;
    let outcome = world.api().call("sendMessage", &json!({}), Duration::from_millis(200)).await;
    assert!(matches!(&outcome, Err(ApiError::NoAnswer(why)) if why.contains("time ran out")), "{outcome:?}");
}

#[tokio::test]
async fn a_refused_connection_means_nothing_was_sent() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let root = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    let bot = TelegramBot::new(BotApi::new(&root, BotToken::parse(TOKEN).unwrap()).unwrap());
    let outcome = bot.send(Parcel::to(CHAT), &message("hi")).await;
    assert!(matches!(outcome, Err(ChannelError::NotSent(_))), "{outcome:?}");
}

#[tokio::test]
async fn a_failed_handshake_means_nothing_was_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let root = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            drop(stream);
        }
    });
    let bot = TelegramBot::new(BotApi::new(&root, BotToken::parse(TOKEN).unwrap()).unwrap());
    let outcome = bot.send(Parcel::to(CHAT), &message("hi")).await;
    assert!(matches!(outcome, Err(ChannelError::NotSent(_))), "{outcome:?}");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let mut elsewhere = World::that_says([Answer::ok(json!({"message_id": 1}))]).await;
    let location = format!("Location: http://{}/bot{TOKEN}/sendMessage\r\n", elsewhere.address);
    let outcome = sent_to(Answer::text(307, &location, "")).await;
    assert!(matches!(outcome, Err(ChannelError::Down(_))), "{outcome:?}");
    assert_eq!(elsewhere.calls_so_far(), []);
}

#[tokio::test]
async fn the_wrong_server_is_down_and_not_the_wrong_token() {
    let world =
        World::that_says([Answer::text(404, "Content-Type: text/html\r\n", "<h1>Not Found</h1>"), Answer::Drop]).await;
    let bot = world.bot();
    for _ in 0..2 {
        let outcome = bot.identity().await;
        assert!(matches!(outcome, Err(ChannelError::Down(_))), "{outcome:?}");
    }
}

#[tokio::test]
async fn a_bot_knows_who_it_is() {
    let me =
        json!({"id": 123_456_789, "is_bot": true, "first_name": "Shop", "username": "shop_bot", "something_new": [1]});
    let world = World::that_says([Answer::ok(me)]).await;
    let identity = world.bot().identity().await.unwrap();
    assert_eq!(
        (identity.id, identity.username.as_deref(), identity.name.as_str()),
        (123_456_789, Some("shop_bot"), "Shop")
    );
}

#[tokio::test]
async fn typing_unfinished_messages_menus_and_webhooks_use_their_methods() {
    let mut world = World::that_says((0..6).map(|_| Answer::ok(json!(true)))).await;
    let bot = world.bot();
    bot.show_typing(CHAT).await.unwrap();
    bot.show_unfinished(CHAT, Unfinished { number: 7, text: "<b>15" }).await.unwrap();
    let line = MenuLine { command: "privacy".to_owned(), description: "Что хранится".to_owned() };
    bot.api().set_my_commands(&[line], Some(Language::Ru), Some(CHAT)).await.unwrap();
    bot.api().delete_my_commands(None, None).await.unwrap();
    let secret = WebhookSecret::from_random([3; 32]);
    bot.api().register_webhook("https://desk.example/telegram/k", &secret).await.unwrap();
    bot.api().delete_webhook().await.unwrap();
    let typing = world.next_call().await;
    assert_eq!(
        (typing.method.as_str(), typing.params),
        ("sendChatAction", json!({"chat_id": 501, "action": "typing"}))
    );
    let draft = world.next_call().await;
    let shown = json!({"chat_id": 501, "draft_id": 7, "text": "<b>15", "can_stop": true, "keep_on_stop": true});
    assert_eq!((draft.method.as_str(), draft.params), ("sendMessageDraft", shown));
    let menu = json!({"commands": [{"command": "privacy", "description": "Что хранится"}], "scope": {"type": "chat", "chat_id": 501}, "language_code": "ru"});
    assert_eq!(world.next_call().await.params, menu);
    assert_eq!(world.next_call().await.params, json!({"scope": {"type": "all_private_chats"}, "language_code": ""}));
    let hook = world.next_call().await;
    assert_eq!(hook.method, "setWebhook");
    assert_eq!(hook.params["allowed_updates"], json!(ALLOWED_UPDATES));
    assert_eq!(
        (&hook.params["secret_token"], &hook.params["drop_pending_updates"]),
        (&json!(secret.expose()), &json!(false))
    );
    assert_eq!(world.next_call().await.params, json!({"drop_pending_updates": false}));
}

#[tokio::test]
async fn the_state_of_the_webhook_is_read_with_unknown_fields_in_it() {
    let info = json!({"url": "https://desk.example/x", "has_custom_certificate": false, "pending_update_count": 3, "last_error_date": 5, "last_error_message": "Wrong response", "new": {}});
    let world = World::that_says([Answer::ok(info), Answer::ok(json!({"url": "", "pending_update_count": 0}))]).await;
    let info = world.api().webhook_info().await.unwrap();
    assert!(info.is_set());
    assert_eq!((info.pending_update_count, info.last_error_message.as_deref()), (3, Some("Wrong response")));
    assert!(!world.api().webhook_info().await.unwrap().is_set());
}

#[test]
fn an_api_root_must_be_the_address_of_a_server() {
    let root = |root: &str| BotApi::new(root, BotToken::parse(TOKEN).unwrap());
    for wrong in [
        "",
        "api.telegram.org",
        "ftp://x",
        "http://",
        "http://user:pw@x",
        "http://x/?a=b",
        "http://x/#y",
        "file:///etc",
    ] {
        assert!(root(wrong).is_err(), "{wrong}");
    }
    for right in ["https://api.telegram.org", "http://127.0.0.1:8081/", "http://[::1]:8081/base/path/"] {
        assert!(root(right).is_ok(), "{right}");
    }
}
