//! The clock of this machine against the server's.

use super::{Finding, Patient, patient::Telegram, say};

const CODE: &str = "DOC-clock";

/// A clock may be so far off; the server's time is exact to a second only.
const MOST_SECONDS: i64 = 30;

pub(super) fn check(patient: &Patient) -> Vec<Finding> {
    let Telegram::Asked { probe, .. } = &patient.telegram else { return Vec::new() };
    let Some(server_time) = probe.server_time else {
        if probe.bot.is_err() {
            return Vec::new();
        }
        let found = say(
            "The server does not say what time it is, so the clock was not compared.",
            "Сервер не сообщает времени, поэтому часы не сверены.",
        );
        return vec![Finding::ok(CODE, found)];
    };
    let off = patient.now.millis_since(server_time) / 1000;
    if off.abs() <= MOST_SECONDS {
        let found = say("The clock agrees with the server's.", "Часы идут верно.");
        return vec![Finding::ok(CODE, found)];
    }
    let seconds = off.abs();
    let (en, ru) = if off > 0 { ("fast", "спешат") } else { ("slow", "отстают") };
    vec![Finding::warning(
        CODE,
        say(
            format!("The clock of this machine is {seconds} s {en}."),
            format!("Часы этой машины {ru} на {seconds} с."),
        ),
        say(
            "Switch on time synchronisation (on Linux: timedatectl set-ntp true), or schedules and deadlines come at the wrong time.",
            "Включите синхронизацию времени (в Linux: timedatectl set-ntp true), иначе расписания и сроки сбиваются.",
        ),
    )]
}
