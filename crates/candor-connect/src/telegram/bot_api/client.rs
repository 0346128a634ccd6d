//! Carries one call to a Bot API server. The token sits in every URL, so no URL ever leaves this file: not in an
//! error, not in a log.

use std::{
    fmt,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use reqwest::{Client, RequestBuilder, Response, Url};
use serde::de::DeserializeOwned;
use serde_json::{Value, value::RawValue};

use super::{answer::Answer, download::DOWNLOAD_TIMEOUT, errors::ApiError};
use crate::{
    http::{self, ClientError},
    secret::BotToken,
};

/// Telegram's own server.
pub const TELEGRAM: &str = "https://api.telegram.org";

/// The largest answer read, in bytes. Telegram's own are at most 4 MiB (`getUpdates`).
const MAX_ANSWER: usize = 8 * 1024 * 1024;

/// One bot at one Bot API server. Cloning it is cheap and gives the same one, with the same token from then on.
#[derive(Clone)]
pub struct BotApi {
    http: Client,
    root: Url,
    token: Arc<RwLock<BotToken>>,
}

/// Why a bot cannot be set up. Says what to change.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SetUpError {
    /// The API root is not the address of a server.
    #[error("the API root must look like {TELEGRAM} or http://127.0.0.1:8081, without user, query or fragment")]
    ApiRoot,
    /// The HTTP client cannot be built.
    #[error(transparent)]
    Client(#[from] ClientError),
}

impl BotApi {
    /// A bot at a server such as [`TELEGRAM`]. Nothing is sent yet.
    pub fn new(api_root: &str, token: BotToken) -> Result<Self, SetUpError> {
        let root = Url::parse(api_root.trim().trim_end_matches('/')).map_err(|_| SetUpError::ApiRoot)?;
        let is_plain = matches!(root.scheme(), "http" | "https")
            && root.has_host()
            && root.username().is_empty()
            && root.password().is_none()
            && root.query().is_none()
            && root.fragment().is_none();
        if !is_plain {
            return Err(SetUpError::ApiRoot);
        }
        Ok(Self { http: http::client_for(&root)?, root, token: Arc::new(RwLock::new(token)) })
    }

    /// Calls with another token of the same bot from now on, wherever this bot is in use. False, and nothing, for another bot's.
    pub fn renew(&self, token: BotToken) -> bool {
        let mut known = self.token.write().unwrap_or_else(PoisonError::into_inner);
        let is_same = known.bot_id() == token.bot_id();
        if is_same {
            *known = token;
        }
        is_same
    }

    fn token(&self) -> BotToken {
        self.token.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The number of the bot, as its token says.
    pub fn bot_id(&self) -> i64 {
        self.token().bot_id()
    }

    /// Calls a method and reads its result as any JSON value.
    pub async fn call(&self, method: &str, params: &Value, timeout: Duration) -> Result<Value, ApiError> {
        self.call_for(method, params, timeout).await
    }

    /// Calls a method and reads its result as a type of the caller's.
    pub(crate) async fn call_for<T: DeserializeOwned>(
        &self,
        method: &str,
        params: &Value,
        timeout: Duration,
    ) -> Result<T, ApiError> {
        let answer = self.ask(method, params, timeout).await?;
        let result = self.result_of(&answer)?;
        serde_json::from_str(result.get())
            .map_err(|_| answer.bad(&format!("the result of {method} has an unknown shape")))
    }

    /// Calls a method and hands over whatever came back.
    pub(crate) async fn ask(&self, method: &str, params: &Value, timeout: Duration) -> Result<Answer, ApiError> {
        self.ask_with(method, |request| request.json(params).timeout(timeout)).await
    }

    /// The same with a body of the caller's.
    pub(super) async fn ask_with(
        &self,
        method: &str,
        body: impl FnOnce(RequestBuilder) -> RequestBuilder,
    ) -> Result<Answer, ApiError> {
        let answer = match body(self.http.post(self.address_of(method))).send().await {
            Ok(response) => read(response).await?,
            Err(error) if error.is_connect() || error.is_builder() => return Err(ApiError::NotSent(self.words(error))),
            Err(error) => return Err(ApiError::NoAnswer(self.words(error))),
        };
        tracing::debug!(bot = self.bot_id(), method, status = answer.status, "bot api call");
        Ok(answer)
    }

    /// Fetches what lies at a path of the server's folder of downloads; `None` if it is longer than `at_most` bytes.
    pub(super) async fn download(&self, path: &str, at_most: usize) -> Result<Option<Vec<u8>>, ApiError> {
        let root = self.root.as_str().trim_end_matches('/');
        let address = format!("{root}/file/bot{}/{path}", self.token().expose());
        let response = self.http.get(address).timeout(DOWNLOAD_TIMEOUT).send().await;
        let mut response = response.map_err(|error| ApiError::NotSent(self.words(error)))?;
        let mut fetched = Answer::to(&response);
        if !response.status().is_success() {
            return Err(fetched.bad("the file is not there"));
        }
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) if fetched.body.len().saturating_add(chunk.len()) > at_most => return Ok(None),
                Ok(Some(chunk)) => fetched.body.extend_from_slice(&chunk),
                Ok(None) => return Ok(Some(fetched.body)),
                Err(_) => return Err(fetched.bad("the connection broke inside the file")),
            }
        }
    }

    /// The result in an answer as it was written, or why there is none.
    pub(crate) fn result_of(&self, answer: &Answer) -> Result<Box<RawValue>, ApiError> {
        answer.result(&self.token())
    }

    fn address_of(&self, method: &str) -> String {
        let root = self.root.as_str().trim_end_matches('/');
        format!("{root}/bot{}/{method}", self.token().expose())
    }

    fn words(&self, error: reqwest::Error) -> String {
        let is_timeout = error.is_timeout();
        let causes = self.token().strike_out(&http::causes(&error.without_url()));
        if is_timeout { format!("time ran out: {causes}") } else { causes }
    }
}

/// Names the server, never the token.
impl fmt::Debug for BotApi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BotApi").field("root", &self.root.as_str()).field("token", &self.token()).finish()
    }
}

/// Reads the whole answer, up to [`MAX_ANSWER`]. The status is known from here on, so even a broken body says more than
/// no answer at all.
async fn read(mut response: Response) -> Result<Answer, ApiError> {
    let mut answer = Answer::to(&response);
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if answer.body.len().saturating_add(chunk.len()) > MAX_ANSWER => {
                return Err(answer.bad("it is too long"));
            }
            Ok(Some(chunk)) => answer.body.extend_from_slice(&chunk),
            Ok(None) => return Ok(answer),
            Err(_) => return Err(answer.bad("the connection broke inside it")),
        }
    }
}
