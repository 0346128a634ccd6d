//! Tokens by which programs act for a member of the staff: made, shown once, ended.

use candor_core::{
    ids::ApiTokenId,
    roles::{Deed, Scope},
};
use candor_store::{ApiTokenChange, ApiTokenRow, OperatorRow};
use serde_json::json;

use super::{ActError, Bench, Refusal};
use crate::staff::code_hash;

/// What every token begins with, so that scanners of secrets know one when they see it.
pub const TOKEN_PREFIX: &str = "candor_";

/// The longest label, in characters.
pub const MAX_LABEL_CHARS: usize = 80;

/// The longest time a token may hold, in days.
pub const MAX_DAYS: i64 = 365;

const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// A token that is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedToken {
    /// What it is for.
    pub label: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// For how many days.
    pub days: i64,
}

/// A token that was made.
pub struct IssuedToken {
    /// As it is listed.
    pub row: ApiTokenRow,
    /// The token itself, to be shown once: only its hash is kept.
    pub token: String,
}

/// Makes a token that acts for a member of the staff: for oneself, or from the shell for anybody. Somebody answers for
/// whatever a program does.
///
/// # Errors
/// [`Refusal::BadToken`], [`Refusal::MayNot`].
pub fn issue_token(
    bench: &mut Bench<'_>,
    operator: &OperatorRow,
    wanted: &WantedToken,
) -> Result<IssuedToken, ActError> {
    bench.must_be_allowed(Deed::IssueTokens)?;
    if bench.operator.as_ref().is_some_and(|maker| maker.id != operator.id) {
        return Err(Refusal::MayNot(Deed::IssueTokens).into());
    }
    let label = wanted.label.trim();
    let has_label = !label.is_empty() && label.chars().count() <= MAX_LABEL_CHARS;
    if !has_label || wanted.scopes.is_empty() || !(1..=MAX_DAYS).contains(&wanted.days) {
        return Err(Refusal::BadToken.into());
    }
    let mut scopes = wanted.scopes.clone();
    scopes.sort_unstable();
    scopes.dedup();
    // 32 bytes of chance: nobody guesses one, so that a plain hash is enough to keep it.
    let secret: String = bench.desk.ids.secret().iter().map(|byte| format!("{byte:02x}")).collect();
    let token = format!("{TOKEN_PREFIX}{secret}");
    let row = ApiTokenRow {
        id: ApiTokenId::from_unique(&bench.desk.ids.unique()),
        business: bench.business.clone(),
        operator: operator.id.clone(),
        label: label.to_owned(),
        scopes,
        created_at: bench.now,
        expires_at: bench.now.plus_millis(wanted.days.saturating_mul(DAY_MILLIS)),
        used_at: None,
    };
    let after = json!({ "label": row.label, "scopes": row.scopes, "expires_at": row.expires_at });
    bench.record(Deed::IssueTokens, row.id.as_str(), json!(null), after);
    bench.changes.api_tokens.push(ApiTokenChange::Made(row.clone(), code_hash(&token)));
    Ok(IssuedToken { row, token })
}

/// Ends a token, whoever made it.
///
/// # Errors
/// [`Refusal::NoSuchToken`], [`Refusal::MayNot`].
pub async fn end_token(bench: &mut Bench<'_>, id: &str) -> Result<ApiTokenRow, ActError> {
    bench.must_be_allowed(Deed::IssueTokens)?;
    let known = bench.desk.store.api_tokens(&bench.business).await?;
    let row = known.into_iter().find(|row| row.id.as_str() == id);
    let row = row.ok_or_else(|| Refusal::NoSuchToken(id.to_owned()))?;
    end(bench, &row);
    Ok(row)
}

/// Ends the token by which a program acts, at its own wish. Whoever holds a token may always give it up.
pub fn give_up_token(bench: &mut Bench<'_>, row: &ApiTokenRow) {
    end(bench, row);
}

fn end(bench: &mut Bench<'_>, row: &ApiTokenRow) {
    let before = json!({ "label": row.label, "scopes": row.scopes, "expires_at": row.expires_at });
    bench.record(Deed::IssueTokens, row.id.as_str(), before, json!(null));
    bench.changes.api_tokens.push(ApiTokenChange::Ended(row.id.clone()));
}
