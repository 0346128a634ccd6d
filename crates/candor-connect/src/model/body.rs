//! Reads answers no further than they may be long: whoever answers decides what comes, and must not fill the memory.

use std::time::Duration;

use reqwest::Response;

use super::ModelError;

/// The longest answer read, in bytes. The longest a desk asks for has some ten thousand.
pub(super) const LONGEST: usize = 1024 * 1024;
/// The longest stream, in bytes: every token comes in an envelope of a few hundred.
pub(super) const LONGEST_STREAM: usize = 16 * LONGEST;
/// The longest refusal that is looked at.
pub(super) const LONGEST_REFUSAL: usize = 64 * 1024;

/// What is said when the other side goes away in the middle.
const BROKE: &str = "the connection broke inside the answer";

/// The whole of an answer.
///
/// # Errors
/// It is longer than `at_most` bytes, or broke off.
pub(super) async fn whole(mut response: Response, at_most: usize) -> Result<Vec<u8>, ModelError> {
    let too_long = || ModelError::BadAnswer("it is too long".to_owned());
    if response.content_length().is_some_and(|length| usize::try_from(length).map_or(true, |length| length > at_most)) {
        return Err(too_long());
    }
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len().saturating_add(chunk.len()) > at_most => return Err(too_long()),
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return Ok(body),
            Err(_) => return Err(ModelError::Down(BROKE.to_owned())),
        }
    }
}

/// A stream of bytes, read piece by piece.
pub(super) struct Pieces {
    response: Response,
    silence: Duration,
    read: usize,
}

impl Pieces {
    /// The pieces of an answer, which may be this long apart.
    pub(super) const fn of(response: Response, silence: Duration) -> Self {
        Self { response, silence, read: 0 }
    }

    /// The next piece; none at the end.
    ///
    /// # Errors
    /// It was silent for too long, is too long as a whole, or broke off.
    pub(super) async fn next(&mut self) -> Result<Option<Vec<u8>>, ModelError> {
        let chunk = tokio::time::timeout(self.silence, self.response.chunk()).await;
        let chunk = chunk.map_err(|_| ModelError::TimedOut)?.map_err(|_| ModelError::Down(BROKE.to_owned()))?;
        self.read = self.read.saturating_add(chunk.as_ref().map_or(0, |chunk| chunk.len()));
        if self.read > LONGEST_STREAM {
            return Err(ModelError::BadAnswer("it is too long".to_owned()));
        }
        Ok(chunk.map(|chunk| chunk.to_vec()))
    }
}
