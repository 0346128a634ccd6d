//! The webhook: who gets in, what is kept, and what Telegram is told.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use std::{net::SocketAddr, sync::Arc};

use candor_connect::{
    secret::WebhookSecret,
    telegram::updates::{
        SinkError,
        webhook::{MAX_BODY, WebhookDoor, path_of, router},
    },
};
use tokio::{
    io::AsyncWriteExt,
    net::{TcpListener, TcpStream},
    time::timeout,
};

use crate::{
    shelf::Shelf,
    world::{DEADLINE, read_http},
};

const KEY: &str = "k3y-of-the-door";
const UPDATE: &str = r#"{"update_id": 5, "message": {"text": "hi"}}"#;

fn secret() -> WebhookSecret {
    WebhookSecret::from_random([9; 32])
}

fn door(shelf: &Arc<Shelf>) -> WebhookDoor {
    WebhookDoor { path_key: KEY.to_owned(), secrets: vec![secret()], sink: shelf.clone() }
}

async fn open(doors: Vec<WebhookDoor>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router(doors)).await });
    address
}

/// Posts over a connection of its own. Gives back the head and the body of the answer.
async fn post(address: SocketAddr, path: &str, secret: Option<&str>, body: &[u8]) -> (String, Vec<u8>) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let secret = secret.map(|secret| format!("X-Telegram-Bot-Api-Secret-Token: {secret}\r\n")).unwrap_or_default();
    let head = format!("POST {path} HTTP/1.1\r\nHost: desk\r\n{secret}Content-Length: {}\r\n\r\n", body.len());
    stream.write_all(head.as_bytes()).await.unwrap();
    // A refused body may be cut off while it is being written.
    let _ = stream.write_all(body).await;
    timeout(DEADLINE, read_http(&mut stream)).await.expect("an answer in time").expect("an answer")
}

fn status((head, _): &(String, Vec<u8>)) -> u16 {
    head.split(' ').nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn an_update_is_kept_before_telegram_hears_of_it() {
    let shelf = Shelf::closed();
    let address = open(vec![door(&shelf)]).await;
    let posting =
        tokio::spawn(async move { post(address, &path_of(KEY), Some(secret().expose()), UPDATE.as_bytes()).await });
    shelf.holds(|kept| kept.offers == 1).await;
    assert!(!posting.is_finished(), "no answer before the commit");
    shelf.let_one_in();
    let answer = posting.await.unwrap();
    assert_eq!((status(&answer), answer.1.len()), (200, 0), "an empty body: no method rides on the answer");
    let kept = shelf.kept();
    assert_eq!((kept.texts[&5].as_str(), kept.offset), (UPDATE, None));
}

#[tokio::test]
async fn whoever_does_not_know_both_path_and_secret_learns_nothing() {
    let shelf = Shelf::open();
    let address = open(vec![door(&shelf)]).await;
    let good = secret();
    let wrong = WebhookSecret::from_random([8; 32]);
    let mut heads = Vec::new();
    for (path, secret) in [
        (path_of(KEY), None),
        (path_of(KEY), Some("")),
        (path_of(KEY), Some(wrong.expose())),
        (path_of(KEY), Some(&good.expose()[..63])),
        (path_of("other"), Some(good.expose())),
        (path_of("other"), None),
        ("/telegram/".to_owned(), Some(good.expose())),
        ("/elsewhere".to_owned(), Some(good.expose())),
    ] {
        let (head, body) = post(address, &path, secret, UPDATE.as_bytes()).await;
        let dateless: Vec<String> = head.lines().filter(|line| !line.starts_with("date:")).map(str::to_owned).collect();
        heads.push((dateless, body));
    }
    assert!(heads.iter().all(|answer| answer == &heads[0]), "{heads:#?}");
    assert!(heads[0].0[0].contains("404"));
    assert_eq!(shelf.kept().offers, 0);
}

#[tokio::test]
async fn the_old_and_the_new_secret_both_open_during_a_change() {
    let shelf = Shelf::open();
    let new = WebhookSecret::from_random([10; 32]);
    let address = open(vec![WebhookDoor { secrets: vec![secret(), new.clone()], ..door(&shelf) }]).await;
    for secret in [secret(), new] {
        assert_eq!(status(&post(address, &path_of(KEY), Some(secret.expose()), UPDATE.as_bytes()).await), 200);
    }
}

#[tokio::test]
async fn each_door_leads_to_its_own_sink() {
    let (first, second) = (Shelf::open(), Shelf::open());
    let other = WebhookSecret::from_random([11; 32]);
    let second_door = WebhookDoor { path_key: "second".to_owned(), secrets: vec![other.clone()], sink: second.clone() };
    let address = open(vec![door(&first), second_door]).await;
    assert_eq!(status(&post(address, &path_of("second"), Some(other.expose()), UPDATE.as_bytes()).await), 200);
    assert_eq!(status(&post(address, &path_of("second"), Some(secret().expose()), UPDATE.as_bytes()).await), 404);
    assert_eq!((first.kept().texts.len(), second.kept().texts.len()), (0, 1));
}

#[tokio::test]
async fn a_failing_sink_makes_telegram_come_again_and_the_update_is_kept_once() {
    let shelf = Shelf::that_fails([
        SinkError::TryAgain("disk full".to_owned()),
        SinkError::Stop("another process leads".to_owned()),
    ]);
    let address = open(vec![door(&shelf)]).await;
    for seconds in ["5", "30"] {
        let answer = post(address, &path_of(KEY), Some(secret().expose()), UPDATE.as_bytes()).await;
        assert_eq!(status(&answer), 503);
        assert!(answer.0.contains(&format!("retry-after: {seconds}")), "{}", answer.0);
        assert!(answer.1.is_empty(), "no reason is told outside");
    }
    for _ in 0..2 {
        assert_eq!(status(&post(address, &path_of(KEY), Some(secret().expose()), UPDATE.as_bytes()).await), 200);
    }
    assert_eq!((shelf.kept().offers, shelf.kept().texts.len()), (4, 1));
}

#[tokio::test]
async fn malformed_bodies_are_kept_raw_and_do_not_block_the_queue() {
    let shelf = Shelf::open();
    let address = open(vec![door(&shelf)]).await;
    let bodies: [&[u8]; 6] =
        [b"", b"not json", b"{\"update_id\":", b"[1,2]", b"\xff\xfe\x00", b"{\"update_id\":\"5\"}"];
    for body in bodies {
        assert_eq!(status(&post(address, &path_of(KEY), Some(secret().expose()), body).await), 200);
    }
    let kept = shelf.kept().texts;
    assert_eq!(kept.len(), bodies.len());
    assert!(kept.keys().all(|&id| id < 0));
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_and_one_at_the_limit_is_not() {
    let shelf = Shelf::open();
    let address = open(vec![door(&shelf)]).await;
    let refused = post(address, &path_of(KEY), Some(secret().expose()), &vec![b' '; MAX_BODY + 1]).await;
    assert_eq!((status(&refused), shelf.kept().offers), (413, 0));
    assert_eq!(status(&post(address, &path_of(KEY), Some(secret().expose()), &vec![b' '; MAX_BODY]).await), 200);
}

#[tokio::test]
async fn only_posting_is_possible() {
    let address = open(vec![door(&Shelf::open())]).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(format!("GET {} HTTP/1.1\r\nHost: desk\r\n\r\n", path_of(KEY)).as_bytes()).await.unwrap();
    let answer = timeout(DEADLINE, read_http(&mut stream)).await.unwrap().unwrap();
    assert_eq!(status(&answer), 405);
}
