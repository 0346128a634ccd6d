//! A second factor that the business demands: who has to set one up before anything else opens.

use candor_store::Error;

use super::Viewer;
use crate::panel::Panel;

/// What stays open without it: one's own account, and the way out.
const OPEN: [&str; 2] = ["/panel/account", "/panel/sign-out"];

/// Whether a second factor is demanded of whoever looks.
///
/// # Errors
/// Whatever keeps the store from answering.
pub(crate) async fn is_demanded_of(panel: &Panel, viewer: &Viewer) -> Result<bool, Error> {
    Ok(panel.desk().store.desk(panel.business()).await?.demands_second_of(viewer.operator.role))
}

/// Whether whoever looks must set one up before this route opens for them.
///
/// # Errors
/// Whatever keeps the store from answering.
pub(crate) async fn comes_first(panel: &Panel, viewer: &Viewer, path: &str) -> Result<bool, Error> {
    let is_open =
        OPEN.iter().any(|open| path.strip_prefix(open).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
    if is_open || !is_demanded_of(panel, viewer).await? {
        return Ok(false);
    }
    let account = panel.desk().store.account_of(panel.business(), &viewer.operator.id).await?;
    Ok(account.is_none_or(|account| account.second.is_none()))
}
