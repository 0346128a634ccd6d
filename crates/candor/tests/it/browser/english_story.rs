//! A newcomer's first ten minutes, in English.

use super::page::{CONTACT, MANAGER, Page};

#[tokio::test(flavor = "multi_thread")]
async fn a_newcomer_plays_a_whole_conversation_in_english() {
    let page = Page::open("en").await;
    page.picture("demo-empty-en").await;

    let start =
        page.turn_after(|| async { page.find(".start").await.click().await.expect("Start can be pressed") }).await;
    assert_eq!(start.strategy(), "script_80");
    assert!(start.answer().contains("AI"), "the first message says that an AI is writing: {}", start.answer());

    let price = page.ask_suggested(0).await;
    assert!(price.heard().contains(&"asks_price"), "{price:?}");
    assert!(price.answer().chars().any(|letter| letter.is_ascii_digit()), "the price is told: {}", price.answer());

    let outside = page.ask_suggested(1).await;
    assert_eq!(outside.strategy(), "free_20", "{outside:?}");
    assert!(!outside.said().is_empty(), "it admits what it does not know");

    let haggle = page.ask_suggested(2).await;
    assert!(!haggle.answer().contains("30"), "no invented discount: {}", haggle.answer());
    assert!(haggle.verdicts().len() >= 8, "every rule of the guard is shown: {haggle:?}");

    let robot = page.ask_suggested(3).await;
    assert!(robot.heard().contains(&"asks_if_bot"), "{robot:?}");
    assert!(robot.answer().starts_with("Yes"), "it says so in its first sentence: {}", robot.answer());
    page.picture("demo-en").await;

    let person = page.ask_suggested(4).await;
    assert_eq!(person.strategy(), "hand_off", "{person:?}");
    page.until_held_by("waiting").await;
    page.until("the manager gets the card", "document.querySelectorAll('#manager .key').length >= 1").await;
    page.picture("demo-hand-over-en").await;

    page.press(MANAGER, "Take").await;
    page.until_held_by("operator").await;
    page.say(MANAGER, "Hello! I can help you now. Which day is it for?").await;
    let words = "[...document.querySelectorAll('#contact .theirs .words')].some((words) => words.textContent.includes('I can help you now'))";
    page.until("the contact reads the manager", words).await;

    let held = page.ask("thank you, what roses do you have?").await;
    assert_eq!((held.strategy(), held.said().len()), ("stay_silent", 0), "the desk is silent while a person answers");
    let relayed = "[...document.querySelectorAll('#manager .theirs .words')].some((words) => words.textContent.includes('what roses do you have'))";
    page.until("the manager reads the contact", relayed).await;
    page.picture("demo-manager-en").await;

    page.press(MANAGER, "Back").await;
    page.until_held_by("desk").await;

    let stop = page.ask_suggested(5).await;
    assert!(stop.heard().contains(&"opts_out"), "{stop:?}");
    assert_eq!(stop.said().len(), 1, "one receipt: {stop:?}");
    page.until_held_by("opted_out").await;
    let before = page.answers(CONTACT).await;
    let silent = page.ask("how much are tulips?").await;
    assert_eq!((silent.strategy(), silent.said().len()), ("stay_silent", 0));
    assert_eq!(page.answers(CONTACT).await, before, "and then silence");
    page.picture("demo-stop-en").await;
    page.expect_no_trouble().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn starting_over_makes_a_new_person_whose_chat_is_empty() {
    let page = Page::open("en").await;
    page.ask("Hello!").await;
    page.find("#new-ru").await.click().await.expect("it can be pressed");
    page.until("the chat is empty", "document.querySelectorAll('#contact .bubble').length === 0").await;
    page.until("the live view is empty", "document.querySelectorAll('.turn').length === 0").await;
    let answer = page.ask("Здравствуйте!").await.answer();
    assert!(answer.chars().any(|letter| matches!(letter, 'а'..='я')), "it answers in Russian: {answer}");
    page.expect_no_trouble().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reload_goes_on_with_the_same_conversation() {
    let page = Page::open("en").await;
    page.ask("Hello!").await;
    let before = page.answers(CONTACT).await;
    page.visit("en").await;
    page.until("the chat is back", "document.querySelectorAll('#contact .theirs').length > 0").await;
    assert_eq!(page.answers(CONTACT).await, before);
    page.until("the turn is back", "document.querySelectorAll('.turn').length > 0").await;
}
