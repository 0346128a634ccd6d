//! What waits in the database: updates to be answered, messages to be sent, and what only a person can settle.

use candor_core::moment::Moment;

use super::{Finding, Patient, say};

/// Longer than so many minutes nothing waits at a healthy desk.
const LONG_MINUTES: i64 = 5;

pub(super) fn check(patient: &Patient) -> Vec<Finding> {
    let Some(inside) = &patient.inside else { return Vec::new() };
    let depths = &inside.depths;
    let mut findings = vec![
        queue(
            patient,
            "DOC-inbox",
            (depths.inbox_received, depths.inbox_oldest_at),
            ("updates wait for an answer", "обновлений ждут ответа"),
        ),
        queue(
            patient,
            "DOC-outbox",
            (depths.outbox_ready, depths.outbox_oldest_at),
            ("messages wait to be sent", "сообщений ждут отправки"),
        ),
    ];
    if depths.outbox_uncertain > 0 {
        let count = depths.outbox_uncertain;
        findings.push(Finding::warning(
            "DOC-uncertain",
            say(
                format!("{count} messages may or may not have arrived."),
                format!("Неизвестно, дошли ли сообщения: {count}."),
            ),
            say(
                "candor outbox uncertain lists them: look into each chat, then candor outbox settle.",
                "candor outbox uncertain покажет их: загляните в каждый чат, затем candor outbox settle.",
            ),
        ));
    }
    if depths.inbox_parked > 0 {
        let count = depths.inbox_parked;
        findings.push(Finding::warning(
            "DOC-parked",
            say(
                format!("{count} updates could not be answered and were put aside."),
                format!("Не удалось ответить на обновления, они отложены: {count}."),
            ),
            say(
                "Look in the log for \"parked\" and answer those people yourself.",
                "Найдите в журнале «parked» и ответьте этим людям сами.",
            ),
        ));
    }
    findings
}

fn queue(
    patient: &Patient,
    code: &'static str,
    (count, oldest_at): (u64, Option<Moment>),
    (en, ru): (&str, &str),
) -> Finding {
    let minutes = oldest_at.map_or(0, |oldest| patient.now.millis_since(oldest) / 60_000);
    let found = say(
        format!("{count} {en}; the oldest has waited {minutes} min."),
        format!("{count} {ru}; самое старое ждёт {minutes} мин."),
    );
    if count == 0 {
        return Finding::ok(code, say(format!("0 {en}."), format!("0 {ru}.")));
    }
    if minutes < LONG_MINUTES {
        return Finding::ok(code, found);
    }
    let advice = if patient.is_desk_running() {
        say("Look in the desk's log why it is behind.", "Посмотрите в журнале, почему программа отстаёт.")
    } else {
        say("Start the desk: candor serve.", "Запустите программу: candor serve.")
    };
    Finding::warning(code, found, advice)
}
