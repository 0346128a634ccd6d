//! `/token`: what the token is that was sent, and giving it up. Programs make no tokens: only people do, in the panel or the shell.

use candor_core::roles::Scope;
use candor_desk::actions::issue_token::give_up_token;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Answer, Asked, At, Problem};

/// A token, without itself.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Token {
    /// Its id, as the audit log names it.
    id: String,
    /// What it is for.
    label: String,
    /// What it may be used for, as far as the role of whoever made it allows.
    #[schemars(with = "Vec<String>")]
    scopes: Vec<Scope>,
    /// For whom it acts.
    operator: String,
    /// Their name.
    operator_name: String,
    /// Their role at this moment.
    role: &'static str,
    /// When it was made.
    created_at: At,
    /// When it ends by itself.
    expires_at: At,
}

/// Tells what the token is that was sent.
pub(crate) async fn show(asked: Asked) -> Result<Answer<Token>, Problem> {
    let (token, operator) = (&asked.caller.token, &asked.caller.operator);
    Ok(Answer::of(Token {
        id: token.id.to_string(),
        label: token.label.clone(),
        scopes: token.scopes.clone(),
        operator: operator.id.to_string(),
        operator_name: operator.name.clone(),
        role: operator.role.column(),
        created_at: token.created_at.into(),
        expires_at: token.expires_at.into(),
    }))
}

/// Ends the token that was sent.
pub(crate) async fn give_up(asked: Asked) -> Result<Answer<()>, Problem> {
    asked
        .act(|bench| {
            let token = asked.caller.token.clone();
            Box::pin(async move {
                give_up_token(bench, &token);
                Ok(token.id.to_string())
            })
        })
        .await?;
    Ok(Answer::of(()))
}
