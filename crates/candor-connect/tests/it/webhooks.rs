//! Deliveries to webhooks over real HTTP: where none goes, what an answer is taken for, and that nothing is repeated of it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::time::Duration;

use candor_connect::webhooks::{BadAddress, Courier, check, host_of};
use candor_core::webhook::schedule::{Tried, Trouble};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

const HEADERS: &[(&str, &str)] = &[("webhook-id", "msg_1"), ("webhook-timestamp", "1"), ("webhook-signature", "v1,x")];

/// A receiver that answers every delivery so, and the address of its hook.
async fn receiver(answer: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut head = Vec::new();
                while !head.ends_with(b"{}") {
                    let mut chunk = [0; 1024];
                    match stream.read(&mut chunk).await {
                        Ok(0) | Err(_) => return,
                        Ok(read) => head.extend_from_slice(&chunk[..read]),
                    }
                }
                let _ = stream.write_all(answer).await;
                if answer.is_empty() {
                    std::future::pending::<()>().await;
                }
            });
        }
    });
    format!("http://{address}/canary")
}

async fn deliver(courier: &Courier, address: &str) -> Tried {
    let headers: Vec<_> = HEADERS.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    courier.deliver(address, &headers, "{}".to_owned()).await
}

#[tokio::test]
async fn nothing_is_sent_to_this_machine_however_it_is_named_unless_allowed() {
    let address = receiver(b"HTTP/1.1 204 No Content\r\n\r\n").await;
    let port = address.rsplit(':').next().unwrap().to_owned();
    let strict = Courier::new(false);
    assert_eq!(deliver(&strict, &address).await, Tried::Failed(Trouble::Forbidden));
    // What a name stands for is refused when it is looked up; one that can stand for nothing else, before it is kept.
    let named = format!("https://localhost:{port}");
    for name in
        [named.as_str(), "https://crm.localhost/", "https://crm.internal/x", "https://nas.local./", "https://crm/"]
    {
        assert_eq!(check(name, false), Err(BadAddress::Private), "{name}");
        assert_eq!(check(name, true), Ok(()), "{name}");
    }
    assert_eq!(check("https://local.example.org/", false), Ok(()));
    assert_eq!(deliver(&strict, &named).await, Tried::Failed(Trouble::Forbidden));
    for host in ["127.0.0.1", "2130706433", "[::1]", "10.0.0.7"] {
        assert_eq!(check(&format!("https://{host}/"), false), Err(BadAddress::Private), "{host}");
        assert_eq!(check(&format!("http://{host}/"), true), Ok(()), "{host}");
    }
    for host in ["169.254.169.254", "[fe80::1]", "0.0.0.0"] {
        assert_eq!(check(&format!("http://{host}/"), true), Err(BadAddress::Never), "{host}");
    }
    assert_eq!(check("http://8.8.8.8/", true), Err(BadAddress::InTheClear));
    let open = Courier::new(true);
    assert_eq!(deliver(&open, &address).await, Tried::Answered { status: 204, wait: None });
    assert!(!format!("{open:?}").contains("canary"));
    assert_eq!(host_of("https://me.example.org:8443/token?x=1"), "me.example.org");
}

#[tokio::test]
async fn an_answer_counts_by_its_status_whatever_else_it_says() {
    let courier = Courier::new(true).within(Duration::from_secs(60));
    let asks = receiver(b"HTTP/1.1 503 Busy\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n").await;
    assert_eq!(deliver(&courier, &asks).await, Tried::Answered { status: 503, wait: Some(120_000) });
    let leads_on = receiver(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n").await;
    assert_eq!(deliver(&courier, &leads_on).await, Tried::Answered { status: 302, wait: None });
    let breaks_off = receiver(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\nx").await;
    assert_eq!(deliver(&courier, &breaks_off).await, Tried::Answered { status: 200, wait: None });
    let nonsense = receiver(b"220 mail.example.org ESMTP\r\n").await;
    assert_eq!(deliver(&courier, &nonsense).await, Tried::Failed(Trouble::Broken));
}

#[tokio::test]
async fn whoever_does_not_answer_is_given_up_in_time_and_whoever_is_not_there_at_once() {
    let silent = receiver(b"").await;
    let courier = Courier::new(true).within(Duration::from_millis(300));
    assert_eq!(deliver(&courier, &silent).await, Tried::Failed(Trouble::TimedOut));
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/", closed.local_addr().unwrap());
    drop(closed);
    let courier = Courier::new(true);
    assert_eq!(deliver(&courier, &address).await, Tried::Failed(Trouble::Unreachable));
}
