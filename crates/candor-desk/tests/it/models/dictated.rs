//! A model that says what it is told to, when it is told to: a stream as slow as a test needs it.

use std::sync::Arc;

use candor_connect::model::{Listening, Model, ModelError};
use candor_core::model::{Job, ModelReply, ModelRequest, Stop, Tokens};
use futures_util::future::BoxFuture;
use serde_json::json;
use tokio::sync::{Mutex, mpsc, watch};

use crate::stage::PATIENCE;

/// The model. It hears nothing in particular.
pub struct Dictated {
    pieces: Mutex<mpsc::UnboundedReceiver<Option<String>>>,
    asked: watch::Sender<usize>,
}

/// Who dictates.
pub struct Dictation {
    pieces: mpsc::UnboundedSender<Option<String>>,
    asked: watch::Receiver<usize>,
}

impl Dictated {
    pub fn begin() -> (Arc<Self>, Dictation) {
        let (sender, receiver) = mpsc::unbounded_channel();
        let (asked, seen) = watch::channel(0);
        (Arc::new(Self { pieces: Mutex::new(receiver), asked }), Dictation { pieces: sender, asked: seen })
    }

    async fn answer(
        &self,
        request: &ModelRequest,
        on_text: &mut (dyn FnMut(&str) -> Listening + Send),
    ) -> Result<ModelReply, ModelError> {
        let tokens = Tokens { prompt: 100, cached: 0, output: 20 };
        let model = "dictated-1".to_owned();
        if request.job != Job::Write {
            let text = json!({"things": [], "fields": [], "about": "none", "script_fit_score": 0.0}).to_string();
            return Ok(ModelReply { text, stop: Stop::Done, tokens, model });
        }
        self.asked.send_modify(|count| *count += 1);
        let mut pieces = self.pieces.lock().await;
        let mut text = String::new();
        while let Some(Some(piece)) = pieces.recv().await {
            text.push_str(&piece);
            if on_text(&piece) == Listening::Stop {
                return Ok(ModelReply { text, stop: Stop::Length, tokens, model });
            }
        }
        Ok(ModelReply { text, stop: Stop::Done, tokens, model })
    }
}

impl Dictation {
    /// The words of an answer begin, or go on.
    pub fn says(&self, piece: &str) {
        self.pieces.send(Some(piece.to_owned())).unwrap();
    }

    /// An answer is over.
    pub fn ends(&self) {
        self.pieces.send(None).unwrap();
    }

    /// Waits until it was asked for words so often.
    pub async fn is_asked(&mut self, times: usize) {
        tokio::time::timeout(PATIENCE, self.asked.wait_for(|count| *count >= times)).await.unwrap().unwrap();
    }

    /// How often it was asked for words.
    pub fn times_asked(&self) -> usize {
        *self.asked.borrow()
    }
}

impl Model for Dictated {
    fn name(&self) -> &str {
        "dictated"
    }

    fn complete<'a>(&'a self, request: &'a ModelRequest) -> BoxFuture<'a, Result<ModelReply, ModelError>> {
        Box::pin(async move { self.answer(request, &mut |_| Listening::GoOn).await })
    }

    fn stream<'a>(
        &'a self,
        request: &'a ModelRequest,
        on_text: &'a mut (dyn FnMut(&str) -> Listening + Send),
    ) -> BoxFuture<'a, Result<ModelReply, ModelError>> {
        Box::pin(self.answer(request, on_text))
    }
}
