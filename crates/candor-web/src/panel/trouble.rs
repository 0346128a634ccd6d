//! Why a page cannot be shown, as people read it: what happened and what to do next, in their language.

use axum::{
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use candor_core::{language::Language, roles::Deed};
use candor_desk::actions::{ActError, Refusal};
use candor_store::Error;

use super::{Words, access::asked_language};
use crate::respond::store_status;

/// Why there is no page.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// There is nothing at this address.
    Missing,
    /// The role does not allow it.
    MayNot(Deed),
    /// The form came from somewhere else than this panel.
    Elsewhere,
    /// What was sent makes no sense.
    Unclear,
    /// More was sent than is taken here.
    TooLarge,
    /// What was sent did not come in time.
    TooSlow,
    /// The session ended while something was sent.
    SignedOut,
    /// Too many tries; again after so many seconds.
    TooOften(u64),
    /// The action was refused.
    Refused(Refusal),
    /// The store cannot answer.
    Store(Error),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

impl From<ActError> for Trouble {
    fn from(error: ActError) -> Self {
        match error {
            ActError::Refused(Refusal::MayNot(deed)) => Self::MayNot(deed),
            ActError::Refused(refusal) => Self::Refused(refusal),
            ActError::Store(error) => Self::Store(error),
        }
    }
}

/// A trouble on its way out: the gate, which knows the language of whoever asked, makes a page of it.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// The status code.
    pub status: StatusCode,
    /// A stable word, for whoever is asked for help.
    pub code: &'static str,
    /// What people read, by language.
    pub words: [String; 2],
}

impl Trouble {
    pub(super) fn told(&self) -> Told {
        let (status, code) = match self {
            Self::Missing => (StatusCode::NOT_FOUND, "missing"),
            Self::MayNot(_) => (StatusCode::FORBIDDEN, "may_not"),
            Self::Elsewhere => (StatusCode::FORBIDDEN, "elsewhere"),
            Self::Unclear => (StatusCode::BAD_REQUEST, "unclear"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            Self::TooSlow => (StatusCode::REQUEST_TIMEOUT, "too_slow"),
            Self::SignedOut => (StatusCode::UNAUTHORIZED, "signed_out"),
            Self::TooOften(_) => (StatusCode::TOO_MANY_REQUESTS, "too_often"),
            Self::Refused(refusal) => (StatusCode::CONFLICT, refusal.word()),
            Self::Store(error) => (store_status(error), "store"),
        };
        Told { status, code, words: Language::ALL.map(|language| self.says(Words(language))) }
    }

    fn says(&self, words: Words) -> String {
        match self {
            Self::Missing => words.say("parts.trouble_missing").to_owned(),
            Self::MayNot(deed) => Refusal::MayNot(*deed).in_language(words.0),
            Self::Elsewhere => words.say("parts.trouble_elsewhere").to_owned(),
            Self::Unclear => words.say("parts.trouble_unclear").to_owned(),
            Self::TooLarge => words.say("parts.trouble_too_large").to_owned(),
            Self::TooSlow => words.say("parts.trouble_too_slow").to_owned(),
            Self::SignedOut => words.say("parts.trouble_signed_out").to_owned(),
            Self::TooOften(seconds) => words.count("parts.trouble_too_often", seconds.div_ceil(60)),
            Self::Refused(refusal) => refusal.in_language(words.0),
            Self::Store(_) => words.say("parts.trouble_store").to_owned(),
        }
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        if let Self::Store(error) = &self {
            tracing::error!(%error, "the store could not answer a page of the panel");
        }
        let told = self.told();
        let mut response = told.status.into_response();
        response.extensions_mut().insert(told);
        response
    }
}

impl Told {
    /// The words in the language of whoever asked.
    pub(super) fn in_language(&self, headers: &HeaderMap) -> &str {
        let [en, ru] = &self.words;
        if asked_language(headers) == Language::En { en } else { ru }
    }
}
