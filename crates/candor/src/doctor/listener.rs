//! The address on which the desk listens.

use candor_web::NotReady;

use super::{Finding, Patient, patient::Listener, say};

const CODE: &str = "DOC-listener";

pub(super) fn check(patient: &Patient) -> Vec<Finding> {
    let address = &patient.layers.config.server.listen;
    let finding = match &patient.listener {
        Listener::Off => Finding::ok(CODE, say("The desk listens nowhere.", "Программа нигде не слушает.")),
        Listener::Free => Finding::ok(CODE, say(format!("{address} is free."), format!("{address} свободен."))),
        Listener::Desk(Ok(())) => Finding::ok(
            CODE,
            say(format!("A desk answers at {address}."), format!("По адресу {address} отвечает Candor.")),
        ),
        Listener::Desk(Err(why)) if why == NotReady::NotSetUp.word() => Finding::warning(
            CODE,
            say(
                format!("A desk answers at {address}, but is not set up yet."),
                format!("По адресу {address} отвечает Candor, но он ещё не настроен."),
            ),
            say(
                "Open the link it printed when it was started, and go through the steps there.",
                "Откройте ссылку, которую он напечатал при запуске, и пройдите шаги по ней.",
            ),
        ),
        Listener::Desk(Err(why)) => Finding::error(
            CODE,
            say(
                format!("A desk answers at {address}, but is not ready: {why}."),
                format!("По адресу {address} отвечает Candor, но не готов: {why}."),
            ),
            say(
                "Wait if it is starting or stopping; otherwise look in its log and start it again.",
                "Подождите, если он запускается или останавливается; иначе посмотрите журнал и запустите его заново.",
            ),
        ),
        Listener::Stranger => Finding::error(
            CODE,
            say(format!("Another program listens on {address}."), format!("{address} занят другой программой.")),
            say(
                "See who it is (ss -ltnp) and stop it, or choose another address in server.listen.",
                "Узнайте, кто это (ss -ltnp), и остановите его или выберите другой адрес в server.listen.",
            ),
        ),
        Listener::Refused(why) => Finding::error(
            CODE,
            say(format!("The desk cannot listen on {address}: {why}."), format!("Слушать {address} нельзя: {why}.")),
            say(
                "Choose an address of this machine and a port above 1023 in server.listen.",
                "Выберите в server.listen адрес этой машины и порт выше 1023.",
            ),
        ),
    };
    vec![finding]
}
