//! Which program asks, and for whom.

use axum::http::{HeaderMap, header::AUTHORIZATION};
use candor_core::roles::{Deed, Scope};
use candor_desk::{actions::Refusal, staff::code_hash};
use candor_store::{ApiTokenRow, OperatorRow};

use super::{Api, Problem};

/// That a token is used is written down so often at most; milliseconds.
const SEEN_EVERY_MILLIS: i64 = 60 * 1000;

/// A program with a token that holds, and the member of the staff it acts for.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    /// For whom, as on the staff at this moment.
    pub operator: OperatorRow,
    /// The token.
    pub token: ApiTokenRow,
}

/// What an endpoint asks of a caller: both the role of whoever made the token and the token itself must allow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Need {
    /// What the role must allow.
    pub deed: Deed,
    /// What the token must be for; none where any will do.
    pub scope: Option<Scope>,
}

impl Caller {
    /// Who sent these headers.
    ///
    /// # Errors
    /// [`Problem::Unknown`], also for a token that has ended and for one whose maker has left.
    pub(super) async fn of(api: &Api, headers: &HeaderMap) -> Result<Self, Problem> {
        let token = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(bearer);
        let (token, store, now) = (token.ok_or(Problem::Unknown)?, &api.desk().store, api.now());
        let row = store.api_token(&code_hash(token)).await?.ok_or(Problem::Unknown)?;
        if row.business != *api.business() || now >= row.expires_at {
            return Err(Problem::Unknown);
        }
        let staff = store.operators(&row.business).await?;
        let operator = staff.into_iter().find(|operator| operator.id == row.operator).ok_or(Problem::Unknown)?;
        if row.used_at.is_none_or(|used| now.millis_since(used) >= SEEN_EVERY_MILLIS) {
            store.see_api_token(&row.business, &row.id, now).await?;
        }
        Ok(Self { operator, token: row })
    }

    /// Whether the token holds still, and the role of whoever made it allows this still: for what goes on for long.
    pub(super) async fn may_still(&self, api: &Api, deed: Deed) -> Result<bool, Problem> {
        let (store, business, now) = (&api.desk().store, api.business(), api.now());
        let holds = now < self.token.expires_at
            && store.api_tokens(business).await?.iter().any(|token| token.id == self.token.id);
        let staff = store.operators(business).await?;
        let maker = staff.iter().find(|member| member.id == self.token.operator);
        Ok(holds && maker.is_some_and(|maker| maker.role.may(deed)))
    }

    /// Refuses what the role or the token does not allow.
    ///
    /// # Errors
    /// [`Problem::OutOfScope`], [`Problem::Refused`].
    pub(super) fn must_be_allowed(&self, need: Need) -> Result<(), Problem> {
        if !self.operator.role.may(need.deed) {
            return Err(Refusal::MayNot(need.deed).into());
        }
        match need.scope {
            Some(scope) if !self.token.scopes.contains(&scope) => Err(Problem::OutOfScope(scope.word())),
            _ => Ok(()),
        }
    }
}

/// The token of `Authorization: Bearer …` (RFC 6750, section 2.1); the scheme in any case (RFC 9110, section 11.1).
fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
