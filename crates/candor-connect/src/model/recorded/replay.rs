//! The other half of a recorder: answers from a recording, and never from anywhere else.

use std::{
    collections::{BTreeMap, VecDeque},
    io,
    path::Path,
    sync::{Mutex, PoisonError},
};

use candor_core::model::{ModelReply, ModelRequest};
use futures_util::future::BoxFuture;

use super::{key, line::Line};
use crate::model::{Listening, Model, ModelError};

type Answers = VecDeque<Result<ModelReply, ModelError>>;

/// A model that answers what was recorded. A request recorded several times is answered in that order, and from then on
/// with the last answer.
pub struct Replay {
    name: String,
    answers: Mutex<BTreeMap<String, Answers>>,
}

impl Replay {
    /// Answers, under this name, from the recording in a file.
    ///
    /// # Errors
    /// The file cannot be read, or a line of it is no recorded call; the line's number is told, not its text.
    pub async fn open(name: &str, file: &Path) -> io::Result<Self> {
        let text = tokio::fs::read_to_string(file).await?;
        let mut answers: BTreeMap<String, Answers> = BTreeMap::new();
        for (place, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let line: Option<Line> = serde_json::from_str(line).ok();
            let (key, answer) = line.and_then(|line| Some((line.key.clone(), line.answer()?))).ok_or_else(|| {
                let why = format!("line {} of the recording is no recorded call", place.saturating_add(1));
                io::Error::new(io::ErrorKind::InvalidData, why)
            })?;
            answers.entry(key).or_default().push_back(answer);
        }
        Ok(Self { name: name.to_owned(), answers: Mutex::new(answers) })
    }

    fn answer(&self, request: &ModelRequest) -> Result<ModelReply, ModelError> {
        let key = key(request);
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let recorded = answers
            .get_mut(&key)
            .and_then(|queue| if queue.len() > 1 { queue.pop_front() } else { queue.front().cloned() });
        recorded.unwrap_or_else(|| {
            Err(ModelError::Misconfigured(format!("the recording has no answer for {key} ({})", request.job.word())))
        })
    }
}

impl Model for Replay {
    fn name(&self) -> &str {
        &self.name
    }

    fn complete<'a>(&'a self, request: &'a ModelRequest) -> BoxFuture<'a, Result<ModelReply, ModelError>> {
        Box::pin(async move { self.answer(request) })
    }

    /// Hands the whole text over as one piece.
    fn stream<'a>(
        &'a self,
        request: &'a ModelRequest,
        on_text: &'a mut (dyn FnMut(&str) -> Listening + Send),
    ) -> BoxFuture<'a, Result<ModelReply, ModelError>> {
        Box::pin(async move {
            let reply = self.answer(request)?;
            on_text(&reply.text);
            Ok(reply)
        })
    }
}
