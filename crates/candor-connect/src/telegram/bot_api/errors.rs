//! What a failed call means. Telegram publishes no list of errors, so a refusal is known by its code and a part of its
//! description, never by the whole string, and one that is not known stays [`Reason::Unknown`].

use std::time::Duration;

use candor_core::ids::ChatId;

use crate::channel::ChannelError;

/// Why a call brought no result. No text in it carries an address or a token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// Telegram answered and refused.
    #[error("telegram refused: {0}")]
    Refused(Refusal),
    /// No byte of the request left: name look-up, connection or TLS failed. Try again.
    #[error("telegram cannot be reached ({0}); check the network and the API root")]
    NotSent(String),
    /// The request left and no answer came: time ran out or the connection broke. It may have been carried out.
    #[error("telegram did not answer ({0}); the call may have been carried out")]
    NoAnswer(String),
    /// Something answered that is not a Bot API answer, such as the page of a proxy.
    #[error("this is no Bot API answer ({why}, HTTP status {status}); check the API root and any proxy")]
    BadAnswer {
        /// The HTTP status.
        status: u16,
        /// What is wrong with it, without its content.
        why: String,
        /// The header `Retry-After`, if there is one.
        retry_after: Option<Duration>,
    },
}

/// A refusal in Telegram's own words (Bot API, "Making requests").
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code} {description}")]
pub struct Refusal {
    /// `error_code`, or the HTTP status where it is missing.
    pub code: i64,
    /// `description`, shortened, with any repetition of the token struck out.
    pub description: String,
    /// `parameters.retry_after`, else the header `Retry-After`.
    pub retry_after: Option<Duration>,
    /// `parameters.migrate_to_chat_id`.
    pub migrate_to: Option<ChatId>,
}

/// The refusals Candor tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Too fast; nothing was done.
    TooFast(Duration),
    /// The token is wrong or revoked.
    Unauthorized,
    /// The person blocked the bot, is gone or never wrote; or the bot is not in that group any more.
    Blocked,
    /// The group became a supergroup with this number.
    Migrated(ChatId),
    /// An edit would change nothing.
    NotModified,
    /// A photo that cannot be shown as one: broken, too large, too long and narrow.
    NoPicture,
    /// A pressed button waited too long for its answer.
    QueryTooOld,
    /// Another process polls with the same token.
    AnotherPoller,
    /// Polling while a webhook is set.
    WebhookIsSet,
    /// The server failed; whether it did the work is unknown.
    ServerFailed,
    /// Any other; look at the code and the words.
    Unknown,
}

/// The wait when Telegram says "too fast" without saying how long.
const WAIT_IF_UNSAID: Duration = Duration::from_secs(3);

/// The longest wait believed; Telegram's own are minutes, in rare cases hours.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 3600);

impl Refusal {
    /// Which of the known refusals this is.
    pub fn reason(&self) -> Reason {
        let words = self.description.to_lowercase();
        let says = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
        if let Some(chat) = self.migrate_to {
            return Reason::Migrated(chat);
        }
        match self.code {
            429 => Reason::TooFast(believable(self.retry_after)),
            400 if says(&["message is not modified"]) => Reason::NotModified,
            400 if says(&["image_process_failed", "photo_", "too big for a photo"]) => Reason::NoPicture,
            400 if says(&["query is too old", "query id is invalid"]) => Reason::QueryTooOld,
            401 | 421 => Reason::Unauthorized,
            403 if says(&["blocked", "deactivated", "can't initiate", "kicked", "not a member", "was deleted"]) => {
                Reason::Blocked
            }
            // The public server answers a malformed token with a bare "Not Found"; an unknown method says more.
            404 if words.trim() == "not found" => Reason::Unauthorized,
            409 if says(&["webhook"]) => Reason::WebhookIsSet,
            409 if says(&["terminated by other", "only one bot instance"]) => Reason::AnotherPoller,
            500.. => Reason::ServerFailed,
            _ => Reason::Unknown,
        }
    }
}

/// For calls that change something and must not be done twice.
impl From<ApiError> for ChannelError {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::Refused(refusal) => match refusal.reason() {
                Reason::TooFast(wait) => Self::RetryAfter(wait),
                Reason::Unauthorized => Self::Unauthorized,
                Reason::Blocked => Self::Blocked,
                Reason::Migrated(chat) => Self::Migrated(chat),
                Reason::ServerFailed => Self::Uncertain(refusal.to_string()),
                Reason::NotModified
                | Reason::NoPicture
                | Reason::QueryTooOld
                | Reason::AnotherPoller
                | Reason::WebhookIsSet
                | Reason::Unknown => Self::Rejected { code: refusal.code, why: refusal.description },
            },
            ApiError::NotSent(why) => Self::NotSent(why),
            ApiError::NoAnswer(why) => Self::Uncertain(why),
            // A proxy in between takes no body this large, now or later.
            ApiError::BadAnswer { status: status @ 413, why, .. } => Self::Rejected { code: i64::from(status), why },
            ApiError::BadAnswer { status: 429, retry_after, .. } => Self::RetryAfter(believable(retry_after)),
            // Redirects and client errors of something in between: Telegram itself has seen nothing.
            ApiError::BadAnswer { status: status @ 300..500, why, .. } => Self::Down(format!("{why}, HTTP {status}")),
            ApiError::BadAnswer { status, why, .. } => Self::Uncertain(format!("{why}, HTTP {status}")),
        }
    }
}

fn believable(wait: Option<Duration>) -> Duration {
    wait.unwrap_or(WAIT_IF_UNSAID).clamp(Duration::from_secs(1), LONGEST_WAIT)
}

#[cfg(test)]
mod tests;
