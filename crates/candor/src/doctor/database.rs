//! The database: whether it opens, is sound and up to date, how large it is, and who may read it.

use candor_store::{Checkup, OpenError, OpenErrorKind};

use super::{Finding, Patient, Text, say};
use crate::commands::size;

const CODE: &str = "DOC-database";

/// A log so long is never folded into the file: somebody reads without end.
const LONG_LOG: u64 = 256_000_000;

pub(super) fn check(patient: &Patient) -> Vec<Finding> {
    let checkup = match &patient.database {
        Ok(checkup) => checkup,
        Err(error) => return vec![closed(error)],
    };
    match &checkup.schema {
        Err(error) => vec![closed(error)],
        Ok(version) => {
            let state = if version.is_current() {
                Finding::ok(
                    "DOC-schema",
                    say(
                        format!("The schema is current ({}).", version.newest),
                        format!("Схема новейшая ({}).", version.newest),
                    ),
                )
            } else {
                Finding::warning(
                    "DOC-schema",
                    say(
                        format!("The database has schema {} of {}.", version.present, version.newest),
                        format!("У базы схема {} из {}.", version.present, version.newest),
                    ),
                    say(
                        "Take a backup (candor backup FILE), then candor migrate; the next start does the same.",
                        "Сделайте резервную копию (candor backup ФАЙЛ), затем candor migrate; следующий запуск сделает то же.",
                    ),
                )
            };
            [Some(opened(checkup)), Some(state), log(checkup), rights(checkup)].into_iter().flatten().collect()
        }
    }
}

fn opened(checkup: &Checkup) -> Finding {
    if let Err(error) = &checkup.soundness {
        return closed(error);
    }
    let bytes = size(checkup.bytes);
    let found = match &checkup.file {
        Some(file) => {
            let file = file.display();
            say(format!("{file} opens and is sound, {bytes}."), format!("{file} открывается и цела, {bytes}."))
        }
        None => {
            say(format!("The server answers; the database has {bytes}."), format!("Сервер отвечает; в базе {bytes}."))
        }
    };
    Finding::ok(CODE, found)
}

fn closed(error: &OpenError) -> Finding {
    let advice: Text = match error.kind() {
        OpenErrorKind::FileMissing => {
            return Finding::warning(
                CODE,
                say("There is no database yet.", "Базы ещё нет."),
                say(
                    "Nothing has to be done: the desk makes it at its first start. If there was one, check database.url.",
                    "Ничего делать не надо: программа создаст её при первом запуске. Если база была, проверьте database.url.",
                ),
            );
        }
        OpenErrorKind::Corrupt => say(
            "Stop the desk and restore the last backup: candor restore FILE. The damaged file is kept.",
            "Остановите программу и восстановите последнюю копию: candor restore ФАЙЛ. Повреждённый файл сохранится.",
        ),
        OpenErrorKind::NewerSchema => say(
            "Install the version that wrote it, or restore a backup made before the upgrade.",
            "Установите версию, которая её записала, или восстановите копию, сделанную до обновления.",
        ),
        OpenErrorKind::ForeignSchema => say(
            "Give the desk a database of its own in database.url.",
            "Укажите в database.url отдельную базу для Candor.",
        ),
        OpenErrorKind::Unreachable | OpenErrorKind::WrongPassword | OpenErrorKind::MissingDatabase => say(
            "Check host, port, name and password in database.url, and that the server runs.",
            "Проверьте адрес, порт, имя и пароль в database.url и работает ли сервер.",
        ),
        _ => say("Correct database.url or the rights of the file.", "Исправьте database.url или права на файл."),
    };
    Finding::error(
        CODE,
        say(format!("The database does not open: {error}."), format!("База не открывается: {error}.")),
        advice,
    )
}

fn log(checkup: &Checkup) -> Option<Finding> {
    if checkup.log_bytes < LONG_LOG {
        return None;
    }
    let bytes = size(checkup.log_bytes);
    Some(Finding::warning(
        "DOC-log",
        say(
            format!("The database's write-ahead log has grown to {bytes}."),
            format!("Журнал упреждающей записи базы вырос до {bytes}."),
        ),
        say(
            "Some program has been reading the database for long: close it. The log is folded in after that.",
            "Какая-то программа долго читает базу: закройте её. После этого журнал вольётся в файл.",
        ),
    ))
}

fn rights(checkup: &Checkup) -> Option<Finding> {
    let file = checkup.file.as_ref().filter(|_| checkup.is_open_to_all)?.display().to_string();
    Some(Finding::warning(
        "DOC-rights",
        say(
            "Every account of this machine may read the database, and it holds what people wrote.",
            "Базу может читать любая учётная запись этой машины, а в ней то, что писали люди.",
        ),
        say(format!("chmod 600 {file}"), format!("chmod 600 {file}")),
    ))
}
