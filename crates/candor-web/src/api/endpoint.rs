//! One endpoint: where it is, what one needs for it, and what it does. What the document says of it comes from the types of
//! its handler, so that it cannot say anything else than what is done.

use std::{any::TypeId, sync::Arc};

use axum::{
    body::{Bytes, HttpBody as _},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode},
    response::Response,
    routing::{MethodRouter, delete, get, patch, post},
};
use candor_core::roles::{Deed, Scope};
use candor_desk::actions::{FileRefusal, Refusal};
use futures_util::future::BoxFuture;
use schemars::{Schema, SchemaGenerator, json_schema};

use super::{
    Answer, Api, Asked, Caller, Problem,
    answer::Tellable,
    ask::{MOST_BYTES, Nothing, Readable},
    caller::Need,
    pace::{BURST, Left, PER_MINUTE},
};
use crate::{
    body::{self, BodyTrouble},
    download::MEDIA_TYPE,
    panel::access::{asked_language, sign_in::asking_address},
};

/// What handles a request of a caller who may ask.
type Handle = Arc<dyn Fn(Api, Caller, Request) -> BoxFuture<'static, Result<Response, Problem>> + Send + Sync>;

/// A part of the document that is made when it is asked for.
type Describe = fn(&mut SchemaGenerator) -> Option<Schema>;

/// An endpoint.
pub(crate) struct Endpoint {
    /// How.
    pub method: Method,
    /// Where, below `/api/v1`.
    pub path: &'static str,
    /// Its heading in the document.
    pub summary: &'static str,
    /// What else is to be said of it.
    pub about: &'static str,
    /// What one needs for it.
    pub need: Need,
    /// The status of what was done.
    pub status: StatusCode,
    /// Whether `If-Match` must be sent.
    pub is_versioned: bool,
    /// What is answered instead of JSON, by its media type.
    pub media: Option<&'static str>,
    /// What the body is, by its media type.
    pub takes: &'static str,
    /// So many bytes it has at most.
    most_bytes: usize,
    pub(super) path_schema: Describe,
    pub(super) query_schema: Describe,
    pub(super) body_schema: Describe,
    pub(super) answer_schema: Describe,
    handle: Handle,
}

/// `GET`.
pub(crate) fn read<P, Q, T, F, R>(
    path: &'static str,
    deed: Deed,
    scope: impl Into<Option<Scope>>,
    handler: F,
) -> Endpoint
where
    P: Readable,
    Q: Readable,
    T: Tellable,
    F: Fn(Asked<P, Q, Nothing>) -> R + Clone + Send + Sync + 'static,
    R: Future<Output = Result<Answer<T>, Problem>> + Send + 'static,
{
    Endpoint::of(Method::GET, StatusCode::OK, path, Need { deed, scope: scope.into() }, handler)
}

/// `POST` that makes something: 201.
pub(crate) fn make<P, B, T, F, R>(
    path: &'static str,
    deed: Deed,
    scope: impl Into<Option<Scope>>,
    handler: F,
) -> Endpoint
where
    P: Readable,
    B: Readable,
    T: Tellable,
    F: Fn(Asked<P, Nothing, B>) -> R + Clone + Send + Sync + 'static,
    R: Future<Output = Result<Answer<T>, Problem>> + Send + 'static,
{
    Endpoint::of(Method::POST, StatusCode::CREATED, path, Need { deed, scope: scope.into() }, handler)
}

/// `POST` that does something: 200.
pub(crate) fn perform<P, B, T, F, R>(
    path: &'static str,
    deed: Deed,
    scope: impl Into<Option<Scope>>,
    handler: F,
) -> Endpoint
where
    P: Readable,
    B: Readable,
    T: Tellable,
    F: Fn(Asked<P, Nothing, B>) -> R + Clone + Send + Sync + 'static,
    R: Future<Output = Result<Answer<T>, Problem>> + Send + 'static,
{
    Endpoint::of(Method::POST, StatusCode::OK, path, Need { deed, scope: scope.into() }, handler)
}

/// `PATCH`: changes what is named and leaves the rest.
pub(crate) fn change<P, B, T, F, R>(
    path: &'static str,
    deed: Deed,
    scope: impl Into<Option<Scope>>,
    handler: F,
) -> Endpoint
where
    P: Readable,
    B: Readable,
    T: Tellable,
    F: Fn(Asked<P, Nothing, B>) -> R + Clone + Send + Sync + 'static,
    R: Future<Output = Result<Answer<T>, Problem>> + Send + 'static,
{
    Endpoint::of(Method::PATCH, StatusCode::OK, path, Need { deed, scope: scope.into() }, handler)
}

