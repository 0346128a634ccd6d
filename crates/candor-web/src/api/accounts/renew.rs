//! Another token for a bot, such as after the old one was revoked. It goes in and never comes out: neither an answer nor a problem
//! says it.

use candor_core::ids::ConnectionId;
use candor_desk::actions::renew_token::{own_bot, renew_token};
use candor_store::Secret;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

use super::{Account, Answer, Asked, Identified, Nothing, Problem, one};
use crate::{
    api::must_not_exceed,
    panel::{BotTrouble, Words, connections::set_elsewhere},
};

/// A token, as @BotFather gives it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BotToken {
    /// The token, or the whole message it came in. It is asked of Telegram, kept sealed, and told to nobody.
    #[serde(deserialize_with = "secret")]
    #[schemars(with = "String", length(min = 1, max = 4_096))]
    token: Secret,
}

impl BotToken {
    /// A token may be pasted with the message it came in; nobody needs more than this, in characters.
    pub(super) const MOST_CHARS: usize = 4_096;

    /// As it was sent.
    pub(super) const fn pasted(&self) -> &Secret {
        &self.token
    }
}

fn secret<'de, D: Deserializer<'de>>(from: D) -> Result<Secret, D::Error> {
    String::deserialize(from).map(Secret::new)
}

/// Tries a token at Telegram, keeps it where it is this bot's, and uses it at once where this process answers for the bot.
pub(crate) async fn renew(asked: Asked<Identified, Nothing, BotToken>) -> Result<Answer<Account>, Problem> {
    let (api, id) = (&asked.api, &ConnectionId::from_stored(&*asked.path.id));
    let pasted = &asked.body.token;
    must_not_exceed(pasted.expose(), BotToken::MOST_CHARS)?;
    if asked.done_before().await?.is_some() {
        // Whoever asked may have gone before the process was told.
        if let (Some(renewal), Some(kept)) = (api.renewal(), api.desk().store.token(id).await?) {
            renewal.renew(id, &kept);
        }
        return one(&asked).await;
    }
    // At the next start the one that is set goes before the one that is kept: it would come back.
    if let Some(where_set) = set_elsewhere(Words(asked.language), api.configured(), "bot.token") {
        return Err(Problem::TokenSetElsewhere(where_set));
    }
    // Telegram is asked for nothing about a bot that is not there.
    own_bot(&asked.bench(), id).await?;
    let seen = api.bots().ok_or(BotTrouble::Unreachable)?.look(pasted).await?;
    let seen = &seen;
    asked
        .act(|bench| Box::pin(async move { Ok(renew_token(bench, id, seen.id, &seen.token).await?.id.to_string()) }))
        .await?;
    if let Some(renewal) = api.renewal() {
        renewal.renew(id, &seen.token);
    }
    one(&asked).await
}
