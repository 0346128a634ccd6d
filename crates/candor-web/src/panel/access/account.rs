//! One's own account: password, second factor, where one is signed in.

use askama::Template;
use axum::{
    Form,
    extract::State,
    http::{Extensions, HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use candor_core::{
    audit::{Actor, AuditRecord},
    moment::Moment,
    roles::Deed,
};
#[cfg(doc)]
use candor_desk::actions::Refusal;
use candor_desk::staff::code_hash;
use candor_store::{AccountChange, AccountRow, Acting, Changes, Error, SecondFactor, Secret, SignInRow};
use qrcode::{QrCode, render::svg};
use serde::Deserialize;
use serde_json::json;
use totp_rs::{Builder, Totp};

use super::{
    Viewer, commit, demanded,
    password::{self, MIN_CHARS},
    sign_in,
};
use crate::panel::{Frame, Page, Panel, Trouble, notice};

/// So many recovery codes are given.
const RECOVERY_CODES: usize = 8;

/// Of so many groups of eight hexadecimal digits: 128 bits, so that a plain hash is enough to keep one (OWASP ASVS 5.0, 6.5.2).
const RECOVERY_GROUPS: usize = 4;

const HERE: &str = "/panel/account";

#[derive(Template)]
#[template(path = "access/account.html")]
struct AccountPage {
    frame: Frame,
    login: String,
    has_second: bool,
    /// Whether the business demands one of whoever looks.
    is_demanded: bool,
    recovery_left: usize,
    sessions: Vec<(SignInRow, bool)>,
}

#[derive(Template)]
#[template(path = "access/second.html")]
struct SecondPage {
    frame: Frame,
    secret: String,
    picture: String,
    is_wrong: bool,
}

#[derive(Template)]
#[template(path = "access/recovery.html")]
struct RecoveryPage {
    frame: Frame,
    codes: Vec<String>,
}

/// `GET /panel/account`.
pub(crate) async fn show(State(panel): State<Panel>, viewer: Viewer) -> Result<Response, Trouble> {
    let account = own(&panel, &viewer).await?;
    let frame = Frame::around(&panel, &viewer, HERE).await?;
    let rows = panel.desk().store.sign_ins(panel.business(), &viewer.operator.id).await?;
    let sessions = rows.into_iter().map(|row| {
        let is_this = viewer.sign_in.starts_with(&row.mark);
        (row, is_this)
    });
    let page = AccountPage {
        frame,
        login: account.login,
        has_second: account.second.is_some(),
        is_demanded: demanded::is_demanded_of(&panel, &viewer).await?,
        recovery_left: account.second.map_or(0, |second| second.recovery.len()),
        sessions: sessions.collect(),
    };
    Ok(Page(page).into_response())
}

/// A password in the place of another.
#[derive(Deserialize)]
pub(crate) struct Passwords {
    #[serde(default)]
    now: String,
    #[serde(default)]
    new: String,
}

/// `POST /panel/account/password`. Whoever sits down at an open panel cannot do it: the password in use is asked for.
pub(crate) async fn change_password(
    State(panel): State<Panel>,
    viewer: Viewer,
    headers: HeaderMap,
    extensions: Extensions,
    Form(typed): Form<Passwords>,
) -> Result<Response, Trouble> {
    let account = own(&panel, &viewer).await?;
    if !knows_password(&panel, &account, (&headers, &extensions), &typed.now).await? {
        return Ok(refuse(&panel, &viewer, "access.wrong_now"));
    }
    if let Err(weak) = password::judge(&typed.new, &account.login) {
        return Ok(refuse(&panel, &viewer, weak.word()));
    }
    let hash = password::hash(&panel, &typed.new).await.ok_or(Trouble::Unclear)?;
    let as_of = account.changed_at;
    let becomes = AccountRow { password_hash: hash, changed_at: account.changes_at(panel.now()), ..account };
    keep(&panel, &viewer, (as_of, &becomes, false), "password").await?;
    // Every session ended with the password; this one begins anew.
    sign_in::begin(&panel, &becomes, HERE).await
}

/// The password in use.
#[derive(Deserialize)]
pub(crate) struct Password {
    #[serde(default)]
    now: String,
}

/// `POST /panel/account/second`: shows the secret of a second factor, which counts once a code of it was typed.
pub(crate) async fn begin_second(
    State(panel): State<Panel>,
    viewer: Viewer,
    headers: HeaderMap,
    extensions: Extensions,
    Form(typed): Form<Password>,
) -> Result<Response, Trouble> {
    let account = own(&panel, &viewer).await?;
    if !knows_password(&panel, &account, (&headers, &extensions), &typed.now).await? {
        return Ok(refuse(&panel, &viewer, "access.wrong_now"));
    }
    let [bytes @ .., _, _, _, _, _, _, _, _, _, _, _, _] = panel.desk().ids.secret();
    let secret = totp_rs::Secret::new_stack(bytes).to_base32();
    second_page(&panel, &viewer, &account, secret, false).await
}

/// A code of the authenticator, with the secret it is to prove.
#[derive(Deserialize)]
pub(crate) struct Proof {
    secret: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    now: String,
}

/// `POST /panel/account/second/confirm`: from now on a code is asked for.
pub(crate) async fn confirm_second(
    State(panel): State<Panel>,
    viewer: Viewer,
    headers: HeaderMap,
    extensions: Extensions,
    Form(proof): Form<Proof>,
) -> Result<Response, Trouble> {
    let account = own(&panel, &viewer).await?;
    let step = totp(&account, &proof.secret).and_then(|totp| step_of(&totp, &proof.code, &panel));
    let Some(step) = step else {
        return second_page(&panel, &viewer, &account, proof.secret, true).await;
    };
    if !knows_password(&panel, &account, (&headers, &extensions), &proof.now).await? {
        return second_page(&panel, &viewer, &account, proof.secret, true).await;
    }
    let codes: Vec<String> = (0..RECOVERY_CODES)
        .map(|_| {
            let groups = panel.desk().ids.secret();
            let groups = groups.chunks(4).take(RECOVERY_GROUPS);
            let group = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
            groups.map(group).collect::<Vec<_>>().join("-")
        })
        .collect();
    let recovery = codes.iter().map(|code| code_hash(code)).collect();
    let second = SecondFactor { secret: Secret::new(proof.secret), last_step: step, recovery };
    let as_of = account.changed_at;
    let becomes = AccountRow { second: Some(second), changed_at: account.changes_at(panel.now()), ..account };
    keep(&panel, &viewer, (as_of, &becomes, true), "second_factor").await?;
    let again = sign_in::begin(&panel, &becomes, HERE).await?;
    let frame = Frame::around(&panel, &viewer, HERE).await?;
    let mut response = Page(RecoveryPage { frame, codes }).into_response();
    for cookie in again.headers().get_all(axum::http::header::SET_COOKIE) {
        response.headers_mut().append(axum::http::header::SET_COOKIE, cookie.clone());
    }
    Ok(response)
}

/// `POST /panel/account/second/drop`: no code is asked for any more.
pub(crate) async fn drop_second(
    State(panel): State<Panel>,
    viewer: Viewer,
    headers: HeaderMap,
    extensions: Extensions,
    Form(typed): Form<Password>,
) -> Result<Response, Trouble> {
    let account = own(&panel, &viewer).await?;
    if !knows_password(&panel, &account, (&headers, &extensions), &typed.now).await? {
        return Ok(refuse(&panel, &viewer, "access.wrong_now"));
    }
    if demanded::is_demanded_of(&panel, &viewer).await? {
        return Ok(refuse(&panel, &viewer, "access.second_stays"));
    }
    let as_of = account.changed_at;
    let becomes = AccountRow { second: None, changed_at: account.changes_at(panel.now()), ..account };
    keep(&panel, &viewer, (as_of, &becomes, true), "second_factor_dropped").await?;
    sign_in::begin(&panel, &becomes, HERE).await
}

/// `POST /panel/account/sessions/end`: signs out everywhere else. Whoever sits down at an open panel cannot do it.
pub(crate) async fn end_others(
    State(panel): State<Panel>,
    viewer: Viewer,
    headers: HeaderMap,
    extensions: Extensions,
    Form(typed): Form<Password>,
) -> Result<Response, Trouble> {
    let account = own(&panel, &viewer).await?;
    if !knows_password(&panel, &account, (&headers, &extensions), &typed.now).await? {
        return Ok(refuse(&panel, &viewer, "access.wrong_now"));
    }
    let store = &panel.desk().store;
    let ended = store.end_other_sign_ins(panel.business(), &viewer.operator.id, &viewer.sign_in).await?;
    let text = crate::panel::Words(viewer.language).count("access.others_ended", ended);
    Ok(notice::done(&panel, &viewer, text, HERE))
}

/// Whether a code is of this second factor, now, and was never used: of the authenticator, or for recovery.
///
/// # Errors
/// Whatever keeps the store from writing.
pub(super) async fn is_code_right(
    panel: &Panel,
    account: &AccountRow,
    second: &SecondFactor,
    code: &str,
) -> Result<bool, Error> {
    let (store, code) = (&panel.desk().store, code.trim().to_lowercase());
    let step = totp(account, second.secret.expose()).and_then(|totp| step_of(&totp, &code, panel));
    if let Some(step) = step {
        return store.use_totp_step(&account.business, &account.operator, step).await;
    }
    store.use_recovery_code(&account.business, &account.operator, &code_hash(&code)).await
}

/// The one-time codes of a secret (RFC 6238: SHA-1, six digits, thirty seconds; one step early or late is taken).
fn totp(account: &AccountRow, secret: &str) -> Option<Totp> {
    let secret = totp_rs::Secret::try_from_base32(secret).ok()?;
    let name: String = account.login.chars().filter(|sign| *sign != ':').collect();
    Builder::new().with_secret(secret).with_account_name(name).with_issuer(Some("Candor")).build().ok()
}

fn step_of(totp: &Totp, code: &str, panel: &Panel) -> Option<i64> {
    let seconds = u64::try_from(panel.now().millis() / 1000).ok()?;
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    if digits.len() != 6 {
        return None;
    }
    i64::try_from(totp.check(&digits, seconds)?).ok()
}

pub(super) async fn own(panel: &Panel, viewer: &Viewer) -> Result<AccountRow, Trouble> {
    let account = panel.desk().store.account_of(panel.business(), &viewer.operator.id).await?;
    account.ok_or(Trouble::Missing)
}

pub(super) async fn knows_password(
    panel: &Panel,
    account: &AccountRow,
    (headers, extensions): (&HeaderMap, &Extensions),
    typed: &str,
) -> Result<bool, Trouble> {
    let (address, now) = (sign_in::address_of(panel, headers, extensions), panel.now());
    panel.0.throttle.take(&account.login, &address, now).map_err(Trouble::TooOften)?;
    let is_right = password::is_right(panel, typed, Some(&account.password_hash)).await;
    if is_right {
        panel.0.throttle.refund(&account.login, &address);
    } else {
        sign_in::log_wrong("password", &address);
    }
    Ok(is_right)
}

fn refuse(panel: &Panel, viewer: &Viewer, key: &str) -> Response {
    let text = crate::panel::Words(viewer.language).fill(key, &[("n", &MIN_CHARS.to_string())]);
    notice::refused(panel, viewer, text, HERE)
}

async fn second_page(
    panel: &Panel,
    viewer: &Viewer,
    account: &AccountRow,
    secret: String,
    is_wrong: bool,
) -> Result<Response, Trouble> {
    let url = totp(account, &secret).and_then(|totp| totp.to_url().ok()).ok_or(Trouble::Unclear)?;
    let code = QrCode::new(url.as_bytes()).map_err(|_| Trouble::Unclear)?;
    let picture = code.render::<svg::Color<'_>>().min_dimensions(220, 220).build();
    // What comes before the drawing is a declaration for files.
    let picture = picture.find("<svg").and_then(|at| picture.get(at..)).unwrap_or_default().to_owned();
    let frame = Frame::around(panel, viewer, HERE).await?;
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Page(SecondPage { frame, secret, picture, is_wrong })).into_response())
}

/// Keeps the account, if it still is as it was read, and writes down what changed of it, but not to what.
///
/// # Errors
/// [`Refusal::Outdated`] if it was changed meanwhile, and whatever keeps the store from writing.
async fn keep(
    panel: &Panel,
    viewer: &Viewer,
    (as_of, account, is_second_new): (Moment, &AccountRow, bool),
    what: &str,
) -> Result<(), Trouble> {
    let operator = &viewer.operator;
    let record = AuditRecord {
        at: panel.now(),
        actor: Actor::Operator { id: operator.id.clone(), name: operator.name.clone() },
        deed: Deed::SignIn,
        subject: operator.id.to_string(),
        before: json!(null),
        after: json!({ "changed": what }),
    };
    let account = AccountChange { account: account.clone(), as_of: Some(as_of), is_second_new };
    let acting = Acting { operator: operator.id.clone(), role: operator.role, token: None };
    commit(panel, Changes { acting: vec![acting], accounts: vec![account], audit: vec![record], ..Default::default() })
        .await
}
