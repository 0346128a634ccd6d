//! Whether a desk runs, and whether it still says so.

use super::{Finding, Patient, say};

const CODE: &str = "DOC-desk";

/// A running desk says that it lives every ten seconds; after so many it hangs.
const SILENT_SECONDS: i64 = 60;

pub(super) fn check(patient: &Patient) -> Vec<Finding> {
    let Some(inside) = &patient.inside else { return Vec::new() };
    let silent = inside.depths.desk_seen_at.map(|seen| patient.now.millis_since(seen) / 1000);
    let finding = match (patient.is_desk_running(), silent) {
        (true, Some(seconds)) if seconds <= SILENT_SECONDS => {
            Finding::ok(CODE, say("A desk runs on this database.", "С этой базой работает Candor."))
        }
        (true, Some(seconds)) => Finding::error(
            CODE,
            say(
                format!("A desk runs on this database, but has written nothing for {seconds} s."),
                format!("С этой базой работает Candor, но {seconds} с ничего не пишет."),
            ),
            say(
                "Look in its log; if it hangs, stop it and start it again: nothing is lost.",
                "Посмотрите журнал; если он завис, остановите и запустите снова: ничего не потеряется.",
            ),
        ),
        (true, None) => Finding::ok(CODE, say("The database is in use.", "База занята.")),
        (false, _) => Finding::warning(
            CODE,
            say("No desk runs on this database.", "С этой базой никто не работает."),
            say("Start it: candor serve.", "Запустите: candor serve."),
        ),
    };
    vec![finding]
}
