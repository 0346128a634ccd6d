//! The key of the database: whether it is there, its owner's alone, and the one the database asks for.

use candor_store::{OpenError, OpenErrorKind};

use super::{Finding, Patient, say};
use crate::key_file::Source;

const CODE: &str = "DOC-keys";

pub(super) fn check(patient: &Patient) -> Vec<Finding> {
    let key = &patient.key;
    let source = match &key.source {
        Source::File(path) => path.display().to_string(),
        Source::Environment => "CANDOR_KEY".to_owned(),
    };
    let first = match (&key.given, &key.opens) {
        (Err(problem), _) => unreadable(problem),
        (Ok(0), None) => Finding::ok(
            CODE,
            say(
                format!("There is no key yet; it is made with the database and kept in {source}."),
                format!("Ключа ещё нет; он появится вместе с базой и будет лежать в {source}."),
            ),
        ),
        (Ok(_), Some(Err(error))) => closed(error, &source),
        (Ok(_), None) => {
            Finding::ok(CODE, say(format!("The key in {source} can be read."), format!("Ключ из {source} читается.")))
        }
        (Ok(_), Some(Ok(()))) => Finding::ok(
            CODE,
            say(format!("The key in {source} opens the database."), format!("Ключ из {source} открывает базу.")),
        ),
    };
    let rotation = key.given.as_ref().is_ok_and(|count| *count > 1).then(half_rotated);
    let rights = key.is_open_to_others.then(|| lies_open(&source));
    [Some(first), rotation, rights].into_iter().flatten().collect()
}

fn unreadable(problem: &str) -> Finding {
    Finding::error(
        CODE,
        say(format!("The key cannot be used: {problem}."), format!("Ключ не годится: {problem}.")),
        say(
            "Put back the key the database was made with; nothing else opens it.",
            "Верните ключ, с которым создана база: другой её не откроет.",
        ),
    )
}

fn closed(error: &OpenError, source: &str) -> Finding {
    let found = match error.kind() {
        OpenErrorKind::MissingKey => say(
            format!("The database is sealed, and {source} holds no key."),
            format!("База запечатана, а в {source} нет ключа."),
        ),
        _ => say(
            format!("The key in {source} does not open the database: {error}."),
            format!("Ключ из {source} не открывает базу: {error}."),
        ),
    };
    let advice = match error.kind() {
        OpenErrorKind::MissingKey | OpenErrorKind::WrongKey => say(
            "Put back the key the database was made with, from the copy you keep apart from backups, or name it with CANDOR_KEY_FILE.",
            "Верните ключ, с которым создана база, из копии, что хранится отдельно от резервных, или укажите его в CANDOR_KEY_FILE.",
        ),
        OpenErrorKind::OlderSchema => say(
            "Run candor migrate, or start the desk once: it seals what was stored before there was a key.",
            "Выполните candor migrate или запустите программу: она запечатает то, что записано до появления ключа.",
        ),
        _ => say("See what is said of the database.", "Посмотрите, что сказано о базе."),
    };
    Finding::error(CODE, found, advice)
}

fn half_rotated() -> Finding {
    Finding::warning(
        "DOC-key-rotation",
        say(
            "Two keys are given: a rotation was begun and not finished.",
            "Ключей два: замена ключа начата и не закончена.",
        ),
        say("Finish it: candor keys rotate.", "Закончите её: candor keys rotate."),
    )
}

fn lies_open(source: &str) -> Finding {
    Finding::warning(
        "DOC-key-rights",
        say(
            "Others on this machine may read the key file, and with it the database.",
            "Файл ключа могут читать другие на этой машине, а с ним и базу.",
        ),
        say(format!("chmod 600 {source}"), format!("chmod 600 {source}")),
    )
}
