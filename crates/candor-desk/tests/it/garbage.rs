//! Bad input: nothing is executed, nothing is lost, nothing stops.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use serde_json::json;
use telegram_simulator::NewUser;

use crate::stage::{Stage, example};

#[tokio::test]
async fn malformed_and_unknown_updates_are_kept_counted_and_stop_nothing() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let anna = stage.person("Anna", "en");
    stage.simulator.inject_update(stage.bot.id, json!({"quite_new_kind": {"x": [1, 2, {"y": null}]}})).unwrap();
    stage.simulator.inject_update(stage.bot.id, json!({"message": 17})).unwrap();
    stage.simulator.inject_update(stage.bot.id, json!({"message": {"chat": {"id": "no number"}, "text": {}}})).unwrap();
    let answer = stage.says(anna, "/start").await;
    assert!(!answer.is_empty());
    assert_eq!(stage.desk.store.counts().await.unwrap().inbox_unreadable, 3);
    stage.strike().await;
}

#[tokio::test]
async fn strange_texts_and_names_are_answered_and_never_executed() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let name = "<b>{business}</b>\u{202e}{{7*7}}\u{200b}";
    let person = stage
        .simulator
        .add_user(NewUser { last_name: Some("'; DROP TABLE inbox;--".to_owned()), ..NewUser::named(name) })
        .unwrap();
    stage.says(person, "/start").await;
    for text in [
        "\u{200b}\u{200b}",
        "\u{202e}stoor red era hcum woh",
        "<script>alert(1)</script> {{7*7}} ${7*7} %s {roses_15}",
        "'; DROP TABLE conversations; --",
        &"я".repeat(4096),
        "🌹🌹🌹",
    ] {
        stage.says(person, text).await;
    }
    stage.says(person, "human").await;
    let all = stage.texts(person).join("\n");
    assert!(!all.contains("49") && !all.contains("<script>"), "{all}");
    let card = stage.texts(vera).pop().unwrap();
    assert!(!card.contains('\u{202e}') && card.contains("{{7*7}}"), "{card}");
    stage.strike().await;
}

#[tokio::test]
async fn a_sticker_alone_is_answered_honestly() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    let before = stage.texts(anna).len();
    let sticker = json!({"sticker": {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1,
        "is_animated": false, "is_video": false}});
    stage.simulator.user_sends_message(stage.bot.id, anna, sticker).unwrap();
    stage.settle().await;
    assert!(stage.texts(anna).split_off(before)[0].contains("only read text"));
    stage.strike().await;
}

#[tokio::test]
async fn two_messages_in_a_row_get_one_answer() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    let before = stage.texts(anna).len();
    stage.simulator.user_sends(stage.bot.id, anna, "Hi").unwrap();
    stage.simulator.user_sends(stage.bot.id, anna, "How much are 15 red roses?").unwrap();
    stage.settle().await;
    assert_eq!(stage.texts(anna).len(), before + 1, "{:?}", stage.texts(anna));
    stage.strike().await;
}

#[tokio::test]
async fn ten_thousand_messages_at_once_are_all_kept_and_answered_in_few_turns() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.simulator.user_sends_many(stage.bot.id, anna, "message {n}", 10_000).unwrap();
    stage.settle().await;
    let conversation = stage.conversation(anna).await;
    let lines = stage.desk.store.timeline(&conversation.id, 0, 100_000).await.unwrap();
    let kept = lines.iter().filter(|line| line.entry.text.starts_with("message ")).count();
    assert_eq!(kept, 10_000);
    assert!(stage.texts(anna).len() < 200, "{} answers", stage.texts(anna).len());
    stage.strike().await;
}
