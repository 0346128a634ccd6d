//! Whether somebody can take a conversation when a person is asked for (H7), and whether somebody waits too long.

use candor_store::Role;

use super::{Finding, Patient, say};

const CODE: &str = "DOC-staff";

/// Whoever asked for a person should not wait longer, in minutes.
const LONG_MINUTES: i64 = 60;

pub(super) fn check(patient: &Patient) -> Vec<Finding> {
    let Some(inside) = &patient.inside else { return Vec::new() };
    let able = inside.staff.iter().filter(|operator| matches!(operator.role, Role::Owner | Role::Manager)).count();
    let staff = if able == 0 {
        Finding::warning(
            CODE,
            say(
                "Nobody can take a conversation; who asks for a person is told that nobody is there.",
                "Некому взять разговор; тем, кто просит человека, отвечают, что никого нет.",
            ),
            say(
                "Invite somebody: candor operator invite, and open the link in Telegram.",
                "Пригласите кого-нибудь: candor operator invite, и откройте ссылку в Telegram.",
            ),
        )
    } else {
        Finding::ok(
            CODE,
            say(
                format!("People who can take a conversation: {able}."),
                format!("Людей, которые могут взять разговор: {able}."),
            ),
        )
    };
    [Some(staff), waiting(patient)].into_iter().flatten().collect()
}

fn waiting(patient: &Patient) -> Option<Finding> {
    let depths = &patient.inside.as_ref()?.depths;
    let minutes = patient.now.millis_since(depths.hand_over_oldest_at?) / 60_000;
    let count = depths.hand_overs_waiting;
    if minutes < LONG_MINUTES {
        return None;
    }
    Some(Finding::warning(
        "DOC-hand-overs",
        say(
            format!("{count} conversations wait for a person, the first for {minutes} min."),
            format!("Ждут человека разговоров: {count}, первый уже {minutes} мин."),
        ),
        say("Take them in Telegram, or give them back to the desk.", "Возьмите их в Telegram или верните программе."),
    ))
}
