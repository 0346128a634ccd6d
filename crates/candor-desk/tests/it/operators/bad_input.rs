//! Numbers that do not exist, forged and stale buttons, two at once: each has a clear answer.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use candor_core::{conversation::Holder, roles::Role};
use telegram_simulator::NewUser;

use crate::stage::{Stage, example};

#[tokio::test]
async fn numbers_that_do_not_exist_and_arguments_that_are_none_are_answered() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let owner = stage.joins("Nina", "en", Role::Owner).await;
    for command in [
        "/view 99",
        "/take 99",
        "/release 99",
        "/stop 99 bye",
        "/lead 99",
        "/export 99 csv",
        "/take 99999999999999999999",
    ] {
        let answer = stage.says(owner, command).await;
        assert!(answer[0].contains("no conversation with the number"), "{command}: {answer:?}");
    }
    for command in ["/view", "/take x", "/release -1", "/stop", "/lead #", "/note", "/export"] {
        let answer = stage.says(owner, command).await;
        assert!(answer[0].contains("Which conversation?"), "{command}: {answer:?}");
    }
    assert!(stage.says(owner, "/nonsense").await[0].contains("no command /nonsense"));
    assert!(stage.says(owner, "/list yesterday").await[0].contains("filter yesterday"));
    assert!(stage.says(owner, "/list step=nosuch").await[0].contains("no step nosuch. Its steps: greeting"));
    assert!(stage.says(owner, "/staff_group").await[0].contains("in the group itself"));
    assert!(stage.says(owner, "/start @nobody_here").await[0].contains("https://t.me/stage_bot?start=by_"));
    assert!(stage.says(owner, "/staff Nobody manager").await[0].contains("Nobody on the staff"));
    stage.strike().await;
}

#[tokio::test]
async fn two_managers_at_once_and_only_one_has_it() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let olga = stage.manager("Olga").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "human please").await;
    for manager in [vera, olga] {
        stage.simulator.user_sends(stage.bot.id, manager, "/take 1").unwrap();
    }
    stage.settle().await;
    let holder = match stage.conversation(anna).await.holder {
        Holder::Operator { name, .. } => name,
        other => panic!("{other:?}"),
    };
    let (has, has_not) = if holder == "Vera" { (vera, olga) } else { (olga, vera) };
    assert!(stage.texts(has).iter().any(|text| text.contains("You are answering Anna")));
    assert!(stage.texts(has_not).iter().any(|text| text.contains(&format!("{holder} is answering already"))));
    assert_eq!(stage.texts(anna).iter().filter(|text| text.contains("has joined")).count(), 1);
    assert!(
        stage.says(has_not, "/release 1").await[0].contains("is answering already"),
        "somebody else's conversation"
    );
    assert!(stage.says(has_not, "/stop 1 bye").await[0].contains("is answering already"));
    stage.strike().await;
}

#[tokio::test]
async fn a_button_pressed_twice_or_days_later_or_forged_does_no_harm() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "human please").await;
    let card = stage.simulator.chat(stage.bot.id, vera).unwrap().messages.last().unwrap().message_id;
    stage.presses(vera, "Take").await;
    let before = stage.texts(anna).len();
    // The card has no buttons any more; an old app may still show and send them.
    for data in [
        stage.conversation(anna).await.id.to_string(),
        format!("take:{}", stage.conversation(anna).await.id),
        format!("take:{}", stage.conversation(anna).await.id),
        "take:cnv_0".to_owned(),
        "export:csv:all".to_owned(),
        "pause:1".to_owned(),
        "restore:999:flower-shop".to_owned(),
        "dismiss:opr_0".to_owned(),
        "end:1:cnv_x".to_owned(),
        "view:99999:cnv_x".to_owned(),
        "\u{0}\u{202e}🙂".to_owned(),
    ] {
        let update = serde_json::json!({"callback_query": {
            "id": "forged", "chat_instance": "1", "data": data,
            "from": {"id": vera, "is_bot": false, "first_name": "Vera"},
            "message": {"message_id": card, "date": 1, "chat": {"id": vera, "type": "private", "first_name": "Vera"}},
        }});
        stage.simulator.inject_update(stage.bot.id, update).unwrap();
        stage.settle().await;
    }
    assert_eq!(stage.texts(anna).len(), before, "the contact noticed nothing: {:?}", stage.texts(anna));
    assert!(matches!(stage.conversation(anna).await.holder, Holder::Operator { .. }));
    // "pause" a manager may; it is undone here, and nothing else happened.
    stage.says(vera, "/resume").await;
    stage.strike().await;
}

