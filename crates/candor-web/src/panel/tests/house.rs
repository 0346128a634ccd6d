//! A panel over a store with one conversation in it, and browsers that ask it.

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode},
};
use candor_core::roles::Role;
use candor_desk::{
    Desk, Settings,
    actions::invite_operator::{invite_operator, join_link},
    clock::TestClock,
    ids::SystemIds,
};
use tower::ServiceExt as _;

use crate::{
    Panel, PanelSettings,
    log::LogRing,
    panel_router,
    stage::{NOW, Stage, business},
};

pub(crate) const ADDRESS: &str = "http://desk.test";
pub(crate) const PASSWORD: &str = "tomato ladder seven";

pub(crate) struct House {
    pub stage: Stage,
    pub desk: Desk,
    pub log: LogRing,
    /// What is given to it later the pages see as well.
    pub panel: Panel,
    clock: Arc<TestClock>,
    router: Router,
}

/// An answer of the panel.
pub(crate) struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub(crate) fn leads_to(&self) -> &str {
        self.headers.get("location").and_then(|to| to.to_str().ok()).unwrap_or_default()
    }
}

/// Somebody's browser: it keeps cookies.
#[derive(Default)]
pub(crate) struct Browser {
    pub cookies: Vec<(String, String)>,
    pub language: &'static str,
}

impl House {
    pub(crate) async fn build() -> Self {
        Self::at(ADDRESS).await
    }

    /// Reached under another address.
    pub(crate) async fn at(address: &str) -> Self {
        let stage = Stage::build().await;
        let clock = Arc::new(TestClock::at(NOW));
        let desk =
            Desk::new(stage.store.clone(), Default::default(), clock.clone(), Arc::new(SystemIds), Settings::default());
        let settings = PanelSettings { address: address.to_owned() };
        let log = LogRing::default();
        let panel = Panel::new(desk.clone(), business(), settings).with_log(log.clone());
        let router = panel_router(panel.clone());
        Self { stage, desk, log, panel, clock, router }
    }

    pub(crate) fn pass_seconds(&self, seconds: i64) {
        self.clock.advance_millis(seconds.saturating_mul(1000));
    }

    /// The path of a link by which somebody of this role joins.
    pub(crate) async fn join_path(&self, role: Role) -> String {
        let payload = invite_operator(&self.desk, &business(), role, None).await.unwrap();
        join_link("", &payload)
    }

    /// Somebody who has joined and is signed in.
    pub(crate) async fn join(&self, role: Role, name: &str) -> Browser {
        let path = self.join_path(role).await;
        let mut browser = Browser::default();
        let form = format!("name={name}&login={}&password={PASSWORD}", name.to_lowercase());
        let answer = browser.send(self, &path, &form).await;
        assert_eq!((answer.status, answer.leads_to()), (StatusCode::SEE_OTHER, "/panel"), "{}", answer.body);
        browser
    }
}

impl Browser {
    /// Asks for a page.
    pub(crate) async fn get(&mut self, house: &House, path: &str) -> Answer {
        self.ask(house, Method::GET, path, None, &[]).await
    }

    /// Sends a form of this panel's pages.
    pub(crate) async fn send(&mut self, house: &House, path: &str, form: &str) -> Answer {
        self.ask(house, Method::POST, path, Some(form), &[("sec-fetch-site", "same-origin")]).await
    }

    pub(crate) async fn ask(
        &mut self,
        house: &House,
        method: Method,
        path: &str,
        form: Option<&str>,
        headers: &[(&str, &str)],
    ) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(method).uri(path).header("accept", "text/html");
        if !cookies.is_empty() {
            request = request.header("cookie", cookies.join("; "));
        }
        if !self.language.is_empty() {
            request = request.header("accept-language", self.language);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let form = form.unwrap_or_default();
        let (media, body) = match headers.iter().find(|(name, _)| *name == "x-multipart") {
            Some((_, boundary)) => (format!("multipart/form-data; boundary={boundary}"), form.to_owned()),
            None => ("application/x-www-form-urlencoded".to_owned(), form.replace(' ', "+")),
        };
        let request = request.header("content-type", media).body(Body::from(body)).unwrap();
        let answer = house.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        for cookie in parts.headers.get_all("set-cookie") {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            let value = rest.split(';').next().unwrap();
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        // Hints never end by themselves.
        if parts.headers.get("content-type").is_some_and(|media| media == "text/event-stream") {
            return Answer { status: parts.status, headers: parts.headers, body: String::new() };
        }
        let body = String::from_utf8(to_bytes(body, 1 << 22).await.unwrap().to_vec()).unwrap_or_default();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// The token of the session, to be tried elsewhere.
    pub(crate) fn token(&self) -> Option<&str> {
        self.cookies.iter().find(|(name, _)| name == "candor").map(|(_, value)| value.as_str())
    }

    /// Another browser with the same cookies.
    pub(crate) fn copy(&self) -> Self {
        Self { cookies: self.cookies.clone(), language: self.language }
    }
}
