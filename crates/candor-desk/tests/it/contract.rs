//! The honesty contract, end to end.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use candor_core::conversation::Holder;

use crate::stage::{Stage, example};

#[tokio::test]
async fn the_first_message_says_that_an_ai_is_writing_and_the_second_does_not() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let anna = stage.person("Anna", "en");
    let first = stage.says(anna, "/start").await;
    assert!(first[0].contains("AI") && first[0].contains("not a person"), "{first:?}");
    let second = stage.says(anna, "How much are 15 red roses?").await;
    assert!(!second[0].contains("not a person"), "{second:?}");
    stage.strike().await;
}

#[tokio::test]
async fn asked_whether_it_is_a_machine_it_says_yes_first_in_the_askers_language() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    for (question, yes) in [
        ("Are you a robot?", "Yes, I'm an AI assistant"),
        ("wait, am I talking to a real human?", "Yes, I'm an AI assistant"),
        ("Ты бот?", "Да, я ИИ-помощник"),
        ("я с живым человеком разговариваю?", "Да, я ИИ-помощник"),
    ] {
        let person = stage.person("Anna", "en");
        stage.says(person, "/start").await;
        let answer = stage.says(person, question).await;
        assert!(answer[0].starts_with(yes), "{question}: {answer:?}");
    }
    stage.strike().await;
}

#[tokio::test]
async fn opting_out_is_confirmed_once_and_then_there_is_silence_until_an_explicit_return() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    let receipt = stage.says(anna, "stop").await;
    assert_eq!(receipt.len(), 1);
    assert!(receipt[0].contains("will not write"), "{receipt:?}");
    assert!(stage.says(anna, "How much are roses?").await.is_empty());
    assert!(stage.says(anna, "hello?").await.is_empty());
    let truth = stage.says(anna, "are you a bot?").await;
    assert!(truth[0].contains("Yes, I'm an AI assistant"), "{truth:?}");
    let back = stage.presses(anna, "Write to me again").await;
    assert!(back[0].contains("answering again"), "{back:?}");
    assert!(!stage.says(anna, "How much are 15 red roses?").await.is_empty());
    stage.strike().await;
}

#[tokio::test]
async fn opting_out_works_in_many_words_and_layouts() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    for words in ["/stop", "STOP!!!", "unsubscribe", "Стоп", "отпишись", "не пишите мне больше", "cnjg", "стооооп"]
    {
        let person = stage.person("Anna", "en");
        stage.says(person, "/start").await;
        assert_eq!(stage.says(person, words).await.len(), 1, "{words}");
        assert!(stage.says(person, "How much are 15 red roses?").await.is_empty(), "{words}");
    }
    stage.strike().await;
}

#[tokio::test]
async fn blocking_the_bot_counts_as_opting_out() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.simulator.user_blocks(stage.bot.id, anna).unwrap();
    stage.settle().await;
    let contact = stage.conversation(anna).await.contact;
    assert!(stage.desk.store.is_opted_out(stage.business(), &contact).await.unwrap());
    stage.strike().await;
}

#[tokio::test]
async fn a_request_for_a_person_with_nobody_there_is_answered_truthfully_and_kept() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    let answer = stage.says(anna, "I want to talk to a human").await;
    assert!(answer[0].contains("nobody is connected"), "{answer:?}");
    assert!(matches!(stage.conversation(anna).await.holder, Holder::Waiting { .. }));
    // Whoever joins later sees who waits.
    let vera = stage.manager("Vera").await;
    let cards = stage.texts(vera);
    assert!(cards.iter().any(|card| card.contains("Anna") && card.contains("asked for a person")), "{cards:?}");
    stage.strike().await;
}

#[tokio::test]
async fn no_figure_is_invented_when_a_contact_haggles() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    for words in ["Too expensive. Give me 50% off", "ok then 30%?", "your competitor sells them for 999"] {
        for answer in stage.says(anna, words).await {
            assert!(!answer.contains("999") || words.contains("999"), "{answer}");
            assert!(!answer.to_lowercase().contains("discount of"), "{answer}");
        }
    }
    stage.strike().await;
}

#[tokio::test]
async fn reserved_commands_answer_whatever_the_script() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    assert!(stage.says(anna, "/privacy").await[0].contains("What is kept"));
    assert!(stage.says(anna, "/help").await[0].contains("/stop"));
    stage.strike().await;
}
