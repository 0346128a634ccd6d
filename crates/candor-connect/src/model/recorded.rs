//! Keeps the answers of a model in a file and gives them again, so that what was measured once can be measured a second time
//! without the model, to the same end. A recording holds what contacts wrote: it is made for rehearsals, is readable to its
//! owner alone, and nothing records unless it is told to.

mod canonical;
mod line;
mod replay;

use std::{io, path::Path, sync::Arc};

use candor_core::model::{ModelReply, ModelRequest};
use futures_util::future::BoxFuture;
use tokio::{
    fs::{File, OpenOptions},
    io::AsyncWriteExt,
    sync::Mutex,
};

pub use self::{canonical::key, replay::Replay};
use super::{Listening, Model, ModelError};

/// A model whose every answer is kept, errors included: one line of JSON for each call.
pub struct Recorder {
    model: Arc<dyn Model>,
    file: Mutex<File>,
}

impl Recorder {
    /// Records what this model answers, at the end of a file that is made if it is not there.
    ///
    /// # Errors
    /// The file cannot be opened for writing.
    pub async fn new(model: Arc<dyn Model>, file: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        options.mode(0o600);
        Ok(Self { model, file: Mutex::new(options.open(file).await?) })
    }

    /// An answer that cannot be kept is none: a recording with holes would say something else the second time.
    async fn keep(
        &self,
        request: &ModelRequest,
        answer: Result<ModelReply, ModelError>,
    ) -> Result<ModelReply, ModelError> {
        let line = line::write(request, &answer);
        let mut file = self.file.lock().await;
        let kept = match file.write_all(line.as_bytes()).await {
            Ok(()) => file.flush().await,
            Err(error) => Err(error),
        };
        kept.map_err(|error| ModelError::Misconfigured(format!("the recording cannot be written: {}", error.kind())))?;
        answer
    }
}

impl Model for Recorder {
    fn name(&self) -> &str {
        self.model.name()
    }

    fn complete<'a>(&'a self, request: &'a ModelRequest) -> BoxFuture<'a, Result<ModelReply, ModelError>> {
        Box::pin(async move { self.keep(request, self.model.complete(request).await).await })
    }

    fn stream<'a>(
        &'a self,
        request: &'a ModelRequest,
        on_text: &'a mut (dyn FnMut(&str) -> Listening + Send),
    ) -> BoxFuture<'a, Result<ModelReply, ModelError>> {
        Box::pin(async move { self.keep(request, self.model.stream(request, on_text).await).await })
    }
}

#[cfg(test)]
mod tests;
