//! When nobody comes: the contact is told, the card is raised again, and whoever fails is made up for.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use candor_core::conversation::Holder;
use candor_desk::actions::{Bench, act, pause_desk::pause_bot};

use crate::stage::{Stage, example};

fn cards(stage: &Stage, person: i64) -> usize {
    stage.texts(person).iter().filter(|text| text.contains("A person is wanted")).count()
}

#[tokio::test]
async fn a_hand_over_nobody_takes_is_told_to_the_contact_and_raised_again() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "human please").await;
    assert_eq!(cards(&stage, vera), 1);
    let before = stage.texts(anna).len();
    stage.wait_minutes(60).await;
    let told = stage.texts(anna).split_off(before);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("9:00"), "it says when people answer: {told:?}");
    assert_eq!(cards(&stage, vera), 2);
    assert!(stage.texts(vera).last().unwrap().contains("Nobody has come yet"));
    // The desk goes on helping, and a later reminder is for the staff alone.
    assert!(stage.says(anna, "How much are 15 red roses?").await[0].contains("2,900"));
    let before = stage.texts(anna).len();
    stage.wait_minutes(24 * 60).await;
    assert_eq!(stage.texts(anna).len(), before);
    assert_eq!(cards(&stage, vera), 3);
    // Taken, it is raised no more; all cards of it say who has it.
    stage.presses(vera, "Take").await;
    stage.wait_minutes(48 * 60).await;
    assert_eq!(cards(&stage, vera), 3);
    let open = stage
        .texts(vera)
        .iter()
        .filter(|text| text.contains("A person is wanted") && !text.contains("Vera is answering"))
        .count();
    assert_eq!(open, 0, "{:?}", stage.texts(vera));
    stage.strike().await;
}

#[tokio::test]
async fn a_card_put_off_comes_back_to_whoever_put_it_off() {
    let stage = Stage::with_script(&example("online-course")).await;
    let vera = stage.manager("Vera").await;
    let olga = stage.manager("Olga").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "human please").await;
    stage.presses(vera, "Later (15 min)").await;
    let (vera_has, olga_has) = (cards(&stage, vera), cards(&stage, olga));
    stage.wait_minutes(16).await;
    assert!(cards(&stage, vera) > vera_has);
    assert!(cards(&stage, olga) >= olga_has);
    stage.strike().await;
}

#[tokio::test]
async fn of_two_cards_put_off_until_one_moment_both_come_back() {
    let text = example("flower-shop").replacen("answer within: 15 minutes", "answer within: 5 hours", 1);
    let stage = Stage::with_script(&text).await;
    let vera = stage.manager("Vera").await;
    let olga = stage.manager("Olga").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "human please").await;
    stage.presses(vera, "Later (15 min)").await;
    stage.presses(olga, "Later (15 min)").await;
    stage.wait_minutes(16).await;
    assert_eq!((cards(&stage, vera), cards(&stage, olga)), (2, 2));
    stage.strike().await;
}

#[tokio::test]
async fn a_card_that_was_put_off_does_not_keep_from_a_contact_that_nobody_came() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "human please").await;
    stage.presses(vera, "Later (15 min)").await;
    let before = stage.texts(anna).len();
    // By then both are due: the card and the hand-over.
    stage.wait_minutes(60).await;
    assert_eq!(stage.texts(anna).len(), before + 1, "{:?}", stage.texts(anna));
    assert_eq!(cards(&stage, vera), 2, "called again once, not twice");
    stage.wait_minutes(24 * 60).await;
    assert_eq!(cards(&stage, vera), 3, "and it goes on being watched");
    stage.strike().await;
}

#[tokio::test]
async fn a_card_given_back_to_the_desk_lets_the_desk_go_on_without_calling_again() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "you are idiots").await;
    stage.presses(vera, "Back to the desk").await;
    let card = stage.texts(vera).into_iter().find(|text| text.contains("A person is wanted")).unwrap();
    assert!(card.ends_with("Vera passed it back. The desk is answering."), "{card}");
    assert!(stage.texts(anna).last().unwrap().contains("passed your request back"), "{:?}", stage.texts(anna));
    assert_eq!(stage.conversation(anna).await.holder, Holder::Desk);
    let before = cards(&stage, vera);
    stage.says(anna, "ok, thanks").await;
    assert_eq!(cards(&stage, vera), before, "no hand-over loop");
    stage.says(anna, "human please").await;
    assert_eq!(cards(&stage, vera), before + 1, "who asks for a person gets one");
    stage.strike().await;
}

