//! Handing over: a person is called, takes the conversation, answers, gives it back.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use candor_core::conversation::Holder;

use crate::stage::{Stage, example};

#[tokio::test]
async fn a_manager_takes_answers_and_gives_back_while_the_desk_is_silent() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "Can I talk to a human please?").await;
    assert!(stage.texts(vera).last().unwrap().contains("A person is wanted: Anna"));

    stage.presses(vera, "Take").await;
    assert!(stage.texts(anna).last().unwrap().contains("Vera has joined"));
    assert!(matches!(stage.conversation(anna).await.holder, Holder::Operator { .. }));

    let before = stage.texts(anna).len();
    assert!(stage.says(anna, "How much are 15 red roses?").await.is_empty(), "the desk is silent while a person holds");
    assert!(stage.texts(vera).last().unwrap().contains("Anna: How much are 15 red roses?"));
    stage.says(vera, "I'll find out for you").await;
    assert_eq!(stage.texts(anna).split_off(before), ["Vera: I'll find out for you"]);

    stage.presses(vera, "Back to the desk").await;
    assert!(stage.texts(anna).last().unwrap().contains("AI assistant"));
    let answer = stage.says(anna, "How much are 15 red roses?").await;
    assert!(answer[0].contains("not a person"), "coming back, the desk says again that it is an AI: {answer:?}");
    stage.strike().await;
}

#[tokio::test]
async fn the_first_to_take_has_it_and_the_others_are_told() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let olga = stage.manager("Olga").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "human please").await;
    stage.presses(vera, "Take").await;
    let card = stage.texts(olga).into_iter().find(|text| text.contains("A person is wanted")).unwrap();
    assert!(card.contains("Vera is answering"), "{card}");
    assert!(stage.says(olga, "hello").await[0].contains("hold no conversation"));
    stage.strike().await;
}

#[tokio::test]
async fn a_stranger_with_operator_buttons_and_codes_is_a_contact_like_any_other() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let mallory = stage.person("Mallory", "en");
    let greeting = stage.says(mallory, "/start claim_00000000000000000000000000000000").await;
    assert!(greeting[0].contains("AI"), "{greeting:?}");
    assert!(!stage.texts(mallory).iter().any(|text| text.contains("joined the desk")));
    assert!(stage.texts(vera).iter().all(|text| !text.contains("Mallory")));
    stage.strike().await;
}

#[tokio::test]
async fn the_third_message_nobody_understands_calls_a_person() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    for words in ["qwrtp zxcv", "mnbv lkjh qq", "plmk nbvg"] {
        stage.says(anna, words).await;
    }
    assert!(
        matches!(stage.conversation(anna).await.holder, Holder::Waiting { .. }),
        "{}",
        stage.transcript(anna).await
    );
    assert!(stage.texts(vera).last().unwrap().contains("was not understood several times"));
    stage.strike().await;
}

#[tokio::test]
async fn a_running_conversation_keeps_its_version_and_a_new_one_begins_with_the_new() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    let text = example("flower-shop").replacen("# ", "# \u{2116}2 ", 1);
    let version = stage.publish(&text).await;
    assert_eq!(version, 2);
    stage.says(anna, "How much are 15 red roses?").await;
    assert_eq!(stage.conversation(anna).await.script.version, 1);
    let boris = stage.person("Boris", "en");
    stage.says(boris, "/start").await;
    assert_eq!(stage.conversation(boris).await.script.version, 2);
    stage.strike().await;
}

#[tokio::test]
async fn an_insult_calls_a_person_by_the_scripts_rule() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "you are idiots").await;
    assert!(stage.texts(vera).last().unwrap().contains("is upset"), "{}", stage.transcript(anna).await);
    stage.strike().await;
}

#[tokio::test]
async fn a_yes_to_the_offer_of_a_person_calls_one() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "Do you also repair bicycles?").await;
    stage.says(anna, "yes please").await;
    assert!(stage.texts(vera).last().unwrap().contains("asked for a person"), "{}", stage.transcript(anna).await);
    stage.strike().await;
}

#[tokio::test]
async fn a_deep_link_leads_to_its_step_and_is_remembered() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start roses_instagram").await;
    let conversation = stage.conversation(anna).await;
    assert_eq!(conversation.step.as_deref(), Some("roses"));
    assert_eq!(conversation.source.as_deref(), Some("roses_instagram"));
    stage.strike().await;
}

#[tokio::test]
async fn a_card_has_its_number_though_the_conversation_begins_with_the_very_words_that_call_a_person() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let people: Vec<i64> = ["Gus", "Ida", "Max"].map(|name| stage.person(name, "en")).to_vec();
    for person in &people {
        stage.simulator.user_sends(stage.bot.id, *person, "human please").unwrap();
    }
    stage.settle().await;
    let cards = stage.texts(vera);
    for (person, name) in people.iter().zip(["Gus", "Ida", "Max"]) {
        let id = stage.conversation(*person).await.id;
        let number = stage.desk.store.conversation_line(&id).await.unwrap().unwrap().number;
        let heading = format!("#{number} A person is wanted: {name}");
        assert_eq!(cards.iter().filter(|card| card.contains(&heading)).count(), 1, "{heading}: {cards:?}");
    }
    stage.strike().await;
}
