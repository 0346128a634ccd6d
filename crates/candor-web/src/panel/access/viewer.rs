//! Who looks at a page.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, request::Parts},
};
use candor_core::{language::Language, moment::Moment, roles::Deed};
use candor_desk::staff::code_hash;
use candor_store::{Error, OperatorRow, SignInRow};

use super::{asked_language, cookie};
use crate::panel::{Panel, Trouble};

/// A session in which no page was asked for so long is over; milliseconds.
pub(super) const IDLE_MILLIS: i64 = 2 * 60 * 60 * 1000;

/// A session ends after so long, whatever happens in it; milliseconds.
pub(super) const LONGEST_MILLIS: i64 = 12 * 60 * 60 * 1000;

/// That somebody is there is written down so often at most; milliseconds.
const SEEN_EVERY_MILLIS: i64 = 60 * 1000;

/// What the page's script says of a request it makes by itself.
const REFRESH: &str = "candor-live";

/// Who looks, in a session that is alive.
#[derive(Clone, Debug)]
pub(crate) struct Viewer {
    /// As on the staff at this moment.
    pub operator: OperatorRow,
    /// The language of the pages.
    pub language: Language,
    /// The hash of the session's token.
    pub sign_in: String,
    /// Whether the page's script refreshes itself, and no person asks: such a request takes no notice away and keeps no
    /// session alive.
    pub is_refresh: bool,
}

impl Viewer {
    /// Who sent these headers, if their session is alive.
    ///
    /// # Errors
    /// Whatever keeps the store from answering.
    pub(crate) async fn of(panel: &Panel, headers: &HeaderMap) -> Result<Option<Self>, Error> {
        let Some(token) = cookie::read(headers, cookie::session_name(panel)) else { return Ok(None) };
        let (session, store, now) = (code_hash(token), &panel.desk().store, panel.now());
        let Some((row, operator)) = in_session(panel, &session).await? else { return Ok(None) };
        let is_refresh = headers.contains_key(REFRESH);
        if !is_refresh && now.millis_since(row.seen_at) >= SEEN_EVERY_MILLIS {
            store.see_sign_in(&session, now).await?;
        }
        Ok(Some(Self { operator, language: asked_language(headers), sign_in: session, is_refresh }))
    }

    /// Whether the session is alive still, and the role allows this still; any role where none is named. For what goes on for long.
    ///
    /// # Errors
    /// Whatever keeps the store from answering.
    pub(crate) async fn may_still(&self, panel: &Panel, deed: Option<Deed>) -> Result<bool, Error> {
        let known = in_session(panel, &self.sign_in).await?;
        Ok(known.is_some_and(|(_, operator)| deed.is_none_or(|deed| operator.role.may(deed))))
    }

    /// Refuses what was sent by whoever was signed out, or got another role, while it came.
    ///
    /// # Errors
    /// [`Trouble::SignedOut`], and whatever keeps the store from answering.
    pub(crate) async fn must_be_still(&self, panel: &Panel, deed: Deed) -> Result<(), Trouble> {
        if self.may_still(panel, Some(deed)).await? { Ok(()) } else { Err(Trouble::SignedOut) }
    }
}

/// A session that is alive, and whose it is.
async fn in_session(panel: &Panel, session: &str) -> Result<Option<(SignInRow, OperatorRow)>, Error> {
    let store = &panel.desk().store;
    let Some(row) = store.sign_in(session).await? else { return Ok(None) };
    if !is_alive(row.created_at, row.seen_at, panel.now()) || row.business != *panel.business() {
        return Ok(None);
    }
    let staff = store.operators(&row.business).await?;
    Ok(staff.into_iter().find(|operator| operator.id == row.operator).map(|operator| (row, operator)))
}

fn is_alive(created_at: Moment, seen_at: Moment, now: Moment) -> bool {
    now.millis_since(seen_at) < IDLE_MILLIS && now.millis_since(created_at) < LONGEST_MILLIS
}

impl FromRequestParts<Panel> for Viewer {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, _: &Panel) -> Result<Self, Trouble> {
        // The gate put it there, or let nobody through.
        parts.extensions.get::<Self>().cloned().ok_or(Trouble::Missing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_when_nobody_is_there_and_after_half_a_day_in_any_case() {
        let start = Moment::from_seconds(0);
        assert!(is_alive(start, start, start.plus_millis(IDLE_MILLIS - 1)));
        assert!(!is_alive(start, start, start.plus_millis(IDLE_MILLIS)));
        assert!(is_alive(start, start.plus_millis(LONGEST_MILLIS - 2), start.plus_millis(LONGEST_MILLIS - 1)));
        assert!(!is_alive(start, start.plus_millis(LONGEST_MILLIS - 1), start.plus_millis(LONGEST_MILLIS)));
    }
}
