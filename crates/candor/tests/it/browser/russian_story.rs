//! The same in Russian, with a business that speaks Russian only, and in the dark.

use super::page::{MANAGER, Page};

#[tokio::test(flavor = "multi_thread")]
async fn a_newcomer_plays_a_whole_conversation_in_russian() {
    let page = Page::open("ru").await;
    page.chrome.prefer("dark").await;
    page.choose("dental-clinic").await;

    let price = page.ask_suggested(0).await;
    assert!(price.heard().contains(&"asks_price"), "{price:?}");
    assert!(price.answer().contains("ИИ"), "the first message says that an AI is writing: {}", price.answer());
    assert!(price.answer().chars().any(|letter| letter.is_ascii_digit()), "the price is told: {}", price.answer());

    let outside = page.ask_suggested(1).await;
    assert_eq!(outside.strategy(), "free_20", "{outside:?}");
    page.picture("demo-ru").await;

    let haggle = page.ask_suggested(2).await;
    assert!(!haggle.answer().contains("30"), "no invented discount: {}", haggle.answer());

    let robot = page.ask_suggested(3).await;
    assert!(robot.answer().starts_with("Да"), "it says so in its first sentence: {}", robot.answer());

    let person = page.ask_suggested(4).await;
    assert_eq!((person.strategy(), person.why()), ("hand_off", vec!["asked_for_person"]), "{person:?}");
    page.press(MANAGER, "Взять").await;
    page.until_held_by("operator").await;
    page.say(MANAGER, "Здравствуйте! Запишу вас на завтра.").await;
    let words = "[...document.querySelectorAll('#contact .theirs .words')].some((words) => words.textContent.includes('Запишу вас на завтра'))";
    page.until("the contact reads the manager", words).await;
    page.picture("demo-manager-ru").await;
    page.expect_no_trouble().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_changes_its_language_without_touching_what_was_said() {
    let page = Page::open("en").await;
    page.ask("How much are roses?").await;
    let before = page.answers(super::page::CONTACT).await;
    page.find("#lang-ru").await.click().await.expect("it can be pressed");
    page.until("the page speaks Russian", "document.documentElement.lang === 'ru'").await;
    page.until(
        "the turn too",
        "[...document.querySelectorAll('.turn h4')].every((title) => /[а-яё]/i.test(title.textContent))",
    )
    .await;
    page.until("the messages are back", "document.querySelectorAll('#contact .theirs').length > 0").await;
    assert_eq!(page.answers(super::page::CONTACT).await, before);
    page.expect_no_trouble().await;
}