/// `DELETE`: 204.
pub(crate) fn remove<P, F, R>(path: &'static str, deed: Deed, scope: impl Into<Option<Scope>>, handler: F) -> Endpoint
where
    P: Readable,
    F: Fn(Asked<P, Nothing, Nothing>) -> R + Clone + Send + Sync + 'static,
    R: Future<Output = Result<Answer<()>, Problem>> + Send + 'static,
{
    Endpoint::of(Method::DELETE, StatusCode::NO_CONTENT, path, Need { deed, scope: scope.into() }, handler)
}

impl Endpoint {
    fn of<P, Q, B, T, F, R>(method: Method, status: StatusCode, path: &'static str, need: Need, handler: F) -> Self
    where
        P: Readable,
        Q: Readable,
        B: Readable,
        T: Tellable,
        F: Fn(Asked<P, Q, B>) -> R + Clone + Send + Sync + 'static,
        R: Future<Output = Result<Answer<T>, Problem>> + Send + 'static,
    {
        let handle: Handle = Arc::new(move |api, caller, request| {
            let handler = handler.clone();
            Box::pin(async move {
                let headers = request.headers().clone();
                let asked = Asked::<P, Q, B>::read(api, caller, request).await?;
                Ok(handler(asked).await?.into_response(status, &headers))
            })
        });
        Self {
            method,
            path,
            summary: "",
            about: "",
            need,
            status,
            is_versioned: false,
            media: None,
            takes: "application/json",
            most_bytes: MOST_BYTES,
            path_schema: schema_of::<P>,
            query_schema: schema_of::<Q>,
            body_schema: schema_of::<B>,
            answer_schema: schema_of::<T>,
            handle,
        }
    }

    /// `GET` of something that is not JSON: a stream, a table, a text.
    pub(crate) fn raw<P, Q, F, R>(
        path: &'static str,
        deed: Deed,
        scope: impl Into<Option<Scope>>,
        media: &'static str,
        handler: F,
    ) -> Self
    where
        P: Readable,
        Q: Readable,
        F: Fn(Asked<P, Q, Nothing>) -> R + Clone + Send + Sync + 'static,
        R: Future<Output = Result<Response, Problem>> + Send + 'static,
    {
        let handle: Handle = Arc::new(move |api, caller, request| {
            let handler = handler.clone();
            Box::pin(async move { handler(Asked::<P, Q, Nothing>::read(api, caller, request).await?).await })
        });
        Self {
            method: Method::GET,
            path,
            summary: "",
            about: "",
            need: Need { deed, scope: scope.into() },
            status: StatusCode::OK,
            is_versioned: false,
            media: Some(media),
            takes: "application/json",
            most_bytes: MOST_BYTES,
            path_schema: schema_of::<P>,
            query_schema: schema_of::<Q>,
            body_schema: schema_of::<Nothing>,
            answer_schema: schema_of::<String>,
            handle,
        }
    }

    /// `POST` of a file of at most so many bytes, as it is, that makes something: 201.
    pub(crate) fn upload<P, Q, T, F, R>(
        path: &'static str,
        deed: Deed,
        scope: impl Into<Option<Scope>>,
        most_bytes: usize,
        handler: F,
    ) -> Self
    where
        P: Readable,
        Q: Readable,
        T: Tellable,
        F: Fn(Asked<P, Q, Bytes>) -> R + Clone + Send + Sync + 'static,
        R: Future<Output = Result<Answer<T>, Problem>> + Send + 'static,
    {
        let status = StatusCode::CREATED;
        let handle: Handle = Arc::new(move |api, caller, request| {
            let handler = handler.clone();
            Box::pin(async move {
                let headers = request.headers().clone();
                let asked = Asked::<P, Q, Bytes>::read_file(api, caller, request, most_bytes).await?;
                Ok(handler(asked).await?.into_response(status, &headers))
            })
        });
        Self {
            method: Method::POST,
            path,
            summary: "",
            about: "",
            need: Need { deed, scope: scope.into() },
            status,
            is_versioned: false,
            media: None,
            takes: MEDIA_TYPE,
            most_bytes,
            path_schema: schema_of::<P>,
            query_schema: schema_of::<Q>,
            body_schema: |_| Some(json_schema!({ "type": "string", "format": "binary", "minLength": 1 })),
            answer_schema: schema_of::<T>,
            handle,
        }
    }

    /// What the document says of it: a heading, and what else is to be said.
    #[must_use]
    pub(crate) const fn told(mut self, summary: &'static str, about: &'static str) -> Self {
        self.summary = summary;
        self.about = about;
        self
    }

    /// Needs `If-Match`.
    #[must_use]
    pub(crate) const fn versioned(mut self) -> Self {
        self.is_versioned = true;
        self
    }

    /// Answers a request.
    pub(super) async fn serve(self: Arc<Self>, api: Api, request: Request) -> Response {
        let (language, now) = (asked_language(request.headers()), api.now());
        let from = sender(&api, &request);
        let caller = match Caller::of(&api, request.headers()).await {
            Ok(caller) => caller,
            Err(problem) => {
                // Whoever tries tokens out is slowed down by where they are.
                let slowed = api.pace().take(&format!("from {from}"), now).err().map(Problem::TooOften);
                if slowed.is_none() && matches!(problem, Problem::Unknown) {
                    tracing::warn!(endpoint = self.path, from, "the API was asked without a token that holds");
                }
                return slowed.unwrap_or(problem).in_language(language);
            }
        };
        let left = match api.pace().take(caller.token.id.as_str(), now) {
            Ok(left) => left,
            Err(seconds) => {
                let left = Left { requests: 0, full_in: seconds };
                return paced(Problem::TooOften(seconds).in_language(language), left);
            }
        };
        let done = match self.admit(&caller, request.headers()) {
            Ok(()) => self.answer(api, caller, request).await,
            Err(problem) => Err(problem),
        };
        paced(done.unwrap_or_else(|problem| problem.in_language(language)), left)
    }

    /// Answers a caller who was let in before the body came. That may take its time, and whoever is let no more by then does nothing:
    /// so it is asked again who they are.
    async fn answer(&self, api: Api, caller: Caller, request: Request) -> Result<Response, Problem> {
        let (parts, body) = request.into_parts();
        let (caller, body) = if body.is_end_stream() {
            (caller, Bytes::new())
        } else {
            let body = body::whole(body, self.most_bytes).await.map_err(|trouble| self.unread(trouble))?;
            let caller = Caller::of(&api, &parts.headers).await?;
            self.admit(&caller, &parts.headers)?;
            (caller, body)
        };
        (self.handle)(api, caller, Request::from_parts(parts, body.into())).await
    }

    fn unread(&self, trouble: BodyTrouble) -> Problem {
        match trouble {
            BodyTrouble::TooLarge if self.takes == MEDIA_TYPE => Refusal::File(FileRefusal::TooLarge).into(),
            BodyTrouble::TooLarge => Problem::TooLarge,
            BodyTrouble::TooSlow => Problem::TooSlow,
            BodyTrouble::Broken => Problem::Malformed("the body broke off".to_owned()),
        }
    }

    fn admit(&self, caller: &Caller, headers: &HeaderMap) -> Result<(), Problem> {
        if let Err(problem) = caller.must_be_allowed(self.need) {
            let token = &caller.token.id;
            tracing::warn!(endpoint = self.path, %token, "a program asked for what it may not");
            return Err(problem);
        }
        if self.is_versioned && !headers.contains_key("if-match") {
            return Err(Problem::UnmatchedVersion);
        }
        Ok(())
    }
}

/// Where a request comes from, if that is known.
fn sender(api: &Api, request: &Request) -> String {
    let is_behind_proxy = api.address().is_some_and(|address| address.starts_with("https://"));
    asking_address(is_behind_proxy, request.headers(), request.extensions())
}

/// Tells a program how often it may ask (draft-ietf-httpapi-ratelimit-headers-10).
fn paced(mut response: Response, left: Left) -> Response {
    let policy = format!("\"token\";q={PER_MINUTE};w=60, \"burst\";q={BURST};w=12");
    let now = format!("\"burst\";r={};t={}", left.requests, left.full_in);
    for (name, value) in [("ratelimit-policy", policy), ("ratelimit", now)] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn schema_of<T: schemars::JsonSchema + 'static>(made: &mut SchemaGenerator) -> Option<Schema> {
    let is_nothing = TypeId::of::<T>() == TypeId::of::<Nothing>() || TypeId::of::<T>() == TypeId::of::<()>();
    (!is_nothing).then(|| made.subschema_for::<T>())
}

/// What axum serves an endpoint with.
pub(crate) fn served(endpoint: Endpoint, method: Method) -> MethodRouter<Api> {
    let endpoint = Arc::new(endpoint);
    let serve = move |State(api): State<Api>, request: Request| {
        let endpoint = Arc::clone(&endpoint);
        async move { endpoint.serve(api, request).await }
    };
    match method {
        Method::POST => post(serve),
        Method::PATCH => patch(serve),
        Method::DELETE => delete(serve),
        _ => get(serve),
    }
}

/// Where no endpoint is.
pub(crate) async fn missing(headers: HeaderMap) -> Response {
    Problem::Missing.in_language(asked_language(&headers))
}
