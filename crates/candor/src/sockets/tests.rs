use std::{
    convert::Infallible,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::ConnectInfo,
    routing::{get, post},
};
use futures_util::{StreamExt as _, stream};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::{mpsc, watch},
    task::JoinHandle,
};

use super::{Limits, answer_all};

/// Long enough for a busy machine to write one line, short enough to be waited for.
const SHORT: Duration = Duration::from_secs(1);
const LONG: Duration = Duration::from_secs(300);

fn patient() -> Limits {
    Limits { head: LONG, piece: LONG, body: LONG, untaken: LONG, at_once: 16 }
}

/// Something that listens.
struct Site {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    serving: JoinHandle<()>,
}

impl Site {
    async fn open(routes: Router, limits: Limits) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = watch::channel(false);
        let serving = tokio::spawn(answer_all(listener, routes, stopped, limits));
        Self { address, stop, serving }
    }

    /// Somebody who sends this and no more.
    async fn sends(&self, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        stream
    }
}

/// All that comes until the other side closes.
async fn heard(mut stream: TcpStream) -> String {
    let mut all = Vec::new();
    // A socket closed with something unread is reset.
    let _ = stream.read_to_end(&mut all).await;
    String::from_utf8_lossy(&all).into_owned()
}

/// Reads until this has come.
async fn until(stream: &mut TcpStream, wanted: &str) -> String {
    let mut all = String::new();
    while !all.contains(wanted) {
        let mut piece = [0; 1024];
        let length = stream.read(&mut piece).await.unwrap();
        assert!(length > 0, "it ended: {all}");
        all.push_str(&String::from_utf8_lossy(&piece[..length]));
    }
    all
}

async fn echo(body: String) -> String {
    body
}

fn routes() -> Router {
    let whoever = |ConnectInfo(from): ConnectInfo<SocketAddr>| async move { from.ip().to_string() };
    Router::new().route("/", get(whoever)).route("/echo", post(echo))
}

#[tokio::test]
async fn a_connection_that_sends_slowly_is_closed_and_a_stream_of_events_goes_on() {
    let (tell, told) = mpsc::unbounded_channel::<&'static str>();
    let told = Arc::new(Mutex::new(Some(told)));
    let events = move || {
        let told = told.lock().unwrap().take().unwrap();
        let lines = stream::unfold(told, |mut told| async move { Some((told.recv().await?, told)) });
        async move { Body::from_stream(lines.map(|line| Ok::<_, Infallible>(Bytes::from_static(line.as_bytes())))) }
    };
    let routes = routes().route("/events", get(events));
    let site = Site::open(routes, Limits { head: SHORT, piece: SHORT, untaken: SHORT, ..patient() }).await;
    let mut listens = site.sends("GET /events HTTP/1.1\r\nHost: desk\r\n\r\n").await;
    tell.send("first").unwrap();
    until(&mut listens, "first").await;

    let (silent, half, idle) = tokio::join!(
        async { heard(site.sends("").await).await },
        async { heard(site.sends("GET / HTTP/1.1\r\nHost: desk\r\nX-Slow: ").await).await },
        async { heard(site.sends("GET / HTTP/1.1\r\nHost: desk\r\n\r\n").await).await },
    );
    assert_eq!(silent, "");
    assert!(!half.contains("200 OK"), "{half}");
    assert!(idle.starts_with("HTTP/1.1 200 OK") && idle.ends_with("127.0.0.1"), "{idle}");
    let late = heard(site.sends("POST /echo HTTP/1.1\r\nHost: desk\r\nContent-Length: 10\r\n\r\nfour").await).await;
    assert!(late.starts_with("HTTP/1.1 408 Request Timeout") && late.contains("connection: close"), "{late}");

    // All that took longer than anything may take.
    tell.send("second").unwrap();
    until(&mut listens, "second").await;
}

/// Says so when it is let go.
struct Held(mpsc::UnboundedSender<()>);

impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.0.send(());
    }
}

#[tokio::test]
async fn an_answer_nobody_takes_is_given_up() {
    const ALL: usize = 512 * 65_536;
    let (ended, mut over) = mpsc::unbounded_channel();
    let much = move || {
        let held = Held(ended.clone());
        let pieces = stream::repeat_with(move || {
            let _ = &held;
            Ok::<_, Infallible>(Bytes::from_static(&[b'.'; 65_536]))
        });
        async move { Body::from_stream(pieces.take(ALL / 65_536)) }
    };
    let site = Site::open(Router::new().route("/much", get(much)), Limits { untaken: SHORT, ..patient() }).await;
    let asked = "GET /much HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n\r\n";
    let untaken = site.sends(asked).await;
    over.recv().await.unwrap();
    assert!(heard(untaken).await.len() < ALL);
    assert!(heard(site.sends(asked).await).await.len() > ALL, "whoever takes it gets all of it");
}

#[tokio::test]
async fn a_request_whose_end_is_told_in_two_ways_smuggles_no_second_one_in() {
    let site = Site::open(routes(), patient()).await;
    let second = "GET / HTTP/1.1\r\nHost: desk\r\n\r\n";
    let chunked = "4\r\nbody\r\n0\r\n\r\n";
    let length = chunked.len() + second.len();
    let head = "POST /echo HTTP/1.1\r\nHost: desk\r\n";
    for lengths in [
        "Content-Length: 4\r\nContent-Length: 30\r\n".to_owned(),
        "Content-Length: 4, 30\r\n".to_owned(),
        "Content-Length: +4\r\n".to_owned(),
        "Transfer-Encoding: identity\r\nContent-Length: 4\r\n".to_owned(),
        "Transfer-Encoding: chunked, identity\r\n".to_owned(),
    ] {
        let answer = heard(site.sends(&format!("{head}{lengths}\r\nbody{second}")).await).await;
        assert!(answer.starts_with("HTTP/1.1 400 Bad Request"), "{lengths}{answer}");
        assert_eq!(answer.matches("HTTP/1.1").count(), 1, "{lengths}{answer}");
    }
    for both in [
        format!("Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n"),
        format!("Transfer-Encoding: chunked\r\nContent-Length: {length}\r\n"),
        "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n".to_owned(),
    ] {
        let answer = heard(site.sends(&format!("{head}{both}\r\n{chunked}{second}")).await).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("\r\n\r\nbody"), "{both}{answer}");
        assert_eq!(answer.matches("HTTP/1.1").count(), 1, "what followed was taken for a request: {both}{answer}");
    }
}

#[tokio::test]
async fn who_comes_when_there_is_no_room_waits_and_what_was_begun_is_finished_when_it_stops() {
    let site = Site::open(routes(), Limits { at_once: 1, head: SHORT, ..patient() }).await;
    // The first says nothing, and gives its place up only when its time is over.
    let (first, second) = tokio::join!(async { heard(site.sends("").await).await }, async {
        heard(site.sends("GET / HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n\r\n").await).await
    },);
    assert!(first.is_empty() && second.starts_with("HTTP/1.1 200 OK"), "{second}");

    let site = Site::open(routes(), patient()).await;
    let mut begun =
        site.sends("POST /echo HTTP/1.1\r\nHost: desk\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n").await;
    until(&mut begun, "100 Continue").await;
    site.stop.send_replace(true);
    begun.write_all(b"done").await.unwrap();
    let answer = heard(begun).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("done"), "{answer}");
    site.serving.await.unwrap();
}
