//! Files in the inbox: who sends and opens them, and that nothing in one runs.

use axum::http::{Method, StatusCode};
use candor_core::{ids::ConversationId, outbox::Delivery, roles::Role};
use candor_store::Arrival;

use super::house::{Answer, Browser, House};
use crate::stage::reasons;

/// Sends the form of an answer as a browser does that has a file to send.
async fn send(browser: &mut Browser, house: &House, name: &str, content: &str, words: &str) -> Answer {
    let body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"words\"\r\n\r\n{words}\r\n--x\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: image/png\r\n\r\n{content}\r\n--x--\r\n"
    );
    let headers = [("sec-fetch-site", "same-origin"), ("x-multipart", "x")];
    browser.ask(house, Method::POST, "/panel/inbox/1/answer", Some(&body), &headers).await
}

async fn held() -> (House, Browser) {
    let house = House::build().await;
    house.stage.play_turn(reasons()).await;
    let mut anna = house.join(Role::Manager, "Anna").await;
    anna.send(&house, "/panel/inbox/1/take", "").await;
    (house, anna)
}

async fn deliveries(house: &House) -> Vec<Delivery> {
    let rows = house.desk.store.delivery_states(&ConversationId::from_stored("cnv_1")).await.unwrap();
    rows.into_iter().map(|row| row.delivery).collect()
}

async fn place_of_file(house: &House) -> i64 {
    let lines = house.desk.store.timeline(&ConversationId::from_stored("cnv_1"), 0, 90).await.unwrap();
    lines.iter().rfind(|line| line.entry.file.is_some()).unwrap().seq
}

#[tokio::test]
async fn a_file_is_sent_with_words_and_without_and_shown_on_its_line() {
    let (house, mut anna) = held().await;
    let page = anna.get(&house, "/panel/inbox/1").await.body;
    assert!(page.contains("enctype=\"multipart/form-data\"") && page.contains("type=\"file\""), "{page}");
    send(&mut anna, &house, "offer.txt", "roses: 5", "Here it is").await;
    let Some(Delivery::Document { name, caption, .. }) = deliveries(&house).await.pop() else { panic!("no document") };
    assert_eq!((name.as_str(), caption.as_str()), ("offer.txt", "Anna: Here it is"), "the browser's word is not asked");
    let page = anna.get(&house, "/panel/inbox/1").await.body;
    let place = place_of_file(&house).await;
    assert!(page.contains(&format!("href=\"/panel/inbox/1/files/{place}\"")), "{page}");
    assert!(page.contains("<bdi>offer.txt</bdi>") && page.contains("8 bytes"), "{page}");
    assert!(page.contains("<p class=\"words\" dir=\"auto\">Here it is</p>"), "{page}");

    send(&mut anna, &house, "second.txt", "x", "").await;
    let Some(Delivery::Document { caption, .. }) = deliveries(&house).await.pop() else { panic!("no document") };
    assert_eq!(caption, "Anna:");
    // A browser sends an empty part where nothing was chosen.
    let before = deliveries(&house).await.len();
    send(&mut anna, &house, "", "", "Only words").await;
    let Some(Delivery::Send { message }) = deliveries(&house).await.pop() else { panic!("no message") };
    assert_eq!((message.text.as_str(), deliveries(&house).await.len()), ("Anna: Only words", before + 1));
    send(&mut anna, &house, "", "", " ").await;
    assert!(anna.get(&house, "/panel/inbox/1").await.body.contains("An answer needs words"));
    assert_eq!(deliveries(&house).await.len(), before + 1);
}

#[tokio::test]
async fn what_may_not_be_sent_is_refused_with_what_to_do() {
    let (house, mut anna) = held().await;
    let before = deliveries(&house).await.len();
    for (name, content, told) in [
        ("setup.exe", "x", "programs are not sent to contacts"),
        ("run.txt", "#!/bin/sh", "programs are not sent to contacts"),
        ("empty.pdf", "", "The file is empty"),
    ] {
        let answer = send(&mut anna, &house, name, content, "look").await;
        assert_eq!(answer.leads_to(), "/panel/inbox/1");
        let page = anna.get(&house, "/panel/inbox/1").await.body;
        assert!(page.contains(told) && page.contains("is-refusal"), "{name}: {page}");
    }
    let large = "a".repeat(candor_core::attachment::MAX_FILE_BYTES + 1);
    send(&mut anna, &house, "large.txt", &large, "").await;
    assert!(anna.get(&house, "/panel/inbox/1").await.body.contains("larger than 20 MB"));
    let broken = [("sec-fetch-site", "same-origin"), ("x-multipart", "other")];
    let answer = anna.ask(&house, Method::POST, "/panel/inbox/1/answer", Some("--x\r\nnonsense"), &broken).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(deliveries(&house).await.len(), before, "nothing was sent");
}