#[tokio::test]
async fn an_operator_of_one_business_reaches_no_conversation_of_another() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    let theirs = stage.conversation(anna).await.id;
    let other = candor_core::ids::BusinessId::from_unique("other");
    let bench = candor_desk::actions::Bench::for_console(&stage.desk, other);
    let refused = bench.conversation(&theirs).await;
    assert!(
        matches!(&refused, Err(candor_desk::actions::ActError::Refused(why)) if why.word() == "no_such_conversation"),
        "{refused:?}"
    );
    assert!(bench.numbered(1).await.is_err());
    drop(bench);
    stage.strike().await;
}

#[tokio::test]
async fn a_dialogue_is_opened_again_only_inside_the_rules() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let anna = stage
        .simulator
        .add_user(NewUser { username: Some("anna_s".to_owned()), ..NewUser::named("Anna").speaking("en") })
        .unwrap();
    stage.says(anna, "/start").await;
    stage.says(vera, "/stop 1 silent").await;
    assert!(stage.says(vera, "/start @Anna_S").await[0].contains("You are answering Anna"));
    assert!(stage.texts(anna).last().unwrap().contains("Vera has joined"));
    stage.says(vera, "/release 1").await;
    let again = stage.says(vera, "/start @anna_s").await;
    assert!(!again[0].contains("You are answering"), "once a week while the contact does not answer: {again:?}");
    stage.says(anna, "stop").await;
    let refused = stage.says(vera, "/start @anna_s").await;
    assert!(refused[0].contains("no more messages"), "{refused:?}");
    stage.strike().await;
}

#[tokio::test]
async fn a_contact_who_wants_no_messages_is_taken_by_nobody_and_shown_as_such() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    assert!(!stage.says(vera, "/list").await[0].contains("wants no messages"));
    stage.says(anna, "human please").await;
    stage.says(anna, "stop").await;
    let card = stage.texts(vera).into_iter().rfind(|text| text.contains("asked for a person")).unwrap();
    assert!(card.contains("nobody can answer them until they come back"), "the card says what became of it: {card}");
    let before = stage.texts(anna).len();
    assert!(stage.says(vera, "/take 1").await[0].contains("wants no messages"));
    let by_console = candor_desk::actions::act(
        || candor_desk::actions::Bench::for_console(&stage.desk, stage.business().clone()),
        |bench| {
            Box::pin(async move {
                let holder = candor_desk::actions::change_operator::find_operator(bench, "Vera").await?;
                let line = bench.numbered(1).await?;
                candor_desk::actions::take_conversation::take_conversation(bench, &line, &holder).await.map(drop)
            })
        },
    );
    let refused = by_console.await;
    assert!(
        matches!(&refused, Err(candor_desk::actions::ActError::Refused(why)) if why.word() == "opted_out"),
        "{refused:?}"
    );
    assert!(!matches!(stage.conversation(anna).await.holder, Holder::Operator { .. }));
    assert_eq!(stage.texts(anna).len(), before, "and nothing is written to them");
    for command in ["/list", "/view 1"] {
        let answer = stage.says(vera, command).await;
        assert!(answer[0].contains("wants no messages"), "{command}: {answer:?}");
    }
    let cards = stage.texts(vera).len();
    let told = stage.says(anna, "I need a human").await;
    assert!(told[0].contains("not even a person"), "asking undoes no opt-out, and is answered truthfully: {told:?}");
    assert_eq!(stage.texts(vera).len(), cards, "no card nobody could take");
    let back = stage.presses(anna, "A person may write to me").await;
    assert!(back[0].contains("passing this to a florist"), "{back:?}");
    stage.presses(vera, "Take").await;
    assert!(stage.texts(anna).last().unwrap().contains("Vera has joined"), "who comes back can be answered");
    stage.says(anna, "stop").await;
    assert!(stage.texts(vera).last().unwrap().contains("wants no more messages"));
    stage.says(anna, "/start").await;
    assert!(stage.texts(vera).last().unwrap().contains("can be written to again"), "{:?}", stage.texts(vera));
    stage.says(vera, "So good to have you back").await;
    assert!(stage.texts(anna).last().unwrap().contains("So good to have you back"));
    stage.strike().await;
}
