//! Signing in: name and password, then a code of the second factor where there is one.

use std::net::{IpAddr, SocketAddr};

use askama::Template;
use axum::{
    Form,
    extract::{ConnectInfo, Query, State},
    http::{Extensions, HeaderMap, StatusCode, header::SET_COOKIE},
    response::{IntoResponse, Redirect, Response},
};
use candor_core::{
    audit::{Actor, AuditRecord},
    ids::OperatorId,
    moment::Moment,
    roles::Deed,
};
use candor_desk::staff::code_hash;
use candor_store::{AccountRow, Changes, Error};
use serde::Deserialize;
use serde_json::json;

#[cfg(doc)]
use super::proven::Proven;
use super::{asked_language, commit, cookie, password, viewer};
use crate::panel::{Frame, Page, Panel, Trouble};

/// What leads here.
#[derive(Deserialize)]
pub(crate) struct From {
    /// The page to go on to.
    #[serde(default)]
    to: String,
    /// Whether a form was sent after the session had ended.
    late: Option<String>,
}

/// What is typed.
#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    code: String,
    /// Shows that name and password were right a moment ago; see [`Proven`].
    #[serde(default)]
    proof: String,
    #[serde(default)]
    to: String,
}

#[derive(Template)]
#[template(path = "access/sign_in.html")]
struct SignInPage {
    frame: Frame,
    to: String,
    login: String,
    is_late: bool,
    wrong: Option<&'static str>,
    /// Where name and password were right and only a code is wanted: what shows it.
    proof: Option<String>,
    /// Whether nobody has an account yet.
    is_fresh: bool,
}

/// `GET /panel/sign-in`.
pub(crate) async fn show(
    State(panel): State<Panel>,
    headers: HeaderMap,
    Query(from): Query<From>,
) -> Result<Response, Trouble> {
    if viewer::Viewer::of(&panel, &headers).await?.is_some() {
        return Ok(Redirect::to("/panel").into_response());
    }
    let frame = Frame::bare(asked_language(&headers));
    let page = SignInPage {
        frame,
        to: from.to,
        login: String::new(),
        is_late: from.late.is_some(),
        wrong: None,
        proof: None,
        is_fresh: panel.setup().is_some() && !panel.desk().store.has_operators(panel.business()).await?,
    };
    Ok(Page(page).into_response())
}

/// `POST /panel/sign-in`.
pub(crate) async fn sign_in(
    State(panel): State<Panel>,
    headers: HeaderMap,
    extensions: Extensions,
    Form(typed): Form<Typed>,
) -> Result<Response, Trouble> {
    let address = address_of(&panel, &headers, &extensions);
    let now = panel.now();
    let shown = if typed.proof.is_empty() { None } else { panel.0.proven.account(&typed.proof, now) };
    if !typed.proof.is_empty() && shown.is_none() {
        // Too much time went by: from the beginning.
        return Ok(Redirect::to("/panel/sign-in").into_response());
    }
    let login = shown.as_ref().map_or_else(|| as_login(&typed.login), |(login, _)| login.clone());
    panel.0.throttle.take(&login, &address, now).map_err(Trouble::TooOften)?;
    let judged = judge(&panel, &typed, &login, shown.as_ref().map(|(_, changed_at)| *changed_at)).await;
    match judged {
        Ok(Judged::Wrong(factor, proof)) => {
            log_wrong(factor, &address);
            let key = if proof.is_some() { "access.wrong_code" } else { "access.wrong_password" };
            Ok(again(&headers, &typed, Some(key), proof))
        }
        Ok(Judged::WantsCode(proof)) => {
            panel.0.throttle.refund(&login, &address);
            Ok(again(&headers, &typed, None, Some(proof)))
        }
        Ok(Judged::Right(account)) => {
            panel.0.proven.end(&typed.proof);
            panel.0.throttle.right(&login, &address);
            let to = if typed.to.starts_with("/panel/") { typed.to.as_str() } else { "/panel" };
            end_before(&panel, &headers).await?;
            begin(&panel, &account, to).await
        }
        Err(trouble) => {
            panel.0.throttle.refund(&login, &address);
            Err(trouble)
        }
    }
}

