//! The provider, as a test wants it.

use std::{
    collections::{BTreeMap, VecDeque},
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use candor_connect::model::{Dialect, Listening, Model, ModelError, ModelKey, Provider, open};
use candor_core::model::{Job, Line, ModelReply, ModelRequest, Shape, Speaker};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc,
    time::timeout,
};

use crate::world::{Answer, DEADLINE, read_http};

/// The key of every test, looked for wherever it must not be.
pub const KEY: &str = "sk-CANARYcanary0123456789";

/// What the contact says in every test, likewise.
pub const WORDS: &str = "CANARYwords: how much, asks Anna +79991234567?";

/// One call as it arrived.
#[derive(Clone, Debug)]
pub struct Call {
    /// Method and path.
    pub line: String,
    /// The headers, names in lower case, without those every request has.
    pub headers: BTreeMap<String, String>,
    /// The body.
    pub body: Value,
}

/// The provider. It stops with the test's runtime.
pub struct FarSide {
    address: SocketAddr,
    calls: mpsc::UnboundedReceiver<Call>,
    gone: mpsc::UnboundedReceiver<()>,
}

impl FarSide {
    /// One that gives these answers in this order, and holds every call after the last.
    pub async fn that_says(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (tell, calls) = mpsc::unbounded_channel();
        let (leave, gone) = mpsc::unbounded_channel();
        let plan: Arc<Mutex<VecDeque<Answer>>> = Arc::new(Mutex::new(answers.into_iter().collect()));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (tell, leave, plan) = (tell.clone(), leave.clone(), Arc::clone(&plan));
                tokio::spawn(async move {
                    serve(stream, tell, plan).await;
                    let _ = leave.send(());
                });
            }
        });
        Self { address, calls, gone }
    }

    /// Its address with a path, by its number.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The settings of a model there: allowed to be on this machine, with the key, quick to give up on silence.
    pub fn provider(&self, dialect: Dialect) -> Provider {
        let path = if dialect == Dialect::OpenAi { "/v1" } else { "" };
        let mut provider = Provider::new("fast", dialect, &self.url(path), "model-1");
        provider.key = Some(ModelKey::parse(KEY).unwrap());
        provider.allows_private_address = true;
        provider.timeout = DEADLINE;
        provider.silence = DEADLINE;
        provider
    }

    /// The model there.
    pub fn model(&self, dialect: Dialect) -> Arc<dyn Model> {
        open(self.provider(dialect)).unwrap()
    }

    /// The next call, waited for.
    pub async fn next_call(&mut self) -> Call {
        timeout(DEADLINE, self.calls.recv()).await.expect("a call in time").expect("a living server")
    }

    /// How many calls came that were not taken.
    pub fn calls_so_far(&mut self) -> usize {
        std::iter::from_fn(|| self.calls.try_recv().ok()).count()
    }

    /// Waits until somebody hung up.
    pub async fn hung_up(&mut self) {
        timeout(DEADLINE, self.gone.recv()).await.expect("hung up in time").expect("a living server");
    }
}

/// A request as the desk makes them, without a shape.
pub fn request() -> ModelRequest {
    ModelRequest {
        job: Job::Write,
        prompt: "write.1".to_owned(),
        front: "You write for a school.".to_owned(),
        lines: vec![
            Line { speaker: Speaker::User, text: "Hello".to_owned() },
            Line { speaker: Speaker::Assistant, text: "Good day!".to_owned() },
            Line { speaker: Speaker::User, text: WORDS.to_owned() },
        ],
        shape: None,
        max_output_tokens: 300,
        temperature_percent: 40,
    }
}

/// The same with a shape.
pub fn shaped() -> ModelRequest {
    ModelRequest { shape: Some(Shape { name: "heard".to_owned(), schema: schema() }), ..request() }
}

/// The schema of the shape.
pub fn schema() -> Value {
    let price = json!({"type": "boolean"});
    json!({"type": "object", "properties": {"price": price}, "required": ["price"], "additionalProperties": false})
}

/// A success with this body.
pub fn ok(body: Value) -> Answer {
    Answer::json(200, &body)
}

/// The answer to one call of one model.
pub async fn answer_to(dialect: Dialect, answer: Answer) -> Result<ModelReply, ModelError> {
    FarSide::that_says([answer]).await.model(dialect).complete(&request()).await
}

/// A stream that came to its end, each text in a chunk of its own.
pub fn stream(pieces: &[&str]) -> Answer {
    let mut bytes = chunked(pieces);
    bytes.extend_from_slice(b"0\r\n\r\n");
    Answer::Bytes(bytes)
}

/// A stream after which nothing follows and the connection stays open.
pub fn silent_stream(pieces: &[&str]) -> Answer {
    Answer::Bytes(chunked(pieces))
}

/// A stream that breaks off.
pub fn broken_stream(pieces: &[&str]) -> Answer {
    Answer::BytesThenDrop(chunked(pieces))
}

fn chunked(pieces: &[&str]) -> Vec<u8> {
    let head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n";
    let chunks: String = pieces.iter().map(|piece| format!("{:x}\r\n{piece}\r\n", piece.len())).collect();
    format!("{head}{chunks}").into_bytes()
}

/// An event of OpenAI's streams.
pub fn data(value: &Value) -> String {
    format!("data: {value}\n\n")
}

/// An event of Anthropic's.
pub fn event(value: &Value) -> String {
    format!("event: {}\ndata: {value}\n\n", value["type"].as_str().unwrap())
}

/// Listens to a whole stream and keeps the pieces.
pub async fn listen(model: &dyn Model, request: &ModelRequest) -> (Vec<String>, Result<ModelReply, ModelError>) {
    let mut pieces = Vec::new();
    let mut on_text = |piece: &str| {
        pieces.push(piece.to_owned());
        Listening::GoOn
    };
    let reply = model.stream(request, &mut on_text).await;
    (pieces, reply)
}

/// As short as a wait can be on a loaded machine without failing before anything was said.
pub const SOON: Duration = Duration::from_millis(300);

async fn serve(mut stream: TcpStream, tell: mpsc::UnboundedSender<Call>, plan: Arc<Mutex<VecDeque<Answer>>>) {
    while let Some((head, body)) = read_http(&mut stream).await {
        let answer = plan.lock().unwrap().pop_front().unwrap_or(Answer::Hold);
        let _ = tell.send(call(&head, &body));
        match answer {
            Answer::Bytes(bytes) => stream.write_all(&bytes).await.unwrap_or_default(),
            Answer::BytesThenDrop(bytes) => {
                stream.write_all(&bytes).await.unwrap_or_default();
                return;
            }
            Answer::Drop => return,
            Answer::Hold => {
                // Until the other side gives up.
                let _ = stream.read_u8().await;
                return;
            }
        }
    }
}

fn call(head: &str, body: &[u8]) -> Call {
    const ALWAYS: &[&str] = &["host", "content-length", "accept", "user-agent"];
    let mut lines = head.lines();
    let line = lines.next().unwrap().trim_end_matches(" HTTP/1.1").to_owned();
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
    Call {
        line,
        headers: headers.filter(|(name, _)| !ALWAYS.contains(&name.as_str())).collect(),
        body: serde_json::from_slice(body).unwrap_or(Value::Null),
    }
}
