//! What a program reads when something is not done: problem details (RFC 9457) with a stable code, a sentence in its
//! language, and what to do next by the status.

use axum::{
    Json,
    http::{
        HeaderValue, StatusCode,
        header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE},
    },
    response::{IntoResponse, Response},
};
use candor_core::language::Language;
use candor_desk::actions::{ActError, FileRefusal, Refusal, WebhookRefusal};
use candor_store::Error;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    panel::{BotTrouble, NotLive, Words, connections::trouble_in_words},
    respond::store_status,
};

/// Why a request was not done, by its code. Codes of refusals are those of the desk: `held_by_other`, `opted_out` and so on.
#[derive(Debug)]
pub(crate) enum Problem {
    /// No token, or none that holds.
    Unknown,
    /// The token lacks this scope.
    OutOfScope(&'static str),
    /// Nothing is there.
    Missing,
    /// The request is not as the document says; where and how.
    Malformed(String),
    /// The body is no JSON by its `Content-Type`.
    NotJson,
    /// The body is no file by its `Content-Type`.
    NotBytes,
    /// The body is larger than any can be.
    TooLarge,
    /// The body did not come in time.
    TooSlow,
    /// The body is JSON, but not what is asked for here.
    Unfit(String),
    /// `If-Match` is needed, so that nobody's change is lost.
    UnmatchedVersion,
    /// The key was used for another request.
    KeyUsed,
    /// It was done before with this key, and what it made is shown only once.
    ShownOnce,
    /// Too many requests; again after so many seconds.
    TooOften(i64),
    /// Telegram could not be asked about a bot, or does not know its token.
    Bot(BotTrouble),
    /// A token is set where the process is started, and goes before any other; where, in words.
    TokenSetElsewhere(String),
    /// The desk answers for this bot already, and for no other.
    Answers(Option<String>),
    /// No token of the bot is kept.
    NoToken,
    /// Its messages go to this host.
    WebhookElsewhere(String),
    /// The script it begins with is not chosen yet.
    NoScriptChosen,
    /// The desk could not begin to answer; why, in the words of the process.
    NotLive(String),
    /// The desk refuses.
    Refused(Refusal),
    /// The store cannot answer.
    Store(Error),
}

/// A problem as it is sent (RFC 9457).
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
pub(crate) struct ProblemDetails {
    /// Where the code is explained.
    #[serde(rename = "type")]
    kind: String,
    /// The status in words.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// A stable word for programs.
    code: String,
    /// What happened and what to do next, in the language of `Accept-Language`.
    detail: String,
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

impl From<ActError> for Problem {
    fn from(error: ActError) -> Self {
        match error {
            ActError::Refused(refusal) => Self::Refused(refusal),
            ActError::Store(error) => Self::Store(error),
        }
    }
}

impl From<BotTrouble> for Problem {
    fn from(trouble: BotTrouble) -> Self {
        Self::Bot(trouble)
    }
}

impl From<NotLive> for Problem {
    fn from(why: NotLive) -> Self {
        match why {
            NotLive::Bot(trouble) => Self::Bot(trouble),
            NotLive::Failed(why) => Self::NotLive(why),
        }
    }
}

impl From<FileRefusal> for Problem {
    fn from(why: FileRefusal) -> Self {
        Self::Refused(Refusal::File(why))
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Refuses words that are longer than the document says, in characters.
///
/// # Errors
/// [`Refusal::TooLong`].
pub(crate) fn must_not_exceed(words: &str, most: usize) -> Result<(), Problem> {
    let length = words.chars().count();
    if length > most { Err(Refusal::TooLong { length, most }.into()) } else { Ok(()) }
}

impl Problem {
    fn status(&self) -> StatusCode {
        match self {
            Self::Unknown => StatusCode::UNAUTHORIZED,
            Self::OutOfScope(_) => StatusCode::FORBIDDEN,
            Self::Missing => StatusCode::NOT_FOUND,
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::NotJson | Self::NotBytes => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Unfit(_) | Self::KeyUsed => StatusCode::UNPROCESSABLE_ENTITY,
            Self::UnmatchedVersion => StatusCode::PRECONDITION_REQUIRED,
            Self::ShownOnce => StatusCode::CONFLICT,
            Self::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Bot(BotTrouble::NotAToken | BotTrouble::Unknown) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Bot(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::TokenSetElsewhere(_)
            | Self::Answers(_)
            | Self::NoToken
            | Self::WebhookElsewhere(_)
            | Self::NoScriptChosen
            | Self::NotLive(_) => StatusCode::CONFLICT,
            Self::Refused(refusal) => refused(refusal),
            Self::Store(error) => store_status(error),
        }
    }

    fn code(&self) -> String {
        let code = match self {
            Self::Unknown => "unknown_token",
            Self::OutOfScope(_) => "out_of_scope",
            Self::Missing => "missing",
            Self::Malformed(_) => "malformed",
            Self::NotJson => "not_json",
            Self::NotBytes => "not_bytes",
            Self::TooLarge => "too_large",
            Self::TooSlow => "too_slow",
            Self::Unfit(_) => "unfit",
            Self::UnmatchedVersion => "version_needed",
            Self::KeyUsed => "key_used",
            Self::ShownOnce => "shown_once",
            Self::TooOften(_) => "too_often",
            Self::Bot(trouble) => return format!("bot_{}", trouble.word()),
            Self::TokenSetElsewhere(_) => "token_set_elsewhere",
            Self::Answers(_) => "bot_connected",
            Self::NoToken => "no_token",
            Self::WebhookElsewhere(_) => "webhook_elsewhere",
            Self::NoScriptChosen => "no_script_chosen",
            Self::NotLive(_) => "not_live",
            Self::Refused(refusal) => refusal.word(),
            Self::Store(_) => "store",
        };
        code.to_owned()
    }

    fn detail(&self, language: Language) -> String {
        let say = |en: &str, ru: &str| if language == Language::En { en.to_owned() } else { ru.to_owned() };
        match self {
            Self::Unknown => say(
                "No token that holds was sent. Send one as \"Authorization: Bearer candor_…\"; an owner makes one in the panel or with `candor token make`.",
                "Действующего ключа в запросе нет. Передайте его так: «Authorization: Bearer candor_…»; владелец выпускает ключ в панели или командой `candor token make`.",
            ),
            Self::OutOfScope(scope) => say(
                &format!("The token was not made for this. It needs the scope {scope}: make another token."),
                &format!("Ключ выпущен не для этого. Нужно право {scope}: выпустите другой ключ."),
            ),
            Self::Missing => say("There is nothing at this address.", "По этому адресу ничего нет."),
            Self::Malformed(how) => {
                say(&format!("The request is not understood: {how}"), &format!("Запрос непонятен: {how}"))
            }
            Self::NotJson => say(
                "The body must be JSON: send \"Content-Type: application/json\".",
                "Тело запроса должно быть в JSON: передайте «Content-Type: application/json».",
            ),
            Self::NotBytes => say(
                "The body must be the file itself: send \"Content-Type: application/octet-stream\".",
                "Тело запроса — сам файл: передайте «Content-Type: application/octet-stream».",
            ),
            Self::TooLarge => say("The body is larger than 1 MiB.", "Тело запроса больше 1 МиБ."),
            Self::TooSlow => say(
                "The body did not come in time, so nothing was done. Send it again.",
                "Тело запроса не пришло вовремя, поэтому ничего не сделано. Отправьте его ещё раз.",
            ),
            Self::Unfit(how) => {
                say(&format!("The body does not fit: {how}"), &format!("Тело запроса не подходит: {how}"))
            }
            Self::UnmatchedVersion => say(
                "Send the ETag you read as \"If-Match\", so that nobody's change is lost.",
                "Передайте прочитанный ETag в «If-Match», чтобы не потерять чужую правку.",
            ),
            Self::KeyUsed => say(
                "This Idempotency-Key was used for another request. Take a new one.",
                "Этот Idempotency-Key уже был у другого запроса. Возьмите новый.",
            ),
            Self::ShownOnce => say(
                "This was done before with the same Idempotency-Key, and what it made was shown then. It is never shown again.",
                "С этим Idempotency-Key это уже сделано, и результат был показан тогда. Больше он не показывается.",
            ),
            Self::TooOften(seconds) => say(
                &format!("Too many requests. Again in {seconds} s."),
                &format!("Слишком много запросов. Снова через {seconds} с."),
            ),
            Self::Bot(trouble) => trouble_in_words(*trouble, Words(language)),
            Self::TokenSetElsewhere(where_set) => where_set.clone(),
            Self::Answers(bot) => {
                let bot = bot.as_deref().unwrap_or("…");
                say(
                    &format!(
                        "This desk is connected to @{bot} already. Another token of it goes to POST /accounts/{{id}}/token; another bot needs a desk of its own."
                    ),
                    &format!(
                        "Этот помощник уже подключён к @{bot}. Новый токен этого бота передайте в POST /accounts/{{id}}/token; для другого бота нужна отдельная установка."
                    ),
                )
            }
            Self::NoToken => say(
                "No token of this bot is kept here, so Telegram cannot be asked about it. Send one to POST /accounts/{id}/token.",
                "Токен этого бота здесь не хранится, поэтому спросить о нём Telegram нельзя. Передайте токен в POST /accounts/{id}/token.",
            ),
            Self::WebhookElsewhere(host) => say(
                &format!(
                    "Somebody else gets the bot's messages: a webhook leads to {host}. Remove it with DELETE /accounts/{{id}}/webhook, then try again."
                ),
                &format!(
                    "Сообщения бота уходят кому-то другому: вебхук ведёт на {host}. Снимите его через DELETE /accounts/{{id}}/webhook и повторите."
                ),
            ),
            Self::NoScriptChosen => say(
                "Choose the script it begins with first: POST /accounts/{id}/script.",
                "Сначала выберите сценарий, с которого бот начнёт: POST /accounts/{id}/script.",
            ),
            Self::NotLive(why) => Words(language).fill("setup.not_live", &[("why", why)]),
            Self::Refused(refusal) => refusal.in_language(language),
            Self::Store(_) => say(
                "The database cannot answer at the moment. Try again in a few seconds; where that does not help, `candor doctor` says why.",
                "База данных сейчас не отвечает. Повторите через несколько секунд; если не помогло, причину скажет `candor doctor`.",
            ),
        }
    }

    /// As it is sent.
    pub(super) fn in_language(self, language: Language) -> Response {
        if let Self::Store(error) = &self {
            tracing::error!(%error, "the store could not answer the API");
        }
        let (status, code) = (self.status(), self.code());
        let details = ProblemDetails {
            kind: format!("/docs#{code}"),
            title: status.canonical_reason().unwrap_or_default(),
            status: status.as_u16(),
            detail: self.detail(language),
            code,
        };
        let mut response = (status, Json(details)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        match self {
            Self::Unknown => {
                headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            Self::TooOften(seconds) => {
                headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
            }
            Self::Bot(BotTrouble::TooOften(seconds)) => {
                headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
            }
            Self::Store(Error::Busy(_) | Error::Raced | Error::Full(_) | Error::Closed) => {
                headers.insert(RETRY_AFTER, HeaderValue::from(2));
            }
            _ => {}
        }
        response
    }
}

/// The status of a refusal: what is not there, what may not be, what makes no sense, and what does not go now.
fn refused(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::NoSuchNumber(_)
        | Refusal::NoSuchConversation
        | Refusal::NoSuchScript(_)
        | Refusal::NoSuchLesson(_)
        | Refusal::NoSuchDocument(..)
        | Refusal::NoSuchOperator(_)
        | Refusal::NoSuchInvitation(_)
        | Refusal::NoSuchTemplate(_)
        | Refusal::NoSuchBot
        | Refusal::NoSuchToken(_) => StatusCode::NOT_FOUND,
        Refusal::MayNot(_) | Refusal::NotAdministrator | Refusal::NoLongerLet => StatusCode::FORBIDDEN,
        Refusal::BrokenScript(_)
        | Refusal::NotAScriptFile
        | Refusal::NoSuchTopic(..)
        | Refusal::NotTaught(_)
        | Refusal::BadDocumentName(_)
        | Refusal::NothingToQuote
        | Refusal::NoSuchField(..)
        | Refusal::Value(_)
        | Refusal::NoSuchOutcome(_)
        | Refusal::EmptyAnswer
        | Refusal::EmptyNote
        | Refusal::EmptyTag
        | Refusal::TooLong { .. }
        | Refusal::NoSuchStep(..)
        | Refusal::NoSuchFilter(_)
        | Refusal::NoSuchTag(..)
        | Refusal::BadSnooze(_)
        | Refusal::BadTemplate(_)
        | Refusal::BadToken
        | Refusal::OtherBot(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::Outdated => StatusCode::PRECONDITION_FAILED,
        Refusal::ChannelAway => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::File(why) => match why {
            FileRefusal::Empty | FileRefusal::Program => StatusCode::UNPROCESSABLE_ENTITY,
            FileRefusal::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            FileRefusal::NoSuchFile(_) | FileRefusal::Gone | FileRefusal::TooLargeToOpen => StatusCode::NOT_FOUND,
        },
        Refusal::Webhook(why) => match why {
            WebhookRefusal::NoSuchWebhook(_) | WebhookRefusal::NoSuchDelivery(_) => StatusCode::NOT_FOUND,
            WebhookRefusal::BadAddress(_) | WebhookRefusal::UnknownKind(_) | WebhookRefusal::NothingWanted => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            WebhookRefusal::TooMany(_)
            | WebhookRefusal::IsOff
            | WebhookRefusal::NotSettled
            | WebhookRefusal::NothingFailed => StatusCode::CONFLICT,
        },
        _ => StatusCode::CONFLICT,
    }
}
