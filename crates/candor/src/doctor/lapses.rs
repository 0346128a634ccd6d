//! What has stopped or is about to though nobody did anything: webhooks that were switched off, tokens of programs that end.

use super::{Finding, Patient, say};

const DAY_MILLIS: i64 = 86_400_000;

pub(super) fn check(patient: &Patient) -> Vec<Finding> {
    let Some(inside) = &patient.inside else { return Vec::new() };
    let lapses = &inside.lapses;
    let mut findings = Vec::new();
    if lapses.webhooks_off > 0 {
        let count = lapses.webhooks_off;
        findings.push(Finding::warning(
            "DOC-webhooks-off",
            say(
                format!("Webhooks switched off because their endpoint did not take deliveries: {count}."),
                format!("Вебхуков отключено, потому что их адрес не принимал события: {count}."),
            ),
            say(
                "candor webhook list says which and why: mend the endpoint, then switch it on again.",
                "candor webhook list скажет, какие и почему: почините адрес и включите вебхук снова.",
            ),
        ));
    }
    if lapses.webhooks_failing > 0 {
        let count = lapses.webhooks_failing;
        findings.push(Finding::warning(
            "DOC-webhooks-failing",
            say(
                format!("Webhooks at which nothing arrives: {count}. Deliveries are tried again."),
                format!("Вебхуков, до которых ничего не доходит: {count}. Доставка повторяется."),
            ),
            say(
                "candor webhook list says which: look whether their endpoints answer, before the desk switches them off.",
                "candor webhook list скажет, какие: проверьте, отвечают ли их адреса, пока вебхуки не отключились.",
            ),
        ));
    }
    if let (count @ 1.., Some(ends_at)) = (lapses.tokens_ending, lapses.token_ends_at) {
        let days = ends_at.millis_since(patient.now).max(0) / DAY_MILLIS;
        findings.push(Finding::warning(
            "DOC-tokens",
            say(
                format!("Tokens of programs that end within seven days: {count}, the first in {days} days."),
                format!("Ключей для программ, срок которых кончается за семь дней: {count}, первый — через {days} дн."),
            ),
            say(
                "candor token list shows them: make new ones in time and give them to their programs.",
                "candor token list покажет их: выпустите новые вовремя и передайте программам.",
            ),
        ));
    }
    findings
}
