//! The Bot API server: whether it answers, and how fast.

use std::time::Duration;

use candor_connect::telegram::bot_api::{ApiError, Reason};

use super::{Finding, Patient, patient::Telegram, say};
use crate::config::without_password;

const CODE: &str = "DOC-api";

/// A server that takes longer makes the desk slow.
const SLOW: Duration = Duration::from_secs(2);

pub(super) fn check(patient: &Patient) -> Vec<Finding> {
    let root = without_password(&patient.layers.config.bot.api_root);
    let probe = match &patient.telegram {
        Telegram::NoToken | Telegram::SeveralKept | Telegram::NotAToken => return Vec::new(),
        Telegram::BadRoot(why) => {
            return vec![Finding::error(
                CODE,
                say(format!("bot.api_root cannot be used: {why}."), format!("bot.api_root не годится: {why}.")),
                say(
                    "Leave it out to use Telegram's own server.",
                    "Уберите его, чтобы работать с сервером самого Telegram.",
                ),
            )];
        }
        Telegram::Asked { probe, .. } => probe,
    };
    let millis = probe.took.as_millis();
    let finding = match &probe.bot {
        Err(ApiError::Refused(refusal)) if refusal.reason() != Reason::Unauthorized => Finding::error(
            CODE,
            say(format!("{root} refuses: {refusal}."), format!("{root} отказывает: {refusal}.")),
            say(
                "Wait a minute and ask again; if it lasts, check bot.api_root.",
                "Подождите минуту и спросите снова; если не проходит, проверьте bot.api_root.",
            ),
        ),
        Ok(_) | Err(ApiError::Refused(_)) if probe.took > SLOW => Finding::warning(
            CODE,
            say(format!("{root} answers, but takes {millis} ms."), format!("{root} отвечает, но за {millis} мс.")),
            say(
                "Check the network, or run the desk nearer to the server.",
                "Проверьте сеть или запустите программу ближе к серверу.",
            ),
        ),
        Ok(_) | Err(ApiError::Refused(_)) => Finding::ok(
            CODE,
            say(format!("{root} answers in {millis} ms."), format!("{root} отвечает за {millis} мс.")),
        ),
        Err(ApiError::BadAnswer { .. }) => Finding::error(
            CODE,
            say(
                format!("Something answers at {root}, but it is no Bot API server."),
                format!("По адресу {root} кто-то отвечает, но это не сервер Bot API."),
            ),
            say("Check bot.api_root and any proxy between.", "Проверьте bot.api_root и прокси по дороге."),
        ),
        Err(error @ (ApiError::NotSent(_) | ApiError::NoAnswer(_))) => Finding::error(
            CODE,
            say(format!("{root} does not answer: {error}."), format!("{root} не отвечает: {error}.")),
            say(
                "Check the network, the name server and the firewall: this machine must reach the address over HTTPS.",
                "Проверьте сеть, DNS и межсетевой экран: эта машина должна достигать адреса по HTTPS.",
            ),
        ),
    };
    vec![finding]
}
