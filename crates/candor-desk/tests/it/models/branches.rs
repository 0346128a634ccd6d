//! Every way a call can go, and that the contact is answered in each.

use std::time::Duration;

use candor_connect::model::ModelError;
use candor_core::{
    conversation::Holder,
    model::{ModelReply, Stop, Tokens},
};

use super::*;

const PRICE: &str = "Fifteen red roses are 2,900 ₽. Shall I show you what suits the occasion?";
const ASKS_PRICE: &str = "How much are 15 red roses?";

#[tokio::test(flavor = "multi_thread")]
async fn a_model_words_the_script_and_the_turn_says_who_wrote_and_why() {
    let model = writer("fast", |_| writes(PRICE));
    let stage = flowers(std::slice::from_ref(&model)).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    let said = stage.says(anna, ASKS_PRICE).await;
    assert!(said[0].contains(PRICE), "{said:?}");
    let reasons = stage.last_reasons(anna).await;
    assert_eq!((reasons.writer.as_str(), reasons.strategy.word()), ("scripted-1", "script_80"));
    let call = reasons.calls.last().unwrap();
    assert_eq!((call.provider.as_str(), call.outcome.as_str(), call.prompt.as_str()), ("fast", "done", "write-3"));
    assert!(reasons.verdicts.iter().all(|verdict| verdict.reason.is_empty()), "{:?}", reasons.verdicts);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn greetings_thanks_opt_outs_and_questions_about_being_a_machine_ask_no_model() {
    let model = writer("fast", |_| writes("Anything."));
    let stage = flowers(std::slice::from_ref(&model)).await;
    let anna = stage.person("Anna", "en");
    for words in ["/start", "Hi!", "Thanks", "are you a bot?", "yes", "stop"] {
        stage.says(anna, words).await;
    }
    assert!(model.asked().is_empty(), "{:?}", jobs(&model));
    assert!(stage.last_reasons(anna).await.calls.is_empty());
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unclear_message_is_heard_by_a_model_and_answered_along_the_script() {
    let model = Arc::new(ScriptedModel::by("fast", |request: &ModelRequest| match request.job {
        Job::Hear => heard(&json!({
            "things": [{"kind": "asks_price", "words": "set me back"}], "about": "fact.roses_25", "script_fit_score": 0.95,
        })),
        _ => writes("25 red roses are 4,700 ₽."),
    }));
    let stage = flowers(std::slice::from_ref(&model)).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    let said = stage.says(anna, "so what would a quarter of a hundred of the red ones set me back then").await;
    assert!(said[0].contains("4,700"), "{said:?}");
    assert_eq!(jobs(&model), [Job::Hear, Job::Write]);
    let reasons = stage.last_reasons(anna).await;
    assert_eq!(reasons.strategy.word(), "script_80");
    assert_eq!(reasons.calls.len(), 2);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_script_ends_a_model_talks_freely_and_invents_nothing() {
    let free = "That I do not know. I can call a person who does.";
    let model = writer("fast", move |_| writes(free));
    let stage = flowers(std::slice::from_ref(&model)).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    let said = stage.says(anna, "Do you also repair bicycles in the winter months?").await;
    assert!(said[0].contains(free), "{said:?}");
    assert_eq!(stage.last_reasons(anna).await.strategy.word(), "free_20");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_guard_stops_is_written_once_more_and_then_the_approved_words_are_said() {
    let mut answers =
        ["Only 2,500 ₽ for you today!", PRICE, "I am Kate, a real person. 2,900 ₽.", "Still Kate here, 100 ₽!"]
            .into_iter();
    let model = writer("fast", move |_| writes(answers.next().unwrap()));
    let stage = flowers(std::slice::from_ref(&model)).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    let said = stage.says(anna, ASKS_PRICE).await;
    assert!(said[0].contains(PRICE), "{said:?}");
    let asked = model.asked();
    assert_eq!(asked.len(), 2);
    assert!(asked[1].lines.last().unwrap().text.contains("2,500"), "it is told what was wrong");

    let boris = stage.person("Boris", "en");
    stage.says(boris, "/start").await;
    let said = stage.says(boris, ASKS_PRICE).await;
    assert!(said[0].contains("2,900 ₽") && !said[0].contains("Kate"), "{said:?}");
    let reasons = stage.last_reasons(boris).await;
    assert_eq!(reasons.writer, "local");
    assert!(
        reasons.verdicts.iter().any(|verdict| verdict.reason.contains("person") || verdict.reason.contains("name"))
    );
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_that_fails_in_any_way_leaves_the_contact_with_the_approved_words() {
    let refused = ModelReply {
        text: String::new(),
        stop: Stop::Refused,
        tokens: Tokens { prompt: 10, cached: 0, output: 1 },
        model: "scripted-1".to_owned(),
    };
    let ways = [
        ("unreadable", Scripted::Says("certainly! here you go".to_owned())),
        ("unreadable", Scripted::Says("{\"text\": \"cut of".to_owned())),
        ("refused", Scripted::Replies(refused)),
        ("rate_limited", Scripted::Fails(ModelError::RetryAfter(Duration::from_secs(1)))),
        ("down", Scripted::Fails(ModelError::Down("HTTP 500".to_owned()))),
        ("timeout", Scripted::Fails(ModelError::TimedOut)),
        ("too_long", Scripted::Fails(ModelError::TooLong)),
        ("unauthorized", Scripted::Fails(ModelError::Unauthorized)),
    ];
    for (outcome, way) in ways {
        let model = writer("fast", move |_| way.clone());
        let stage = flowers(&[model]).await;
        let anna = stage.person("Anna", "en");
        stage.says(anna, "/start").await;
        let said = stage.says(anna, ASKS_PRICE).await;
        assert!(said[0].contains("2,900 ₽"), "{outcome}: {said:?}");
        let reasons = stage.last_reasons(anna).await;
        assert_eq!(reasons.writer, "local");
        assert_eq!(reasons.calls.last().unwrap().outcome, outcome);
        stage.strike().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_that_hangs_is_given_up_in_time() {
    let model = writer("fast", |_| Scripted::Hangs);
    let models = chained(&[model], Budget::default(), Pace { think_millis: 300 });
    let stage = Stage::with_models(&example("flower-shop"), models).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    let said = stage.says(anna, ASKS_PRICE).await;
    assert!(said[0].contains("2,900 ₽"), "{said:?}");
    assert_eq!(stage.last_reasons(anna).await.calls.last().unwrap().outcome, "timeout");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_model_is_asked_where_the_first_fails_and_a_sick_one_is_left_alone() {
    let sick = writer("sick", |_| Scripted::Fails(ModelError::Down("HTTP 503".to_owned())));
    let well = writer("well", |_| writes(PRICE));
    let stage = flowers(&[sick.clone(), well.clone()]).await;
    let contacts: Vec<i64> = (0..5).map(|number| stage.person(&format!("Contact {number}"), "en")).collect();
    for contact in &contacts {
        stage.says(*contact, "/start").await;
    }
    // One right after another: a quarter of a minute later it is tried again.
    for contact in contacts {
        let said = stage.says(contact, ASKS_PRICE).await;
        assert!(said[0].contains(PRICE), "{said:?}");
    }
    let written = well.asked().iter().filter(|request| request.job == Job::Write).count();
    let failed = sick.asked().iter().filter(|request| request.job == Job::Write).count();
    assert_eq!((written, failed), (5, 3), "after three failures in a row it rests");
    stage.wait_minutes(1).await;
    let contact = stage.person("Later", "en");
    stage.says(contact, "/start").await;
    stage.says(contact, ASKS_PRICE).await;
    let failed = sick.asked().iter().filter(|request| request.job == Job::Write).count();
    assert_eq!(failed, 4, "then one call tries whether it is back");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_takes_over_while_a_model_writes_is_not_talked_over() {
    let model = writer("slow", |_| Scripted::Hangs);
    let stage = flowers(std::slice::from_ref(&model)).await;
    let manager = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    let before = stage.texts(anna).len();
    stage.simulator.user_sends(stage.bot.id, anna, ASKS_PRICE).unwrap();
    while !jobs(&model).contains(&Job::Write) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    stage.simulator.user_sends(stage.bot.id, manager, "/take 1").unwrap();
    stage.settle().await;
    assert!(matches!(stage.conversation(anna).await.holder, Holder::Operator { .. }));
    let said = stage.texts(anna).split_off(before);
    assert!(said.iter().all(|text| !text.contains("2,900")), "{said:?}");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_writes_again_meanwhile_gets_one_answer_to_all_of_it() {
    let mut calls = 0;
    let model = writer("slow", move |_| {
        calls += 1;
        if calls == 1 { Scripted::Hangs } else { writes(PRICE) }
    });
    let stage = flowers(std::slice::from_ref(&model)).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    let before = stage.texts(anna).len();
    stage.simulator.user_sends(stage.bot.id, anna, ASKS_PRICE).unwrap();
    while !jobs(&model).contains(&Job::Write) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    stage.simulator.user_sends(stage.bot.id, anna, "And do you deliver to the suburbs?").unwrap();
    stage.settle().await;
    let said = stage.texts(anna).split_off(before);
    assert_eq!(said.len(), 1, "{said:?}");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_russian_is_answered_in_russian_from_a_script_in_both_languages() {
    let words = "Букет из 15 красных роз стоит 2 900 ₽. Подсказать, что подойдёт к случаю?";
    let model = writer("fast", move |request| {
        assert!(request.lines[0].text.contains("Russian"));
        writes(words)
    });
    let stage = flowers(std::slice::from_ref(&model)).await;
    let anna = stage.person("Анна", "ru");
    stage.says(anna, "/start").await;
    let said = stage.says(anna, "Сколько стоят 15 красных роз?").await;
    assert!(said[0].contains(words), "{said:?}");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_privacy_text_says_that_models_of_others_are_asked_where_they_are() {
    let stage = flowers(&[writer("fast", |_| writes(PRICE))]).await;
    let anna = stage.person("Anna", "en");
    let said = stage.says(anna, "/privacy").await;
    assert!(said.iter().any(|text| text.contains("language model of another company")), "{said:?}");
    stage.strike().await;
    let alone = Stage::with_script(&example("flower-shop")).await;
    let anna = alone.person("Anna", "en");
    let said = alone.says(anna, "/privacy").await;
    assert!(said.iter().all(|text| !text.contains("language model")), "{said:?}");
    alone.strike().await;
}
