//! Buttons pressed and answered.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use std::time::Duration;

use serde_json::json;
use telegram_simulator::{CannotAct, Press};

use crate::bench::{Bench, fits};

const TOO_OLD: &str = "Bad Request: query is too old and response timeout expired or query ID is invalid";

async fn with_keyboard(bench: &Bench) -> i64 {
    let keyboard = json!({ "inline_keyboard": [[
        { "text": "Да", "callback_data": "yes" },
        { "text": "Сайт", "url": "https://example.org" },
    ]] });
    let params = json!({ "chat_id": bench.anna, "text": "?", "reply_markup": keyboard });
    bench.ok("sendMessage", params).await["message_id"].as_i64().unwrap()
}

#[tokio::test]
async fn a_press_reaches_the_bot_and_is_answered_once() {
    let bench = Bench::new().await;
    let message_id = with_keyboard(&bench).await;
    let id = bench.simulator.user_presses(bench.bot.id, bench.anna, message_id, Press::Data("yes")).unwrap();
    let update = bench.ok("getUpdates", json!({})).await[0].clone();
    fits("Update", &update);
    let query = &update["callback_query"];
    assert_eq!((query["id"].as_str(), query["data"].as_str()), (Some(id.as_str()), Some("yes")));
    assert_eq!(query["message"]["message_id"], message_id);

    let answer = || {
        bench.call("answerCallbackQuery", json!({ "callback_query_id": id, "text": "Записала", "show_alert": true }))
    };
    assert_eq!(*answer().await.result(), json!(true));
    answer().await.refused(400, TOO_OLD);
    let seen = bench.simulator.callback(bench.bot.id, &id).unwrap();
    assert!(seen.is_answered && seen.show_alert);
    assert_eq!(seen.text, "Записала");
}

#[tokio::test]
async fn forged_and_late_answers_are_refused() {
    let bench = Bench::new().await;
    let message_id = with_keyboard(&bench).await;
    bench.call("answerCallbackQuery", json!({ "callback_query_id": "12345" })).await.refused(400, TOO_OLD);
    bench.call("answerCallbackQuery", json!({})).await.refused(400, TOO_OLD);
    let id = bench.simulator.user_presses(bench.bot.id, bench.anna, message_id, Press::Label("Да")).unwrap();
    bench.simulator.advance(Duration::from_secs(151));
    bench.call("answerCallbackQuery", json!({ "callback_query_id": id })).await.refused(400, TOO_OLD);
}

#[tokio::test]
async fn only_buttons_that_are_there_can_be_pressed() {
    let bench = Bench::new().await;
    let message_id = with_keyboard(&bench).await;
    let press = |press| bench.simulator.user_presses(bench.bot.id, bench.anna, message_id, press);
    assert_eq!(press(Press::Data("no")), Err(CannotAct::NoSuchButton(message_id)));
    assert_eq!(press(Press::At(0, 1)), Err(CannotAct::NoSuchButton(message_id)), "a link sends nothing to the bot");
    assert_eq!(press(Press::At(7, 0)), Err(CannotAct::NoSuchButton(message_id)));
    assert!(press(Press::At(0, 0)).is_ok());
}
