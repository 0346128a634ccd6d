//! Asks the Bot API about bots for the pages of the panel, which reach no network themselves.

use candor_connect::{
    secret::BotToken,
    telegram::bot_api::{ApiError, BotApi, Reason},
};
use candor_store::Secret;
use candor_web::{BotCheck, BotSeen, BotTrouble};
use futures_util::{FutureExt as _, future::BoxFuture};

/// Asks at one Bot API server.
pub struct BotApiCheck {
    api_root: String,
}

impl BotApiCheck {
    /// At the server with this address.
    pub fn new(api_root: &str) -> Self {
        Self { api_root: api_root.to_owned() }
    }

    fn api(&self, token: BotToken) -> Result<BotApi, BotTrouble> {
        BotApi::new(&self.api_root, token).map_err(|error| {
            tracing::warn!(%error, "no bot can be asked about");
            BotTrouble::NotTelegram
        })
    }

    async fn seen(&self, token: BotToken) -> Result<BotSeen, BotTrouble> {
        let kept = Secret::new(token.expose().to_owned());
        let api = self.api(token)?;
        let bot = api.probe().await.bot.map_err(|error| trouble(&error))?;
        let webhook = api.webhook_facts().await.map_err(|error| trouble(&error))?;
        Ok(BotSeen {
            token: kept,
            server: self.api_root.clone(),
            id: bot.id,
            username: bot.username.unwrap_or_default(),
            name: bot.first_name,
            can_join_groups: bot.can_join_groups,
            reads_all_in_groups: bot.can_read_all_group_messages,
            webhook: Some(webhook.origin().to_owned()).filter(|_| !webhook.url.is_empty()),
            waiting: webhook.pending_update_count,
        })
    }
}

impl BotCheck for BotApiCheck {
    fn look<'a>(&'a self, pasted: &'a Secret) -> BoxFuture<'a, Result<BotSeen, BotTrouble>> {
        async move {
            let token = token_in(pasted.expose()).ok_or(BotTrouble::NotAToken)?;
            self.seen(token).await
        }
        .boxed()
    }

    fn remove_webhook<'a>(&'a self, token: &'a Secret) -> BoxFuture<'a, Result<(), BotTrouble>> {
        async move {
            let token = BotToken::parse(token.expose()).map_err(|_| BotTrouble::NotAToken)?;
            self.api(token)?.delete_webhook().await.map_err(|error| trouble(&error))?;
            Ok(())
        }
        .boxed()
    }
}

/// The token in what was pasted, which may be the whole message it came in.
fn token_in(pasted: &str) -> Option<BotToken> {
    let is_of_key = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
    pasted.match_indices(':').find_map(|(at, _)| {
        let (before, after) = (pasted.get(..at)?, pasted.get(at..)?.strip_prefix(':')?);
        let digits = before.chars().rev().take_while(char::is_ascii_digit).count();
        let number = before.get(before.len().checked_sub(digits)?..)?;
        let key: String = after.chars().take_while(is_of_key).collect();
        BotToken::parse(&format!("{number}:{key}")).ok()
    })
}

/// What a failed call means to whoever pasted the token. The words, which carry none, go to the log.
fn trouble(error: &ApiError) -> BotTrouble {
    tracing::warn!(%error, "a bot could not be asked");
    match error {
        ApiError::NotSent(_) => BotTrouble::Unreachable,
        ApiError::NoAnswer(_) => BotTrouble::Silent,
        ApiError::BadAnswer { .. } => BotTrouble::NotTelegram,
        ApiError::Refused(refusal) => match refusal.reason() {
            Reason::Unauthorized => BotTrouble::Unknown,
            Reason::TooFast(wait) => BotTrouble::TooOften(wait.as_secs().max(1)),
            Reason::ServerFailed => BotTrouble::Silent,
            _ => BotTrouble::Refused,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::token_in;

    const TOKEN: &str = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0";

    #[test]
    fn a_token_is_found_in_whatever_was_pasted_around_it() {
        let message = format!("Use this token to access the HTTP API: {TOKEN} Keep your token secure: it is a key");
        for pasted in [TOKEN, &format!("  {TOKEN}\n"), &message, &format!("API:{TOKEN}"), &format!("«{TOKEN}»")] {
            assert_eq!(token_in(pasted).map(|token| token.expose().to_owned()).as_deref(), Some(TOKEN), "{pasted}");
        }
        for pasted in ["", "hello", "123456789", "a:b", "https://t.me/bot", "123456789:short", "токен: нет"] {
            assert!(token_in(pasted).is_none(), "{pasted}");
        }
    }
}
