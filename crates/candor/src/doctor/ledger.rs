//! The opt-out ledger beside the database.

use super::{Finding, Patient, say};

const CODE: &str = "DOC-ledger";

pub(super) fn check(patient: &Patient) -> Vec<Finding> {
    let Ok(checkup) = &patient.database else { return Vec::new() };
    let Some(ledger) = checkup.ledger.as_ref().filter(|_| checkup.schema.is_ok()) else { return Vec::new() };
    let file = ledger.file.display();
    let finding = match ledger.lines {
        Some((_, 0)) => Finding::ok(CODE, say("The opt-out ledger can be read.", "Журнал отказов читается.")),
        Some((_, unreadable)) => Finding::warning(
            CODE,
            say(
                format!("{unreadable} lines of {file} cannot be read."),
                format!("{unreadable} строк файла {file} не читаются."),
            ),
            say(
                "Keep the file as it is: what it says is in the database too. See what is wrong with the disk.",
                "Оставьте файл как есть: его содержание есть и в базе. Проверьте диск.",
            ),
        ),
        None => Finding::error(
            CODE,
            say(
                format!("{file} cannot be read, so the desk will not start."),
                format!("{file} не читается, и программа не запустится."),
            ),
            say("Mend its owner or rights.", "Исправьте владельца или права."),
        ),
    };
    vec![finding]
}
