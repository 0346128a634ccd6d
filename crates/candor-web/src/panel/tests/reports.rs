//! Figures, models, health and documents, as browsers get them.

use axum::http::{Method, StatusCode};
use candor_core::roles::Role;

use super::house::{Browser, House};
use crate::stage::reasons;

async fn house() -> (House, Browser) {
    let house = House::build().await;
    house.stage.play_turn(reasons()).await;
    let anna = house.join(Role::Owner, "Anna").await;
    (house, anna)
}

/// Sends a file as a form does; the body has lines of its own, so that it is not written as a form of words.
async fn upload(house: &House, browser: &mut Browser, name: &str, text: &str) -> String {
    let text = text.replace(' ', "\u{a0}");
    let body =
        format!("--x\r\nContent-Disposition:form-data;name=\"file\";filename=\"{name}\"\r\n\r\n{text}\r\n--x--\r\n");
    let headers = [("sec-fetch-site", "same-origin"), ("x-multipart", "x")];
    let answer = browser.ask(house, Method::POST, "/panel/knowledge", Some(&body), &headers).await;
    assert_eq!(answer.leads_to(), "/panel/knowledge", "{}", answer.body);
    browser.get(house, "/panel/knowledge").await.body
}

#[tokio::test]
async fn figures_show_what_happened_and_are_honest_about_few_cases() {
    let (house, mut anna) = house().await;
    let page = anna.get(&house, "/panel/figures?span=7").await;
    assert_eq!(page.status, StatusCode::OK);
    for wanted in ["New conversations", "too few to say", "<svg viewBox", "<title>", "flower-shop v1", "choose", "#1"] {
        assert!(page.body.contains(wanted), "no {wanted} in {}", page.body);
    }
    assert!(!page.body.contains("style=\""));
    let table = anna.get(&house, "/panel/figures/days.csv?span=today").await;
    let lines: Vec<&str> = table.body.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with("day,conversations,messages_from_contacts"));
    assert!(lines[1].contains(",1,1,0,0,"), "{}", lines[1]);
    let mut vera = Browser { language: "ru", ..house.join(Role::Viewer, "Vera").await };
    assert!(vera.get(&house, "/panel/figures").await.body.contains("пока мало данных"));
}

#[tokio::test]
async fn days_without_anybody_say_what_to_do() {
    let (house, mut anna) = house().await;
    let page = anna.get(&house, "/panel/figures?from=2020-01-01&to=2020-01-03").await;
    assert!(page.body.contains("Nobody wrote in these days"), "{}", page.body);
    assert!(page.body.contains("waiting for "), "whoever waits now waits whatever days are shown");
}

#[tokio::test]
async fn without_a_model_the_page_says_how_to_set_one_up() {
    let (house, mut anna) = house().await;
    let page = anna.get(&house, "/panel/models").await;
    assert!(page.body.contains("No language model is set up") && page.body.contains("candor models key"));
}

#[tokio::test]
async fn leads_leave_in_the_words_of_whoever_takes_them_along_and_numbers_can_be_counted_with() {
    let (house, mut anna) = house().await;
    let csv = anna.get(&house, "/panel/leads/export.csv").await.body;
    let mut lines = csv.lines();
    let (head, first) = (lines.next().unwrap(), lines.next().unwrap());
    assert!(head.starts_with("\u{feff}\"No.\",\"Contact\"") && head.contains("\"Began (Europe/Moscow)\""), "{head}");
    assert!(!head.contains("field.") && !head.contains("decided_by"), "{head}");
    assert!(first.starts_with("\"1\",") && !csv.contains("\"'0\""), "{first}");
    anna.send(&house, "/panel/language", "language=ru").await;
    assert!(anna.get(&house, "/panel/leads/export.csv").await.body.starts_with("\u{feff}\"№\",\"Клиент\""));
}

#[tokio::test]
async fn health_says_what_waits_and_what_to_do() {
    let (house, mut anna) = house().await;
    let page = anna.get(&house, "/panel/health").await;
    for wanted in
        ["No desk has worked", "1 message waits to be sent", "1 contact waits for a person", "candor doctor", "SQLite"]
    {
        assert!(page.body.contains(wanted), "no {wanted} in {}", page.body);
    }
}

#[tokio::test]
async fn a_document_is_taken_in_found_and_dropped() {
    let (house, mut anna) = house().await;
    assert!(anna.get(&house, "/panel/knowledge").await.body.contains("No document is in use"));
    let page = upload(&house, &mut anna, "care.md", "Change the water of the tulips every day.\n").await;
    assert!(page.contains("“care” is in use."), "{page}");
    let page = anna.get(&house, "/panel/knowledge?q=how+often+change+the+water+of+tulips").await;
    assert!(page.body.contains("Likeness") && page.body.contains("Change the water"), "{}", page.body);
    let gone = anna.send(&house, "/panel/knowledge/care/drop", "").await;
    assert_eq!(gone.leads_to(), "/panel/knowledge");
    assert!(anna.get(&house, "/panel/knowledge").await.body.contains("No document is in use"));
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_refused_with_why() {
    let (house, mut anna) = house().await;
    for (name, text, why) in [
        ("care.exe", "words", "Files of this form are not read"),
        ("care.pdf", "words", "The file is broken"),
        ("care.md", "12", "No words were found"),
    ] {
        let page = upload(&house, &mut anna, name, text).await;
        assert!(page.contains(why), "{name}: {page}");
    }
    let answer = anna.send(&house, "/panel/knowledge", "file=care.md").await;
    assert_eq!(answer.leads_to(), "/panel/knowledge");
    assert!(anna.get(&house, "/panel/knowledge").await.body.contains("No file came"));
}
