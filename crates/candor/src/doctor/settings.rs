//! The settings: whether they can be read, and whether they fit together.

use super::{Finding, Patient, say};

pub(super) fn check(patient: &Patient) -> Vec<Finding> {
    let file = patient.layers.file.as_ref().map(|file| file.display().to_string());
    let first = match (&patient.settings, file) {
        (Err(problem), _) => Finding::error(
            "DOC-settings",
            say(
                format!("The settings cannot be used: {}.", problem.sentence),
                format!("Настройки не годятся: {}.", problem.sentence),
            ),
            say(
                "Mend them; until then everything below was looked at with the defaults and the environment alone.",
                "Исправьте их; пока всё ниже проверено только со значениями по умолчанию и переменными окружения.",
            ),
        ),
        (Ok(()), Some(file)) => Finding::ok(
            "DOC-settings",
            say(format!("The settings in {file} are in order."), format!("Настройки в {file} в порядке.")),
        ),
        (Ok(()), None) => Finding::ok(
            "DOC-settings",
            say(
                "There is no settings file; the defaults and the environment hold.",
                "Файла настроек нет; действуют значения по умолчанию и переменные окружения.",
            ),
        ),
    };
    [Some(first), public_url(patient), plain(patient)].into_iter().flatten().collect()
}

fn plain(patient: &Patient) -> Option<Finding> {
    let server = &patient.layers.config.server;
    server.is_in_the_clear().then(|| {
        let listen = &server.listen;
        Finding::error(
            "DOC-plain-http",
            say(
                format!("Other machines reach {listen}, and nothing encrypts what they send; the desk will not start so."),
                format!("По адресу {listen} могут прийти другие машины, а шифрования нет; так программа не запустится."),
            ),
            say(
                "Put a web server with a certificate in front and set its https address as server.public_url, or listen on 127.0.0.1. Only in \
                 a network you trust, set server.plain_http to true.",
                "Поставьте впереди веб-сервер с сертификатом и укажите его адрес https в server.public_url или слушайте 127.0.0.1. Только в \
                 доверенной сети задайте server.plain_http = true.",
            ),
        )
    })
}

fn public_url(patient: &Patient) -> Option<Finding> {
    let server = &patient.layers.config.server;
    if server.public_url.is_empty() {
        return None;
    }
    if server.listen.is_empty() {
        return Some(Finding::error(
            "DOC-public-url",
            say("A public URL is set, but the desk listens nowhere.", "Публичный адрес задан, но слушать негде."),
            say("Set server.listen.", "Задайте server.listen."),
        ));
    }
    // A server of one's own may take plain addresses in its local mode (telegram-bot-api --local).
    let is_telegram = patient.layers.config.bot.api_root.contains("api.telegram.org");
    if is_telegram && !server.public_url.starts_with("https://") {
        return Some(Finding::error(
            "DOC-public-url",
            say(
                "The public URL does not begin with https://, and Telegram takes no other.",
                "Публичный адрес не начинается с https://, а других Telegram не принимает.",
            ),
            say(
                "Put a web server with a certificate in front and set its https address, or empty server.public_url to poll.",
                "Поставьте впереди веб-сервер с сертификатом и укажите его адрес https, или очистите server.public_url, \
                 чтобы опрашивать Telegram.",
            ),
        ));
    }
    None
}
