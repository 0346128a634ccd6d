//! What a failed call means, by what to do next. A provider's own words may repeat the request, so they are never kept: an
//! error holds the HTTP status, the provider's one-word kind of error and names of fields, and otherwise our words.

use std::time::Duration;

use crate::http::ClientError;

/// Why a model brought no answer. No text in it carries an address, a key or anything of a request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// Too fast, or too busy, and it said for how long. Leave this provider alone until then.
    #[error("the model's provider asks to wait {} s; ask another model until then", .0.as_secs())]
    RetryAfter(Duration),
    /// It is not able to serve. Ask another model; tell the owner if it lasts.
    #[error("the model's provider does not work at present ({0}); ask another model")]
    Down(String),
    /// No answer within the time limit, or silence inside of one. It may have cost money.
    #[error("the model did not answer in time; ask another model")]
    TimedOut,
    /// The provider's filter refuses this very request and always will. Do without a model.
    #[error("the model's provider refuses this request; do without a model")]
    Refused,
    /// The request is longer than the model can read. Shorten it or ask a model that reads more.
    #[error("the request is too long for this model; shorten it")]
    TooLong,
    /// Something answered that is not an answer of this protocol, or has no end. Ask another model.
    #[error("this is no answer of a model ({0}); check the address in its settings")]
    BadAnswer(String),
    /// The key is wrong, revoked or not allowed this model. Ask the owner for another.
    #[error("the model's key is wrong, revoked or not allowed to use this model; ask the owner for the right one")]
    Unauthorized,
    /// The provider does not accept such requests at all: unknown model, unknown field, no credit. Ask the owner.
    #[error("the settings of the model are wrong ({0}); ask the owner to mend them")]
    Misconfigured(String),
    /// No byte of the request left this machine: name look-up, connection or TLS failed. Ask another model.
    #[error("the model's provider cannot be reached ({0}); check the network")]
    NotSent(String),
}

impl ModelError {
    /// Whether it counts for the provider's breaker. Wrong settings do not: resting does not mend them.
    pub const fn is_providers_fault(&self) -> bool {
        match self {
            Self::RetryAfter(_) | Self::Down(_) | Self::TimedOut | Self::BadAnswer(_) | Self::NotSent(_) => true,
            Self::Refused | Self::TooLong | Self::Unauthorized | Self::Misconfigured(_) => false,
        }
    }

    /// The rest the provider asked for; believable, between a second and a day.
    pub const fn rests(&self) -> Option<Duration> {
        match self {
            Self::RetryAfter(wait) => Some(*wait),
            _ => None,
        }
    }

    /// The same error, its words changed.
    pub(super) fn reworded(self, change: impl Fn(&str) -> String) -> Self {
        match self {
            Self::Down(why) => Self::Down(change(&why)),
            Self::BadAnswer(why) => Self::BadAnswer(change(&why)),
            Self::Misconfigured(why) => Self::Misconfigured(change(&why)),
            Self::NotSent(why) => Self::NotSent(change(&why)),
            Self::RetryAfter(_) | Self::TimedOut | Self::Refused | Self::TooLong | Self::Unauthorized => self,
        }
    }

    /// The word kept in records and figures; stable.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::RetryAfter(_) => "rate_limited",
            Self::Down(_) => "down",
            Self::TimedOut => "timeout",
            Self::Refused => "refused",
            Self::TooLong => "too_long",
            Self::BadAnswer(_) => "bad_answer",
            Self::Unauthorized => "unauthorized",
            Self::Misconfigured(_) => "misconfigured",
            Self::NotSent(_) => "not_sent",
        }
    }
}

/// Why a model cannot be set up. Says what to change; repeats no address, header or key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The base address is not the address of a server.
    #[error("the address of the model must look like https://api.openai.com/v1, without user, query or fragment")]
    BaseUrl,
    /// The base address is one that no request may go to.
    #[error("{0}")]
    Address(String),
    /// A header cannot be sent.
    #[error("`{0}` is not a header that can be sent, or its value is not")]
    Header(String),
    /// A field of the body that only Candor may set.
    #[error("the field `{0}` of a request is Candor's own; take it out of the extra fields")]
    Field(String),
    /// The name, the model or a limit is empty or zero.
    #[error("the model's {0} must not be empty or zero")]
    Empty(&'static str),
    /// This dialect has no embeddings.
    #[error("this provider has no embeddings; name one that speaks OpenAI's way")]
    NoEmbeddings,
    /// The HTTP client cannot be built.
    #[error(transparent)]
    Client(#[from] ClientError),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_a_word_of_its_own_and_says_whose_fault_it_is() {
        let why = || "HTTP 500".to_owned();
        let all = [
            (ModelError::RetryAfter(Duration::from_secs(7)), "rate_limited", true),
            (ModelError::Down(why()), "down", true),
            (ModelError::TimedOut, "timeout", true),
            (ModelError::Refused, "refused", false),
            (ModelError::TooLong, "too_long", false),
            (ModelError::BadAnswer(why()), "bad_answer", true),
            (ModelError::Unauthorized, "unauthorized", false),
            (ModelError::Misconfigured(why()), "misconfigured", false),
            (ModelError::NotSent(why()), "not_sent", true),
        ];
        for (error, word, is_providers_fault) in all {
            assert_eq!((error.word(), error.is_providers_fault()), (word, is_providers_fault), "{error}");
            assert_eq!(error.rests().is_some(), word == "rate_limited");
        }
    }
}