/// What comes of what was typed.
enum Judged {
    /// It lets in.
    Right(Box<AccountRow>),
    /// Name and password are right; a code is wanted, with this proof.
    WantsCode(String),
    /// The password is wrong, or the code that came with this proof.
    Wrong(&'static str, Option<String>),
}

async fn judge(panel: &Panel, typed: &Typed, login: &str, shown: Option<Moment>) -> Result<Judged, Trouble> {
    let account = panel.desk().store.account_named(login).await?;
    let account = account.filter(|account| account.business == *panel.business());
    let is_right = match shown {
        // A password that was changed meanwhile proves nothing.
        Some(changed_at) => account.as_ref().is_some_and(|account| account.changed_at == changed_at),
        None => {
            let kept = account.as_ref().map(|account| account.password_hash.as_str());
            password::is_right(panel, &typed.password, kept).await
        }
    };
    let Some(account) = account.filter(|_| is_right) else { return Ok(Judged::Wrong("password", None)) };
    let Some(second) = &account.second else { return Ok(Judged::Right(Box::new(account))) };
    let code = typed.code.trim();
    if !code.is_empty() && super::account::is_code_right(panel, &account, second, code).await? {
        return Ok(Judged::Right(Box::new(account)));
    }
    let proof = if shown.is_some() { typed.proof.clone() } else { panel.0.proven.begin(panel, &account) };
    Ok(if code.is_empty() { Judged::WantsCode(proof) } else { Judged::Wrong("code", Some(proof)) })
}

fn again(headers: &HeaderMap, typed: &Typed, wrong: Option<&'static str>, proof: Option<String>) -> Response {
    let frame = Frame::bare(asked_language(headers));
    let (to, login) = (typed.to.clone(), typed.login.clone());
    let page = Page(SignInPage { frame, to, login, is_late: false, wrong, proof, is_fresh: false });
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    (status, page).into_response()
}

/// A name as it is kept: in lower case, without blanks around it.
pub(super) fn as_login(typed: &str) -> String {
    typed.trim().to_lowercase()
}

/// Where a request came from, for counting wrong tries; empty where that cannot be told. Behind the proxy of a public address the
/// peer is always the proxy; of the addresses it names the last is the one it saw itself, and those before it anybody can write.
pub(super) fn address_of(panel: &Panel, headers: &HeaderMap, extensions: &Extensions) -> String {
    asking_address(panel.is_secure(), headers, extensions)
}

/// The same where it is known by the address of the desk whether a proxy stands before it.
pub(crate) fn asking_address(is_behind_proxy: bool, headers: &HeaderMap, extensions: &Extensions) -> String {
    if is_behind_proxy {
        let named = headers.get_all(FORWARDED_FOR).iter().next_back().and_then(|line| line.to_str().ok());
        return named.and_then(|line| line.rsplit(',').next()).unwrap_or_default().trim().chars().take(64).collect();
    }
    extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(from)| from.ip().to_string()).unwrap_or_default()
}

/// Writes down that a password or a code was wrong, and from where, so that whoever guards the machine can act. Not the name: it may
/// be a password typed into the wrong field. What is no address, a guesser wrote.
pub(super) fn log_wrong(factor: &'static str, address: &str) {
    let from = address.parse::<IpAddr>().map_or_else(|_| "unknown".to_owned(), |address| address.to_string());
    tracing::warn!(factor, from, "a wrong password or code was typed in the panel");
}

const FORWARDED_FOR: &str = "x-forwarded-for";

/// Ends the session a browser had: whoever comes in anew leaves none behind (OWASP ASVS 5.0, 7.2.4).
///
/// # Errors
/// Whatever keeps the store from writing.
pub(super) async fn end_before(panel: &Panel, headers: &HeaderMap) -> Result<(), Trouble> {
    if let Some(token) = cookie::read(headers, cookie::session_name(panel)) {
        panel.desk().store.end_sign_in(&code_hash(token)).await?;
    }
    Ok(())
}

/// Begins a session, with a token nobody had before, and goes on to a page.
///
/// # Errors
/// Whatever keeps the store from writing.
pub(super) async fn begin(panel: &Panel, account: &AccountRow, to: &str) -> Result<Response, Trouble> {
    let token: String = panel.desk().ids.secret().iter().map(|byte| format!("{byte:02x}")).collect();
    let (store, now) = (&panel.desk().store, panel.now());
    let dead_before = now.plus_millis(-viewer::LONGEST_MILLIS);
    match store.begin_sign_in(account, &code_hash(&token), now, dead_before).await {
        // The password was changed meanwhile, or whoever signs in was taken off the staff: what they showed opens nothing any more.
        Err(Error::Conflict(_)) => return Ok(Redirect::to("/panel/sign-in").into_response()),
        begun => begun?,
    }
    record(panel, &account.operator).await?;
    let mut response = Redirect::to(to).into_response();
    if let Some(cookie) = cookie::set(panel, cookie::session_name(panel), &token) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

async fn record(panel: &Panel, operator: &OperatorId) -> Result<(), Trouble> {
    let staff = panel.desk().store.operators(panel.business()).await?;
    let Some(operator) = staff.into_iter().find(|known| known.id == *operator) else { return Ok(()) };
    let actor = Actor::Operator { id: operator.id.clone(), name: operator.name };
    let (subject, at) = (operator.id.to_string(), panel.now());
    let record = AuditRecord { at, actor, deed: Deed::SignIn, subject, before: json!(null), after: json!(null) };
    let changes = Changes { audit: vec![record], ..Default::default() };
    commit(panel, changes).await
}
