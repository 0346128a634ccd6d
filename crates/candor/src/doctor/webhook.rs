//! Where the bot's updates go, and whether they get there.

use candor_connect::telegram::probe::WebhookFacts;

use super::{Finding, Patient, patient::Telegram, say};

const CODE: &str = "DOC-webhook";

/// More updates than this wait only where somebody is behind.
const MANY: u64 = 100;
/// Telegram keeps at most 100,000 and drops the rest (its server's `TQueue`); half of that is an emergency.
const TOO_MANY: u64 = 50_000;
/// An error so long ago is history, in seconds.
const RECENT: i64 = 3_600;

pub(super) fn check(patient: &Patient) -> Vec<Finding> {
    let Telegram::Asked { webhook: Some(asked), .. } = &patient.telegram else { return Vec::new() };
    match asked {
        Err(error) => vec![Finding::warning(
            CODE,
            say(
                format!("Where the updates go could not be asked: {error}."),
                format!("Спросить, куда идут обновления, не удалось: {error}."),
            ),
            say("Ask again in a minute.", "Спросите снова через минуту."),
        )],
        Ok(facts) => {
            [Some(way(patient, facts)), failures(patient, facts), pending(facts)].into_iter().flatten().collect()
        }
    }
}

fn way(patient: &Patient, facts: &WebhookFacts) -> Finding {
    let wanted = patient.layers.config.server.public_url.trim_end_matches('/');
    let set = facts.origin();
    let is_running = patient.is_desk_running();
    if wanted.is_empty() {
        if set.is_empty() {
            return Finding::ok(
                CODE,
                say("Updates are polled, as the settings say.", "Обновления опрашиваются, как в настройках."),
            );
        }
        let found = say(
            format!("Updates go to {set}, but the settings say that they are polled."),
            format!("Обновления идут на {set}, а по настройкам их надо опрашивать."),
        );
        let advice = say(
            "If no other program uses this bot, start the desk: it removes the webhook. Otherwise give each a bot of its own.",
            "Если ботом не пользуется другая программа, запустите candor serve: вебхук будет снят. Иначе заведите каждой \
             своего бота.",
        );
        return if is_running { Finding::error(CODE, found, advice) } else { Finding::warning(CODE, found, advice) };
    }
    if set.is_empty() {
        if !is_running {
            return Finding::ok(
                CODE,
                say("The webhook will be set when the desk starts.", "Вебхук будет задан при запуске."),
            );
        }
        return Finding::error(
            CODE,
            say(
                "The desk runs and waits for updates by webhook, but none is set.",
                "Программа работает и ждёт обновлений через вебхук, но он не задан.",
            ),
            say(
                "Somebody else removed it: find who else has the token, then start the desk again.",
                "Его снял кто-то другой: узнайте, у кого ещё есть токен, и запустите программу заново.",
            ),
        );
    }
    if wanted.starts_with(set) {
        return Finding::ok(CODE, say(format!("Updates go to {set}."), format!("Обновления идут на {set}.")));
    }
    Finding::error(
        CODE,
        say(
            format!("Updates go to {set}, and not to the public URL of the settings."),
            format!("Обновления идут на {set}, а не на публичный адрес из настроек."),
        ),
        say(
            "Another program uses this bot: stop it, or give the desk a bot of its own. The next start of the desk takes the webhook.",
            "Ботом пользуется другая программа: остановите её или заведите отдельного бота. При следующем запуске вебхук \
             перейдёт к этой программе.",
        ),
    )
}

fn failures(patient: &Patient, facts: &WebhookFacts) -> Option<Finding> {
    let at = facts.last_error_date?;
    let ago = patient.now.millis() / 1000 - at;
    if facts.url.is_empty() || ago > RECENT {
        return None;
    }
    let minutes = ago.max(0) / 60;
    let why = facts.last_error_message.as_deref().unwrap_or("?");
    let why: String = why.chars().filter(|letter| !letter.is_control()).take(200).collect();
    Some(Finding::warning(
        "DOC-webhook-error",
        say(
            format!("Telegram could not deliver updates {minutes} min ago: {why}."),
            format!("{minutes} мин назад Telegram не смог доставить обновления: {why}."),
        ),
        say(
            "Check that the public URL leads to the desk's listener, with a valid certificate, and that the desk runs.",
            "Проверьте, что публичный адрес ведёт к программе, сертификат действителен и программа работает.",
        ),
    ))
}

fn pending(facts: &WebhookFacts) -> Option<Finding> {
    let count = facts.pending_update_count;
    if count <= MANY {
        return None;
    }
    let found = say(
        format!("{count} updates wait at Telegram to be fetched; it keeps each for 24 hours."),
        format!("В Telegram ждут {count} обновлений; каждое хранится 24 часа."),
    );
    let advice = say(
        "Start the desk, or look in its log why it is behind.",
        "Запустите программу или посмотрите в журнале, почему она отстаёт.",
    );
    let code = "DOC-pending";
    Some(if count > TOO_MANY { Finding::error(code, found, advice) } else { Finding::warning(code, found, advice) })
}
