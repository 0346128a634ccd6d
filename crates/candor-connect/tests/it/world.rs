//! The end of the world: a server that answers each call as the test says, down to the byte, and tells what it heard.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use candor_connect::{
    secret::BotToken,
    telegram::{BotApi, TelegramBot},
};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc,
    time::timeout,
};

/// The token of every test; its second half is looked for wherever it must not be.
pub const TOKEN: &str = "123456789:CANARYcanary_CANARY-canary_CANARYca";

/// Long enough for a loaded machine, short enough for a person to wait.
pub const DEADLINE: Duration = Duration::from_secs(20);

/// One answer.
#[derive(Clone, Debug)]
pub enum Answer {
    /// These bytes, after which the connection stays open.
    Bytes(Vec<u8>),
    /// The request is read, so it may have been carried out, and the connection is closed without a word.
    Drop,
    /// These bytes, and then the connection is closed.
    BytesThenDrop(Vec<u8>),
    /// Nothing at all while the test lasts.
    Hold,
}

impl Answer {
    /// A success with this result.
    pub fn ok(result: Value) -> Self {
        Self::json(200, &json!({"ok": true, "result": result}))
    }

    /// A refusal as Telegram words it.
    pub fn refusal(code: u16, description: &str) -> Self {
        Self::json(code, &json!({"ok": false, "error_code": code, "description": description}))
    }

    /// Any JSON under any status.
    pub fn json(status: u16, body: &Value) -> Self {
        Self::text(status, "Content-Type: application/json\r\n", &body.to_string())
    }

    /// Any text under any status, with more header lines.
    pub fn text(status: u16, headers: &str, body: &str) -> Self {
        let head = format!("HTTP/1.1 {status} Said\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
        Self::Bytes(format!("{head}{body}").into_bytes())
    }
}

/// One call as it arrived.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    /// The path, token and all.
    pub path: String,
    /// The method's name.
    pub method: String,
    /// The parameters.
    pub params: Value,
}

/// The server. It stops with the test's runtime.
pub struct World {
    /// Where it listens.
    pub address: SocketAddr,
    heard: mpsc::UnboundedReceiver<Heard>,
}

impl World {
    /// A server that will give these answers in this order, and hold every call after the last.
    pub async fn that_says(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (tell, heard) = mpsc::unbounded_channel();
        let plan: Arc<Mutex<VecDeque<Answer>>> = Arc::new(Mutex::new(answers.into_iter().collect()));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, tell.clone(), Arc::clone(&plan)));
            }
        });
        Self { address, heard }
    }

    /// The API of a bot at this server.
    pub fn api(&self) -> BotApi {
        BotApi::new(&format!("http://{}", self.address), BotToken::parse(TOKEN).unwrap()).unwrap()
    }

    /// The same as a channel.
    pub fn bot(&self) -> TelegramBot {
        TelegramBot::new(self.api())
    }

    /// The next call, waited for.
    pub async fn next_call(&mut self) -> Heard {
        timeout(DEADLINE, self.heard.recv()).await.expect("a call in time").expect("a living server")
    }

    /// All calls heard so far and not yet taken.
    pub fn calls_so_far(&mut self) -> Vec<Heard> {
        std::iter::from_fn(|| self.heard.try_recv().ok()).collect()
    }
}

async fn serve(mut stream: TcpStream, tell: mpsc::UnboundedSender<Heard>, plan: Arc<Mutex<VecDeque<Answer>>>) {
    while let Some(heard) = read_request(&mut stream).await {
        let answer = plan.lock().unwrap().pop_front().unwrap_or(Answer::Hold);
        let _ = tell.send(heard);
        match answer {
            Answer::Bytes(bytes) => stream.write_all(&bytes).await.unwrap_or_default(),
            Answer::Drop => return,
            Answer::BytesThenDrop(bytes) => {
                stream.write_all(&bytes).await.unwrap_or_default();
                return;
            }
            Answer::Hold => {
                // Until the other side gives up.
                let _ = stream.read_u8().await;
                return;
            }
        }
    }
}

async fn read_request(stream: &mut TcpStream) -> Option<Heard> {
    let (head, body) = read_http(stream).await?;
    let path = head.split(' ').nth(1)?.to_owned();
    let method = path.rsplit('/').next()?.to_owned();
    Some(Heard { path, method, params: serde_json::from_slice(&body).unwrap_or(Value::Null) })
}

/// Reads one HTTP/1.1 message with a content length: its head as text, and its body.
pub async fn read_http(stream: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        bytes.push(stream.read_u8().await.ok()?);
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let length = head
        .lines()
        .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length:").map(|n| n.trim().parse().unwrap()));
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).await.ok()?;
    Some((head, body))
}
