//! The API of a desk over a store with one conversation in it, and programs that ask it.

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode},
};
use candor_core::{
    ids::OperatorId,
    roles::{Role, Scope},
};
use candor_desk::{
    Desk, Settings,
    actions::{
        self, Bench,
        invite_operator::invite_operator,
        issue_token::{WantedToken, issue_token},
    },
    clock::TestClock,
    ids::SystemIds,
    staff::code_hash,
};
use candor_store::{Changes, OperatorClaim, OperatorRow};
use serde_json::Value;
use tower::ServiceExt as _;

use crate::{
    Api, BotCheck, Configured, Origin, Setting, api_router,
    log::LogRing,
    panel::connections::tests::{Process, Telegram},
    stage::{NOW, Stage, business, reasons},
};

pub(crate) struct House {
    pub stage: Stage,
    pub desk: Desk,
    pub clock: Arc<TestClock>,
    pub log: LogRing,
    router: Router,
}

/// An answer of the API.
#[derive(Debug)]
pub(crate) struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// The code of a problem.
    pub(crate) fn code(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text);
        self.json()["code"].as_str().unwrap().to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// Two settings, one of them a secret.
fn configured() -> Configured {
    let variable = "CANDOR_BOT_TOKEN";
    let secret = Setting {
        key: "bot.token".to_owned(),
        value: "***".to_owned(),
        origin: Origin::Environment(variable),
        variable: Some(variable),
    };
    let plain =
        Setting { key: "server.public_url".to_owned(), origin: Origin::Default, value: String::new(), variable: None };
    Configured { file: Some("/etc/candor.toml".to_owned()), settings: vec![secret, plain], backup: String::new() }
}

impl House {
    /// A desk with one conversation, number 1, that waits for a person.
    pub(crate) async fn build() -> Self {
        Self::configured(configured(), None).await
    }

    /// As [`House::build`], whose process was started with these settings, and uses another token of its bot at once.
    pub(crate) async fn configured(configured: Configured, process: Option<Arc<Process>>) -> Self {
        let renewing = |api: Api| if let Some(process) = process { api.with_renewal(process) } else { api };
        Self::around(configured, Arc::new(Telegram), renewing).await
    }

    /// As [`House::build`], around this Telegram and with what else the API is given.
    pub(crate) async fn around(
        configured: Configured,
        bots: Arc<dyn BotCheck>,
        given: impl FnOnce(Api) -> Api,
    ) -> Self {
        let stage = Stage::build().await;
        stage.play_turn(reasons()).await;
        let clock = Arc::new(TestClock::at(NOW));
        let desk =
            Desk::new(stage.store.clone(), Default::default(), clock.clone(), Arc::new(SystemIds), Settings::default());
        let log = LogRing::default();
        let api = Api::new(desk.clone(), business())
            .with_address("https://desk.example".to_owned())
            .with_log(log.clone())
            .with_bots(bots)
            .with_configured(configured);
        Self { stage, desk, clock, log, router: api_router(given(api)) }
    }

    /// All of the API, to be served.
    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }

    /// Somebody of this role who has joined.
    pub(crate) async fn join(&self, role: Role, name: &str) -> OperatorRow {
        let payload = invite_operator(&self.desk, &business(), role, None).await.unwrap();
        let operator = OperatorRow {
            id: OperatorId::from_stored(format!("opr_{name}")),
            business: business(),
            place: None,
            name: name.to_owned(),
            role,
            claimed_at: NOW,
            is_on_duty: true,
            language: None,
        };
        let code_hash = code_hash(payload.split('_').next_back().unwrap());
        let claim = OperatorClaim { operator: operator.clone(), code_hash };
        let changes = Changes { claims: vec![claim], ..Changes::default() };
        self.stage.store.apply(&business(), changes, NOW).await.unwrap();
        operator
    }

    /// A token of somebody of this role, for these scopes and a week. (Whoever is no owner was one when it was made.)
    pub(crate) async fn token(&self, role: Role, scopes: &[Scope]) -> String {
        let name = format!("{}{}", role.column(), self.stage.store.operators(&business()).await.unwrap().len());
        let operator = self.join(role, &name).await;
        let maker = operator;
        let wanted = WantedToken { label: "a test".to_owned(), scopes: scopes.to_vec(), days: 7 };
        let bench = || Bench::for_console(&self.desk, business());
        let issued = actions::act(bench, |bench| {
            let (wanted, maker) = (wanted.clone(), maker.clone());
            Box::pin(async move { issue_token(bench, &maker, &wanted) })
        });
        issued.await.unwrap().token
    }

    /// A token of an owner for everything.
    pub(crate) async fn owner(&self) -> String {
        self.token(Role::Owner, &Scope::ALL).await
    }

    /// Asks without a body.
    pub(crate) async fn get(&self, path: &str, token: &str) -> Answer {
        self.ask(Method::GET, path, token, None, &[]).await
    }

    /// Asks with a body.
    pub(crate) async fn post(&self, path: &str, token: &str, body: Value) -> Answer {
        self.ask(Method::POST, path, token, Some(body), &[]).await
    }

    pub(crate) async fn ask(
        &self,
        method: Method,
        path: &str,
        token: &str,
        body: Option<Value>,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        if !token.is_empty() {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if body.is_some() && !headers.iter().any(|(name, _)| *name == "content-type") {
            request = request.header("content-type", "application/json");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        // Events never end by themselves.
        if parts.headers.get("content-type").is_some_and(|media| media == "text/event-stream") {
            return Answer { status: parts.status, headers: parts.headers, text: String::new() };
        }
        let text = String::from_utf8(to_bytes(body, 1 << 24).await.unwrap().to_vec()).unwrap_or_default();
        Answer { status: parts.status, headers: parts.headers, text }
    }

    /// The body of a stream of events, to be read piece by piece.
    pub(crate) async fn listen(&self, path: &str, token: &str) -> Body {
        let request =
            Request::builder().uri(format!("/api/v1{path}")).header("authorization", format!("Bearer {token}"));
        self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap().into_body()
    }
}