#[tokio::test]
async fn somebody_off_duty_is_not_called_and_sees_who_waits_when_they_come_back() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    stage.says(vera, "/duty off").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    let answer = stage.says(anna, "human please").await;
    assert!(answer[0].contains("nobody is connected"), "{answer:?}");
    assert_eq!(cards(&stage, vera), 0);
    stage.says(vera, "/duty on").await;
    assert_eq!(cards(&stage, vera), 1);
    stage.strike().await;
}

#[tokio::test]
async fn a_manager_who_blocks_the_bot_lets_go_of_everybody_they_held() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let olga = stage.manager("Olga").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "human please").await;
    stage.presses(vera, "Take").await;
    stage.simulator.user_blocks(stage.bot.id, vera).unwrap();
    stage.settle().await;
    let had = cards(&stage, olga);
    stage.says(anna, "are you there?").await;
    assert!(
        matches!(stage.conversation(anna).await.holder, Holder::Waiting { .. }),
        "{}",
        stage.transcript(anna).await
    );
    assert_eq!(cards(&stage, olga), had + 1, "{:?}", stage.texts(olga));
    stage.strike().await;
}

#[tokio::test]
async fn a_contact_who_blocked_the_bot_is_told_to_whoever_answers_them() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "human please").await;
    stage.presses(vera, "Take").await;
    stage.simulator.user_blocks(stage.bot.id, anna).unwrap();
    stage.settle().await;
    let said = stage.says(vera, "hello?").await;
    assert!(said.last().unwrap().contains("wants no messages"), "{said:?}");
    stage.strike().await;
}

#[tokio::test]
async fn a_message_telegram_refuses_is_told_to_the_staff() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    let fault = telegram_simulator::FaultKind::Error { code: 400, description: "Bad Request: no".to_owned() };
    stage.simulator.add_fault(telegram_simulator::Fault::on("sendMessage", fault));
    stage.says(anna, "How much are 15 red roses?").await;
    assert!(stage.texts(vera).last().unwrap().contains("was refused by Telegram"), "{:?}", stage.texts(vera));
    stage.strike().await;
}

#[tokio::test]
async fn while_the_desk_is_paused_whoever_writes_is_handed_to_a_person() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(vera, "/pause").await;
    let answer = stage.says(anna, "How much are 15 red roses?").await;
    assert!(!answer[0].contains("2,900"), "{answer:?}");
    assert!(stage.texts(vera).last().unwrap().contains("the desk is paused"));
    assert!(stage.says(anna, "are you a bot?").await[0].contains("Yes, I'm an AI assistant"));
    assert_eq!(stage.says(anna, "stop").await.len(), 1);
    stage.says(vera, "/resume").await;
    let boris = stage.person("Boris", "en");
    stage.says(boris, "/start").await;
    assert!(stage.says(boris, "How much are 15 red roses?").await[0].contains("2,900"));
    stage.strike().await;
}

#[tokio::test]
async fn a_bot_that_rests_alone_hands_over_and_goes_on_when_it_is_told_to() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    let (desk, connection) = (&stage.desk, &stage.connection);
    let bench = || Bench::for_console(desk, stage.business().clone());
    act(bench, |bench| Box::pin(pause_bot(bench, connection, true))).await.unwrap();
    assert!(stage.desk.store.desk(stage.business()).await.unwrap().paused.is_none(), "other bots go on");
    let answer = stage.says(anna, "How much are 15 red roses?").await;
    assert!(!answer[0].contains("2,900"), "{answer:?}");
    assert!(stage.texts(vera).last().unwrap().contains("the desk is paused"));
    act(bench, |bench| Box::pin(pause_bot(bench, connection, false))).await.unwrap();
    let boris = stage.person("Boris", "en");
    stage.says(boris, "/start").await;
    assert!(stage.says(boris, "How much are 15 red roses?").await[0].contains("2,900"));
    stage.strike().await;
}

#[tokio::test]
async fn taking_over_in_the_middle_of_a_turn_drops_the_draft() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    // The contact's words are in, the desk still waits for more of them; the manager is quicker.
    stage.simulator.user_sends(stage.bot.id, anna, "How much are 15 red roses?").unwrap();
    stage.simulator.user_sends(stage.bot.id, vera, "/take 1").unwrap();
    stage.settle().await;
    assert!(matches!(stage.conversation(anna).await.holder, Holder::Operator { .. }));
    let texts = stage.texts(anna);
    let joined = texts.iter().position(|text| text.contains("Vera has joined")).unwrap();
    assert!(
        texts[joined..].iter().all(|text| !text.contains("2,900")),
        "the desk spoke after a person joined: {texts:?}"
    );
    stage.strike().await;
}
