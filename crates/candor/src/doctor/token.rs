//! The bot's token: whether it has the shape of one, and whether Telegram knows it.

use candor_connect::telegram::bot_api::{ApiError, Reason};

use super::{Finding, Patient, Text, patient::Telegram, say};

const CODE: &str = "DOC-token";

pub(super) fn check(patient: &Patient) -> Vec<Finding> {
    let finding = match &patient.telegram {
        Telegram::NoToken => Finding::error(
            CODE,
            say("No bot token is set, and none is kept.", "Токен бота не задан и не сохранён."),
            say(
                "Start the desk and open the link it prints, or get one from @BotFather and set CANDOR_BOT_TOKEN or bot.token.",
                "Запустите candor serve и откройте ссылку, которую он напечатает, или задайте токен от @BotFather в \
                 CANDOR_BOT_TOKEN или bot.token.",
            ),
        ),
        Telegram::SeveralKept => Finding::error(
            CODE,
            say(
                "No bot token is set, and the tokens of several bots are kept.",
                "Токен бота не задан, а сохранены токены нескольких ботов.",
            ),
            say(
                "Set CANDOR_BOT_TOKEN to that of the one to answer for.",
                "Задайте в CANDOR_BOT_TOKEN токен того, за которого отвечать.",
            ),
        ),
        Telegram::NotAToken => Finding::error(
            CODE,
            say("What is set is not a bot token.", "То, что задано, не похоже на токен бота."),
            say(
                "A token is digits, a colon and at least 30 letters: copy it again from @BotFather.",
                "Токен: цифры, двоеточие и не меньше 30 знаков; скопируйте его у @BotFather ещё раз.",
            ),
        ),
        Telegram::BadRoot(_) => return Vec::new(),
        Telegram::Asked { probe, .. } => match &probe.bot {
            Ok(bot) => {
                let name = bot.username.clone().unwrap_or_else(|| bot.id.to_string());
                Finding::ok(CODE, say(format!("The token works: @{name}."), format!("Токен работает: @{name}.")))
            }
            Err(ApiError::Refused(refusal)) if refusal.reason() == Reason::Unauthorized => Finding::error(
                CODE,
                say(
                    "The server does not know this token: it is wrong or was revoked.",
                    "Сервер не знает этого токена: он неверен или отозван.",
                ),
                renew(),
            ),
            Err(_) => Finding::warning(
                CODE,
                say(
                    "The token has the right shape; whether it works could not be asked.",
                    "Токен похож на настоящий; спросить, работает ли он, не удалось.",
                ),
                say("See DOC-api.", "Смотрите DOC-api."),
            ),
        },
    };
    vec![finding]
}

fn renew() -> Text {
    say(
        "Copy the token again from @BotFather (/mybots, API Token) and set it.",
        "Скопируйте токен у @BotFather ещё раз (/mybots, API Token) и задайте его.",
    )
}
