//! Looks at a bot from outside, for whoever asks why it does not work: who it is, what it may do, where its updates go,
//! how long the server takes and what time it is there. Changes nothing.

use std::time::{Duration, Instant};

use candor_core::moment::Moment;
use serde::Deserialize;
use serde_json::json;

use super::bot_api::{ApiError, BotApi, methods::ASK_TIMEOUT};

/// What a bot is and may do (Bot API, `getMe`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct BotFacts {
    /// Its number.
    pub id: i64,
    /// The name people open it by, without `@`.
    pub username: Option<String>,
    /// The name people see.
    pub first_name: String,
    /// Whether it can be added to groups.
    pub can_join_groups: bool,
    /// Whether it sees all messages of its groups: privacy mode is off.
    pub can_read_all_group_messages: bool,
    /// Whether it can be connected to a business account.
    pub can_connect_to_business: bool,
}

/// Where a bot's updates go (Bot API, `WebhookInfo`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct WebhookFacts {
    /// The address; empty if updates wait to be polled. Its path may be a secret.
    pub url: String,
    /// How many updates wait.
    pub pending_update_count: u64,
    /// When a delivery last failed, in seconds since the Unix epoch.
    pub last_error_date: Option<i64>,
    /// Why, in Telegram's words.
    pub last_error_message: Option<String>,
    /// The kinds of updates asked for; none means Telegram's own choice.
    pub allowed_updates: Option<Vec<String>>,
}

impl WebhookFacts {
    /// Scheme and host of the address, without the path; empty if no webhook is set.
    pub fn origin(&self) -> &str {
        let Some((scheme, rest)) = self.url.split_once("://") else { return "" };
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let length = scheme.len().saturating_add("://".len()).saturating_add(host.len());
        self.url.get(..length).unwrap_or_default()
    }
}

/// One call, looked at.
#[derive(Clone, Debug)]
pub struct Probe {
    /// How long it took.
    pub took: Duration,
    /// The server's time by its header `Date`, if it answered with one. Exact to a second.
    pub server_time: Option<Moment>,
    /// Who the bot is, or why that is not known.
    pub bot: Result<BotFacts, ApiError>,
}

impl BotApi {
    /// `getMe`, with a look at the answer itself.
    pub async fn probe(&self) -> Probe {
        let began = Instant::now();
        let answer = self.ask("getMe", &json!({}), ASK_TIMEOUT).await;
        let took = began.elapsed();
        let (server_time, bot) = match answer {
            Err(error) => (None, Err(error)),
            Ok(answer) => {
                let bot = self.result_of(&answer).and_then(|result| {
                    serde_json::from_str(result.get())
                        .map_err(|_| answer.bad("the result of getMe has an unknown shape"))
                });
                (answer.date, bot)
            }
        };
        Probe { took, server_time, bot }
    }

    /// `getWebhookInfo`.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub async fn webhook_facts(&self) -> Result<WebhookFacts, ApiError> {
        self.call_for("getWebhookInfo", &json!({}), ASK_TIMEOUT).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_a_webhook_is_not_shown() {
        let facts = |url: &str| WebhookFacts { url: url.to_owned(), ..WebhookFacts::default() };
        assert_eq!(facts("https://desk.example.org:8443/telegram/secret").origin(), "https://desk.example.org:8443");
        assert_eq!(facts("https://desk.example.org?secret").origin(), "https://desk.example.org");
        assert_eq!(facts("").origin(), "");
    }
}
