//! Another token for the bot that is answered for, while it is: pasted in the panel, used from then on by all that call Telegram.

use candor_connect::{secret::BotToken, telegram::bot_api::BotApi};
use candor_core::ids::ConnectionId;
use candor_store::Secret;
use candor_web::Renewal;
use tokio::sync::watch;

use crate::wire::Wired;

/// Gives the bot of this process another token.
pub(super) struct TokenRenewal {
    connection: ConnectionId,
    api: BotApi,
    renewed: watch::Sender<u64>,
}

impl TokenRenewal {
    /// Of this bot.
    pub(super) fn of(wired: &Wired) -> Self {
        Self { connection: wired.connection.id.clone(), api: wired.api.clone(), renewed: watch::Sender::new(0) }
    }

    /// Changes whenever another token came into use.
    pub(super) fn renewed(&self) -> watch::Receiver<u64> {
        self.renewed.subscribe()
    }
}

impl Renewal for TokenRenewal {
    fn renew(&self, connection: &ConnectionId, token: &Secret) -> bool {
        let Ok(token) = BotToken::parse(token.expose()) else { return false };
        if *connection != self.connection || !self.api.renew(token) {
            return false;
        }
        tracing::info!(bot = self.api.bot_id(), "the bot has another token");
        self.renewed.send_modify(|times| *times = times.saturating_add(1));
        true
    }
}

#[cfg(test)]
mod tests {
    use candor_core::ids::BusinessId;
    use candor_store::Connection;

    use super::*;

    fn wired(token: &str) -> Wired {
        let connection = Connection {
            id: ConnectionId::from_stored("cnn_7"),
            business: BusinessId::from_stored("biz_main"),
            kind: "bot".into(),
            bot_id: 7,
            bot_username: "peony_bot".into(),
            script_name: String::new(),
            server: String::new(),
            update_offset: None,
            id_epoch: 1,
            paused: None,
        };
        Wired { connection, api: BotApi::new("http://127.0.0.1:1", BotToken::parse(token).unwrap()).unwrap() }
    }

    #[test]
    fn only_a_token_of_the_same_bot_comes_into_use_and_only_for_its_connection() {
        let (old, new) = (format!("7:{}", "a".repeat(35)), Secret::new(format!("7:{}", "b".repeat(35))));
        let renewal = TokenRenewal::of(&wired(&old));
        let renewed = renewal.renewed();
        let own = ConnectionId::from_stored("cnn_7");
        assert!(!renewal.renew(&ConnectionId::from_stored("cnn_8"), &new));
        assert!(!renewal.renew(&own, &Secret::new(format!("8:{}", "b".repeat(35)))));
        assert!(!renewal.renew(&own, &Secret::new("nonsense".to_owned())));
        assert!(!renewed.has_changed().unwrap());
        assert!(renewal.renew(&own, &new));
        assert!(renewed.has_changed().unwrap());
    }
}