#[tokio::test]
async fn a_page_that_was_sent_is_opened_as_a_download_and_runs_nothing() {
    let (house, mut anna) = held().await;
    let html = "<script>alert(document.cookie)</script>";
    send(&mut anna, &house, "../../x\\\"`.html", html, "").await;
    let place = place_of_file(&house).await;
    let page = anna.get(&house, "/panel/inbox/1").await.body;
    assert!(!page.contains("../") && !page.contains("`.html"), "{page}");
    let opened = anna.get(&house, &format!("/panel/inbox/1/files/{place}")).await;
    let header = |name: &str| opened.headers.get(name).unwrap().to_str().unwrap().to_owned();
    assert_eq!((opened.status, opened.body.as_str()), (StatusCode::OK, html));
    assert_eq!(header("content-type"), "application/octet-stream");
    assert!(header("content-disposition").starts_with("attachment; filename=\""), "{}", header("content-disposition"));
    assert!(header("content-disposition").ends_with(".html"));
    assert_eq!((header("x-content-type-options"), header("cache-control")), ("nosniff".into(), "no-store".into()));
    let policy = header("content-security-policy");
    assert!(policy.contains("sandbox") && policy.contains("default-src 'none'") && !policy.contains("script-src"));
    // Not even when it is asked to be shown.
    let shown = anna.get(&house, &format!("/panel/inbox/1/files/{place}?view=1")).await;
    assert_eq!(shown.status, StatusCode::NOT_FOUND);
    let pages = anna.get(&house, "/panel/inbox/1").await;
    assert!(pages.headers.get("content-security-policy").unwrap().to_str().unwrap().contains("script-src 'self'"));
}

#[tokio::test]
async fn a_picture_is_shown_by_what_it_is_and_not_by_its_name() {
    let (house, mut anna) = held().await;
    let gif = "GIF89a\u{5}\0\u{7}\0rest";
    send(&mut anna, &house, "cat.gif", gif, "").await;
    let place = place_of_file(&house).await;
    let page = anna.get(&house, "/panel/inbox/1").await.body;
    assert!(page.contains("loading=\"lazy\"") && page.contains("?view=1\""), "{page}");
    let shown = anna.get(&house, &format!("/panel/inbox/1/files/{place}?view=1")).await;
    assert_eq!(shown.headers.get("content-type").unwrap(), "image/gif");
    assert!(shown.headers.get("content-security-policy").unwrap().to_str().unwrap().contains("sandbox"));
    send(&mut anna, &house, "cat.png", "<html>", "").await;
    let place = place_of_file(&house).await;
    let shown = anna.get(&house, &format!("/panel/inbox/1/files/{place}?view=1")).await;
    assert_eq!(shown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn files_are_opened_by_whoever_reads_conversations_and_sent_by_whoever_holds_one() {
    let (house, mut anna) = held().await;
    send(&mut anna, &house, "offer.txt", "roses: 5", "").await;
    let path = format!("/panel/inbox/1/files/{}", place_of_file(&house).await);
    let mut victor = house.join(Role::Viewer, "Victor").await;
    assert_eq!(victor.get(&house, &path).await.body, "roses: 5");
    assert_eq!(send(&mut victor, &house, "a.txt", "x", "").await.status, StatusCode::FORBIDDEN);
    let mut vera = house.join(Role::Manager, "Vera").await;
    let before = deliveries(&house).await.len();
    send(&mut vera, &house, "a.txt", "x", "").await;
    assert!(vera.get(&house, "/panel/inbox/1").await.body.contains("Anna is answering already"));
    assert_eq!(deliveries(&house).await.len(), before);
    for nothing in
        ["/panel/inbox/1/files/1", "/panel/inbox/1/files/999", "/panel/inbox/2/files/1", "/panel/inbox/1/files/-5"]
    {
        assert_eq!(vera.get(&house, nothing).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
    let stranger = Browser::default().get(&house, &path).await;
    assert!(stranger.leads_to().starts_with("/panel/sign-in"), "{}", stranger.body);
}

#[tokio::test]
async fn a_file_telegram_cannot_be_asked_for_says_what_to_do() {
    let (house, mut anna) = held().await;
    send(&mut anna, &house, "offer.txt", "roses: 5", "").await;
    let path = format!("/panel/inbox/1/files/{}", place_of_file(&house).await);
    // Rows of one chat leave one after the other.
    let (store, now) = (&house.desk.store, crate::stage::NOW);
    loop {
        let due = store.due_outgoing(now, 90, &[]).await.unwrap();
        if due.is_empty() {
            break;
        }
        for row in due {
            store.begin_sending(&row.id, "desk", now).await.unwrap();
            let arrival = Arrival { file: Some("BQAC".to_owned()), ..Arrival::default() };
            store.mark_sent(&row.id, arrival, now).await.unwrap();
        }
    }
    let told = anna.get(&house, &path).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(told.body.contains("Telegram does not answer at the moment"), "{}", told.body);
    assert!(!told.body.contains("BQAC"), "{}", told.body);
}
