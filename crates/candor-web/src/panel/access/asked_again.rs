//! Whoever sits down at an open panel is asked once more who they are before they do what lets somebody in: the password in use, and a
//! code where a second factor is set up (OWASP ASVS 5.0, 7.5.1).

use axum::http::{Extensions, HeaderMap};
use serde::Deserialize;

use super::{
    Viewer,
    account::{is_code_right, knows_password, own},
    sign_in,
};
use crate::panel::{Panel, Trouble};

/// What is typed once more.
#[derive(Deserialize, Default)]
pub(crate) struct TypedAgain {
    #[serde(default)]
    now: String,
    #[serde(default)]
    code: String,
}

/// Whether a code is asked for beside the password.
///
/// # Errors
/// Whatever keeps the store from answering.
pub(crate) async fn asks_for_code(panel: &Panel, viewer: &Viewer) -> Result<bool, Trouble> {
    let account = panel.desk().store.account_of(panel.business(), &viewer.operator.id).await?;
    Ok(account.is_some_and(|account| account.second.is_some()))
}

/// What is wrong with what was typed, as a key of the words; nothing if it is whoever is signed in. Wrong tries are counted as those of
/// signing in.
///
/// # Errors
/// [`Trouble::TooOften`], and whatever keeps the store from answering.
pub(crate) async fn wrong(
    panel: &Panel,
    viewer: &Viewer,
    (headers, extensions): (&HeaderMap, &Extensions),
    typed: &TypedAgain,
) -> Result<Option<&'static str>, Trouble> {
    let account = own(panel, viewer).await?;
    if !knows_password(panel, &account, (headers, extensions), &typed.now).await? {
        return Ok(Some("access.wrong_now"));
    }
    let Some(second) = &account.second else { return Ok(None) };
    let address = sign_in::address_of(panel, headers, extensions);
    panel.0.throttle.take(&account.login, &address, panel.now()).map_err(Trouble::TooOften)?;
    if is_code_right(panel, &account, second, &typed.code).await? {
        panel.0.throttle.refund(&account.login, &address);
        return Ok(None);
    }
    sign_in::log_wrong("code", &address);
    Ok(Some("access.wrong_code"))
}
