//! What the pages ask Telegram about a bot, by way of the process around them: they speak to nobody themselves.

use candor_store::Secret;
use futures_util::future::BoxFuture;

/// Looks at bots, for pages on which somebody names one or gives it another token. A token goes in and never comes out: not in a
/// log, not in an error, not on a page.
pub trait BotCheck: Send + Sync {
    /// Asks who the bot with this token is, what it may do and where its updates go. The text is as it was pasted: blanks and
    /// words around the token are forgiven.
    fn look<'a>(&'a self, pasted: &'a Secret) -> BoxFuture<'a, Result<BotSeen, BotTrouble>>;

    /// Takes away the webhook that was set for it, and leaves what waits there to be polled.
    fn remove_webhook<'a>(&'a self, token: &'a Secret) -> BoxFuture<'a, Result<(), BotTrouble>>;
}

/// A bot that was asked (Bot API, `getMe` and `getWebhookInfo`).
#[derive(Debug)]
pub struct BotSeen {
    /// Its token without what was around it, to be kept.
    pub token: Secret,
    /// The root address of the Bot API server it was asked at.
    pub server: String,
    /// Its number.
    pub id: i64,
    /// The name people open it by, without the at sign.
    pub username: String,
    /// The name people see.
    pub name: String,
    /// Whether it can be added to groups.
    pub can_join_groups: bool,
    /// Whether it is sent every message of its groups: privacy mode is off.
    pub reads_all_in_groups: bool,
    /// Where its updates go, scheme and host alone, if a webhook is set: the path may be a secret.
    pub webhook: Option<String>,
    /// How many updates wait at Telegram.
    pub waiting: u64,
}

/// Why a bot could not be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BotTrouble {
    /// What was pasted holds no token.
    NotAToken,
    /// Telegram knows no such token: it is wrong, or was replaced.
    Unknown,
    /// No connection to the server could be made.
    Unreachable,
    /// The server was reached and gave no answer in time.
    Silent,
    /// Something answered that is no Bot API server, such as a proxy.
    NotTelegram,
    /// Telegram is asked too often, and wants to be left alone for so many seconds.
    TooOften(u64),
    /// Telegram refused for another reason; the log has its words.
    Refused,
}

impl BotTrouble {
    /// A stable word, by which pages say it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotAToken => "not_a_token",
            Self::Unknown => "unknown",
            Self::Unreachable => "unreachable",
            Self::Silent => "silent",
            Self::NotTelegram => "not_telegram",
            Self::TooOften(_) => "too_often",
            Self::Refused => "refused",
        }
    }
}
